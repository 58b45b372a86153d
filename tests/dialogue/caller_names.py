"""What scripted callers are called: their answers to "what name?" are sentences, and not all end with the name."""

import re
from collections.abc import Mapping
from typing import Any

from rapidfuzz import fuzz

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_DOUBLED = re.compile(r"\b(?:doppel|double)[- ]([^\W\d_])\b", re.IGNORECASE)
_AS_SPELLED = 85
"""Of 100: how like the letters the word is that they spell."""
_NO_NAMES = frozenset(
    "äh ähm um uh frau herr doktor doctor mr mrs ms mutter vater mann sohn tochter kind kleine kleiner vorname "
    "vornamen nachname nachnamen name surname wife husband mother father mom mum dad son daughter".split()
)


def family_of(says: Mapping[str, Any]) -> str | None:
    """The word of their name that they spell or give as the family name; else the last of the first that names one."""
    told = _first(says, "name")
    words: list[str] = [word for word in _WORD.findall(told) if word[:1].isupper() and word.lower() not in _NO_NAMES]
    if not words:
        return None
    letters, family = letters_of(says), _first(says, "family")
    best = max(words, key=lambda word: fuzz.ratio(word.lower(), letters.lower()))
    if fuzz.ratio(best.lower(), letters.lower()) >= _AS_SPELLED:
        return best
    if both := [word for word in words if word in _WORD.findall(family)]:
        return both[-1]
    for clause in re.split(r"[,.;]", told):
        said: list[str] = _WORD.findall(clause)
        named = [word for word in said if word in words]
        if named and (len(said) == 1 or named != said[:1]):  # "Ich frag nur so" has a capital, too
            return str(named[-1])
    return None


def letters_of(says: Mapping[str, Any]) -> str:
    """What they spell, of the first sentence: behind it some explain themselves ("Hinten D T")."""
    first = _first(says, "spelling").split(".")[0]
    return "".join(re.findall(r"\b[^\W\d_]\b", _DOUBLED.sub(r"\1, \1", first)))


def _first(says: Mapping[str, Any], kind: str) -> str:
    wordings = says.get(kind, "")
    return str(wordings[0] if isinstance(wordings, list) else wordings)
