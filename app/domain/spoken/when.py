"""The result of understanding words for times: windows of start times, never a guess."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol


class OpeningTimes(Protocol):
    """Opening spans of a day in local time, half-open, in order; empty when closed."""

    def spans(self, day: date) -> tuple[tuple[time, time], ...]: ...


@dataclass(frozen=True, slots=True)
class Window:
    """Start times t with `earliest` <= t <= `latest` fit; both aware, in the business's zone. An exact time has both equal."""

    earliest: datetime
    latest: datetime

    def __post_init__(self) -> None:
        if self.earliest.tzinfo is None or self.latest.tzinfo is None:
            raise ValueError("a window needs aware datetimes")
        if self.latest < self.earliest:
            raise ValueError("a window ends before it begins")

    def fits(self, start: datetime) -> bool:
        return self.earliest <= start <= self.latest


class WhenProblem(StrEnum):
    AMBIGUOUS = "ambiguous"  # several readings that a receptionist would ask about
    PAST = "past"  # what was said lies before now
    NONEXISTENT = "nonexistent"  # the thirtieth of February, 02:30 on the night of the clock change
    NOT_UNDERSTOOD = "not_understood"  # words for a time were there, but no reading
