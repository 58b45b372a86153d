"""Whose time an attempt to call somebody was made at."""

from datetime import UTC, datetime, timedelta

from app.domain.attempts import TimeSource, time_source
from app.domain.spoken.when import Window

AT_THREE = datetime(2026, 3, 16, 15, 0, tzinfo=UTC)
EXACTLY = (Window(AT_THREE, AT_THREE),)


def test_an_exact_time_that_the_caller_named_is_kept_by_a_call_some_minutes_off() -> None:
    assert time_source(EXACTLY, None, AT_THREE + timedelta(minutes=4)) is TimeSource.NAMED
    assert time_source(EXACTLY, None, AT_THREE - timedelta(minutes=4)) is TimeSource.NAMED


def test_a_call_an_hour_off_was_made_when_it_suited_the_staff() -> None:
    assert time_source(EXACTLY, None, AT_THREE + timedelta(hours=1)) is TimeSource.OWN


def test_an_agreed_time_counts_before_the_one_that_was_named_in_the_call() -> None:
    agreed_at = AT_THREE + timedelta(days=1)
    assert time_source(EXACTLY, agreed_at, agreed_at) is TimeSource.AGREED
    assert time_source(EXACTLY, agreed_at, AT_THREE) is TimeSource.OWN


def test_without_any_wish_the_time_is_the_staffs_own() -> None:
    assert time_source((), None, AT_THREE) is TimeSource.OWN
