"""Word errors of a recogniser, blind to how numbers and times are written."""

import re

from rapidfuzz.distance import Levenshtein
from text_to_num import alpha2digit

from voice.contract import Language

_SAME: dict[Language, tuple[tuple[str, str], ...]] = {
    "de": (("dr.", "doktor "), ("ß", "ss"), ("okay", "ok")),
    "en": (("dr.", "doctor "), ("i'd", "i would"), ("i'll", "i will"), ("that's", "that is"), ("check-up", "checkup")),
}
_CLOCK = re.compile(r"(\d)[:.](\d\d)( uhr)?\b")
_HOURS = re.compile(r"(\d+) uhr (\d\d)\b")
_ORDINAL = re.compile(r"(\d+)(\.|st|nd|rd|th|te[nrs]?)(?=\s|$)")
_APART = re.compile(r"(?<=\d) +(?=\d)")
_DIGITS: dict[Language, tuple[str, ...]] = {
    "de": ("null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
}


def plain(text: str, language: Language) -> list[str]:
    text = text.lower()
    for written, same in _SAME[language]:
        text = text.replace(written, same)
    text = _CLOCK.sub(r"\1 \2", text)
    text = re.sub(r"[^\w\s.']", " ", text.replace("-", " ")).replace("'", "")
    text = alpha2digit(text, language)
    for number, word in enumerate(_DIGITS[language]):
        text = re.sub(rf"\b{word}\b", str(number), text)
    text = _ORDINAL.sub(r"\1 ", text).replace(".", " ")
    text = _HOURS.sub(r"\1 \2", re.sub(r" +", " ", text))
    return _APART.sub("", text).split()


def word_errors(said: str, heard: str, language: Language) -> tuple[int, int]:
    """(words wrong, missing or too many; words said)."""
    wanted = plain(said, language)
    return Levenshtein.distance(wanted, plain(heard, language)), len(wanted)
