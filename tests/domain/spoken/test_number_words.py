"""Every number, clock and date that can be said in the plain ways is understood, not only the ones in a corpus."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from app.domain.business import CLOSED, Language, OpeningHours, Spans
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.number_words import parse_cardinal, parse_ordinal, parse_words

_DE = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn"
).split()
_DE_TENS = {20: "zwanzig", 30: "dreißig", 40: "vierzig", 50: "fünfzig"}
_DE_ODD = {1: "erste", 3: "dritte", 7: "siebte", 8: "achte"}
_EN = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_EN_TENS = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty"}
_EN_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_MONTHS = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
_EN_MONTHS = "January February March April May June July August September October November December".split()
_DAY: Spans = ((time(8), time(18)),)
_HOURS = OpeningHours((_DAY,) * 5 + (CLOSED, CLOSED))
_NOW = datetime(2026, 1, 1, 7, 0, tzinfo=ZoneInfo("Europe/Berlin"))


def german(number: int) -> str:
    if number < 20:
        return _DE[number]
    tens, unit = number // 10 * 10, number % 10
    return (("ein" if unit == 1 else _DE[unit]) + "und" if unit else "") + _DE_TENS[tens]


def german_ordinal(number: int) -> str:
    return _DE_ODD.get(number) or german(number) + ("te" if number < 20 else "ste")


def english(number: int) -> str:
    if number < 20:
        return _EN[number]
    return _EN_TENS[number // 10 * 10] + (f"-{_EN[number % 10]}" if number % 10 else "")


def english_ordinal(number: int) -> str:
    if number <= 20:
        return _EN_ORDINALS[number - 1]
    return "thirtieth" if number == 30 else f"{_EN_TENS[number // 10 * 10]}-{_EN_ORDINALS[number % 10 - 1]}"


@pytest.mark.parametrize("number", range(60))
def test_numbers_below_sixty_are_read_in_both_languages(number: int) -> None:
    assert parse_cardinal(german(number), "de") == number
    assert parse_cardinal(english(number), "en") == number


@pytest.mark.parametrize("number", range(1, 32))
def test_ordinals_of_a_month_are_read_in_every_ending(number: int) -> None:
    assert {parse_ordinal(german_ordinal(number) + end, "de") for end in ("", "n", "r", "s", "m")} == {number}
    assert parse_ordinal(english_ordinal(number), "en") == number


def test_numbers_torn_apart_are_one_number_and_numbers_in_a_row_are_not() -> None:
    assert parse_words(("drei", "und", "zwanzigsten"), "de") == (23, True)
    assert parse_words(("twenty", "three"), "en") == (23, False)
    assert parse_words(("nine", "thirty"), "en") is None


_CLOCKS: tuple[tuple[Language, str, int], ...] = (
    ("de", "morgen um {h}", 0),
    ("de", "morgen um {h} Uhr", 0),
    ("de", "morgen halb {h}", -30),
    ("de", "morgen viertel {h}", -45),
    ("de", "morgen dreiviertel {h}", -15),
    ("de", "morgen um Viertel nach {h}", 15),
    ("de", "morgen um Viertel vor {h}", -15),
    ("de", "morgen um fünf vor halb {h}", -35),
    ("de", "morgen um zehn nach halb {h}", -20),
    ("de", "morgen um zwanzig vor {h}", -20),
    ("de", "morgen um {h} Uhr fünfundvierzig", 45),
    ("en", "tomorrow at {h}", 0),
    ("en", "tomorrow at {h} o'clock", 0),
    ("en", "tomorrow at half {h}", 30),
    ("en", "tomorrow at half past {h}", 30),
    ("en", "tomorrow at quarter past {h}", 15),
    ("en", "tomorrow at a quarter to {h}", -15),
    ("en", "tomorrow at ten to {h}", -10),
    ("en", "tomorrow at twenty past {h}", 20),
    ("en", "tomorrow at {h} forty-five", 45),
)


@pytest.mark.parametrize(("language", "pattern", "shift_min"), _CLOCKS)
def test_every_hour_of_the_clock_is_understood_in_every_way_of_saying_it(
    language: Language, pattern: str, shift_min: int
) -> None:
    for hour in range(1, 13):
        word = german(hour) if language == "de" else english(hour)
        text = pattern.format(h="ein" if word == "eins" and "{h} Uhr" in pattern else word)
        (window,) = hear_when(text, language=language, now=_NOW, hours=_HOURS).windows
        assert (window.earliest.hour * 60 + window.earliest.minute - hour * 60 - shift_min) % 720 == 0, text


@pytest.mark.parametrize("month", range(1, 13))
def test_every_date_of_the_year_is_understood(month: int) -> None:
    for day in (1, 2, 3, 6, 7, 8, 16, 17, 20, 21, 27, 28):
        expected = date(2026, month, day)
        for text, language in (
            (f"am {german_ordinal(day)}n {_MONTHS[month - 1]}", "de"),
            (f"am {german_ordinal(day)}n {german_ordinal(month)}n", "de"),
            (f"am {day}.{month}.", "de"),
            (f"am {day}. {_MONTHS[month - 1]}", "de"),
            (f"the {english_ordinal(day)} of {_EN_MONTHS[month - 1]}", "en"),
            (f"{_EN_MONTHS[month - 1]} {english_ordinal(day)}", "en"),
            (f"{day} {_EN_MONTHS[month - 1]}", "en"),
        ):
            windows = hear_when(text, language=language, now=_NOW, hours=_HOURS).windows  # type: ignore[arg-type]
            assert [window.earliest.date() for window in windows] == [expected], text
