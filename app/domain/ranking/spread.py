"""How far offers must lie apart, and what being like another one costs."""

from collections.abc import Sequence
from datetime import UTC, timedelta

from app.domain.bookings import Slot
from app.domain.ranking.times import minute_of_day

AFTERNOON_FROM_HOUR = 13
BESIDE_ONE = timedelta(minutes=30)
BESIDE_MORE = timedelta(minutes=60)

WITHIN_THE_HOUR = 600.0
SAME_HALF_DAY = 100.0
SAME_DAY = 40.0
SAME_TIME_ANOTHER_DAY = 15.0


def apart_from_all(slot: Slot, others: Sequence[Slot]) -> bool:
    apart = BESIDE_ONE if len(others) == 1 else BESIDE_MORE
    start = slot.starts_at.astimezone(UTC)
    return all(abs(start - other.starts_at.astimezone(UTC)) >= apart for other in others)


def likeness(slot: Slot, others: Sequence[Slot]) -> float:
    """What being like the others costs, in minutes; starts on another day and at another time cost nothing."""
    return sum(_likeness_to(slot, other) for other in others)


def _likeness_to(slot: Slot, other: Slot) -> float:
    if slot.starts_at.date() != other.starts_at.date():
        near = abs(minute_of_day(slot.starts_at) - minute_of_day(other.starts_at)) < 30
        return SAME_TIME_ANOTHER_DAY if near else 0.0
    if abs(slot.starts_at - other.starts_at) < timedelta(hours=1):
        return WITHIN_THE_HOUR
    same_half = (slot.starts_at.hour < AFTERNOON_FROM_HOUR) == (other.starts_at.hour < AFTERNOON_FROM_HOUR)
    return SAME_HALF_DAY if same_half else SAME_DAY
