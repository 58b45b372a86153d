"""How two constraints said one after the other belong together: narrowing, listing, or carrying over what was said
once."""

from dataclasses import replace

from app.domain.spoken.times import wishes as w

_LISTED: tuple[tuple[type, ...], ...] = (
    (w.Weekday, w.EveryWeekday, w.FollowingWeekday),
    (w.MonthDay,),
    (w.CalendarDate, w.EitherWayDate),
    (w.Week, w.IsoWeek),
    (w.Month, w.MonthOffset),
    (w.InDays, w.InWeeks, w.InMonths),
    (w.Holiday,),
    (w.ThirdOf,),
    (w.Weekend,),
)
_STRETCHES = (
    w.Week, w.IsoWeek, w.WeekOf, w.NthWeek, w.InWeeks, w.Month, w.MonthOffset, w.Season, w.ThirdOf, w.FromDay,
    w.UntilDay, w.DaySpan,
    w.WithinDays, w.Weekend, w.YearOffset,
)  # fmt: skip
_WEEKDAY_LIKE = (w.Weekday, w.EveryWeekday, w.MonthDay, w.Workdays)


def is_stretch(spec: w.DaySpec | None) -> bool:
    return isinstance(spec, _STRETCHES)


def is_bare(spec: w.DaySpec | None) -> bool:
    """A day that takes its week or month from what stands around it."""
    if isinstance(spec, w.Weekday):
        return spec.which is w.Which.BARE and not spec.weeks_after
    return isinstance(spec, w.MonthDay | w.EveryWeekday | w.Workdays)


def _listed_together(one: w.DaySpec, two: w.DaySpec) -> bool:
    if isinstance(one, w.BothDays):
        return _listed_together(one.second, two) or (is_stretch(one.second) and _listed_together(one.first, two))
    if isinstance(one, w.EitherDay):
        return _listed_together(one.options[-1], two)
    if isinstance(one, w.MonthDay) and isinstance(two, w.CalendarDate):
        return True
    if isinstance(one, w.CalendarDate) and isinstance(two, w.MonthDay):
        return True
    return any(isinstance(one, kinds) and isinstance(two, kinds) for kinds in _LISTED)


def join_days(one: w.DaySpec, two: w.DaySpec) -> w.DaySpec:
    """Two days without "or" between them: a list when they are of a kind, else the second narrows the first."""
    if one == two:
        return one
    if _listed_together(one, two):
        return list_days(one, two)
    if isinstance(one, w.EitherDay) and is_stretch(two):
        options = tuple(w.BothDays(option, two) if is_bare(option) else option for option in one.options)
        return w.EitherDay(options)
    if isinstance(one, w.AnyDay) or isinstance(two, w.AnyDay):
        return two if isinstance(one, w.AnyDay) else one
    return w.BothDays(one, two)


def list_days(one: w.DaySpec, two: w.DaySpec) -> w.DaySpec:
    two = carried_forward(one, two)
    one = carried_back(one, two)
    first = one.options if isinstance(one, w.EitherDay) else (one,)
    second = two.options if isinstance(two, w.EitherDay) else (two,)
    return w.EitherDay((*first, *second))


def carried_forward(before: w.DaySpec | None, spec: w.DaySpec) -> w.DaySpec:
    """The week of "nächste Woche Dienstag oder Mittwoch" goes for Wednesday as well."""
    last = before.options[-1] if isinstance(before, w.EitherDay) else before
    if not is_bare(spec):
        return spec
    match last:
        case w.BothDays(first=first, second=second) if is_stretch(first):
            return w.BothDays(first, spec) if not is_stretch(second) else spec
        case w.BothDays(first=first, second=second) if is_stretch(second) and is_bare(first):
            return w.BothDays(spec, second)
        case w.CalendarDate(month=month, year=year) if isinstance(spec, w.MonthDay):
            return w.CalendarDate(spec.day, month, year)
        case w.Weekday(which=w.Which.NEXT | w.Which.COMING | w.Which.AFTER_NEXT) if isinstance(spec, w.Weekday):
            return w.FollowingWeekday(last, spec.weekday)
        case _:
            return spec


def carried_back(spec: w.DaySpec, after: w.DaySpec | None) -> w.DaySpec:
    """The month of "am dritten oder vierten April" goes for the third as well."""
    if isinstance(spec, w.EitherDay):
        return w.EitherDay(tuple(carried_back(option, after) for option in spec.options))
    if not is_bare(spec):
        return spec
    match after:
        case w.BothDays(first=first, second=second) if is_stretch(second) and is_bare(first):
            return w.BothDays(spec, second)
        case w.CalendarDate(month=month, year=year) if isinstance(spec, w.MonthDay):
            return w.CalendarDate(spec.day, month, year)
        case _:
            return spec


def join_times(one: w.TimeSpec, two: w.TimeSpec) -> w.TimeSpec:
    """Two times without "or" between them: of a kind they are a list, else both hold."""
    if one == two or isinstance(two, w.AnyTime):
        return one
    if isinstance(one, w.AnyTime):
        return two
    if isinstance(one, w.At) and isinstance(two, w.Before):
        return w.Between(one.clock, two.clock)
    points = (w.At, w.Around)
    if isinstance(one, points) and isinstance(two, points):
        return w.EitherTime((one, two))
    if isinstance(one, w.EitherTime) and not isinstance(two, w.After | w.Before | w.Part):
        return w.EitherTime((*one.options, two))
    return w.BothTimes(one, two)


def either_time(one: w.TimeSpec, two: w.TimeSpec) -> w.TimeSpec:
    first = one.options if isinstance(one, w.EitherTime) else (one,)
    second = two.options if isinstance(two, w.EitherTime) else (two,)
    shared = _shared_part(first[-1], second[0])
    return w.EitherTime((*first, *(shared(option) for option in second))) if shared else w.EitherTime((*first, *second))


def _shared_part(one: w.TimeSpec, two: w.TimeSpec):  # type: ignore[no-untyped-def]
    """ "Nachmittags um drei oder vier": the part goes for both."""
    if isinstance(one, w.BothTimes) and isinstance(one.first, w.Part) and isinstance(two, w.At | w.Around):
        part = one.first
        return lambda option: w.BothTimes(part, option)
    return None


def rule_out(clause: w.Clause) -> tuple[w.Clause | None, w.Clause | None]:
    """What ruling a clause out means: (what is wished by it, what is excluded). "Ich arbeite bis fünf" is a wish for
    after five."""
    times: w.TimeSpec | None = None
    if isinstance(
        clause.days, w.EveryWeekday | w.EitherDay
    ):  # "montags arbeite ich bis sechs" leaves the other days alone
        return None, clause
    match clause.times:
        case w.Before(clock=clock):
            times = w.After(clock)
        case w.After(clock=clock):
            times = w.Before(clock, inclusive=False)
        case None:
            match clause.days:
                case w.UntilDay(day=day, strictly_before=strictly_before):
                    return w.Clause(w.FromDay(day, strictly_after=not strictly_before)), None
                case w.FromDay(day=day):
                    return w.Clause(w.UntilDay(day, strictly_before=True)), None
        case _:
            pass
    return (replace(clause, times=times), None) if times is not None else (None, clause)
