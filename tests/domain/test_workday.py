"""By when something is due, and when somebody can call: within the hours of the business, or of one person."""

from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from app.domain.business import Resource
from app.domain.ids import ResourceId
from app.domain.spoken.when import Window
from app.domain.workday import due_by, next_there, while_open
from tests.fakes.business import praxis

ZONE = ZoneInfo("Europe/Berlin")
MONDAY_NINE = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)
PRAXIS = praxis()


def _person(key: str) -> Resource:
    return next(one for one in PRAXIS.resources if one.id == ResourceId(key))


AYDIN = _person("dr-leyla-aydin")  # Tuesdays and Thursdays
WEBER = _person("dr-jonas-weber")  # away from 30 March to 5 April


def test_what_is_for_somebody_is_due_when_they_go_home_on_their_next_day() -> None:
    assert due_by(PRAXIS, MONDAY_NINE) == MONDAY_NINE.replace(hour=18)
    assert due_by(PRAXIS, MONDAY_NINE, person=AYDIN) == datetime(2026, 3, 17, 18, 0, tzinfo=ZONE)
    late_on_tuesday = datetime(2026, 3, 17, 17, 30, tzinfo=ZONE)
    assert due_by(PRAXIS, late_on_tuesday, person=AYDIN) == datetime(2026, 3, 19, 19, 0, tzinfo=ZONE)


def test_what_is_urgent_waits_for_nobody() -> None:
    assert due_by(PRAXIS, MONDAY_NINE, urgent=True, person=AYDIN) == MONDAY_NINE.replace(hour=10)


def test_nobody_waits_for_somebody_who_is_away_for_long() -> None:
    long_away = replace(AYDIN, days=frozenset())
    assert next_there(PRAXIS, long_away, MONDAY_NINE) is None
    assert due_by(PRAXIS, MONDAY_NINE, person=long_away) == MONDAY_NINE.replace(hour=18)


def test_a_holiday_puts_the_next_time_behind_it() -> None:
    first_day_away = datetime(2026, 3, 30, 9, 0, tzinfo=ZONE)
    back = next_there(PRAXIS, WEBER, first_day_away)
    assert back is not None
    assert back.date() >= datetime(2026, 4, 6, tzinfo=ZONE).date()
    assert back.time() == time(8, 0)


def test_of_a_window_only_what_they_are_there_for_is_left() -> None:
    week = Window(MONDAY_NINE, datetime(2026, 3, 18, 18, 0, tzinfo=ZONE))
    found = while_open(PRAXIS, [week], MONDAY_NINE, person=AYDIN)
    assert {window.earliest.date() for window in found} == {datetime(2026, 3, 17, tzinfo=ZONE).date()}
    assert while_open(PRAXIS, [Window(MONDAY_NINE, MONDAY_NINE)], MONDAY_NINE, person=AYDIN) == ()


def test_hours_stay_on_the_clock_over_both_changes_of_it() -> None:
    for saturday, monday in ((28, datetime(2026, 3, 30, tzinfo=ZONE)), (24, datetime(2026, 10, 26, tzinfo=ZONE))):
        came = monday.replace(day=saturday, hour=12)
        assert due_by(PRAXIS, came) == monday.replace(hour=18)
        assert due_by(PRAXIS, came, person=_person("dr-anna-sommer")) == monday.replace(hour=18)
