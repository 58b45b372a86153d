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
        for interval in sorted(taken, key=lambda interval: interval.starts_at):
            if interval.starts_at == interval.ends_at:
                continue
            if self._ends and interval.starts_at <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], interval.ends_at)
            else:
                self._starts.append(interval.starts_at)
                self._ends.append(interval.ends_at)

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
        own = (Interval(start, end) for start, end in zip(self._starts, self._ends, strict=True))
        return Timeline([*own, *taken])


FREE = Timeline()
