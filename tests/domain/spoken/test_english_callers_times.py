"""Times as English callers of the example practice say them, each once understood wrongly."""

from functools import partial

import pytest

from app.domain.spoken.times.concluded import concluded
from tests.domain.spoken import practice_times

_heard = partial(practice_times.heard, language="en")
_fits = partial(practice_times.fits, language="en")


@pytest.mark.parametrize(
    ("text", "fits", "fits_not"),
    [
        ("Thursday, as late in the day as you can", "03-19T18:30", "03-19T09:00"),
        ("the latest appointment you have on Tuesday", "03-17T17:30", "03-17T09:00"),
        ("As late on as you've got, Tuesday", "03-17T17:30", "03-17T10:00"),
        ("Thursday, after kindergarten", "03-19T15:00", "03-19T09:00"),
        ("Fridays are awkward. Thursday, after nursery, so four or later.", "03-19T16:30", "03-19T15:00"),
        ("Tuesday after football practice", "03-17T16:00", "03-18T16:00"),
        ("Monday at ten. No, wait, Monday is our anniversary. Tuesday at ten.", "03-17T10:00", "03-23T10:00"),
        ("Thursday morning, oh no, Thursday's the school play, Friday morning", "03-20T09:00", "03-19T09:00"),
        ("in three weeks' time, so that'd be three weeks tomorrow", "04-07T09:00", "04-06T09:00"),
        ("Friday at eight, before I head in to the office", "03-20T08:00", "03-20T10:00"),
    ],
)
def test_what_english_callers_say_of_times_is_taken_as_they_mean_it(text: str, fits: str, fits_not: str) -> None:
    assert _fits(text, fits)
    assert not _fits(text, fits_not)


@pytest.mark.parametrize(
    "text",
    ["Hi, how are you this morning?", "Hello, how are things today?", "Hiya, how's everything going this afternoon?"],
)
def test_who_asks_how_we_are_today_wishes_for_no_time(text: str) -> None:
    assert not _heard(text).heard


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("it's first thing and I can't do that any more, Friday instead", "I can't do that any more, Friday instead"),
        ("mine is late in the day, which doesn't suit me. Friday at one?", "doesn't suit me. Friday at one?"),
    ],
)
def test_when_the_one_that_stands_is_gives_way_to_what_is_wrong_with_it(text: str, left: str) -> None:
    assert concluded(text, "en") == left


@pytest.mark.parametrize(
    "text", ["It's in the morning that I can come.", "It's early but it works for me.", "It is Tuesday, and I can't."]
)
def test_a_part_of_the_day_that_suits_stays(text: str) -> None:
    assert concluded(text, "en") == text
