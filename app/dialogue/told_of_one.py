"""That an appointment stands, told only so that a question is understood.

"I've got an appointment with you soon, and I'll be coming by train": no wish to hear when that is, to move it, or to
make another.
"""

import re

from app.domain.business import Language

_HAS_ONE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:ich|wir|mein\w* \w+) (?:habe?n?|hab|hat) (?:[\wäöüß]+ ){0,6}[\wäöüß]*termin\b"
        r"|\bhab(?:e|en)? (?:ich|wir) (?:[\wäöüß]+ ){0,6}[\wäöüß]*termin\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:i|we|my \w+)(?:'ve| have| has|'s)(?: got)? (?:\w+ ){0,3}appointment\b"
        r"|\bi'm (?:coming in|booked in|seeing (?:you|doctor|dr))\b",
        re.IGNORECASE,
    ),
}
_WANTS_SOMETHING: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:möcht\w*|würd\w*|woll\w*(?! (?:nur |mal |kurz |noch |gern\w* |eben )*(?:fragen|wissen))|will|brauch\w*"
        r"|bräucht\w*|hätte\w*|kann|können|könnt\w*|muss|müss\w*|geht|ginge|nicht|kein\w*|wann|welche\w*|absag\w*"
        r"|verschieb\w*|verleg\w*|bestätig\w*|vergess\w*|lieber|statt|früher|später|noch einen?)\b"
        r"|\b(?:zu|noch) spät\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:would|'d|want\w*|need\w*|like|can|can't|cannot|could|couldn't|not|won't|when|which|whether|cancel\w*|mov\w*|chang\w*"
        r"|reschedul\w*|confirm\w*|check|forg[eo]t\w*|remember|rather|instead|earlier|later|late|another|make|book|sooner)\b",
        re.IGNORECASE,
    ),
}


_ABOUT_IT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\b(?:wann|uhr\w*|tag|verschieb\w*|verleg\w*|absag\w*|änder\w*|umbuch\w*|früher|später|anderen?|stimmt"
        r"|noch gut|bleibt)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"\b(?:when|what time|what day|which day|mov\w*|cancel\w*|chang\w*|reschedul\w*|earlier|later|instead|another"
        r"|still on|confirm\w*|right)\b",
        re.IGNORECASE,
    ),
}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def only_tells_of_one(text: str, language: Language) -> bool:
    """Nothing is wished for in these words; who sees whom and when may be told in them."""
    return _HAS_ONE[language].search(text) is not None and _WANTS_SOMETHING[language].search(text) is None


def asks_on_their_way(text: str, language: Language) -> bool:
    """Behind it stands a question, and not about when the appointment is."""
    sentences = _SENTENCE_END.split(text.strip())
    asked = " ".join(one for one in sentences if one.endswith("?"))
    told = " ".join(one for one in sentences if not one.endswith("?"))
    return bool(asked) and only_tells_of_one(told, language) and _ABOUT_IT[language].search(asked) is None
