"""How many syllables words have, by their vowels: near enough to tell how fast somebody speaks. PURE."""

import re

from app.domain.business import Language

_WORD = re.compile(r"[^\W\d_]+|\d+")
_VOWELS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"ei|ie|au|eu|äu|aa|ee|oo|[aeiouyäöüéè]"),
    "en": re.compile(r"[aeiouyé]+"),
}
_SILENT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"(?!)"),
    "en": re.compile(r"(?<=[^aeiouyltd])ed$|(?<=[^aeiouylscxz])es$|(?<=[^aeiouyl])e$"),
}
IN_A_DIGIT = 2


def syllables_in(text: str, language: Language) -> int:
    """Numbers in digits count two syllables a digit."""
    return sum(_in_word(word, language) for word in _WORD.findall(text.lower()))


def _in_word(word: str, language: Language) -> int:
    if word.isdigit():
        return IN_A_DIGIT * len(word)
    sounded = _SILENT[language].sub("", word) if len(word) > 3 else word
    return max(1, len(_VOWELS[language].findall(sounded)))
