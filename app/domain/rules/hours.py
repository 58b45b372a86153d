"""When a business is open: a week, other hours in the school holidays, and days that are different."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

Spans = tuple[tuple[time, time], ...]
"""Local spans of one day, half-open, in order. The last may end at or before its start: it runs into the next day."""
Week = tuple[Spans, ...]  # index 0 = Monday
CLOSED: Spans = ()


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """What a day is decides in this order: an exception, a closed day (public holidays), the school holidays, the week.

    Implements `OpeningTimes`.
    """

    weekly: Week
    closed_days: frozenset[date] = frozenset()
    exceptions: Mapping[date, Spans] = field(default_factory=dict)
    school_holidays: frozenset[date] = frozenset()
    weekly_in_school_holidays: Week | None = None

    def __post_init__(self) -> None:
        if any(len(week) != 7 for week in (self.weekly, self.weekly_in_school_holidays or self.weekly)):
            raise ValueError("opening hours need seven days")

    def spans(self, day: date) -> Spans:
        if day in self.exceptions:
            return self.exceptions[day]
        if day in self.closed_days:
            return CLOSED
        if self.weekly_in_school_holidays is not None and day in self.school_holidays:
            return self.weekly_in_school_holidays[day.weekday()]
        return self.weekly[day.weekday()]
