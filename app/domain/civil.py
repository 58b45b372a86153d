"""Civil days and clock times as instants, also where the clock skips an hour or repeats one."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from app.domain.intervals import Interval

ONE_DAY = timedelta(days=1)
MIDNIGHT = time(0)
A_SECOND = timedelta(seconds=1)


@lru_cache(maxsize=65_536)  # the same few clock times of the same days, asked for again with every caller
def instant_of(day: date, clock_time: time, zone: ZoneInfo) -> datetime:
    """In UTC. A time that the clock skips is the instant of the jump; a repeated one is its first occurrence."""
    local = datetime.combine(day, clock_time, tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return instant
    return _jump(local.replace(fold=1).astimezone(UTC), instant, zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which a civil day begins."""
    return instant_of(day, MIDNIGHT, zone)


@lru_cache(maxsize=4_096)
def day_span(day: date, zone: ZoneInfo) -> Interval:
    """23, 24 or 25 hours."""
    return Interval(midnight(day, zone), midnight(day + ONE_DAY, zone))


def days_between(first: date, last: date) -> Iterator[date]:
    """Both included."""
    for nth in range((last - first).days + 1):
        yield first + timedelta(days=nth)


def exists(day: date, clock_time: time, zone: ZoneInfo) -> bool:
    """False for what the clock skips on that day."""
    local = datetime.combine(day, clock_time, tzinfo=zone)
    return local.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None)


def _jump(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant between two (UTC) at which the offset of the zone changes, to the second."""
    old = before.astimezone(zone).utcoffset()
    while after - before > A_SECOND:
        middle = before + (after - before) / 2
        middle = middle.replace(microsecond=0)
        if middle.astimezone(zone).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
