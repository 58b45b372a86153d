"""Words relative to what stands already: "etwas später", "eine Woche danach", "an einem anderen Tag"."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.combine import is_stretch
from app.domain.spoken.times.merge import continued
from app.domain.spoken.times.resolve import Viewpoint
from app.domain.spoken.times.resolve_times import LAST_MINUTE, frame_of
from app.domain.spoken.when import Window

_VAGUE = frozenset({"later", "earlier", "little_later", "little_earlier", "other_time"})


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words hang on: offered starts, else the windows of the earlier wish."""

    offered: tuple[datetime, ...]
    windows: tuple[Window, ...]

    @property
    def first(self) -> datetime | None:
        return min(self.offered) if self.offered else self.windows[0].earliest if self.windows else None

    @property
    def last(self) -> datetime | None:
        return max(self.offered) if self.offered else self.windows[0].latest if self.windows else None

    @property
    def days(self) -> frozenset[int]:
        if self.offered:
            return frozenset(start.toordinal() for start in self.offered)
        return frozenset(window.earliest.toordinal() for window in self.windows[:1])


def anchored(earlier: w.Wish, later: w.Wish, anchor: Anchor, view: Viewpoint) -> w.Wish | None:
    """The wish that relative words make of the earlier one; None when they hang on nothing."""
    shift = later.shift
    if shift is None:
        return continued(earlier, later)
    plain = replace(later, shift=None)
    if anchor.first is None or anchor.last is None:
        return continued(earlier, plain) if shift.kind in _VAGUE else None
    if shift.kind in _VAGUE and later.says_days:
        return continued(earlier, plain)
    clauses, excluded = _shifted(shift, earlier, anchor, view)
    base = replace(earlier, clauses=clauses, excluded=earlier.excluded + excluded, existing=())
    if shift.kind in _VAGUE and later.says_times:  # "später am Nachmittag"
        return continued(replace(earlier, clauses=(w.Clause(w.FixedDays(anchor.days)),)), plain)
    return continued(base, plain)


def _clock(at: datetime) -> w.Clock:
    return w.Clock(at.hour * 60 + at.minute, fixed=True)


def _on(days: frozenset[int], first: int, last: int) -> w.Clause:
    return w.Clause(w.FixedDays(days), w.FixedSpan(first, max(first, last)))


def _shifted(
    shift: w.Shift, earlier: w.Wish, anchor: Anchor, view: Viewpoint
) -> tuple[tuple[w.Clause, ...], tuple[w.Clause, ...]]:
    assert anchor.first is not None  # noqa: S101  (the caller has looked)
    assert anchor.last is not None  # noqa: S101
    times = earlier.clauses[-1].times if earlier.clauses else None
    loose_times: w.TimeSpec | None = None if isinstance(times, w.At | w.FixedSpan) else times
    if shift.same_clock:
        times = loose_times = w.At(_clock(anchor.first))
    match shift.kind:
        case "by_minutes":
            base = anchor.last if shift.minutes > 0 else anchor.first
            then = base + timedelta(minutes=max(-10_000, min(shift.minutes, 10_000)))
            return (w.Clause(w.FixedDays(frozenset({then.toordinal()})), w.At(_clock(then))),), ()
        case "by_days":
            base = anchor.last if shift.days > 0 else anchor.first
            then = base + timedelta(days=max(-4000, min(shift.days, 4000)))
            return (w.Clause(w.FixedDays(frozenset({then.toordinal()})), times),), ()
        case "week_after" | "week_before":
            week = w.WeekOf(w.FixedDays(anchor.days), 1 if shift.kind == "week_after" else -1)
            return (w.Clause(week, loose_times),), ()
        case "same_day":
            return (w.Clause(w.FixedDays(anchor.days), loose_times),), ()
        case "same_weekday":
            return (w.Clause(w.EveryWeekday(frozenset({anchor.first.weekday()})), loose_times),), ()
        case "same_time":
            return (w.Clause(earlier.clauses[-1].days if earlier.clauses else None, w.At(_clock(anchor.first))),), ()
        case "other_day":
            kept = tuple(
                replace(c, times=loose_times)
                for c in earlier.clauses
                if is_stretch(c.days) or isinstance(c.days, w.BothDays)
            )
            return kept or (w.Clause(None, loose_times),), (w.Clause(w.FixedDays(anchor.days)),)
        case "other_time":
            days = earlier.clauses[-1].days if earlier.clauses else w.FixedDays(anchor.days)
            taken = tuple(w.Clause(w.FixedDays(frozenset({at.toordinal()})), w.At(_clock(at))) for at in anchor.offered)
            return (w.Clause(days, loose_times),), taken
        case _:
            return _later_or_earlier(shift.kind, anchor, view), ()


def _later_or_earlier(kind: str, anchor: Anchor, view: Viewpoint) -> tuple[w.Clause, ...]:
    """The rest of the day after (before) what was offered; "später" also what the earlier wish leaves after it."""
    assert anchor.first is not None  # noqa: S101
    assert anchor.last is not None  # noqa: S101
    later = kind.endswith("later")
    edge = anchor.last if later else anchor.first
    frame = frame_of(edge.date(), view.hours)
    minute = edge.hour * 60 + edge.minute
    same_day = frozenset({edge.toordinal()})
    clauses = []
    if later:
        clauses.append(
            _on(same_day, min(minute + 1, LAST_MINUTE), frame.closes if frame.closes > minute else LAST_MINUTE)
        )
    elif minute > 0:
        clauses.append(_on(same_day, min(frame.opens, minute - 1), minute - 1))
    if not kind.startswith("little"):
        for window in anchor.windows:
            beyond = window.earliest.date() > edge.date() if later else window.latest.date() < edge.date()
            if beyond:
                first, last = (at.hour * 60 + at.minute for at in (window.earliest, window.latest))
                clauses.append(_on(frozenset({window.earliest.toordinal()}), first, last))
    return tuple(clauses)
