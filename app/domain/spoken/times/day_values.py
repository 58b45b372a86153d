"""Days as dates: what one expression means on its own, seen from today. Combinations are in `resolve_days`."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.calendar import add_months, days_between, make_date, monday_of
from app.domain.spoken.when import WhenProblem

RECENTLY_OVER = timedelta(
    days=45
)  # a date without a year that is over since so long is taken as a slip, not as next year


LATEST_YEAR = 2200


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


def calendar_date(spec: w.CalendarDate, scope: Scope) -> Days:
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


def next_year(days: Days, scope: Scope) -> Days:
    return (
        Days(tuple(add_months(day, 12) for day in days.dates)) if days.dates and days.dates[-1] < scope.today else days
    )


def month_day(day: int, scope: Scope) -> Days:
    """The next month that has such a day; today's own number means today."""
    for months in range(4):
        first = add_months(scope.today.replace(day=1), months)
        found = make_date(first.year, first.month, day)
        if found is not None and found >= scope.today:
            return Days((found,))
    return Days(problem=WhenProblem.NONEXISTENT)


def one_weekday(spec: w.Weekday, scope: Scope) -> Days:
    ahead = (spec.weekday - scope.today.weekday()) % 7
    coming = scope.days_from_today(ahead or 7)
    in_this_week = monday_of(coming) == monday_of(scope.today)
    week = timedelta(days=7)
    if spec.weeks_after:
        shift = week * min(spec.weeks_after, 500)
        options = [coming + shift] if ahead else [scope.today + shift, coming + shift]
        return unclear([Days((day,)) for day in options])
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
    return unclear([Days((day,)) for day in options])


def horizon(scope: Scope) -> tuple[date, ...]:
    return days_between(scope.today, scope.days_from_today(scope.horizon_days))


def seven_from(monday: date) -> Days:
    return Days(days_between(monday, monday + timedelta(days=6)), ranged=True)


def iso_week(number: int, scope: Scope) -> Days:
    for year in (scope.today.year, scope.today.year + 1):
        try:
            found = seven_from(date.fromisocalendar(year, number, 1))
        except ValueError:
            continue
        if found.dates[-1] >= scope.today:
            return found
    try:
        return seven_from(date.fromisocalendar(scope.today.year, number, 1))
    except ValueError:
        return Days(problem=WhenProblem.NONEXISTENT)


def weekend(which: w.Which, scope: Scope) -> Days:
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
    return unclear([Days((day, day + timedelta(days=1)), ranged=True) for day in starts])


def third_of(third: w.Third, days: tuple[date, ...]) -> tuple[date, ...]:
    if not days:
        return ()
    if len(days) == 7:
        cuts = {w.Third.BEGIN: (0, 2), w.Third.MIDDLE: (1, 4), w.Third.END: (3, 5)}
        cut = cuts.get(third) or ((0, 3) if third is w.Third.FIRST_HALF else (2, 5))
    elif len(days) > 300:
        edges = {w.Third.BEGIN: (0, 31), w.Third.END: (len(days) - 31, len(days))}
        cut = edges.get(third) or (len(days) // 3, 2 * len(days) // 3)
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


def merged(options: Iterable[Days]) -> tuple[date, ...]:
    return tuple(sorted({day for option in options for day in option.dates}))


def either(options: list[Days]) -> Days:
    """A union; an option that is only over or impossible does not spoil the others, one to ask about does."""
    unclear = next((option for option in options if option.readings), None)
    if unclear is not None:
        return unclear
    good = [option for option in options if option.problem is None]
    if not good:
        return options[0] if options else Days(problem=WhenProblem.NOT_UNDERSTOOD)
    return Days(merged(good), ranged=all(o.ranged for o in good), open_end=any(o.open_end for o in good))


def unclear(options: list[Days]) -> Days:
    distinct = list({option.dates: option for option in options}.values())
    if len(distinct) == 1:
        return distinct[0]
    return Days(
        readings=tuple(option.dates for option in distinct if option.dates),
        problem=WhenProblem.AMBIGUOUS,
        ranged=distinct[0].ranged,
    )


def pattern_hits(spec: w.DaySpec, day: date) -> bool | None:
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
            hits = [pattern_hits(option, day) for option in options]
            return None if None in hits else any(hits)
        case _:
            return None
