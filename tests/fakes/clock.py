"""A clock that stands still until it is told to move."""

from datetime import UTC, datetime, timedelta

MONDAY_MORNING = datetime(2026, 3, 16, 8, 0, tzinfo=UTC)  # 09:00 in Berlin


class FakeClock:
    def __init__(self, now: datetime = MONDAY_MORNING) -> None:
        self._now = now.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by

    def set(self, now: datetime) -> None:
        self._now = now.astimezone(UTC)
