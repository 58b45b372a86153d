"""Half-open intervals of instants, [starts_at, ends_at), kept in UTC, and a timeline of them that is quick to ask."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class Interval:
    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is not UTC or self.ends_at.tzinfo is not UTC:
            raise ValueError("an interval is kept in UTC")
        if self.ends_at < self.starts_at:
            raise ValueError("an interval ends before it begins")

    def overlaps(self, other: "Interval") -> bool:
        """Touching ends do not overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


class Timeline:
    """What is taken on one resource: a set of intervals, merged where they touch or overlap."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, taken: Iterable[Interval] = ()) -> None:
        self._starts: list[datetime] = []
        self._ends: list[datetime] = []
        self._take((interval.starts_at, interval.ends_at) for interval in taken)

    @classmethod
    def of(cls, taken: Iterable[tuple[datetime, datetime]]) -> "Timeline":
        """The same from pairs of UTC instants, [start, end), in any order: thousands of them are read in every call."""
        timeline = cls()
        timeline._take(taken)
        return timeline

    def _take(self, taken: Iterable[tuple[datetime, datetime]]) -> None:
        starts, ends = self._starts, self._ends
        for start, end in sorted(taken):
            if start == end:
                continue
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)

    def is_free(self, starts_at: datetime, ends_at: datetime) -> bool:
        """Nothing taken overlaps [starts_at, ends_at); both in UTC."""
        following = bisect_right(self._ends, starts_at)
        return following == len(self._starts) or self._starts[following] >= ends_at

    def taken_until(self, instant: datetime) -> datetime | None:
        """End of the last taken stretch that is over by `instant`."""
        before = bisect_right(self._ends, instant)
        return self._ends[before - 1] if before else None

    def taken_from(self, instant: datetime) -> datetime | None:
        """Start of the first taken stretch that begins at `instant` or later."""
        following = bisect_left(self._starts, instant)
        return self._starts[following] if following < len(self._starts) else None

    def taken_time(self, starts_at: datetime, ends_at: datetime) -> timedelta:
        """How much of [starts_at, ends_at) is taken."""
        taken = timedelta(0)
        for nth in range(bisect_right(self._ends, starts_at), len(self._starts)):
            if self._starts[nth] >= ends_at:
                break
            taken += min(self._ends[nth], ends_at) - max(self._starts[nth], starts_at)
        return taken

    def gaps(self, since: datetime, until: datetime) -> list[tuple[datetime, datetime]]:
        """What is free in [since, until), in order."""
        free = []
        start = since
        for nth in range(bisect_right(self._ends, since), len(self._starts)):
            if self._starts[nth] >= until:
                break
            if self._starts[nth] > start:
                free.append((start, self._starts[nth]))
            start = self._ends[nth]
        if start < until:
            free.append((start, until))
        return free

    def with_more(self, taken: Iterable[Interval]) -> "Timeline":
        """This and what another source of busy time says."""
        more = ((interval.starts_at, interval.ends_at) for interval in taken)
        return Timeline.of([*zip(self._starts, self._ends, strict=True), *more])


FREE = Timeline()
