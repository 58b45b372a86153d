"""What somebody takes back in the same breath: "did I say check-up? I meant cleaning." PURE."""

import re

from app.domain.business import Language

_SAID: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:hab|habe|hatte) ich (?:jetzt |da |eben |gerade |etwa |vorhin )*(?:\w+ ){1,4}gesagt\s*[?,.!]+\s*"
        r"(?=(?:\w+,? ){0,3}ich mein)",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:did i|have i|had i)(?: just)? (?:say|said|ask for|asked for) [^?,.!]{2,40}[?,.!]+\s*"
        r"(?=(?:\w+,? ){0,3}(?:i|it) (?:mean|meant|should)\b)",
        re.IGNORECASE,
    ),
}


def without_taken_back(text: str, language: Language) -> str:
    """What is meant instead, alone."""
    return _SAID[language].sub("", text)
