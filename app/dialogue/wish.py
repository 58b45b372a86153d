"""The wish for a time, taken over as a whole: what was offered for another is forgotten."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from app.dialogue.state import Goal, GoalKind
from app.domain.spoken.times.wishes import Part
from app.domain.spoken.when import When, Window

_NOON, _NOON_IS_OVER = time(12, 0), time(13, 0)
_MINUTE, _NO_TIME = timedelta(minutes=1), timedelta()


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


def at_best(when: When | None, windows: Sequence[Window], *, lasts: timedelta = _NO_TIME) -> Sequence[Window]:
    """What people mean by a part of the day, closer than by the clock: looked for first.

    An English "afternoon" begins at noon by the clock, and after lunch for people; a morning has no noon; the last
    appointment of a day, which `lasts` so long, ends when the business closes.
    """
    parts = {clause.times.key for clause in when.wish.clauses if isinstance(clause.times, Part)} if when else set()
    if parts == {"afternoon_en"}:
        return [
            replace(one, earliest=datetime.combine(one.earliest, _NOON_IS_OVER, one.earliest.tzinfo))
            if one.earliest.time() == _NOON and one.latest.time() > _NOON_IS_OVER
            else one
            for one in windows
        ]
    if parts == {"morning"}:
        return [replace(one, latest=one.latest - _MINUTE) if one.latest.time() == _NOON else one for one in windows]
    if parts == {"last_thing"}:
        return [replace(one, earliest=max(one.earliest, one.latest - lasts)) for one in windows]
    return windows
