"""Whether words that a model hands on are the caller's: a model passes on, it does not make up."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from app.dialogue.guardrails.particulars import clock_in, days_in, numbers_in
from app.domain.business import Language
from app.domain.spoken.folding import words
from app.domain.spoken.say import speakable

SAME_WORD = 84.0
_LITTLE = 3  # letters: shorter words are anybody's


def said_by_caller(text: str, caller_words: Sequence[str], language: Language, *, share: float = 0.6) -> bool:
    """Most of its telling words were said in this call, and all of its times and numbers."""
    spoken = speakable(text, language)
    said = _all_words(caller_words, language)
    particulars = days_in(spoken, language) | clock_in(spoken, language) | numbers_in(spoken, language)
    if not particulars <= said:
        return False
    telling = [word for word in words(spoken) if len(word) > _LITTLE]
    known = sum(1 for word in telling if is_among(word, said))
    return known >= len(telling) * share


def name_said_by_caller(name: str, caller_words: Sequence[str], language: Language) -> bool:
    """Every part of the name sounds like something the caller said; spelled letters count as one word."""
    said = _all_words(caller_words, language)
    letters = "".join(word for text in caller_words for word in words(text) if len(word) == 1)
    parts = [part for part in words(name) if part not in ("dr", "prof", "herr", "frau", "mr", "mrs", "ms")]
    return bool(parts) and all(is_among(part, said) or (len(part) > 1 and part in letters) for part in parts)


def is_among(word: str, said: frozenset[str]) -> bool:
    return word in said or any(
        fuzz.ratio(word, other) >= SAME_WORD for other in said if abs(len(other) - len(word)) < 3
    )


def _all_words(caller_words: Sequence[str], language: Language) -> frozenset[str]:
    return frozenset(word for text in caller_words for word in (*words(text), *words(speakable(text, language))))
