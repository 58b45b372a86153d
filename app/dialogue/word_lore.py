"""The words that people use at all, read once: one that nobody has was misheard.

Decision: the word lists of a spelling checker (340,000 German and 160,000 English words from films, compounds by their
parts) instead of a language model: which of two texts is made of words takes microseconds and invents nothing. Kept as
sorted hashes, 5 MB instead of the 60 that the words take.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from spellchecker import SpellChecker

from app.dialogue.name_lore import family_names
from app.domain.business import Language
from app.domain.spoken.folding import fold
from app.domain.spoken.name_words import GIVEN

SHORTEST_JUDGED = 4
"""Letters; shorter words are too easily a sign or a part of a name."""
SHORTEST_PART = 4
"""Of a compound."""
MOST_PARTS = 3

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LINKS = ("", "s", "es", "n", "en", "e")


class KnownWords:
    """One language's. Read-only."""

    def __init__(self, words: Iterable[str], *, compounds: bool) -> None:
        """`words`: in lower case."""
        self._all = np.sort(np.fromiter((hash(word) for word in words), dtype=np.int64))
        self._compounds = compounds

    def __contains__(self, word: str) -> bool:
        """In any inflection that the list has; a German compound by its parts."""
        plain = word.lower().removesuffix("'s")
        return self._has(plain) or (self._compounds and self._is_compound(plain, MOST_PARTS))

    def _is_compound(self, word: str, parts: int) -> bool:
        if parts > 1:
            for end in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
                if not self._is_part(word[:end]):
                    continue
                for link in _LINKS:
                    rest = word[end:].removeprefix(link)
                    if word.startswith(link, end) and (self._is_part(rest) or self._is_compound(rest, parts - 1)):
                        return True
        return False

    def _is_part(self, word: str) -> bool:
        return len(word) >= SHORTEST_PART and self._has(word)

    def _has(self, word: str) -> bool:
        at = int(np.searchsorted(self._all, hash(word)))
        return at < len(self._all) and bool(self._all[at] == hash(word))


@lru_cache(maxsize=2)
def known_words(language: Language) -> KnownWords:
    """Takes half a second the first time."""
    words = SpellChecker(language=language).word_frequency.words()
    return KnownWords(words, compounds=language == "de")


def strange_words(text: str, language: Language) -> list[str]:
    """Of a sentence, the words that are none, as they stand there: neither a word nor anybody's name."""
    known = known_words(language)
    return [
        word
        for word in _WORD.findall(text)
        if len(word) >= SHORTEST_JUDGED and word not in known and not (word[0].isupper() and _is_name(word))
    ]


def _is_name(word: str) -> bool:
    return word in family_names() or fold(word) in GIVEN
