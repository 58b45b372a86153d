"""What English callers say of a day or a time, and beside a yes: for it or against it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from app.domain.spoken.hear_answer import Answer, hear_answer
from app.domain.spoken.hear_when import hear_when
from tests.fakes.business import praxis

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
THURSDAY = date(2026, 3, 19)


def _days(text: str) -> set[date]:
    heard = hear_when(text, language="en", now=NOW, hours=praxis().hours, expect_time=True)
    return {window.earliest.date() for window in heard.windows}


@pytest.mark.parametrize(
    "text",
    [
        "Thursday will work",
        "Thursday does suit me",
        "Thursday will do nicely",
        "Thursday isn't a problem",
        "Thursday wouldn't be a problem",
        "I don't work Thursdays",
        "I'm not working on Thursday",
        "Thursday's my day off",
        "Thursday at a push",
        "Thursday. I've bingo on Wednesday.",
        "I have a thing on Tuesday, so Thursday",
    ],
)
def test_what_speaks_for_a_day_is_a_wish_for_it(text: str) -> None:
    assert {day.weekday() for day in _days(text)} == {THURSDAY.weekday()}


@pytest.mark.parametrize(
    "text",
    [
        "Thursday will not work",
        "Thursday does not suit",
        "Thursday won't do",
        "Thursday is a problem",
        "Thursday isn't ideal",
        "any day bar Thursday",
        "I've choir on Thursday",
    ],
)
def test_what_speaks_against_a_day_rules_it_out(text: str) -> None:
    assert THURSDAY not in _days(text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("in a fortnight today", date(2026, 3, 30)),
        ("this time next week", date(2026, 3, 23)),
        ("after the Easter holidays", date(2026, 4, 7)),
        ("once I'm back from holiday on the tenth of April", date(2026, 4, 10)),
        ("in a week or two", date(2026, 3, 23)),
    ],
)
def test_everyday_english_for_a_day_is_understood(text: str, first: date) -> None:
    assert min(_days(text)) == first


def test_a_shift_that_ends_at_two_leaves_the_time_after_it() -> None:
    heard = hear_when(
        "my shift ends at two on Thursday", language="en", now=NOW, hours=praxis().hours, expect_time=True
    )
    assert [(window.earliest.hour, window.latest.hour) for window in heard.windows] == [(14, 19)]


@pytest.mark.parametrize(
    ("words", "moved_to"),
    [("later that week", {25, 26, 27, 28, 29}), ("a couple of hours later", {24}), ("back a week", {31})],
)
def test_words_that_count_from_the_appointment_that_stands(words: str, moved_to: set[int]) -> None:
    stands = datetime(2026, 3, 24, 14, 0, tzinfo=NOW.tzinfo)
    heard = hear_when(words, language="en", now=NOW, hours=praxis().hours, standing=stands)
    assert {window.earliest.day for window in heard.windows} == moved_to


@pytest.mark.parametrize(
    "text",
    [
        "Yes, I don't work that day anyway.",
        "Yeah, I'm off that day anyway.",
        "Yeah no that's perfect.",
        "Go on then.",
        "Lovely, I'll just drop the kids first.",
        "Yes lovely, I'll just have to ask my neighbour to feed the cat.",
        "Sure, that isn't a problem.",
        "Grand, I've nothing on that day.",
    ],
)
def test_a_yes_stays_one_whatever_is_told_beside_it(text: str) -> None:
    assert hear_answer(text, "en").answer is Answer.YES


@pytest.mark.parametrize(
    "text", ["I'd have to ask my husband first.", "No, that's a problem.", "I'm working then.", "That won't do."]
)
def test_a_doubt_or_a_refusal_is_no_yes(text: str) -> None:
    assert hear_answer(text, "en").answer is not Answer.YES
