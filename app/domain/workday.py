"""When a business was last open, and by when something that came in should be done."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from app.domain.business import Business
from app.domain.spoken.when import Window
from app.domain.worktime import open_spans

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


def due_by(business: Business, came_at: datetime, *, urgent: bool = False) -> datetime:
    """What comes in while it is open is due by that day's closing, else by the closing of the next open day.

    What is urgent is due within an hour in which it is open.
    """
    came = came_at.astimezone(business.zone)
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


def while_open(business: Business, windows: Sequence[Window], now: datetime) -> tuple[Window, ...]:
    """What of these windows somebody is there for, from now on, in order; an exact time stays exact."""
    found: list[Window] = []
    for window in windows:
        day = max(window.earliest, now.astimezone(business.zone)).date()
        last_day = min(window.latest.date(), day + timedelta(days=LONGEST_LOOK_DAYS))
        while day <= last_day:
            for span in open_spans(business, day):
                earliest = max(window.earliest, span.starts_at, now).astimezone(business.zone)
                latest = min(window.latest, span.ends_at).astimezone(business.zone)
                if earliest <= latest and earliest < span.ends_at:
                    found.append(Window(earliest, latest))
            day += timedelta(days=1)
    return tuple(found)
