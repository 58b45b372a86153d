"""Where the wordings live, and how their files are read.

Text only; the dialogue's code never contains a sentence to speak.
"""

from pathlib import Path
from typing import Any

from app.domain.business import Language
from app.quick_yaml import parse_yaml

PROMPTS_DIR = Path(__file__).resolve().parents[2] / "prompts"


def load_wordings(folder: str) -> dict[Language, dict[str, Any]]:
    """The two languages of a folder of `prompts`."""
    return {language: read_yaml(PROMPTS_DIR / folder / f"{language}.yaml") for language in ("de", "en")}


def read_yaml(path: Path) -> dict[str, Any]:
    """Raises TypeError when the file is no mapping."""
    content = parse_yaml(path.read_text(encoding="utf-8"))
    if not isinstance(content, dict):
        raise TypeError(f"{path.name} must be a mapping")
    return content


def read_lines(path: Path) -> list[str]:
    """Without empty lines and comments."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
