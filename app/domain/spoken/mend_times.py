"""Words for times that a recogniser garbled, mended by sound: "dienstagsformetag" -> "Dienstag vormittag". PURE.

Only for a text that was meant to name a time and does not: a word that merely sounds like a weekday is none otherwise.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from app.domain.business import Language
from app.domain.spoken.folding import words
from app.domain.spoken.sounds_alike import likeness, same_letters

ALIKE = 0.78
SHORTEST = 5  # letters; shorter pieces sound like anything
OTHER_VOWEL = 0.1
LONGEST_PIECE = 4  # words that may have been torn from one phrase

_HOURS = {
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf".split(),
    "en": "one two three four five six seven eight nine ten eleven twelve".split(),
}
_DAYS = {
    "de": "montag dienstag mittwoch donnerstag freitag samstag".split(),
    "en": "monday tuesday wednesday thursday friday saturday".split(),
}
_PARTS = {
    "de": "vormittag nachmittag morgen mittag abend".split(),
    "en": ["morning", "afternoon", "evening"],
}
_OTHERS = {
    "de": [
        "vormittags", "nachmittags", "am vormittag", "am nachmittag", "übermorgen", "übermorgen vormittag",
        "übermorgen nachmittag", "nächste woche", "übernächste woche", "nächsten monat", "in vierzehn tagen",
        "in zwei wochen", "so bald wie möglich", "so schnell wie möglich", "gleich morgen früh",
    ],
    "en": [
        "tomorrow morning", "tomorrow afternoon", "next week", "the week after next", "in a fortnight",
        "as soon as possible", "in two weeks", "the day after tomorrow",
    ],
}  # fmt: skip


_TORN_PARTS = re.compile(r"\b(vor|for|nach)[ -]?(?:und )?mit+(?:ag|[ -]tag)(s?)\b", re.IGNORECASE)


def join_parts_of_day(text: str, language: Language) -> str:
    """ "vor Mittags", "vor und mit Tag" -> "vormittags", "vormittag": no caller means "before noons"."""
    if language != "de":
        return text
    return _TORN_PARTS.sub(lambda torn: f"{'nach' if torn[1].lower() == 'nach' else 'vor'}mittag{torn[2]}", text)


def mend_times(text: str, language: Language) -> str | None:
    """The text with its garbled pieces replaced; None when nothing in it sounds like a time."""
    said = words(text)
    mended: list[str] = []
    at, found = 0, False
    while at < len(said):
        best = max(_mendings(said, at, language), default=None)
        if best is None:
            mended.append(said[at])
            at += 1
            continue
        _, length, phrase = best
        mended.append(phrase)
        at += length
        found = True
    return " ".join(mended) if found else None


def _mendings(said: list[str], at: int, language: Language) -> Iterator[tuple[float, int, str]]:
    """(likeness, words replaced, phrase) of what may begin here."""
    for length in range(1, min(LONGEST_PIECE, len(said) - at) + 1):
        piece = "".join(said[at : at + length])
        if len(piece) < SHORTEST:
            continue
        for phrase in _phrases(language):
            value = max(likeness(piece, phrase), same_letters(piece, phrase))
            if _first_vowel(piece) != _first_vowel(phrase):
                value -= OTHER_VOWEL  # "donastag" is no "dienstag", though their consonants agree
            if value >= ALIKE:
                yield value, length, phrase


def _first_vowel(text: str) -> str:
    return next((letter for letter in text.lower() if letter in "aeiouäöü"), "")


@lru_cache(maxsize=2)
def _phrases(language: Language) -> tuple[str, ...]:
    days, parts, hours = _DAYS[language], _PARTS[language], _HOURS[language]
    phrases = [*days, *(f"{day} {part}" for day in days for part in parts), *_OTHERS[language]]
    if language == "de":
        phrases += [f"{day} {part}s" for day in days for part in parts]
        phrases += [f"um {hour}" for hour in hours] + [f"um {hour} uhr" for hour in hours]
        phrases += [f"um halb {hour}" for hour in hours]
        phrases += [f"um viertel {side} {hour}" for side in ("vor", "nach") for hour in hours]
        phrases += [f"nicht vor {hour} uhr" for hour in hours] + [f"nach {hour} uhr" for hour in hours]
    else:
        phrases += [f"at {hour}" for hour in hours] + [f"at {hour} o'clock" for hour in hours]
        phrases += [f"half past {hour}" for hour in hours]
        phrases += [f"quarter {side} {hour}" for side in ("to", "past") for hour in hours]
        phrases += [f"not before {hour}" for hour in hours] + [f"after {hour}" for hour in hours]
    return tuple(phrases)
