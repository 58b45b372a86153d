"""Which upcoming appointments are the caller's own."""

from datetime import date, datetime

from app.domain.bookings import Booking
from app.domain.customers import sounds_like
from app.ports.bookings import Calendars
from app.usecases.party import Party


async def list_appointments(
    calendars: Calendars, party: Party, *, name: str | None, day: date | None, now: datetime
) -> tuple[Booking, ...]:
    """By the line's number and by this call; when that finds none, by name and day together, never by one alone.

    A day narrows the list; it does not empty it for a known number, since callers misremember days.
    """
    async with calendars.reading(party.business) as reads:
        found: dict[str, Booking] = {}
        if party.number:
            found |= {b.reference: b for b in await reads.confirmed(since=now, number=party.number)}
        if party.call_sid:
            found |= {b.reference: b for b in await reads.confirmed(since=now, call_sid=party.call_sid)}
        own = sorted(found.values(), key=lambda booking: booking.slot.starts_at)
        if on_day := [booking for booking in own if day in (None, booking.slot.starts_at.date())]:
            return tuple(on_day)
        if name and day:
            everybody = await reads.confirmed(since=now)
            named = [b for b in everybody if b.slot.starts_at.date() == day and sounds_like(name, b.customer_name)]
            if named:
                return tuple(named)
        return tuple(own)
