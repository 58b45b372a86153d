"""When a business was last open, and by when something that came in should be done."""

from datetime import datetime, time, timedelta

from app.domain.business import Business

LOOK_BACK_DAYS = 10
LATE_ENOUGH = time(17, 0)


def last_closing(business: Business, now: datetime) -> datetime:
    """End of the last day on which it was open before today: on a Monday, Friday evening. Aware, in its zone."""
    today = now.astimezone(business.zone).date()
    for days in range(1, LOOK_BACK_DAYS + 1):
        day = today - timedelta(days=days)
        if spans := business.hours.spans(day):
            return datetime.combine(day, spans[-1][1], tzinfo=business.zone)
    return datetime.combine(today - timedelta(days=1), LATE_ENOUGH, tzinfo=business.zone)


def due_by(business: Business, came_at: datetime) -> datetime:
    """What comes in while it is open is due by that day's closing, else by the closing of the next open day."""
    came = came_at.astimezone(business.zone)
    for days in range(LOOK_BACK_DAYS + 1):
        day = came.date() + timedelta(days=days)
        spans = business.hours.spans(day)
        if spans and (closing := datetime.combine(day, spans[-1][1], tzinfo=business.zone)) > came + timedelta(hours=1):
            return closing
    return came + timedelta(days=1)
