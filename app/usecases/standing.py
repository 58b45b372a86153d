"""Keeping the order of a customer's appointments: the examination before the treatment that needs it.

Whose appointments count is asked by number and by call, as everywhere: whoever withholds their number and calls again
is a stranger, and is offered the whole chain.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

from app.domain.bookings import Booking, Refused, Slot
from app.domain.ids import E164, BookingReference, CallSid, OfferingKey
from app.domain.standing import Standing, hangs_together
from app.ports.bookings import CalendarReads
from app.usecases.party import Party

EVER = datetime(2000, 1, 1, tzinfo=UTC)
PREREQUISITE, NEEDED_BY = "prerequisite", "needed_by"


async def standing_of(
    reads: CalendarReads,
    party: Party,
    now: datetime,
    *,
    offering: OfferingKey,
    numbers: Iterable[E164 | None],
    calls: Iterable[CallSid | None] = (),
) -> Standing:
    """Asks nothing of the database for an offering that neither needs another one nor is needed."""
    if not hangs_together(party.business, offering):
        return Standing(party.business, now)
    found: dict[BookingReference, Booking] = {}
    for number in {number for number in numbers if number}:
        found |= {booking.reference: booking for booking in await reads.confirmed(since=EVER, number=number)}
    for call in {call for call in (*calls, party.call_sid) if call}:
        found |= {booking.reference: booking for booking in await reads.confirmed(since=EVER, call_sid=call)}
    took_place = [
        booking
        for booking in found.values()
        if hangs_together(party.business, booking.slot.offering) and not await _fell_through(reads, booking, now)
    ]
    return Standing(party.business, now, tuple(sorted(took_place, key=lambda booking: booking.slot.starts_at)))


async def standing_beside(reads: CalendarReads, party: Party, booking: Booking, *, now: datetime) -> Standing:
    """Of the customer of an appointment that moves or goes: by their number, the line's, and the call of it."""
    return await standing_of(
        reads,
        party,
        now,
        offering=booking.slot.offering,
        numbers=(party.number, booking.customer_number),
        calls=(booking.call_sid,),
    )


def against_order(standing: Standing, slot: Slot, *, moving: BookingReference | None = None) -> Refused | None:
    """Why this place would break the order: something has to come first, or something else stands on what moves."""
    if lacks := standing.lacks(slot, without=moving):
        return Refused(PREREQUISITE, missing=lacks)
    if moving and (left := standing.left_without(moving, slot)):
        return Refused(NEEDED_BY, needed_by=tuple(booking.reference for booking in left))
    return None


async def _fell_through(reads: CalendarReads, booking: Booking, now: datetime) -> bool:
    if booking.slot.starts_at.astimezone(UTC) > now:
        return False
    mark = await reads.mark_of(booking.reference)
    return mark is not None and mark.attendance.fell_through
