"""Who says what suits them better, without a word against what was read to them: PURE."""

import re

_PREFERS = re.compile(
    r"\b(?:besser|lieber|am (?:besten|liebsten)|eher|ideal|günstiger|better|rather|prefer|ideally)\b", re.IGNORECASE
)
_DENIES = re.compile(
    r"\b(?:nein|nee|nö|nicht|kein\w*|falsch|verkehrt|aber|sondern|statt\w*|zu (?:früh|spät)|no|nope|not|wrong|don't|but"
    r"|instead|too (?:early|late))\b",
    re.IGNORECASE,
)


def only_prefers(text: str) -> bool:
    """ "Um zehn wär doch besser": said to ten o'clock, it is no objection."""
    return _PREFERS.search(text) is not None and _DENIES.search(text) is None
