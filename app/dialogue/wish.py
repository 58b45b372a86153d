"""The wish for a time, taken over as a whole: what was offered for another is forgotten."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.dialogue.state import Goal, GoalKind
from app.domain.spoken.times.wishes import (
    Around,
    BothDays,
    BothTimes,
    DaySpec,
    Hinted,
    Month,
    MonthOffset,
    Part,
    Third,
    ThirdOf,
    TimeSpec,
)
from app.domain.spoken.when import When, Window

_NOON, _NOON_IS_OVER = time(12, 0), time(13, 0)
_MINUTE, _NO_TIME = timedelta(minutes=1), timedelta()
_A_LITTLE_LATER = timedelta(hours=1)
_LAST_OF_MONTH = timedelta(days=7)


def set_wish(goal: Goal, when: When) -> None:
    goal.when = when
    goal.when_known = when.problem is None and (bool(when.windows) or when.soonest)
    goal.refused = ()
    goal.forget_offers()


def on_its_day(goal: Goal, windows: Sequence[Window], zone: ZoneInfo) -> Sequence[Window]:
    """ "At eleven", said of an appointment that moves: on its day, if it can be; not "mornings", said of every day."""
    when, appointment = goal.when, goal.appointment
    if goal.kind is not GoalKind.MOVE or appointment is None or when is None or when.wish.says_days or when.wish.shift:
        return windows
    if any(isinstance(clause.times, Part) and clause.times.each for clause in when.wish.clauses):
        return windows
    day = appointment.slot.in_zone(zone).starts_at.date()
    return [window for window in windows if window.earliest.date() == day] or windows


def _is_around(times: TimeSpec | None) -> bool:
    """ "About five", also in the afternoon."""
    if isinstance(times, BothTimes):
        return any(_is_around(one) for one in (times.first, times.second))
    timed = times.time if isinstance(times, Hinted) else times
    return isinstance(timed, Around) and timed.before_min == timed.after_min


def just_then(goal: Goal, windows: Sequence[Window], zone: ZoneInfo) -> Sequence[Window]:
    """ "Ich schaff's erst um halb vier", of an appointment at three: at half past three, if that can be."""
    if goal.kind is not GoalKind.MOVE or goal.appointment is None or goal.refused:
        return windows
    start = goal.appointment.slot.in_zone(zone).starts_at
    on_day = [one for one in windows if one.earliest.date() == start.date()]
    if len(on_day) != 1 or not start < on_day[0].earliest <= start + _A_LITTLE_LATER:
        return windows
    return [Window(on_day[0].earliest, on_day[0].earliest)]


def at_best(when: When | None, windows: Sequence[Window], *, lasts: timedelta = _NO_TIME) -> Sequence[Window]:
    """What people mean by a part of the day, closer than by the clock: looked for first.

    An English "afternoon" begins at noon by the clock, and after lunch for people; a morning has no noon; the last
    appointment of a day, which `lasts` so long, ends when the business closes; the end of a month is its last week;
    "about five" is five.
    """
    if when is not None and len(when.wish.clauses) == 1 and _is_end_of_month(when.wish.clauses[0].days):
        last = max((window.latest for window in windows), default=None)
        windows = [one for one in windows if last is not None and one.latest > last - _LAST_OF_MONTH]
    times = [clause.times for clause in when.wish.clauses] if when is not None else []
    if windows and times and all(_is_around(one) for one in times):
        return [Window(at, at) for at in (one.earliest + (one.latest - one.earliest) / 2 for one in windows)]
    parts = {clause.times.key for clause in when.wish.clauses if isinstance(clause.times, Part)} if when else set()
    if parts == {"afternoon_en"}:
        return [
            replace(one, earliest=datetime.combine(one.earliest, _NOON_IS_OVER, one.earliest.tzinfo))
            if one.earliest.time() == _NOON and one.latest.time() > _NOON_IS_OVER
            else one
            for one in windows
        ]
    if parts == {"morning"}:
        return [
            replace(one, latest=max(one.earliest, one.latest - _MINUTE)) if one.latest.time() == _NOON else one
            for one in windows
        ]
    if parts == {"last_thing"}:
        return [replace(one, earliest=max(one.earliest, one.latest - lasts)) for one in windows]
    return windows


def _is_end_of_month(days: DaySpec | None) -> bool:
    match days:
        case ThirdOf(third=Third.END, span=Month() | MonthOffset()):
            return True
        case BothDays(first=first, second=second):
            return _is_end_of_month(first) or _is_end_of_month(second)
        case _:
            return False
