"""A step from the appointment that stands: Wednesday, the twenty-fifth of March, at half past nine."""

import pytest

from app.domain.spoken.hear_when import hear_when
from tests.domain.spoken.test_hear_when import WEDNESDAY_TEN, WEEK, at, spans


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("eine Woche später, gleiche Uhrzeit", "04-01 09:30/09:30"),
        ("Auf denselben Wochentag eine Woche danach, die Uhrzeit kann so bleiben.", "04-01 09:30/09:30"),
        ("Derselbe Wochentag eine Woche danach, um halb zehn.", "04-01 09:30/09:30"),
        ("gleicher Wochentag, eine Woche später", "04-01 00:00/23:59"),
        ("zur selben Zeit, einen Tag danach", "03-26 09:30/09:30"),
        ("den Tag danach, gleiche Zeit", "03-26 09:30/09:30"),
        ("nur eine Stunde später am selben Tag", "03-25 10:30/10:30"),
        ("am selben Tag wie bisher, aber vor neun", "03-25 08:00/08:59"),
    ],
)
def test_two_words_for_one_step_are_taken_together(text: str, start: str) -> None:
    heard = hear_when(text, language="de", now=WEDNESDAY_TEN, hours=WEEK, standing=at(25, 9, 30), expect_time=True)
    assert spans(heard) == [start]


@pytest.mark.parametrize(
    "text",
    [
        "die Woche oder die nächste",
        "irgendwann die Woche vielleicht oder die nächste",
        "diese oder die nächste Woche",
        "irgendwann diese Woche, sonst die nächste",
    ],
)
def test_this_week_or_the_next_are_both(text: str) -> None:
    heard = hear_when(text, language="de", now=WEDNESDAY_TEN, hours=WEEK)
    days = {window.earliest.day for window in heard.windows}
    assert {18, 20, 23, 27} <= days
    assert not {16, 30} & days
