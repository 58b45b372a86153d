"""A wish → windows in the business's zone, seen from now and its opening hours."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.day_values import Days, Scope
from app.domain.spoken.times.minute_spans import Span, intersect, join_spans, subtract
from app.domain.spoken.times.resolve_days import resolve_days
from app.domain.spoken.times.resolve_times import (
    WHOLE_DAY,
    DayFrame,
    Times,
    frame_of,
    resolve_times,
)
from app.domain.spoken.when import OpeningTimes, WhenProblem, Window

UTC_OFFSETS_DIFFER_AT = (0, 1)  # the two folds of a local time
MAX_READINGS = 4


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """From where words are seen: an aware `now` in the business's zone, its hours, how far ahead it plans."""

    now: datetime
    hours: OpeningTimes
    horizon_days: int = 90

    @property
    def scope(self) -> Scope:
        return Scope(self.now.date(), self.horizon_days)


@dataclass(frozen=True, slots=True)
class Resolved:
    windows: tuple[Window, ...] = ()
    problem: WhenProblem | None = None
    readings: tuple[tuple[Window, ...], ...] = ()


DayPlan = dict[date, tuple[Span, ...]]


@dataclass(slots=True)
class _Found:
    plan: DayPlan = field(default_factory=dict)
    readings: list[DayPlan] = field(default_factory=list)
    problem: WhenProblem | None = None
    moments: list[Window] = field(default_factory=list)


def resolve_wish(wish: w.Wish, view: Viewpoint) -> Resolved:
    clauses = wish.clauses or ((w.Clause(),) if wish.excluded else ())
    found = [_clause(clause, wish, view) for clause in clauses]
    unclear = next((item for item in found if item.problem is WhenProblem.AMBIGUOUS), None)
    if unclear is not None:
        readings = [_windows(_cut(plan, wish.excluded, view), view) for plan in unclear.readings]
        open_readings = [reading for reading in readings if reading.windows]
        if len(open_readings) == 1 and len(found) == 1:
            return open_readings[0]
        return Resolved(problem=WhenProblem.AMBIGUOUS, readings=tuple(r.windows for r in open_readings[:MAX_READINGS]))
    plan: DayPlan = {}
    for item in found:
        for day, spans in item.plan.items():
            plan[day] = join_spans((*plan.get(day, ()), *spans))
    cut = _cut(plan, wish.excluded, view)
    if plan and not cut:
        return Resolved(problem=WhenProblem.NOT_UNDERSTOOD)
    resolved = _windows(cut, view, [window for item in found for window in item.moments])
    if resolved.windows or resolved.problem:
        return resolved
    return Resolved(problem=next((item.problem for item in found if item.problem), None))


def _clause(clause: w.Clause, wish: w.Wish, view: Viewpoint) -> _Found:
    if clause.moment is not None:
        now = view.now.replace(second=0, microsecond=0)
        try:
            then = now + timedelta(minutes=min(clause.moment.minutes, 10**7))
        except OverflowError:
            return _Found(problem=WhenProblem.NOT_UNDERSTOOD)
        then = (then.astimezone(view.now.tzinfo)) if then.tzinfo else then
        return _Found(moments=[Window(now if clause.moment.within else then, then)])
    days = resolve_days(clause.days, view.scope)
    if days.readings:
        plans = [_plan(Days(dates, ranged=days.ranged), clause.times, wish, view) for dates in days.readings]
        good = [found.plan for found in plans if not found.problem and found.plan]
        if not good:
            return plans[0]
        return _Found(readings=good, problem=WhenProblem.AMBIGUOUS)
    if days.problem:
        return _Found(problem=days.problem)
    return _plan(days, clause.times, wish, view)


def _plan(days: Days, times: w.TimeSpec | None, wish: w.Wish, view: Viewpoint) -> _Found:
    chosen = _plannable(
        days, view, timed=times is not None or any(c.times is not None and c.days is None for c in wish.excluded)
    )
    negated_only = times is None and any(c.times is not None and c.days is None for c in wish.excluded)
    found: dict[date, Times] = {}
    for day in chosen:
        frame = frame_of(day, view.hours, clock_change=_clock_changes(day, view))
        if times is None:
            found[day] = Times(((frame.opens, frame.closes) if negated_only else WHOLE_DAY,))
        else:
            found[day] = resolve_times(times, frame)
    unclear = [day for day in chosen if found[day].readings]
    if unclear and len(unclear) < len(
        chosen
    ):  # another of the days leaves one reading only: the same hour is meant on all
        known = [span for day in chosen if not found[day].problem for span in found[day].spans]
        for day in unclear:
            fitting = [reading for reading in found[day].readings if intersect(reading, known)]
            found[day] = Times(fitting[0]) if fitting else found[day]
    elif unclear:
        count = len(found[unclear[0]].readings)
        plans = [{d: found[d].readings[n] for d in unclear if n < len(found[d].readings)} for n in range(count)]
        return _Found(readings=plans, problem=WhenProblem.AMBIGUOUS)
    plan = {day: times_.spans for day, times_ in found.items() if times_.spans}
    problem = None if plan else next((t.problem for t in found.values() if t.problem), WhenProblem.NOT_UNDERSTOOD)
    return _Found(plan=plan, problem=problem)


def _plannable(days: Days, view: Viewpoint, *, timed: bool) -> tuple[date, ...]:
    """Closed days stay when they were named; of a range they go when nobody named them and a time of day was wished."""
    if not days.implied and not (days.ranged and timed):
        return days.dates
    opened = tuple(day for day in days.dates if view.hours.spans(day))
    return opened or days.dates


def _cut(plan: DayPlan, excluded: Iterable[w.Clause], view: Viewpoint) -> DayPlan:
    for clause in excluded:
        days = _excluded_days(clause.days, view, plan)
        for day in days:
            if clause.times is None:
                plan.pop(day, None)
                continue
            times = resolve_times(clause.times, frame_of(day, view.hours))
            spans = plan.get(day, ())
            for reading in times.readings or (times.spans,):
                for span in reading:
                    spans = subtract(spans, _to_the_edges(span, frame_of(day, view.hours)))
            if spans:
                plan[day] = spans
            else:
                plan.pop(day, None)
    return plan


def _to_the_edges(span: Span, frame: DayFrame) -> Span:
    """What is ruled out from the opening on is ruled out before it as well, and so for the closing."""
    first, last = span[0], max(span[1], span[0] + 1)
    return 0 if first <= frame.opens else first, 24 * 60 if last >= frame.closes else last


def _excluded_days(spec: w.DaySpec | None, view: Viewpoint, plan: DayPlan) -> tuple[date, ...]:
    """A weekday that is ruled out is ruled out every week, unless a certain one was named."""
    if spec is None:
        return tuple(plan)
    options = spec.options if isinstance(spec, w.EitherDay) else (spec,)
    weekdays = {
        o.weekday for o in options if isinstance(o, w.Weekday) and o.which is w.Which.BARE and not o.weeks_after
    }
    hit = [day for day in plan if day.weekday() in weekdays]
    for option in options:
        if isinstance(option, w.Weekday) and option.weekday in weekdays:
            continue
        if isinstance(option, w.DaySpan) and isinstance(option.first, w.Weekday) and isinstance(option.last, w.Weekday):
            first, last = option.first.weekday, option.last.weekday
            hit += [day for day in plan if (day.weekday() - first) % 7 <= (last - first) % 7]
            continue
        if isinstance(option, w.Weekend) and option.which is w.Which.BARE:
            hit += [day for day in plan if day.weekday() >= 5]
            continue
        days = resolve_days(option, view.scope)
        hit += [day for dates in (days.dates, *days.readings) for day in dates if day in plan]
    return tuple(sorted(set(hit)))


# --- minutes of a day → instants
# ----------------------------------------------------------------------------------------


def _instant(day: date, minute: int, view: Viewpoint, *, fold: int = 0) -> datetime:
    day_on, minute = divmod(minute, 24 * 60)
    actual = day + timedelta(days=day_on)
    return datetime(actual.year, actual.month, actual.day, minute // 60, minute % 60, tzinfo=view.now.tzinfo, fold=fold)


def _exists(at: datetime) -> bool:
    """False inside the hour that the spring clock change leaves out."""
    if at.tzinfo is None:
        return True
    from_utc = datetime.fromtimestamp(at.timestamp(), at.tzinfo)
    return (from_utc.hour, from_utc.minute) == (at.hour, at.minute)


def _twice(at: datetime) -> bool:
    """True inside the hour that the autumn clock change repeats."""
    early, late = (at.replace(fold=fold) for fold in UTC_OFFSETS_DIFFER_AT)
    return _exists(at) and early.utcoffset() != late.utcoffset()


def _clock_changes(day: date, view: Viewpoint) -> bool:
    return _instant(day, 0, view).utcoffset() != _instant(day, 24 * 60 - 1, view).utcoffset()


def _windows(plan: DayPlan, view: Viewpoint, moments: Iterable[Window] = ()) -> Resolved:
    windows = list(moments)
    seen = bool(plan)
    for day in sorted(plan):
        for first, last in plan[day]:
            start, end = _instant(day, first, view), _instant(day, last, view, fold=1 if last > first else 0)
            if first == last and not _exists(start):
                return Resolved(problem=WhenProblem.NONEXISTENT)
            if first == last and _twice(start):
                late = start.replace(fold=1)
                return Resolved(
                    problem=WhenProblem.AMBIGUOUS, readings=((Window(start, start),), (Window(late, late),))
                )
            if end.timestamp() >= view.now.replace(second=0, microsecond=0).timestamp():
                windows.append(Window(start, max(start, end)))
    if seen and not windows:
        return Resolved(problem=WhenProblem.PAST)
    return Resolved(windows=_disjoint(windows))


def _disjoint(windows: list[Window]) -> tuple[Window, ...]:
    kept: list[Window] = []
    for window in sorted(windows, key=lambda each: (each.earliest.timestamp(), each.latest.timestamp())):
        if kept and window.earliest.timestamp() <= kept[-1].latest.timestamp():
            if window.latest.timestamp() > kept[-1].latest.timestamp():
                kept[-1] = Window(kept[-1].earliest, window.latest)
        else:
            kept.append(window)
    return tuple(kept)
