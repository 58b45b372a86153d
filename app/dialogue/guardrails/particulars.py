"""Times, numbers and names in a sentence, and where they may have come from.

A particular is supported by one single source: a weekday of one offer beside the hour of another is no time at all.
"""

import re
from collections.abc import Iterable

from app.domain.business import Language
from app.domain.spoken.folding import words

_UNITS_DE = (
    "null|eins?|zwei|zwo|drei|vier|fuenf|sechs|sieben|acht|neun|zehn|elf|zwoelf|sechzehn|siebzehn|sech|sieb|zwanzig|dreissig|vierzig"
    "|fuenfzig|sechzig|siebzig|achtzig|neunzig|hundert|tausend|million\\w*"
)
_UNITS_EN = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million"
)
_NUMBER: dict[Language, re.Pattern[str]] = {
    "de": re.compile(rf"\d+|(?:(?:{_UNITS_DE})(?:und)?)+(?:s?te[nrs]?)?"),
    "en": re.compile(
        rf"\d+\w*|(?:{_UNITS_EN})|(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)ieth|(?:four|six|seven|eigh"
        rf"|nin|thir|fif|ten|twelf|eleven)\w*th"
    ),
}
_NO_NUMBER: dict[Language, frozenset[str]] = {
    "de": frozenset("ein eins eine einen einem einer eines acht zweite zweiten zweiter dritte dritten dritter".split()),
    "en": frozenset("one second third fourth with month both north south truth health mouth teeth tooth other".split()),
}
_DAY: dict[Language, frozenset[str]] = {
    "de": frozenset(
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag montags dienstags mittwochs"
        " donnerstags freitags samstags sonntags heute uebermorgen gestern januar februar maerz april juni juli"
        " august september oktober november dezember feiertag feiertage wochenende".split()
    ),
    "en": frozenset(
        "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays"
        " saturdays sundays today tomorrow tonight yesterday january february april june july august september"
        " october november december weekend holiday".split()
    ),
}
_CLOCK: dict[Language, frozenset[str]] = {
    "de": frozenset("uhr halb viertel dreiviertel mitternacht".split()),
    "en": frozenset("o'clock oclock am pm noon midnight quarter".split()),
}
_GREETING = re.compile(
    r"\b(?:guten|schoenen|good) (?:morgen|tag|abend|mittag|nachmittag|morning|afternoon|evening|day)\b"
)
_MORNING = re.compile(r"(?<!am )(?<!guten )\bmorgen\b")
_PERSON = re.compile(
    r"\b(?:Herrn?|Frau|Fräulein|Doktor|Dr|Professor|Prof|Schwester|Kollegin|Kollege|Mr|Mrs|Ms|Miss|Mister"
    r"|Doctor|Nurse|Professor)"
    r"\.?\s+((?:[A-ZÄÖÜ][\w-]+\s?){1,3})"
)


def days_in(text: str, language: Language) -> frozenset[str]:
    said = _GREETING.sub(" ", " ".join(words(text)))
    found = {word for word in said.split() if word in _DAY[language]}
    if language == "de" and _MORNING.search(said):
        found.add("morgen")
    return frozenset(found)


def clock_in(text: str, language: Language) -> frozenset[str]:
    return frozenset(word for word in words(text) if word in _CLOCK[language])


def numbers_in(text: str, language: Language) -> frozenset[str]:
    return frozenset(
        word
        for word in words(text)
        if word not in _NO_NUMBER[language] and _NUMBER[language].fullmatch(word) is not None
    )


def people_in(text: str) -> list[tuple[str, ...]]:
    """Whoever is named with a title: the folded words of each name, titles left out."""
    titles = {"doktor", "dr", "doctor", "professor", "prof", "frau", "herr", "herrn"}
    named = [tuple(word for word in words(match[1]) if word not in titles) for match in _PERSON.finditer(text)]
    return [name for name in named if name]


def within_one(particulars: Iterable[str], sources: Iterable[frozenset[str]]) -> bool:
    """Whether some single source has them all."""
    wanted = frozenset(particulars)
    return not wanted or any(wanted <= source for source in sources)
