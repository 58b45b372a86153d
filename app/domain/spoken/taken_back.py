"""What somebody takes back in the same breath: "did I say check-up? I meant cleaning." PURE."""

import re

from app.domain.business import Language

_RATHER_DE = re.compile(
    r"\b(?:verschieben|verlegen|umlegen|umbuchen|absagen|stornieren)\b"
    r"(?: (?:wollte?|will|möchte|würde) ich(?: \w+){0,2})?[\s,.…]+"
    r"(?:(?:hm+|äh+m?|ach|also|na|oder|oh|ja|nee|nein|doch|wobei|obwohl|aber|wissen sie was)[\s,.…]+)*"
    r"(?:nein|nee|ach nein|doch lieber|wobei|obwohl|quatsch|wissen sie was)[\s,.…]+"
    r"(?=[^.!?]*\b(?:ab|absag\w*|streich\w*|(?:ver)?schieb\w*|verleg\w*|stornier\w*|weg)\b)",
    re.IGNORECASE,
)
""" "Verschieben, hm, nein, sagen Sie's lieber ganz ab"."""
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
    return _SAID[language].sub("", _RATHER_DE.sub("", text) if language == "de" else text)
