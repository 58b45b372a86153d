"""What one appointment asks of another: a distance, an earlier examination, tasks before and after."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.domain.ids import OfferingKey
from app.domain.rules.phases import NOTHING, Text


@dataclass(frozen=True, slots=True)
class Distance:
    """From the end of one appointment to the start of the next: civil days between their dates, and real time."""

    min_days: int = 0
    max_days: int | None = None
    min_gap: timedelta = NOTHING
    max_gap: timedelta | None = None

    def __post_init__(self) -> None:
        if self.max_days is not None and self.max_days < self.min_days:
            raise ValueError("the greatest distance in days is smaller than the least")
        if self.max_gap is not None and self.max_gap < self.min_gap:
            raise ValueError("the greatest gap is smaller than the least")

    def fits(self, ends_at: datetime, starts_at: datetime) -> bool:
        """Both in the business's zone: days are counted on its calendar, gaps in real time."""
        days = (starts_at.date() - ends_at.date()).days
        gap = starts_at.astimezone(UTC) - ends_at.astimezone(UTC)
        return (
            gap >= self.min_gap
            and days >= self.min_days
            and (self.max_days is None or days <= self.max_days)
            and (self.max_gap is None or gap <= self.max_gap)
        )

    def last_day(self, after: date) -> date | None:
        """The last civil day on which the next appointment may start; None when only time itself ends it."""
        by_gap = None if self.max_gap is None else after + timedelta(days=self.max_gap.days + 1)
        by_days = None if self.max_days is None else after + timedelta(days=self.max_days)
        return min((day for day in (by_gap, by_days) if day is not None), default=None)


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """An appointment that has to come first, at this distance."""

    offering: OfferingKey
    distance: Distance = Distance()


@dataclass(frozen=True, slots=True)
class Task:
    """Something that somebody has to do. `due` counts from the start when it is negative or zero, else from the end."""

    text: Text
    due: timedelta
    for_customer: bool = False

    def due_at(self, starts_at: datetime, ends_at: datetime) -> datetime:
        """In UTC. Whole days keep the clock time of the appointment across a clock change."""
        anchor = ends_at if self.due > NOTHING else starts_at
        days, rest = divmod(self.due, timedelta(days=1))
        moved = (anchor.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=anchor.tzinfo, fold=anchor.fold)
        return moved.astimezone(UTC) + rest
