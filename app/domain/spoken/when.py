"""The result of understanding words for times: windows of start times, never a guess."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol

from app.domain.spoken.times.wishes import Wish


class OpeningTimes(Protocol):
    """Opening spans of a day in local time, half-open, in order; empty when closed."""

    def spans(self, day: date) -> tuple[tuple[time, time], ...]: ...


@dataclass(frozen=True, slots=True)
class Window:
    """Start times t with `earliest` <= t <= `latest` fit; both aware, in the business's zone. An exact time has both
    equal."""

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


@dataclass(frozen=True, slots=True)
class When:
    """What a caller's words for times come to, seen from now and the opening hours."""

    windows: tuple[Window, ...] = ()  # sorted, disjoint; empty when a problem is set or no time was said
    problem: WhenProblem | None = None
    said_day: bool = False  # the words fixed a day, a week, a range of days
    said_time: bool = False  # the words fixed a time or part of the day (or left it open on purpose: "jederzeit")
    soonest: bool = (
        False  # "so bald wie möglich", "egal wann": the first that is free, within the windows if there are any
    )
    wish: Wish = field(default_factory=Wish)  # what was said, to be merged with what comes later
    readings: tuple[tuple[Window, ...], ...] = ()  # for AMBIGUOUS: what a receptionist would ask about
    heard: bool = False  # these very words said something about a time; False: what was said earlier is handed through
    existing: tuple[Window, ...] = ()  # the appointment talked about ("von Dienstag auf …"), not wished

    @property
    def said_nothing(self) -> bool:
        return self.wish.empty and self.problem is None


def as_json(when: When) -> dict[str, object]:
    """{"windows": [{"from", "to"}], "problem"} with local ISO times, as `vorzimmer understand` prints them."""
    return {
        "windows": [_window_json(window) for window in when.windows],
        "problem": when.problem.value if when.problem else None,
    }


def _window_json(window: Window) -> dict[str, str]:
    return {"from": _local_iso(window.earliest), "to": _local_iso(window.latest)}


def _local_iso(at: datetime) -> str:
    return at.replace(tzinfo=None).isoformat(timespec="seconds" if at.second else "minutes")
