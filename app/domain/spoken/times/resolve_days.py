"""Days said in words → dates, seen from today. Total: every spec resolves to dates, to readings to ask about, or to a
problem."""

from dataclasses import replace
from datetime import date, timedelta

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.calendar import (
    add_months,
    days_between,
    holiday_days,
    monday_of,
    month_days,
    nth_weekday,
)
from app.domain.spoken.times.day_values import (
    LATEST_YEAR,
    Days,
    Scope,
    calendar_date,
    either,
    horizon,
    iso_week,
    month_day,
    next_year,
    one_weekday,
    pattern_hits,
    seven_from,
    third_of,
    unclear,
    weekend,
)
from app.domain.spoken.when import WhenProblem

_FRIDAY = 4
_PATTERNS = (w.Weekday, w.EveryWeekday, w.MonthDay, w.Workdays)


def resolve_days(spec: w.DaySpec | None, scope: Scope) -> Days:
    """Dates from today on, in order. Days over since before today leave ranges; when nothing stays, the problem is
    `PAST`."""
    try:
        found = _resolve(spec if spec is not None else w.AnyDay(), scope)
    except (OverflowError, ValueError):
        return Days(problem=WhenProblem.NOT_UNDERSTOOD)
    if found.problem is not None or not found.dates:
        return found if found.problem is not None else replace(found, problem=WhenProblem.NONEXISTENT)
    coming = tuple(day for day in found.dates if day >= scope.today)
    return replace(found, dates=coming) if coming else Days(problem=WhenProblem.PAST)


def _resolve(spec: w.DaySpec, scope: Scope) -> Days:
    match spec:
        case w.BothDays():
            return _both(spec, scope)
        case w.EitherDay(options=options):
            return either([_resolve(option, scope) for option in options])
        case w.Unclear(readings=readings):
            return unclear([_resolve(reading, scope) for reading in readings])
        case w.FromDay() | w.UntilDay() | w.DaySpan() | w.WithinDays() | w.AnyDay() | w.DayShift():
            return _stretch(spec, scope)
        case w.Week() | w.IsoWeek() | w.WeekOf() | w.Weekend() | w.NthWeek():
            return _week(spec, scope)
        case w.Month() | w.MonthOffset() | w.YearOffset() | w.Season() | w.ThirdOf():
            return _long_span(spec, scope)
        case w.Weekday() | w.FollowingWeekday() | w.EveryWeekday() | w.Workdays() | w.NthWeekday():
            return _weekday(spec, scope)
        case _:
            return _point(spec, scope)


# --- single days


def _point(spec: w.DaySpec, scope: Scope) -> Days:
    match spec:
        case w.InDays(count=count):
            return Days((scope.days_from_today(count),))
        case w.InWeeks(count=count):
            return Days((scope.days_from_today(7 * count),))
        case w.InMonths(count=count):
            return Days((add_months(scope.today, min(count, 600)),))
        case w.CalendarDate():
            return calendar_date(spec, scope)
        case w.EitherWayDate(first=first, second=second, year=year):
            both = [calendar_date(w.CalendarDate(*pair, year), scope) for pair in ((second, first), (first, second))]
            return unclear(
                [next_year(days, scope) if year is None else days for days in both if days.problem is None] or both[:1]
            )
        case w.NextWorkday():
            return Days(tuple(day for day in horizon(scope) if day > scope.today and day.weekday() < 5)[:1])
        case w.MonthDay(day=day):
            return month_day(day, scope)
        case w.Holiday(key=key, year=year):
            this_year = holiday_days(key, year or scope.today.year)
            gone = this_year[-1] < scope.today and year is None
            return Days(holiday_days(key, scope.today.year + 1) if gone else this_year)
        case w.FixedDays(ordinals=ordinals):
            return Days(tuple(date.fromordinal(n) for n in sorted(ordinals)))
        case _:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)


def _weekday(spec: w.DaySpec, scope: Scope) -> Days:
    match spec:
        case w.Weekday():
            return one_weekday(spec, scope)
        case w.FollowingWeekday(anchor=anchor_spec, weekday=weekday):
            anchor = _resolve(anchor_spec, scope)
            starts = [dates[0] for dates in (anchor.readings or (anchor.dates,)) if dates]
            return unclear(
                [Days((day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1),)) for day in starts] or [anchor]
            )
        case w.EveryWeekday(weekdays=weekdays):
            return Days(tuple(day for day in horizon(scope) if day.weekday() in weekdays), open_end=True)
        case w.Workdays():
            return Days(tuple(day for day in horizon(scope) if day.weekday() < 5), ranged=True, open_end=True)
        case w.NthWeekday(nth=nth, weekday=weekday, span=span):
            days = _resolve(span, scope).dates
            if not days:
                return Days(problem=WhenProblem.NONEXISTENT)
            try:
                found = nth_weekday(nth, weekday, days[0], days[-1])
                if found < scope.today and isinstance(span, w.MonthOffset) and span.offset == 0:
                    return _weekday(replace(spec, span=w.MonthOffset(1)), scope)
                return Days((found,))
            except IndexError:
                return Days(problem=WhenProblem.NONEXISTENT)
        case _:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)


# --- stretches of days


def _week(spec: w.DaySpec, scope: Scope) -> Days:
    this_monday = monday_of(scope.today)
    match spec:
        case w.Week(offset=offset):
            return seven_from(this_monday + timedelta(weeks=max(-500, min(offset, 500))))
        case w.IsoWeek(number=number):
            return iso_week(number, scope)
        case w.WeekOf(day=day, offset=offset):
            anchor = _resolve(day, scope)
            if not anchor.dates:
                return anchor
            if isinstance(day, w.Holiday) and offset < 0 and anchor.dates[0].weekday() >= _FRIDAY:
                offset += 1  # the week before Easter is the one that ends in it
            return seven_from(monday_of(anchor.dates[0]) + timedelta(weeks=offset))
        case w.Weekend(which=which):
            return weekend(which, scope)
        case w.NthWeek(nth=nth, span=span):
            days = _resolve(span, scope).dates
            if not days:
                return Days(problem=WhenProblem.NONEXISTENT)
            thursdays = (monday_of(day) + timedelta(days=3) for day in days)
            mondays = sorted({monday_of(day) for day in thursdays if day in set(days)})
            index = nth - 1 if nth > 0 else len(mondays) + nth
            if not 0 <= index < len(mondays):
                return Days(problem=WhenProblem.NONEXISTENT)
            week = seven_from(mondays[index])
            return replace(week, dates=tuple(day for day in week.dates if day in set(days)))  # none of the month before
        case _:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)


def _long_span(spec: w.DaySpec, scope: Scope) -> Days:
    today = scope.today
    match spec:
        case w.Month(month=month, year=year):
            if year is not None:
                year += 2000 if year < 100 else 0
                if not today.year - 150 < year < LATEST_YEAR:
                    return Days(problem=WhenProblem.NOT_UNDERSTOOD)
            return Days(month_days(year or today.year + (month < today.month), month), ranged=True)
        case w.MonthOffset(offset=offset):
            first = add_months(today.replace(day=1), offset)
            return Days(month_days(first.year, first.month), ranged=True)
        case w.YearOffset(offset=offset):
            year = today.year + offset
            return Days(days_between(date(year, 1, 1), date(year, 12, 31)), ranged=True)
        case w.Season(first_month=month):
            year = today.year if add_months(date(today.year, month, 1), 3) > today else today.year + 1
            first = date(year, month, 1)
            return Days(days_between(first, add_months(first, 3) - timedelta(days=1)), ranged=True)
        case w.ThirdOf(third=third, span=span):
            part = third_of(third, _resolve(span, scope).dates)
            over = bool(part) and part[-1] < today
            if over and isinstance(span, w.Week | w.MonthOffset | w.YearOffset) and span.offset == 0:
                part = third_of(third, _resolve(replace(span, offset=1), scope).dates)
            return Days(part, ranged=True) if part else Days(problem=WhenProblem.NOT_UNDERSTOOD)
        case _:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)


def _stretch(spec: w.DaySpec, scope: Scope) -> Days:
    match spec:
        case w.AnyDay():
            return Days(horizon(scope), ranged=True, open_end=True, implied=True)
        case w.WithinDays(count=count, skip_today=skip_today):
            first = scope.days_from_today(1 if skip_today else 0)
            return Days(days_between(first, scope.days_from_today(max(count, 1))), ranged=True)
        case w.FromDay(day=day, strictly_after=strictly_after):
            anchor = _resolve(day, scope)
            if not anchor.dates:
                return anchor
            first = anchor.dates[-1] + timedelta(days=1) if strictly_after else anchor.dates[0]
            first = max(first, scope.today)
            last = max(scope.days_from_today(scope.horizon_days), first + timedelta(days=30))
            return Days(days_between(first, last), ranged=True, open_end=True)
        case w.UntilDay(day=day, strictly_before=strictly_before):
            anchor = _resolve(day, scope)
            if not anchor.dates:
                return anchor
            last = anchor.dates[0] - timedelta(days=1) if strictly_before else anchor.dates[-1]
            days = days_between(scope.today, last) or (last,)
            return Days(days, ranged=True)
        case w.DaySpan(first=first_spec, last=last_spec):
            return _span(first_spec, last_spec, scope)
        case w.DayShift(day=day, days=shift):
            anchor = _resolve(day, scope)
            if not anchor.dates:
                return anchor
            edge = anchor.dates[-1] if shift > 0 else anchor.dates[0]
            return Days((edge + timedelta(days=max(-36500, min(shift, 36500))),))
        case _:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)


def _span(first_spec: w.DaySpec, last_spec: w.DaySpec, scope: Scope) -> Days:
    if isinstance(first_spec, w.MonthDay) and isinstance(last_spec, w.CalendarDate) and first_spec.day < last_spec.day:
        first_spec = w.CalendarDate(first_spec.day, last_spec.month, last_spec.year)
    first = _resolve(first_spec, scope)
    if first.problem or not first.dates:
        return first
    start = first.dates[0]
    relative = isinstance(last_spec, w.Weekday | w.MonthDay | w.CalendarDate | w.Holiday)
    last = _resolve(last_spec, Scope(max(start, scope.today), scope.horizon_days) if relative else scope)
    if isinstance(last_spec, w.Weekday) and last_spec.which is w.Which.BARE and last_spec.weekday == start.weekday():
        last = first if first_spec == last_spec else last
    if last.problem or not last.dates:
        return last
    if last.dates[-1] < start:
        return Days(problem=WhenProblem.NOT_UNDERSTOOD)
    return Days(days_between(start, last.dates[-1]), ranged=True)


# --- combinations


def _both(spec: w.BothDays, scope: Scope) -> Days:
    first, second = spec.first, spec.second
    for year, month in ((first, second), (second, first)):
        if isinstance(year, w.YearOffset) and isinstance(month, w.Month | w.CalendarDate) and month.year is None:
            return _resolve(replace(month, year=scope.today.year + year.offset), scope)
    if isinstance(first, w.InWeeks) or isinstance(second, w.InWeeks):
        first, second = (_as_week(part, other) for part, other in ((first, second), (second, first)))
    for pattern, other in ((first, second), (second, first)):
        if pattern_hits(pattern, scope.today) is None:
            continue
        if pattern_hits(other, scope.today) is not None:
            return _two_patterns(first, second, scope)
        return _filtered(pattern, _resolve(other, scope), scope)
    one, two = _resolve(first, scope), _resolve(second, scope)
    for asked, other_days in ((one, two), (two, one)):
        if asked.readings and other_days.dates:
            fitting = [r for r in asked.readings if set(r) & set(other_days.dates)]
            return Days(tuple(sorted(set(fitting[0]) & set(other_days.dates)))) if len(fitting) == 1 else asked
    if one.problem or two.problem:
        return one if one.problem else two
    common = tuple(day for day in one.dates if day in set(two.dates))
    if common:
        return Days(common, ranged=one.ranged and two.ranged, open_end=one.open_end and two.open_end)
    return unclear([one, two])


def _as_week(part: w.DaySpec, other: w.DaySpec) -> w.DaySpec:
    """ "In zwei Wochen" beside a weekday means that week, not the day."""
    return w.Week(part.count) if isinstance(part, w.InWeeks) and not isinstance(other, w.CalendarDate) else part


def _filtered(pattern: w.DaySpec, within: Days, scope: Scope) -> Days:
    if within.readings:
        fitting = [tuple(d for d in reading if pattern_hits(pattern, d)) for reading in within.readings]
        options = [Days(dates) for dates in fitting if dates]
        return unclear(options) if options else within
    if within.problem:
        return within
    hits = tuple(day for day in within.dates if pattern_hits(pattern, day))
    if not hits:
        if within.ranged:
            return Days(problem=WhenProblem.NONEXISTENT)
        return unclear([_resolve(pattern, scope), within])
    if within.open_end and isinstance(pattern, w.Weekday | w.MonthDay):
        hits = tuple(day for day in hits if day >= scope.today)[:1]
    return Days(hits, ranged=within.ranged and not isinstance(pattern, w.Weekday | w.MonthDay))


def _two_patterns(first: w.DaySpec, second: w.DaySpec, scope: Scope) -> Days:
    """ "Freitag, der zehnte": the next day that is both, else two readings to ask about."""
    soon = days_between(scope.today, scope.days_from_today(62))
    hits = tuple(day for day in soon if pattern_hits(first, day) and pattern_hits(second, day))
    if hits:
        listed = isinstance(first, w.EveryWeekday | w.Workdays | w.EitherDay) or isinstance(
            second, w.EveryWeekday | w.Workdays
        )
        return Days(hits if listed else hits[:1])
    return unclear([_resolve(first, scope), _resolve(second, scope)])
