"""How alike two short texts sound, for what a recogniser garbled: "Liedsmeite" beside "das zweite". PURE."""

from functools import lru_cache

import cologne_phonetics
from rapidfuzz.distance import Levenshtein

from app.domain.spoken.folding import fold


def likeness(heard: str, expected: str) -> float:
    """0..1: half letters, half Cologne phonetics, word borders ignored (a recogniser puts them anywhere)."""
    heard_letters, heard_code = _shape(heard)
    letters, code = _shape(expected)
    by_letters = Levenshtein.normalized_similarity(heard_letters, letters)
    by_sound = Levenshtein.normalized_similarity(heard_code, code)
    return float(by_letters + by_sound) / 2


def same_letters(heard: str, expected: str) -> float:
    """0..1 by letters alone: single wrong letters that change the sound ("Sonnerstaf")."""
    return float(Levenshtein.normalized_similarity(_shape(heard)[0], _shape(expected)[0]))


@lru_cache(maxsize=4096)
def _shape(text: str) -> tuple[str, str]:
    letters = "".join(letter for letter in fold(text) if letter.isalnum())
    code = "".join(code for _, code in cologne_phonetics.encode(letters)) if letters else ""
    return letters, code
