"""The caller's number as the line gives it: E.164, or one of the many ways of saying that it is withheld."""

import re

from app.domain.ids import E164

WITHHELD = frozenset({"+266696687", "+464", "+7378742833", "+86282452253"})
"""Keypad spellings of ANONYMOUS, INVALID, RESTRICTED, UNAVAILABLE that carriers send as numbers."""

_E164 = re.compile(r"\+[1-9]\d{6,14}")


def caller_number(from_number: str) -> E164 | None:
    """None for a withheld number, and for an address that is no telephone number (SIP)."""
    text = from_number.strip()
    return E164(text) if _E164.fullmatch(text) and text not in WITHHELD else None
