"""Put bookings back to the clock time that was promised, after new rules of time moved it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.domain.availability import place_candidate
from app.domain.bookings import Booking, BookingStatus
from app.domain.business import Business
from app.domain.calendar import Calendar
from app.domain.calls import Decision
from app.domain.ids import BookingReference
from app.domain.rules.audit import as_promised, moved_clock_times
from app.ports.bookings import Calendars, CalendarWrites, Ending
from app.usecases.party import Party

MARGIN = timedelta(days=2)


async def keep_promises(
    calendars: Calendars, party: Party, promises: Mapping[BookingReference, datetime], *, now: datetime
) -> tuple[int, tuple[BookingReference, ...]]:
    """How many were put back, and which could not be because something else is there now."""
    business, kept, stuck = party.business, 0, []
    async with calendars.writing(business) as writes:
        moved = moved_clock_times(await writes.confirmed(since=now), promises)
        for booking in _in_order(business, moved, promises):
            if await _put_back(writes, party, booking, promises[booking.reference], now=now):
                kept += 1
            else:
                stuck.append(booking.reference)
    return kept, tuple(stuck)


def _in_order(
    business: Business, moved: tuple[Booking, ...], promises: Mapping[BookingReference, datetime]
) -> list[Booking]:
    """So that each finds its place empty: who goes later from the end on, who goes earlier from the beginning."""
    later = [b for b in moved if as_promised(business, promises[b.reference]) > b.slot.starts_at]
    earlier = [b for b in moved if b not in later]
    return sorted(later, key=lambda b: b.slot.starts_at, reverse=True) + sorted(earlier, key=lambda b: b.slot.starts_at)


async def _put_back(
    writes: CalendarWrites, party: Party, booking: Booking, promised: datetime, *, now: datetime
) -> bool:
    business = party.business
    start = as_promised(business, promised)
    known = {offering.key for offering in business.offerings}, {resource.id for resource in business.resources}
    if booking.slot.offering not in known[0] or booking.slot.resource not in known[1]:
        return False
    taken = await writes.taken(since=start - MARGIN, until=start + MARGIN, now=now, except_bookings=[booking.reference])
    offering = business.offering(booking.slot.offering)
    calendar = Calendar(business, now, taken)
    found = place_candidate(calendar, offering, booking.slot.resource, start, at_any_hour=True)
    if found is None:
        return False
    ending = Ending(BookingStatus.MOVED, party.call_sid, now, booking.slot, by=party.author)
    await writes.replace(booking.reference, found.slot, found.claims, ending)
    inputs = {
        "reference": booking.reference,
        "from": booking.slot.starts_at.isoformat(),
        "to": found.slot.starts_at.isoformat(),
        "person": found.slot.resource,
    }
    await writes.decide(party.call_sid, Decision("move", now, "clock_rules_changed", inputs))
    return True
