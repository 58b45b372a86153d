"""Every sentence the assistant can say by itself, by language, in wordings chosen by the call and never at random.

`prompts/phrases/{language}.yaml` maps a key to one wording or a list; `{name}` is filled with words that are already
speakable.
"""

import zlib
from collections import Counter
from pathlib import Path
from string import Formatter

from app.dialogue.prompt_files import PROMPTS_DIR, read_yaml
from app.domain.business import Business, Language
from app.domain.spoken.say import say_name, split_sentences

OTHER: dict[Language, Language] = {"de": "en", "en": "de"}
Wordings = dict[str, tuple[str, ...]]


class PhraseBook:
    """Shared by all calls, read-only."""

    def __init__(self, wordings: dict[str, Wordings]) -> None:
        self._wordings = wordings

    @classmethod
    def load(cls, prompts_dir: Path = PROMPTS_DIR) -> "PhraseBook":
        return cls({language: _read(prompts_dir / "phrases" / f"{language}.yaml") for language in ("de", "en")})

    def wordings(self, key: str, language: Language) -> tuple[str, ...]:
        """Raises KeyError for a key that the file does not have."""
        return self._wordings[language][key]

    def has(self, key: str, language: Language) -> bool:
        return key in self._wordings[language]

    def keys(self, language: Language) -> frozenset[str]:
        return frozenset(self._wordings[language])

    def fixed_sentences(self, business: Business) -> tuple[tuple[str, Language], ...]:
        """Sentences worth synthesizing before the first call: the greeting and everything without a blank to fill."""
        fixed: dict[tuple[str, Language], None] = {}
        for language in business.languages:
            for key, variants in self._wordings[language].items():
                if key.startswith("summary_"):
                    continue
                for wording in variants:
                    if blanks(wording) <= {"business"}:
                        spoken = wording.format(business=say_name(business.name, language))
                        spoken = spoken[:1].upper() + spoken[1:]
                        voice = OTHER[language] if key.startswith("greeting_hint") else language
                        fixed.update(dict.fromkeys((sentence, voice) for sentence in split_sentences(spoken, language)))
        return tuple(fixed)


class CallPhrases:
    """One call's way through the variants: starts at a place given by the call, moves on with every use."""

    def __init__(self, book: PhraseBook, seed: str) -> None:
        self._book = book
        self._seed = seed
        self._uses: Counter[str] = Counter()

    def choose(self, key: str, language: Language, **values: str) -> str:
        variants = self._book.wordings(key, language)
        start = zlib.crc32(f"{self._seed} {key}".encode())
        wording = variants[(start + self._uses[key]) % len(variants)]
        self._uses[key] += 1
        return wording.format(**values)

    def sentence(self, key: str, language: Language, **values: str) -> str:
        text = self.choose(key, language, **values)
        return text[:1].upper() + text[1:]

    def has(self, key: str, language: Language) -> bool:
        return self._book.has(key, language)


def blanks(wording: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(wording) if name)


def _read(path: Path) -> Wordings:
    return {
        str(key): (entry,) if isinstance(entry, str) else tuple(str(wording) for wording in entry)
        for key, entry in read_yaml(path).items()
    }
