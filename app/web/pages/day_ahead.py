"""The day that lies ahead: what is left of it, who is away, and what of the last one nobody has noted yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from heapq import nsmallest

from app.domain.bookings import Booking
from app.domain.business import Absence, Business
from app.domain.civil import ONE_DAY, midnight
from app.domain.waitlist import EntryState
from app.domain.workday import last_closing
from app.web.pages.guard import Visitor
from app.web.pages.view import offering_name, resource_name

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Ahead:
    """An appointment of today that is still to come or has just begun."""

    booking: Booking
    what: str
    who: str


@dataclass(frozen=True, slots=True)
class Away:
    name: str
    absence: Absence


@dataclass(frozen=True, slots=True)
class DayAhead:
    """Of one business. `unmarked` = appointments of the day that last ended of which nobody noted who came."""

    business: Business
    appointments: int
    left: tuple[Booking, ...]
    away: tuple[Away, ...]
    waiting: int
    last_closed: datetime
    unmarked: int


@dataclass(frozen=True, slots=True)
class Day:
    """Of all businesses that somebody works for. `shown` are the first of the `left` ones."""

    of: tuple[DayAhead, ...] = ()
    shown: tuple[Ahead, ...] = ()

    @property
    def appointments(self) -> int:
        return sum(one.appointments for one in self.of)

    @property
    def left(self) -> int:
        return sum(len(one.left) for one in self.of)

    @property
    def more(self) -> int:
        return self.left - len(self.shown)

    @property
    def remarks(self) -> Sequence[DayAhead]:
        """Those with something to say beside their appointments."""
        return [one for one in self.of if one.away or one.waiting or one.unmarked]


async def day_ahead(visitor: Visitor) -> Day:
    days = tuple([await _of(visitor, business) for business in visitor.businesses])
    left = [(booking, day.business) for day in days for booking in day.left]
    first = nsmallest(MOST_SHOWN, left, key=lambda one: one[0].slot.starts_at.astimezone(UTC))
    return Day(days, tuple(_ahead(visitor, business, booking) for booking, business in first))


async def _of(visitor: Visitor, business: Business) -> DayAhead:
    calendar, now = visitor.edge.calendar, visitor.edge.clock.now().astimezone(business.zone)
    today = now.date()
    last_closed = last_closing(business, now)
    span = await calendar.agenda.between(
        business, midnight(today, business.zone), midnight(today + ONE_DAY, business.zone), now=now
    )
    over, after = midnight(last_closed.date(), business.zone), midnight(last_closed.date() + ONE_DAY, business.zone)
    waiting = await calendar.waitlist.entries(business=business.id, state=EntryState.WAITING, limit=1)
    begins = midnight(today, business.zone)
    todays = [one for one in span.bookings if one.slot.starts_at >= begins]
    return DayAhead(
        business=business,
        appointments=len(todays),
        left=tuple(one for one in todays if one.slot.ends_at > now),
        away=tuple(_away(business, today)),
        waiting=waiting.total,
        last_closed=last_closed,
        unmarked=await calendar.agenda.unmarked(business, over, after),
    )


def _ahead(visitor: Visitor, business: Business, booking: Booking) -> Ahead:
    slot = booking.slot
    what = offering_name(business, slot.offering, visitor.language)
    return Ahead(booking, what, resource_name(business, slot.resource))


def _away(business: Business, day: date) -> list[Away]:
    """Who would be there on this day of the week."""
    there = {one.id: one.name for one in business.resources if day.weekday() in one.days}
    return [
        Away(there[one.resource], one)
        for one in business.absences
        if one.first_day <= day <= one.last_day and one.resource in there
    ]
