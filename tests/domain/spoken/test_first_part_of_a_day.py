""" "Der erste Nachmittag, den Sie haben": any day, and no first of the month."""

from datetime import date

import pytest

from app.domain.business import Language
from app.domain.spoken.hear_when import hear_when
from tests.domain.spoken.test_english_verdicts import NOW
from tests.fakes.business import praxis


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der erste Nachmittag, den Sie haben."),
        ("de", "Den ersten freien Nachmittag, bitte."),
        ("en", "The first afternoon you have."),
        ("en", "The earliest available afternoon, please."),
    ],
)
def test_the_first_afternoon_is_an_afternoon_of_any_day(language: Language, text: str) -> None:
    windows = hear_when(text, language=language, now=NOW, hours=praxis().hours, expect_time=True).windows
    assert windows[0].earliest.date() == NOW.date()
    assert all(window.earliest.hour >= 12 for window in windows)


@pytest.mark.parametrize(
    ("language", "text"), [("de", "Am ersten April nachmittags."), ("en", "The first of April in the afternoon.")]
)
def test_the_first_of_a_month_stays_one(language: Language, text: str) -> None:
    windows = hear_when(text, language=language, now=NOW, hours=praxis().hours, expect_time=True).windows
    assert {window.earliest.date() for window in windows} == {date(2026, 4, 1)}
