from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from text_to_num import text2num

from app.domain.spoken.hear_name import hear_spelling
from app.domain.spoken.hear_number import hear_digits
from app.domain.spoken.say import (
    Language,
    say_amount,
    say_date,
    say_list,
    say_name,
    say_number,
    say_slot,
    say_slots,
    say_spelled,
    say_time,
)

TODAY = date(2026, 3, 18)
LANGUAGES: list[Language] = ["de", "en"]


def at(day: int, hour: int, minute: int = 0, *, month: int = 3, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("n", "german", "english"),
    [
        (0, "null", "zero"),
        (1, "eins", "one"),
        (17, "siebzehn", "seventeen"),
        (21, "einundzwanzig", "twenty-one"),
        (89, "neunundachtzig", "eighty-nine"),
        (100, "einhundert", "one hundred"),
        (101, "einhunderteins", "one hundred and one"),
        (1_000, "eintausend", "one thousand"),
        (2_026, "zweitausendsechsundzwanzig", "two thousand and twenty-six"),
        (1_000_001, "eine Million eins", "one million and one"),
        (2_500_000, "zwei Millionen fünfhunderttausend", "two million five hundred thousand"),
        (-5, "minus fünf", "minus five"),
    ],
)
def test_numbers_are_said_as_people_say_them(n: int, german: str, english: str) -> None:
    assert (say_number(n, "de"), say_number(n, "en")) == (german, english)


@given(st.integers(0, 999_999))
@example(1_000)
@example(100_000)
def test_a_said_number_reads_back_as_itself(n: int) -> None:
    assert text2num(say_number(n, "de"), "de") == n
    assert text2num(say_number(n, "en"), "en") == n


@given(st.integers(0, 999))
def test_a_said_number_is_heard_as_its_digits_in_german(n: int) -> None:
    assert hear_digits(say_number(n, "de"), "de") == str(n)


@given(st.integers(-(10**20), 10**20), st.sampled_from(LANGUAGES))
def test_no_number_is_too_large_to_say(n: int, language: Language) -> None:
    said = say_number(n, language)
    assert said
    assert not any(ch.isdigit() for ch in said)


@pytest.mark.parametrize(
    ("t", "german", "english"),
    [
        (time(14, 30), "vierzehn Uhr dreißig", "two thirty in the afternoon"),
        (time(9, 0), "neun Uhr", "nine in the morning"),
        (time(1, 0), "ein Uhr", "one in the morning"),
        (time(0, 0), "null Uhr", "midnight"),
        (time(12, 0), "zwölf Uhr", "twelve noon"),
        (time(12, 15), "zwölf Uhr fünfzehn", "twelve fifteen in the afternoon"),
        (time(9, 5), "neun Uhr fünf", "nine oh five in the morning"),
        (time(13, 1), "dreizehn Uhr eins", "one oh one in the afternoon"),
        (time(18, 45), "achtzehn Uhr fünfundvierzig", "six forty-five in the evening"),
    ],
)
def test_clock_times_cannot_be_mistaken(t: time, german: str, english: str) -> None:
    assert (say_time(t, "de"), say_time(t, "en")) == (german, english)


@pytest.mark.parametrize(
    ("d", "german", "english"),
    [
        (TODAY, "heute", "today"),
        (date(2026, 3, 19), "morgen", "tomorrow"),
        (date(2026, 3, 24), "Dienstag, den vierundzwanzigsten März", "Tuesday, the twenty-fourth of March"),
        (date(2026, 5, 1), "Freitag, den ersten Mai", "Friday, the first of May"),
        (date(2026, 4, 3), "Freitag, den dritten April", "Friday, the third of April"),
        (
            date(2027, 3, 16),
            "Dienstag, den sechzehnten März zweitausendsiebenundzwanzig",
            "Tuesday, the sixteenth of March twenty twenty-seven",
        ),
    ],
)
def test_dates_name_the_year_only_when_it_is_not_obvious(d: date, german: str, english: str) -> None:
    assert (say_date(d, "de", today=TODAY), say_date(d, "en", today=TODAY)) == (german, english)


def test_a_slot_is_read_back_with_weekday_and_date_even_tomorrow() -> None:
    assert (
        say_slot(at(24, 14, 30), "de", today=TODAY) == "Dienstag, den vierundzwanzigsten März, um vierzehn Uhr dreißig"
    )
    assert say_slot(at(19, 9), "de", today=TODAY) == "morgen, Donnerstag, den neunzehnten März, um neun Uhr"
    assert (
        say_slot(at(19, 9), "en", today=TODAY) == "tomorrow, Thursday, the nineteenth of March, at nine in the morning"
    )


def test_offers_name_each_day_once_and_the_month_only_when_it_changes() -> None:
    starts = [at(24, 9), at(24, 11, 15), at(25, 10), at(2, 10, month=4)]
    assert say_slots(starts, "de", today=TODAY) == (
        "am Dienstag, den vierundzwanzigsten März, um neun Uhr oder um elf Uhr fünfzehn, "
        "am Mittwoch, den fünfundzwanzigsten, um zehn Uhr, oder am Donnerstag, den zweiten April, um zehn Uhr"
    )


def test_english_offers_say_the_part_of_the_day_once() -> None:
    starts = [at(19, 9), at(19, 11, 15), at(19, 14)]
    assert say_slots(starts, "en", today=TODAY) == (
        "tomorrow at nine, at eleven fifteen in the morning or at two in the afternoon"
    )


def test_one_offer_and_no_offer_are_said_plainly() -> None:
    assert say_slots([at(18, 16)], "de", today=TODAY) == "heute um sechzehn Uhr"
    assert say_slots([], "de", today=TODAY) == ""


def test_amounts_and_lists_and_titles_are_said_in_full() -> None:
    assert say_amount(89.5, "de") == "neunundachtzig Euro fünfzig"
    assert say_amount(1, "en") == "one euro"
    assert say_list(["Montag", "Dienstag", "Mittwoch"], "de") == "Montag, Dienstag und Mittwoch"
    assert say_name("Dr. Anna Sommer", "de") == "Doktor Anna Sommer"
    assert say_name("Dr. Anna Sommer", "en") == "Doctor Anna Sommer"


def test_names_are_spelled_with_a_word_for_each_letter() -> None:
    assert say_spelled("Groß", "de") == "G wie Gustav, R wie Richard, O wie Otto, Eszett"
    assert say_spelled("O'Neil", "en").startswith("O as in Oscar, apostrophe, N as in November")


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", min_size=2, max_size=12), st.sampled_from(LANGUAGES))
def test_a_spelled_name_is_heard_as_it_is_written(name: str, language: Language) -> None:
    written = name.capitalize()
    heard = hear_spelling(say_spelled(written, language), language)
    assert heard is not None
    assert heard.lower().replace("ss", "ß") == written.lower().replace("ss", "ß")


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_text_can_be_spelled_without_an_error(name: str, language: Language) -> None:
    assert not any(ch.isdigit() for ch in say_spelled(name, language))
