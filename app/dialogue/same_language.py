"""Words about the language that is spoken already, beside a wish: "could I see a dentist who speaks English?"."""

import re

from app.dialogue.intents import Intent
from app.dialogue.reading import Reading
from app.dialogue.turn import Turn
from app.domain.business import Language

LEAST_WORDS = 4
"""Beside them: a wish."""
_ABOUT_IT: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r",? ?\b(?:who|that) (?:can |could )?(?:speaks?|understands?)(?: \w+){0,2} (?:english|german)\b"
        r"|(?:\b(?:sorry|because|since|as|and|but),? )*\b(?:i|we)(?:'m| am)? (?:\w+ )?(?:don't|do not|can't"
        r"|cannot|only|just"
        r"|no|not)(?: \w+){0,2} (?:speak|understand|know|speaking)(?: \w+){0,3} (?:english|german)\b"
        r"|\bmy german(?:'s| is| isn't)(?: \w+){0,5}|\b(?:in|speaking|with) english\b"
        r"|\b(?:do|does|can|could) (?:you|we|anyone|anybody|somebody|someone"
        r"|they)(?: \w+){0,3} speak english(?: there)?\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r",? ?\b(?:der|die|das) (?:\w+ )?deutsch (?:spricht|kann|versteht)\b|\bauf deutsch\b"
        r"|\b(?:ich|wir) (?:spreche|sprechen|kann|können|verstehe)(?: \w+){0,3} (?:englisch|deutsch)\b",
        re.IGNORECASE,
    ),
}


def without_language(turn: Turn, reading: Reading) -> Reading:
    """The reading of what else was said, when anything was and there is no other language to speak."""
    if reading.intent is not Intent.LANGUAGE_SWITCH or reading.wanted_language != turn.language:
        return reading
    rest = _ABOUT_IT[turn.language].sub(" ", reading.text)
    if rest == reading.text or len(re.findall(r"\w+", rest)) < LEAST_WORDS:
        return reading
    left = turn.comprehension.read(rest, turn.state, now=turn.desk.now())
    return reading if left.intent in (Intent.LANGUAGE_SWITCH, Intent.GREETING) else left
