"""School holidays: other ones in every state and year, so nobody here knows their dates.

That is said, and a day is asked for, rather than that the day was not understood; a day that was named beside them is
taken as it is.
"""

import re
from dataclasses import replace

from app.dialogue.reading import Reading
from app.dialogue.state import Goal
from app.dialogue.turn import Turn
from app.domain.business import Language

_HOLIDAYS: dict[Language, str] = {
    "de": r"\b(?:oster|sommer|herbst|winter|weihnachts|pfingst|faschings|schul|semester|kita)?-?ferien"
    r"(?:zeit|wochen?|tage?n?|anfang|beginn|ende)?\b",
    "en": r"\bhalf[- ]term\b|\bspring break\b"
    r"|\b(?:school|easter|summer|christmas|autumn|winter) (?:holidays|break|vacation)\b",
}
_NAMED = {language: re.compile(named, re.IGNORECASE) for language, named in _HOLIDAYS.items()}
_BY_THE_WAY: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        rf",? \b(?:da|weil|denn|dann|das) (?:\w+ )*?(?:{_HOLIDAYS['de']})(?: \w+)*(?=[,.;!?]|$)", re.IGNORECASE
    ),
    "en": re.compile(
        rf",? \b(?:that's|that is|it's|because|as) (?:\w+ )*?(?:{_HOLIDAYS['en']})(?: \w+)*(?=[,.;!?]|$)", re.IGNORECASE
    ),
}
""" "Am siebten April, da sind ja Ferien"."""


def set_aside(turn: Turn, goal: Goal, reading: Reading) -> Reading | None:
    """The words without them, once it was said that their dates are not known; None when they name none."""
    if _NAMED[turn.language].search(reading.text) is None or reading.is_timed:
        return None
    without = _BY_THE_WAY[turn.language].sub("", reading.text)
    if without != reading.text:
        told = turn.comprehension.when(without, turn.language, now=turn.desk.now(), expected=True)
        if told is not None and told.windows:
            return replace(reading, when=told)
    turn.say("school_holidays")
    goal.when, goal.when_known = None, False
    goal.forget_offers()
    return replace(reading, when=None)
