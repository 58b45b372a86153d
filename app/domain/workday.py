"""When a business was last open, and by when something that came in should be done."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from app.domain.business import Business, Resource
from app.domain.spoken.when import Window
from app.domain.worktime import at_work, open_spans

LOOK_BACK_DAYS = 10
LATE_ENOUGH = time(17, 0)
AT_ONCE = timedelta(hours=1)
LONGEST_LOOK_DAYS = 60


def last_closing(business: Business, now: datetime) -> datetime:
    """End of the last day on which it was open before today: on a Monday, Friday evening. Aware, in its zone."""
    today = now.astimezone(business.zone).date()
    for days in range(1, LOOK_BACK_DAYS + 1):
        day = today - timedelta(days=days)
        if spans := business.hours.spans(day):
            return datetime.combine(day, spans[-1][1], tzinfo=business.zone)
    return datetime.combine(today - timedelta(days=1), LATE_ENOUGH, tzinfo=business.zone)


def due_by(business: Business, came_at: datetime, *, urgent: bool = False, person: Resource | None = None) -> datetime:
    """What comes in while it is open is due by that day's closing, else by the closing of the next open day.

    What is urgent is due within an hour in which it is open, for whomever it is. What is for one `person` is due when
    they go home, or when they do on the next day on which they are there.
    """
    came = came_at.astimezone(business.zone)
    if person is not None and not urgent and (due := _when_they_go(business, person, came)) is not None:
        return due
    for days in range(LOOK_BACK_DAYS + 1):
        for span in open_spans(business, came.date() + timedelta(days=days)) if urgent else ():
            due = max(came, span.starts_at.astimezone(business.zone)) + AT_ONCE
            if due <= span.ends_at:
                return due
        day = came.date() + timedelta(days=days)
        spans = business.hours.spans(day)
        if urgent or not spans:
            continue
        if (closing := datetime.combine(day, spans[-1][1], tzinfo=business.zone)) > came + timedelta(hours=1):
            return closing
    return came + timedelta(days=1)


def _when_they_go(business: Business, person: Resource, came: datetime) -> datetime | None:
    """None for somebody who is away for long: nobody waits for them."""
    for days in range(LOOK_BACK_DAYS + 1):
        there = at_work(business, person, came.date() + timedelta(days=days))
        if there and (goes := there[-1].ends_at.astimezone(business.zone)) > came + AT_ONCE:
            return goes
    return None


def next_there(business: Business, person: Resource, now: datetime) -> datetime | None:
    """When they come in next, or now while they are there; None for somebody who is away for long."""
    for days in range(LONGEST_LOOK_DAYS + 1):
        day = now.astimezone(business.zone).date() + timedelta(days=days)
        for span in at_work(business, person, day):
            if span.ends_at > now:
                return max(now, span.starts_at).astimezone(business.zone)
    return None


def while_open(
    business: Business, windows: Sequence[Window], now: datetime, *, person: Resource | None = None
) -> tuple[Window, ...]:
    """What of these windows somebody is there for, or this `person`, from now on; an exact time stays exact."""
    found: list[Window] = []
    for window in windows:
        day = max(window.earliest, now.astimezone(business.zone)).date()
        last_day = min(window.latest.date(), day + timedelta(days=LONGEST_LOOK_DAYS))
        while day <= last_day:
            for span in open_spans(business, day) if person is None else at_work(business, person, day):
                earliest = max(window.earliest, span.starts_at, now).astimezone(business.zone)
                latest = min(window.latest, span.ends_at).astimezone(business.zone)
                if earliest <= latest and earliest < span.ends_at:
                    found.append(Window(earliest, latest))
            day += timedelta(days=1)
    return tuple(found)
