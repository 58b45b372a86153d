"""What staff (or a call) say became of an appointment."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.domain.learning.attendance import Attendance

A_MINUTE = timedelta(minutes=1)
BELIEVABLE_TIMES_PLANNED = 4  # pressed later than this, "done" says that somebody was there, not how long


@dataclass(frozen=True, slots=True)
class Mark:
    """`actual_minutes` is None when it was kept but nobody can say how long it took."""

    attendance: Attendance
    at: datetime
    actual_minutes: float | None = None

    def __post_init__(self) -> None:
        if self.actual_minutes is not None and (self.attendance.fell_through or self.actual_minutes <= 0):
            raise ValueError("only what took place has taken time")


def done(starts_at: datetime, planned: timedelta, *, now: datetime, minutes: float | None = None) -> Mark:
    """Told in minutes, or by the moment at which it is pressed: then from the planned start until now."""
    if minutes is None:
        since = (now.astimezone(UTC) - starts_at.astimezone(UTC)) / A_MINUTE
        believable = 1 <= since <= planned / A_MINUTE * BELIEVABLE_TIMES_PLANNED
        minutes = since if believable else None
    return Mark(Attendance.KEPT, now, minutes)
