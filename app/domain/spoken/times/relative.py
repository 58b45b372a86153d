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
        case "that_week":
            return (w.Clause(w.WeekOf(w.FixedDays(anchor.days)), loose_times),), ()
        case "later_that_week" | "earlier_that_week":
            around = w.FixedDays(anchor.days)
            beyond: w.DaySpec = (
                w.FromDay(around, strictly_after=True)
                if shift.kind.startswith("later")
                else w.UntilDay(around, strictly_before=True)
            )
            return (w.Clause(w.BothDays(w.WeekOf(around), beyond), loose_times),), ()
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


_STEPS = {"later": 60, "earlier": 60, "little_later": 30, "little_earlier": 30}
"""Minutes that "später" and "etwas später" mean at least: nobody who turns nine down means a quarter past."""
_NEAR = 30
_AFTERNOON = 13 * 60
_LATE_MORNING = 11 * 60
"""What is too early before then may be so until noon: the afternoon is looked at as well."""


def _later_or_earlier(kind: str, anchor: Anchor, view: Viewpoint) -> tuple[w.Clause, ...]:
    """The day clearly after (before) what was offered; "später" also what the earlier wish leaves after it."""
    assert anchor.first is not None  # noqa: S101
    assert anchor.last is not None  # noqa: S101
    later, little = kind.endswith("later"), kind.startswith("little")
    edge = anchor.last if later else anchor.first
    frame = frame_of(edge.date(), view.hours)
    minute = edge.hour * 60 + edge.minute
    same_day = frozenset({edge.toordinal()})
    clauses = []
    if later:
        closes = frame.closes if frame.closes > minute else LAST_MINUTE
        first, last = _after(minute, _STEPS[kind], _end_of_wish(anchor, edge, closes) or closes)
        if not little and first < _LATE_MORNING and last > _AFTERNOON:
            clauses += [_on(same_day, first, first + _NEAR), _on(same_day, _AFTERNOON, last)]
        else:
            clauses.append(_on(same_day, first, last))
    elif minute > 0:
        last = minute - _STEPS[kind]
        last = last if last >= frame.opens else minute - 1
        clauses.append(_on(same_day, min(frame.opens, last), last))
    if not little:
        for window in anchor.windows:
            beyond = window.earliest.date() > edge.date() if later else window.latest.date() < edge.date()
            if beyond:
                first, last = (at.hour * 60 + at.minute for at in (window.earliest, window.latest))
                if later:  # what is too early on one day is so on the next
                    first = max(first, min(minute + _STEPS[kind], last))
                elif minute - _STEPS[kind] > max(first, frame.opens):
                    last = min(last, minute - _STEPS[kind])
                clauses.append(_on(frozenset({window.earliest.toordinal()}), first, last))
    return tuple(clauses)


def _after(minute: int, step: int, end: int) -> tuple[int, int]:
    """First and last minute of what is later; at least by a minute where there is no room for the step."""
    first = minute + step
    return (first if first <= end else min(minute + 1, LAST_MINUTE)), end


def _end_of_wish(anchor: Anchor, edge: datetime, closes: int) -> int | None:
    """ "Vormittags" still holds for what is later, as long as the morning has room for it."""
    ends = [
        window.latest.hour * 60 + window.latest.minute
        for window in anchor.windows
        if window.earliest.date() == edge.date() and window.earliest <= edge < window.latest
    ]
    inside = [end for end in ends if edge.hour * 60 + edge.minute + _NEAR <= end < closes]
    return max(inside, default=None)
