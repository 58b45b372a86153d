"""What other systems' calendars call busy: repetitions, whole days, clock changes, and whatever is broken in them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.connectors.ics_busy import read_busy_times
from app.domain.busy_times import BusyReading
from app.domain.errors import BusyTimesUnavailable
from app.domain.intervals import Interval
from tests.fakes.ics import calendar, event

BERLIN = ZoneInfo("Europe/Berlin")
SPRING = Interval(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC))
AUTUMN = Interval(datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC))


def read(*parts: str, span: Interval = SPRING) -> BusyReading:
    return read_busy_times(calendar(*parts), zone=BERLIN, span=span)


def busy(*parts: str, span: Interval = SPRING) -> list[str]:
    """As Berlin's clocks show it: `2026-03-17 10:00 - 11:00`, with the day of the end where it is another."""
    found = []
    for stretch in read(*parts, span=span).stretches:
        start, end = stretch.starts_at.astimezone(BERLIN), stretch.ends_at.astimezone(BERLIN)
        ends = f"{end:%H:%M}" if end.date() == start.date() else f"{end:%Y-%m-%d %H:%M}"
        found.append(f"{start:%Y-%m-%d %H:%M} - {ends}")
    return found


def hours(*parts: str, span: Interval = SPRING) -> list[float]:
    return [(s.ends_at - s.starts_at).total_seconds() / 3600 for s in read(*parts, span=span).stretches]


# --- when ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:20260317T090000Z", "DTEND:20260317T100000Z"], "2026-03-17 10:00 - 11:00"),
        (["DTSTART;TZID=Europe/Berlin:20260317T100000", "DURATION:PT45M"], "2026-03-17 10:00 - 10:45"),
        (["DTSTART;TZID=America/New_York:20260317T100000", "DURATION:PT1H"], "2026-03-17 15:00 - 16:00"),
        (["DTSTART;TZID=W. Europe Standard Time:20260317T100000", "DURATION:PT1H"], "2026-03-17 10:00 - 11:00"),
        (["DTSTART:20260317T100000", "DTEND:20260317T110000"], "2026-03-17 10:00 - 11:00"),
        (["DTSTART;TZID=Nowhere/Known:20260317T100000", "DURATION:PT1H"], "2026-03-17 10:00 - 11:00"),
        (["DTSTART;VALUE=DATE:20260317"], "2026-03-17 00:00 - 2026-03-18 00:00"),
        (["DTSTART;VALUE=DATE:20260317", "DTEND;VALUE=DATE:20260321"], "2026-03-17 00:00 - 2026-03-21 00:00"),
        (["DTSTART;TZID=Europe/Berlin:20260317T220000", "DURATION:PT8H"], "2026-03-17 22:00 - 2026-03-18 06:00"),
    ],
)
def test_an_event_is_busy_when_it_says_and_without_a_zone_by_the_clock_of_the_business(
    lines: list[str], expected: str
) -> None:
    assert busy(event(*lines)) == [expected]


@pytest.mark.parametrize(
    ("day", "span", "length"), [("20260329", SPRING, 23.0), ("20261025", AUTUMN, 25.0), ("20260330", SPRING, 24.0)]
)
def test_a_whole_day_lasts_as_long_as_the_day_does_on_both_clock_changes(
    day: str, span: Interval, length: float
) -> None:
    assert hours(event(f"DTSTART;VALUE=DATE:{day}"), span=span) == [length]


def test_what_comes_every_day_keeps_its_clock_time_across_both_clock_changes() -> None:
    spring = event("DTSTART;TZID=Europe/Berlin:20260328T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    autumn = event("DTSTART;TZID=Europe/Berlin:20261024T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    assert busy(spring) == [f"2026-03-{day} 09:00 - 10:00" for day in (28, 29, 30)]
    assert busy(autumn, span=AUTUMN) == [f"2026-10-{day} 09:00 - 10:00" for day in (24, 25, 26)]


def test_an_hour_that_the_clock_skips_is_busy_after_the_jump() -> None:
    assert busy(event("DTSTART;TZID=Europe/Berlin:20260329T023000", "DURATION:PT1H")) == ["2026-03-29 03:30 - 04:30"]


def test_an_hour_that_the_clock_repeats_is_never_shorter_than_it_says() -> None:
    (length,) = hours(event("DTSTART;TZID=Europe/Berlin:20261025T020000", "DURATION:PT1H"), span=AUTUMN)
    assert length >= 1


def test_a_zone_that_only_the_calendar_knows_is_read_from_it() -> None:
    zone = """BEGIN:VTIMEZONE
TZID:Mine
BEGIN:STANDARD
DTSTART:20251026T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE"""
    daily = event("DTSTART;TZID=Mine:20260328T090000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    assert busy(zone, daily) == [f"2026-03-{day} 09:00 - 10:00" for day in (28, 29, 30)]


# --- again and again -------------------------------------------------------------------------------------------------

TUESDAYS = ("DTSTART;TZID=Europe/Berlin:20260317T140000", "DURATION:PT2H")


@pytest.mark.parametrize(
    ("rules", "days"),
    [
        (["RRULE:FREQ=WEEKLY;UNTIL=20260331T120000Z"], ["03-17", "03-24", "03-31"]),
        (["RRULE:FREQ=WEEKLY;UNTIL=20260331T115959Z"], ["03-17", "03-24"]),
        (["RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE;TZID=Europe/Berlin:20260324T140000"], ["03-17", "03-31"]),
        (["RRULE:FREQ=WEEKLY;COUNT=2", "RDATE;TZID=Europe/Berlin:20260319T140000"], ["03-17", "03-19", "03-24"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=3TU;COUNT=2"], ["03-17", "04-21"]),
        (["RDATE;VALUE=PERIOD:20260320T130000Z/PT2H"], ["03-17", "03-20"]),
    ],
)
def test_repetitions_end_are_left_out_and_are_added_as_the_calendar_says(rules: list[str], days: list[str]) -> None:
    assert busy(event(*TUESDAYS, *rules)) == [f"2026-{day} 14:00 - 16:00" for day in days]


def test_one_time_of_many_that_was_moved_or_called_off_counts_as_it_is_now() -> None:
    weekly = event(*TUESDAYS, "RRULE:FREQ=WEEKLY;COUNT=3")
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Berlin:20260324T140000",
        "DTSTART;TZID=Europe/Berlin:20260325T080000",
        "DURATION:PT1H",
    )
    off = event("RECURRENCE-ID;TZID=Europe/Berlin:20260331T140000", *TUESDAYS[1:], "STATUS:CANCELLED", TUESDAYS[0])
    assert busy(weekly, moved, off) == ["2026-03-17 14:00 - 16:00", "2026-03-25 08:00 - 09:00"]


def test_a_holiday_that_began_before_we_look_still_counts() -> None:
    assert busy(event("DTSTART;VALUE=DATE:20260220", "DTEND;VALUE=DATE:20260305")) == [
        "2026-02-20 00:00 - 2026-03-05 00:00"
    ]


def test_stretches_that_touch_or_overlap_are_one() -> None:
    one = event("DTSTART:20260317T090000Z", "DURATION:PT1H", uid="one")
    two = event("DTSTART:20260317T100000Z", "DURATION:PT1H", uid="two")
    assert busy(one, two, two) == ["2026-03-17 10:00 - 12:00"]


# --- what is not busy ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    ["TRANSP:TRANSPARENT", "STATUS:CANCELLED", "UID:5b2f@vorzimmer", "DTEND:20260317T090000Z", "transp:transparent"],
)
def test_what_is_free_called_off_our_own_or_without_length_blocks_nothing(line: str) -> None:
    lines = ["DTSTART:20260317T090000Z", line]
    if not line.startswith("DTEND"):
        lines.append("DTEND:20260317T100000Z")
    assert busy(event(*lines, uid=None if line.startswith("UID") else "a")) == []


def test_published_free_busy_lists_are_read_without_what_is_free() -> None:
    listed = """BEGIN:VFREEBUSY
UID:f
FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260317T080000Z/PT1H,20260318T080000Z/20260318T100000Z
FREEBUSY:20260319T080000Z/PT1H
FREEBUSY;FBTYPE=FREE:20260320T080000Z/PT1H
END:VFREEBUSY"""
    assert busy(listed) == ["2026-03-17 09:00 - 10:00", "2026-03-18 09:00 - 11:00", "2026-03-19 09:00 - 10:00"]


# --- what is broken --------------------------------------------------------------------------------------------------

GOOD = event("DTSTART:20260317T090000Z", "DTEND:20260317T100000Z", uid="good")


@pytest.mark.parametrize(
    "broken",
    [
        event("DTSTART:2026-03-18", uid="b"),
        event("SUMMARY:no time at all", uid="b"),
        event("DTSTART:20260318T090000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY", uid="b"),
        event("DTSTART:20260318T090000Z", "DURATION:PT1S", "RRULE:FREQ=MINUTELY", uid="b"),
        "this is no line",
        "DTSTART",
    ],
)
def test_what_cannot_be_read_is_counted_and_the_rest_is_kept(broken: str) -> None:
    reading = read(broken, GOOD)
    assert reading.unreadable == 1
    assert reading.stretches == (Interval(datetime(2026, 3, 17, 9, tzinfo=UTC), datetime(2026, 3, 17, 10, tzinfo=UTC)),)


@pytest.mark.parametrize("line", ["RRULE:FREQ=SOMETIMES", "DTEND:soon", "EXDATE:yesterday"])
def test_an_event_of_which_a_time_cannot_be_read_is_counted(line: str) -> None:
    reading = read(event("DTSTART:20260318T090000Z", line, uid="b"), GOOD)
    assert reading.unreadable >= 1
    assert reading.stretches[0].starts_at == datetime(2026, 3, 17, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not_a_calendar"),
        (b"<html><body>Please sign in</body></html>", "not_a_calendar"),
        (b"\xff\xfe\x00\x01", "not_a_calendar"),
        (calendar(GOOD).replace(b"END:VCALENDAR", b""), "cut_off"),
        (calendar(GOOD)[:-40], "cut_off"),
        (calendar(*(f"BEGIN:X-{n}\r\nEND:X-{n}" for n in range(20_001))), "too_large"),
    ],
)
def test_what_is_no_whole_calendar_is_refused_since_the_rest_might_be_busy(content: bytes, why: str) -> None:
    with pytest.raises(BusyTimesUnavailable) as refused:
        read_busy_times(content, zone=BERLIN, span=SPRING)
    assert refused.value.reason == why


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(
        st.sampled_from(
            "DTSTART DTEND RRULE RDATE EXDATE DURATION UID RECURRENCE-ID TRANSP BEGIN END FREEBUSY TZID X-ANY".split()
        ).flatmap(
            lambda name: st.sampled_from(
                ":|:20260317T090000Z|:20260317|;VALUE=DATE:20260399|;TZID=Europe/Berlin:20260317T090000|:VEVENT|:PT1H|"
                ":FREQ=DAILY;COUNT=3|:FREQ=WEEKLY;UNTIL=x|:-PT9999999H|:99991231T235959Z|:00010101|;:;:|:VCALENDAR|"
                ":FREQ=YEARLY;BYMONTH=13|:20260317T090000Z/PT1H|:VTIMEZONE".split("|")
            ).map(lambda value: name + value)
        ),
        max_size=12,
    )
)
def test_nothing_that_others_write_raises_anything_but_our_own_refusal(lines: list[str]) -> None:
    try:
        reading = read(event(*lines, uid="fuzz"), GOOD)
    except BusyTimesUnavailable:
        return
    assert all(stretch.starts_at < stretch.ends_at for stretch in reading.stretches)


@given(
    day=st.dates(date(2026, 3, 2), date(2026, 4, 28)),
    minute=st.integers(0, 24 * 60 - 1),
    minutes=st.integers(1, 3 * 24 * 60),
)
@settings(max_examples=100, deadline=None)
def test_an_event_in_utc_is_busy_for_exactly_as_long_as_it_says(day: date, minute: int, minutes: int) -> None:
    start = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=UTC)
    (length,) = hours(event(f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DURATION:PT{minutes}M"))
    assert length * 60 == pytest.approx(minutes)
