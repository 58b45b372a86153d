"""A question that goes on with the one before it: "wie lange haben Sie heute auf?" - "und Freitag?"."""

import re
from collections.abc import Callable

from app.dialogue.state import CallState
from app.domain.business import Language

_FURTHER = frozenset({"hours", "days_of"})
_DAY: dict[Language, str] = {
    "de": r"(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend)s?|heute|morgen|übermorgen"
    r"|(?:am )?wochenende|(?:an )?feiertagen|(?:nächste|diese) woche",
    "en": r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)s?|today|tomorrow|weekends?"
    r"|(?:the|next|this) (?:week|weekend)|bank holidays",
}
_AND_THEN: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        rf"(?:\w+(?: so| klar)?[,.!]? ){{0,2}}(?:und|wie (?:ist|sieht|wäre) (?:es|das)(?: denn)?(?: aus)?|wie schaut's)"
        rf"(?: (?:dann|am|an|mit|was ist|wie ist es))* (?:{_DAY['de']})(?: (?:aus|auch|dann))*\W*",
        re.IGNORECASE,
    ),
    "en": re.compile(
        r"(?:\w+[,.!]? ){0,2}(?:and|what about|how about)(?: (?:what about|how about|on|at|for|the))* "
        rf"(?:{_DAY['en']})"
        r"(?: (?:then|as well|too))*\W*",
        re.IGNORECASE,
    ),
}


def asked_further(text: str, state: CallState, kind_of: Callable[[str], str | None]) -> str | None:
    """What kind of question it is by the one that it goes on with; None when it goes on with none."""
    if state.goal is not None or _AND_THEN[state.language].fullmatch(text.strip()) is None:
        return None
    for done in reversed(state.done):
        if done.kind != "answered" or done.text is None:
            return None
        if (kind := kind_of(done.text)) is not None:
            return kind if kind in _FURTHER else None
        if _AND_THEN[state.language].fullmatch(done.text.strip()) is None:
            return None
    return None
