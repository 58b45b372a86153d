"""Items that are wished → clauses: which day goes with which time, and what "or" shares."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Mark
from app.domain.spoken.times.combine import carried_back, carried_forward, either_time, join_days, join_times
from app.domain.spoken.times.items import Item


@dataclass(frozen=True, slots=True)
class Segment:
    days: w.DaySpec | None = None
    times: w.TimeSpec | None = None
    moment: w.InMinutes | None = None
    time_first: bool = False
    bound: bool = False  # day and time were one expression ("morgen früh"): the time is not shared

    @property
    def empty(self) -> bool:
        return self.days is None and self.times is None and self.moment is None

    def clause(self) -> w.Clause:
        return w.Clause(self.days, self.times, self.moment)


def clauses_of(items: Sequence[Item]) -> tuple[w.Clause, ...]:
    segments = _segments(items)
    segments = _share_times(_times_to_their_days(_share_context(segments)))
    return tuple(dict.fromkeys(segment.clause() for segment in segments if not segment.empty))


def _segments(items: Sequence[Item]) -> list[Segment]:
    done: list[Segment] = []
    current = Segment()
    after_or = False
    for index, item in enumerate(items):
        if item.kind == "mark":
            after_or = after_or or item.marks(Mark.OR)
            continue
        if after_or and not current.empty:
            done.append(current)
            current = Segment()
        after_or = False
        grown = _grown(current, item, items[index + 1 :])
        if grown is None:
            done.append(current)
            grown = _grown(Segment(), item, ()) or Segment()
        current = grown
    return [*done, current]


def _grown(segment: Segment, item: Item, rest: Sequence[Item]) -> Segment | None:
    """The segment with one more item, None when the item begins a new one."""
    if isinstance(item.value, w.Clause):
        return _grown_by_clause(segment, item.value)
    if item.kind == "day":
        day: w.DaySpec = item.value  # type: ignore[assignment]
        if segment.moment is not None:
            return None
        if segment.days is None:
            return replace(segment, days=day, time_first=segment.times is not None)
        joined = join_days(segment.days, day)
        complete = segment.times is not None and (not segment.time_first or segment.bound)
        if complete and isinstance(joined, w.EitherDay) and joined != segment.days:
            return None
        return replace(segment, days=joined)
    time: w.TimeSpec = item.value  # type: ignore[assignment]
    if segment.moment is not None:
        return None
    if segment.times is None:
        return replace(segment, times=time)
    joined_time = join_times(segment.times, time)
    if segment.time_first and isinstance(joined_time, w.EitherTime) and any(next_.kind == "day" for next_ in rest[:1]):
        return None
    return replace(segment, times=joined_time)


def _grown_by_clause(segment: Segment, clause: w.Clause) -> Segment | None:
    """Day and time in one expression ("Montag früh"), after a week, a time, or nothing."""
    if segment.moment is not None or (segment.days is not None and segment.times is not None):
        return None
    if clause.moment is not None or clause.days is None:
        return Segment(moment=clause.moment) if segment.days in (None, w.InDays(0)) else None
    days = clause.days if segment.days is None else join_days(segment.days, clause.days)
    if isinstance(days, w.EitherDay):
        return None
    times = clause.times if segment.times is None or clause.times is None else join_times(segment.times, clause.times)
    return Segment(days, times, bound=True)


def _share_context(segments: list[Segment]) -> list[Segment]:
    for index in range(1, len(segments)):
        days = segments[index].days
        before = next((s.days for s in reversed(segments[:index]) if s.days is not None), None)
        if days is not None:
            segments[index] = replace(segments[index], days=carried_forward(before, days))
    for index in range(len(segments) - 2, -1, -1):
        days = segments[index].days
        if days is not None:
            segments[index] = replace(segments[index], days=carried_back(days, segments[index + 1].days))
    return segments


def _times_to_their_days(segments: list[Segment]) -> list[Segment]:
    """ "Dienstag um zehn oder elf": a time alone joins the times before it; before any day it waits for the day."""
    joined: list[Segment] = []
    for segment in segments:
        last = joined[-1] if joined else None
        if segment.days is None and segment.times is not None and last is not None:
            if last.times is not None:
                joined[-1] = replace(last, times=either_time(last.times, segment.times))
            else:  # "am Wochenende oder nach sechs" is either, on any day
                joined.append(segment)
            continue
        if (
            last is not None
            and last.days is None
            and last.times is not None
            and segment.days is not None
            and not segment.bound
        ):
            times = last.times if segment.times is None else either_time(last.times, segment.times)
            joined[-1] = replace(segment, times=times, time_first=True)
            continue
        joined.append(segment)
    return joined


def _share_times(segments: list[Segment]) -> list[Segment]:
    for index in range(len(segments) - 2, -1, -1):  # "Dienstag oder Donnerstag ab drei"
        here, after = segments[index], segments[index + 1]
        suffix = after.days is not None and not after.time_first and not after.bound
        if suffix and _only_days(here) and here.days != w.InDays(0):  # of today the rest is meant
            segments[index] = replace(here, times=after.times)
    for index in range(1, len(segments)):  # "vormittags am Dienstag oder Mittwoch"
        before, here = segments[index - 1], segments[index]
        if _only_days(here) and before.time_first and before.times is not None:
            segments[index] = replace(here, times=before.times, time_first=True)
    return segments


def _only_days(segment: Segment) -> bool:
    return segment.times is None and segment.days is not None
