from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.intervals import Interval, Timeline

NINE = datetime(2026, 3, 17, 9, 0, tzinfo=UTC)


def minutes(start: int, end: int) -> Interval:
    return Interval(NINE + timedelta(minutes=start), NINE + timedelta(minutes=end))


def test_touching_intervals_do_not_overlap() -> None:
    assert not minutes(0, 30).overlaps(minutes(30, 60))
    assert minutes(0, 31).overlaps(minutes(30, 60))


def test_an_interval_is_kept_in_utc() -> None:
    with pytest.raises(ValueError, match="UTC"):
        Interval(NINE.astimezone(timezone(timedelta(hours=1))), NINE + timedelta(hours=1))


def test_an_interval_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="before it begins"):
        minutes(30, 0)


def test_a_timeline_is_free_between_what_is_taken_and_taken_within() -> None:
    timeline = Timeline([minutes(60, 90), minutes(0, 30)])
    assert timeline.is_free(minutes(30, 60).starts_at, minutes(30, 60).ends_at)
    assert not timeline.is_free(minutes(20, 40).starts_at, minutes(20, 40).ends_at)


def test_a_timeline_knows_its_neighbours() -> None:
    timeline = Timeline([minutes(0, 30), minutes(60, 90)])
    assert timeline.taken_until(minutes(45, 45).starts_at) == minutes(0, 30).ends_at
    assert timeline.taken_from(minutes(45, 45).starts_at) == minutes(60, 90).starts_at
    assert timeline.taken_until(minutes(0, 0).starts_at) is None
    assert timeline.taken_from(minutes(61, 61).starts_at) is None


spans = st.tuples(st.integers(0, 500), st.integers(0, 60)).map(lambda pair: minutes(pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=12), spans.filter(lambda span: span.starts_at < span.ends_at))
def test_a_timeline_says_the_same_as_looking_at_every_interval(taken: list[Interval], asked: Interval) -> None:
    apart = not any(other.overlaps(asked) for other in taken if other.starts_at < other.ends_at)
    assert Timeline(taken).is_free(asked.starts_at, asked.ends_at) == apart
