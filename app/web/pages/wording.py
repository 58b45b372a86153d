"""The words of the pages, by language: `de.yaml`, and `AREA.de.yaml` for what one area says alone.

A key that is missing is an error in a test, never on a page.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from app.domain.business import Language
from app.quick_yaml import parse_yaml

FOLDER = Path(__file__).parents[1] / "wording"
LANGUAGES: tuple[Language, ...] = ("de", "en")


@cache
def wording(language: Language) -> Mapping[str, str]:
    """Flat: `section.key` → text with {blanks}."""
    found: dict[str, str] = {}
    for path in (FOLDER / f"{language}.yaml", *sorted(FOLDER.glob(f"*.{language}.yaml"))):
        found.update(_flat(parse_yaml(path.read_text(encoding="utf-8")), ""))
    return found


def say(language: Language, key: str, **blanks: object) -> str:
    """Of one thing (`count`) in the words of `KEY_one`, where there are any. Raises KeyError for an unknown key:
    templates and wordings are kept together by a test.
    """
    words = wording(language)
    text = words.get(f"{key}_one", words[key]) if blanks.get("count") == 1 else words[key]
    return text.format(**blanks) if blanks else text


def say_word(language: Language, section: str, word: str | None) -> str:
    """A constant word of the core (an outcome, a reason) as people read it; itself when nobody has worded it yet."""
    if not word:
        return ""
    return wording(language).get(f"{section}.{word}", word.replace("_", " "))


def _flat(content: Mapping[str, object], before: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in content.items():
        name = f"{before}{key}"
        found += _flat(value, f"{name}.") if isinstance(value, Mapping) else [(name, str(value))]
    return found
