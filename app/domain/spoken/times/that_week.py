"""A weekday alone, where a day of a later week is spoken of: "can we make it Thursday?"."""

from dataclasses import replace
from datetime import date, datetime

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.calendar import monday_of


def in_its_week(heard: w.Wish, around: datetime, today: date, *, sooner: bool) -> w.Wish:
    """A bare weekday is one of the week `around` which something stands, when that is a later one than today's.

    `sooner`: it is to be before that day ("bring it forward to Thursday"), else the words mean what they always mean.
    """
    shifts = heard.soonest or (heard.shift is not None and heard.shift.kind != "same_time")
    if shifts or monday_of(around.date()) <= monday_of(today):
        return heard
    week = w.WeekOf(w.FixedDays(frozenset({around.toordinal()})))

    def placed(days: w.DaySpec | None) -> w.DaySpec | None:
        if isinstance(days, w.EitherDay):
            return w.EitherDay(tuple(placed(option) or option for option in days.options))
        if not isinstance(days, w.Weekday) or days.which is not w.Which.BARE or days.weeks_after:
            return days
        return days if sooner and days.weekday >= around.weekday() else w.BothDays(week, days)

    return replace(heard, clauses=tuple(replace(clause, days=placed(clause.days)) for clause in heard.clauses))
