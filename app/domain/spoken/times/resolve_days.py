"""Days said in words → dates, seen from today. Total: every spec resolves to dates, to readings to ask about, or to a
problem."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.calendar import (
    add_months,
    days_between,
    holiday_days,
    make_date,
    monday_of,
    month_days,
    nth_weekday,
)
from app.domain.spoken.when import WhenProblem

RECENTLY_OVER = timedelta(
    days=45
)  # a date without a year that is over since so long is taken as a slip, not as next year
LATEST_YEAR = 2200
_PATTERNS = (w.Weekday, w.EveryWeekday, w.MonthDay, w.Workdays)


@dataclass(frozen=True, slots=True)
class Scope:
    today: date
    horizon_days: int = 90

    def days_from_today(self, count: int) -> date:
        return self.today + timedelta(days=max(-36500, min(count, 36500)))


@dataclass(frozen=True, slots=True)
class Days:
    """`ranged`: a stretch of days ("nächste Woche"), not days that were named one by one. `open_end`: it has no end
    of its own."""

    dates: tuple[date, ...] = ()
    ranged: bool = False
    open_end: bool = False
    implied: bool = False  # nothing was said about days
    readings: tuple[tuple[date, ...], ...] = ()
    problem: WhenProblem | None = None


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
            return _either([_resolve(option, scope) for option in options])
        case w.Unclear(readings=readings):
            return _unclear([_resolve(reading, scope) for reading in readings])
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
# --------------------------------------------------------------------------------------------------------


def _point(spec: w.DaySpec, scope: Scope) -> Days:
    match spec:
        case w.InDays(count=count):
            return Days((scope.days_from_today(count),))
        case w.InWeeks(count=count):
            return Days((scope.days_from_today(7 * count),))
        case w.InMonths(count=count):
            return Days((add_months(scope.today, min(count, 600)),))
        case w.CalendarDate():
            return _calendar_date(spec, scope)
        case w.EitherWayDate(first=first, second=second, year=year):
            both = [_calendar_date(w.CalendarDate(*pair, year), scope) for pair in ((second, first), (first, second))]
            return _unclear(
                [_next_year(days, scope) if year is None else days for days in both if days.problem is None] or both[:1]
            )
        case w.NextWorkday():
            return Days(tuple(day for day in _horizon(scope) if day > scope.today and day.weekday() < 5)[:1])
        case w.MonthDay(day=day):
            return _month_day(day, scope)
        case w.Holiday(key=key, year=year):
            this_year = holiday_days(key, year or scope.today.year)
            gone = this_year[-1] < scope.today and year is None
            return Days(holiday_days(key, scope.today.year + 1) if gone else this_year)
        case w.FixedDays(ordinals=ordinals):
            return Days(tuple(date.fromordinal(n) for n in sorted(ordinals)))
        case _:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)


def _next_year(days: Days, scope: Scope) -> Days:
    return (
        Days(tuple(add_months(day, 12) for day in days.dates)) if days.dates and days.dates[-1] < scope.today else days
    )


def _calendar_date(spec: w.CalendarDate, scope: Scope) -> Days:
    if spec.year is not None:
        year = spec.year + (2000 if spec.year < 100 else 0)
        if not scope.today.year - 150 < year < LATEST_YEAR:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)
        found = make_date(year, spec.month, spec.day)
        return Days((found,)) if found else Days(problem=WhenProblem.NONEXISTENT)
    this_year = make_date(scope.today.year, spec.month, spec.day)
    if this_year is not None and this_year >= scope.today - RECENTLY_OVER:
        return Days((this_year,))
    if this_year is None and not (spec.month == 2 and spec.day == 29):
        return Days(problem=WhenProblem.NONEXISTENT)
    next_year = make_date(scope.today.year + 1, spec.month, spec.day)
    return Days((next_year,)) if next_year else Days(problem=WhenProblem.NONEXISTENT)


def _month_day(day: int, scope: Scope) -> Days:
    """The next month that has such a day; today's own number means today."""
    for months in range(4):
        first = add_months(scope.today.replace(day=1), months)
        found = make_date(first.year, first.month, day)
        if found is not None and found >= scope.today:
            return Days((found,))
    return Days(problem=WhenProblem.NONEXISTENT)


def _weekday(spec: w.DaySpec, scope: Scope) -> Days:
    match spec:
        case w.Weekday():
            return _one_weekday(spec, scope)
        case w.FollowingWeekday(anchor=anchor_spec, weekday=weekday):
            anchor = _resolve(anchor_spec, scope)
            starts = [dates[0] for dates in (anchor.readings or (anchor.dates,)) if dates]
            return _unclear(
                [Days((day + timedelta(days=(weekday - day.weekday() - 1) % 7 + 1),)) for day in starts] or [anchor]
            )
        case w.EveryWeekday(weekdays=weekdays):
            return Days(tuple(day for day in _horizon(scope) if day.weekday() in weekdays), open_end=True)
        case w.Workdays():
            return Days(tuple(day for day in _horizon(scope) if day.weekday() < 5), ranged=True, open_end=True)
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


def _one_weekday(spec: w.Weekday, scope: Scope) -> Days:
    ahead = (spec.weekday - scope.today.weekday()) % 7
    coming = scope.days_from_today(ahead or 7)
    in_this_week = monday_of(coming) == monday_of(scope.today)
    week = timedelta(days=7)
    if spec.weeks_after:
        shift = week * min(spec.weeks_after, 500)
        options = [coming + shift] if ahead else [scope.today + shift, coming + shift]
        return _unclear([Days((day,)) for day in options])
    match spec.which:
        case w.Which.THIS:
            return Days((scope.days_from_today(ahead),))
        case w.Which.LAST:
            return Days((coming - week * (1 if ahead else 2),))
        case w.Which.NEXT:
            options = [coming, coming + week] if in_this_week else [coming]
        case w.Which.AFTER_NEXT:
            options = [coming + week, coming + 2 * week] if in_this_week else [coming + week]
        case _:
            options = [coming]
    return _unclear([Days((day,)) for day in options])


# --- stretches of days
# --------------------------------------------------------------------------------------------------


def _horizon(scope: Scope) -> tuple[date, ...]:
    return days_between(scope.today, scope.days_from_today(scope.horizon_days))


def _seven(monday: date) -> Days:
    return Days(days_between(monday, monday + timedelta(days=6)), ranged=True)


def _week(spec: w.DaySpec, scope: Scope) -> Days:
    this_monday = monday_of(scope.today)
    match spec:
        case w.Week(offset=offset):
            return _seven(this_monday + timedelta(weeks=max(-500, min(offset, 500))))
        case w.IsoWeek(number=number):
            return _iso_week(number, scope)
        case w.WeekOf(day=day, offset=offset):
            anchor = _resolve(day, scope)
            return _seven(monday_of(anchor.dates[0]) + timedelta(weeks=offset)) if anchor.dates else anchor
        case w.Weekend(which=which):
            return _weekend(which, scope)
        case w.NthWeek(nth=nth, span=span):
            days = _resolve(span, scope).dates
            if not days:
                return Days(problem=WhenProblem.NONEXISTENT)
            thursdays = (monday_of(day) + timedelta(days=3) for day in days)
            mondays = sorted({monday_of(day) for day in thursdays if day in set(days)})
            index = nth - 1 if nth > 0 else len(mondays) + nth
            return _seven(mondays[index]) if 0 <= index < len(mondays) else Days(problem=WhenProblem.NONEXISTENT)
        case _:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)


def _iso_week(number: int, scope: Scope) -> Days:
    for year in (scope.today.year, scope.today.year + 1):
        try:
            found = _seven(date.fromisocalendar(year, number, 1))
        except ValueError:
            continue
        if found.dates[-1] >= scope.today:
            return found
    try:
        return _seven(date.fromisocalendar(scope.today.year, number, 1))
    except ValueError:
        return Days(problem=WhenProblem.NONEXISTENT)


def _weekend(which: w.Which, scope: Scope) -> Days:
    saturday = monday_of(scope.today) + timedelta(days=5)
    week = timedelta(days=7)
    if scope.today > saturday:  # on Sunday "das Wochenende" is the one that still runs, "nächstes" the one to come
        saturday = saturday if which is w.Which.THIS else saturday + week
    starts = {
        w.Which.NEXT: [saturday, saturday + week] if saturday - scope.today < week else [saturday],
        w.Which.AFTER_NEXT: [saturday + week, saturday + 2 * week],
        w.Which.LAST: [monday_of(scope.today) - timedelta(days=2)],
    }.get(which, [saturday])
    if scope.today.weekday() >= 5 and which is w.Which.NEXT:
        starts = [monday_of(scope.today) + timedelta(days=12)]
    return _unclear([Days((day, day + timedelta(days=1)), ranged=True) for day in starts])


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
            part = _third(third, _resolve(span, scope).dates)
            if part and part[-1] < today and isinstance(span, w.Week | w.MonthOffset) and span.offset == 0:
                part = _third(third, _resolve(replace(span, offset=1), scope).dates)
            return Days(part, ranged=True) if part else Days(problem=WhenProblem.NOT_UNDERSTOOD)
        case _:
            return Days(problem=WhenProblem.NOT_UNDERSTOOD)


def _third(third: w.Third, days: tuple[date, ...]) -> tuple[date, ...]:
    if not days:
        return ()
    if len(days) == 7:
        cuts = {w.Third.BEGIN: (0, 2), w.Third.MIDDLE: (1, 4), w.Third.END: (3, 5)}
        cut = cuts.get(third) or ((0, 3) if third is w.Third.FIRST_HALF else (2, 5))
    elif len(days) < 7:
        cut = (0, 1) if third in (w.Third.BEGIN, w.Third.FIRST_HALF) else (len(days) - 1, len(days))
    elif third is w.Third.FIRST_HALF:
        cut = (0, 15 if len(days) <= 31 else len(days) // 2)
    elif third is w.Third.SECOND_HALF:
        cut = (15 if len(days) <= 31 else len(days) // 2, len(days))
    else:
        ten = 10 if len(days) <= 31 else len(days) // 3
        cut = {w.Third.BEGIN: (0, ten), w.Third.MIDDLE: (ten, 2 * ten)}.get(third, (2 * ten, len(days)))
    return days[slice(*cut)]


def _stretch(spec: w.DaySpec, scope: Scope) -> Days:
    match spec:
        case w.AnyDay():
            return Days(_horizon(scope), ranged=True, open_end=True, implied=True)
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
# -------------------------------------------------------------------------------------------------------


def _merged(options: Iterable[Days]) -> tuple[date, ...]:
    return tuple(sorted({day for option in options for day in option.dates}))


def _either(options: list[Days]) -> Days:
    """A union; an option that is only over or impossible does not spoil the others, one to ask about does."""
    unclear = next((option for option in options if option.readings), None)
    if unclear is not None:
        return unclear
    good = [option for option in options if option.problem is None]
    if not good:
        return options[0] if options else Days(problem=WhenProblem.NOT_UNDERSTOOD)
    return Days(_merged(good), ranged=all(o.ranged for o in good), open_end=any(o.open_end for o in good))


def _unclear(options: list[Days]) -> Days:
    distinct = list({option.dates: option for option in options}.values())
    if len(distinct) == 1:
        return distinct[0]
    return Days(
        readings=tuple(option.dates for option in distinct if option.dates),
        problem=WhenProblem.AMBIGUOUS,
        ranged=distinct[0].ranged,
    )


def _pattern_hits(spec: w.DaySpec, day: date) -> bool | None:
    """Whether a day fits a pattern such as "dienstags"; None when the spec is no pattern."""
    match spec:
        case w.Weekday(weekday=weekday, which=w.Which.BARE | w.Which.THIS | w.Which.COMING, weeks_after=0):
            return day.weekday() == weekday
        case w.EveryWeekday(weekdays=weekdays):
            return day.weekday() in weekdays
        case w.MonthDay(day=number):
            return day.day == number
        case w.Workdays():
            return day.weekday() < 5
        case w.DaySpan(first=w.Weekday(which=w.Which.BARE) as first, last=w.Weekday(which=w.Which.BARE) as last):
            return (day.weekday() - first.weekday) % 7 <= (last.weekday - first.weekday) % 7
        case w.EitherDay(options=options):
            hits = [_pattern_hits(option, day) for option in options]
            return None if None in hits else any(hits)
        case _:
            return None


def _both(spec: w.BothDays, scope: Scope) -> Days:
    first, second = spec.first, spec.second
    for year, month in ((first, second), (second, first)):
        if isinstance(year, w.YearOffset) and isinstance(month, w.Month | w.CalendarDate) and month.year is None:
            return _resolve(replace(month, year=scope.today.year + year.offset), scope)
    if isinstance(first, w.InWeeks) or isinstance(second, w.InWeeks):
        first, second = (_as_week(part, other) for part, other in ((first, second), (second, first)))
    for pattern, other in ((first, second), (second, first)):
        if _pattern_hits(pattern, scope.today) is None:
            continue
        if _pattern_hits(other, scope.today) is not None:
            return _two_patterns(first, second, scope)
        return _filtered(pattern, _resolve(other, scope), scope)
    one, two = _resolve(first, scope), _resolve(second, scope)
    for unclear, other_days in ((one, two), (two, one)):
        if unclear.readings and other_days.dates:
            fitting = [r for r in unclear.readings if set(r) & set(other_days.dates)]
            return Days(tuple(sorted(set(fitting[0]) & set(other_days.dates)))) if len(fitting) == 1 else unclear
    if one.problem or two.problem:
        return one if one.problem else two
    common = tuple(day for day in one.dates if day in set(two.dates))
    if common:
        return Days(common, ranged=one.ranged and two.ranged, open_end=one.open_end and two.open_end)
    return _unclear([one, two])


def _as_week(part: w.DaySpec, other: w.DaySpec) -> w.DaySpec:
    """ "In zwei Wochen" beside a weekday means that week, not the day."""
    return w.Week(part.count) if isinstance(part, w.InWeeks) and not isinstance(other, w.CalendarDate) else part


def _filtered(pattern: w.DaySpec, within: Days, scope: Scope) -> Days:
    if within.readings:
        fitting = [tuple(d for d in reading if _pattern_hits(pattern, d)) for reading in within.readings]
        options = [Days(dates) for dates in fitting if dates]
        return _unclear(options) if options else within
    if within.problem:
        return within
    hits = tuple(day for day in within.dates if _pattern_hits(pattern, day))
    if not hits:
        if within.ranged:
            return Days(problem=WhenProblem.NONEXISTENT)
        return _unclear([_resolve(pattern, scope), within])
    if within.open_end and isinstance(pattern, w.Weekday | w.MonthDay):
        hits = tuple(day for day in hits if day >= scope.today)[:1]
    return Days(hits, ranged=within.ranged and not isinstance(pattern, w.Weekday | w.MonthDay))


def _two_patterns(first: w.DaySpec, second: w.DaySpec, scope: Scope) -> Days:
    """ "Freitag, der zehnte": the next day that is both, else two readings to ask about."""
    soon = days_between(scope.today, scope.days_from_today(62))
    hits = tuple(day for day in soon if _pattern_hits(first, day) and _pattern_hits(second, day))
    if hits:
        listed = isinstance(first, w.EveryWeekday | w.Workdays | w.EitherDay) or isinstance(
            second, w.EveryWeekday | w.Workdays
        )
        return Days(hits if listed else hits[:1])
    return _unclear([_resolve(first, scope), _resolve(second, scope)])
