"""Cancel an appointment and free its place; what stands on it goes with it, or nothing is cancelled."""

from collections.abc import Collection
from datetime import datetime

from app.domain.bookings import Booking, BookingStatus, Cancelled, NotFound, Refused
from app.domain.calls import Decision
from app.domain.ids import BookingReference
from app.ports.bookings import Calendars, CalendarWrites, Ending
from app.usecases.party import Party
from app.usecases.standing import NEEDED_BY, standing_beside


async def cancel_appointment(
    calendars: Calendars,
    party: Party,
    reference: BookingReference,
    *,
    now: datetime,
    expected: int | None = None,
    with_dependents: bool = False,
) -> Cancelled | NotFound | Refused:
    """Whose appointment it is was asked before. A repeat in the same call gives the same answer.

    `expected` is the version that was looked at: a booking that changed since is refused as changed. An examination on
    which a treatment stands is refused as needed_by, unless the customer wants both cancelled (`with_dependents`).
    """
    async with calendars.writing(party.business) as writes:
        going = None if with_dependents else ()
        return await cancel_within(writes, party, reference, now=now, expected=expected, going=going)


async def cancel_within(
    writes: CalendarWrites,
    party: Party,
    reference: BookingReference,
    *,
    now: datetime,
    expected: int | None = None,
    going: Collection[BookingReference] | None,
) -> Cancelled | NotFound | Refused:
    """The same inside a transaction that does more than that. What may go with it; None = whatever stands on it."""
    booking = await writes.booking(reference)
    if booking is None or booking.status is BookingStatus.MOVED:
        return NotFound()
    if booking.status is BookingStatus.CANCELLED:
        ending = await writes.last_ending(reference)
        return Cancelled(booking) if ending and ending.call_sid == party.call_sid else NotFound()
    if reason := _against(booking, now, expected):
        return await _refuse(writes, party, booking, Refused(reason), now=now)
    standing = await standing_beside(writes, party, booking, now=now)
    standing_on_it = standing.all_left_without(booking.reference)
    left = [other.reference for other in standing_on_it if going is not None and other.reference not in going]
    if left:
        refused = Refused(NEEDED_BY, needed_by=tuple(left))
        return await _refuse(writes, party, booking, refused, now=now)
    with_it = [await _cancel(writes, party, other, now=now, because_of=booking) for other in standing_on_it]
    return Cancelled(await _cancel(writes, party, booking, now=now), tuple(with_it))


async def _cancel(
    writes: CalendarWrites, party: Party, booking: Booking, *, now: datetime, because_of: Booking | None = None
) -> Booking:
    ending = Ending(BookingStatus.CANCELLED, party.call_sid, now, booking.slot, party.author)
    cancelled = await writes.end(booking.reference, ending)
    inputs = _inputs(booking) | ({"stood_on": because_of.reference} if because_of else {})
    why = "stood_on_cancelled" if because_of else "asked_and_confirmed"
    await writes.decide(party.call_sid, Decision("cancellation", now, why, inputs))
    return cancelled


async def _refuse(
    writes: CalendarWrites, party: Party, booking: Booking, refused: Refused, *, now: datetime
) -> Refused:
    inputs = _inputs(booking) | ({"needed_by": list(refused.needed_by)} if refused.needed_by else {})
    await writes.decide(party.call_sid, Decision("refusal", now, refused.reason, inputs))
    return refused


def _inputs(booking: Booking) -> dict[str, object]:
    return {"reference": booking.reference, "starts_at": booking.slot.starts_at.isoformat()}


def _against(booking: Booking, now: datetime, expected: int | None) -> str | None:
    if booking.slot.starts_at < now:
        return "past"
    return None if expected in (None, booking.version) else "changed"
