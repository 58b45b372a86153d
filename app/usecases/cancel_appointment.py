"""Cancel an appointment and free its place."""

from datetime import datetime

from app.domain.bookings import Booking, BookingStatus, Cancelled, NotFound, Refused
from app.domain.calls import Decision
from app.domain.ids import BookingReference
from app.ports.bookings import Calendars, Ending
from app.usecases.party import Party


async def cancel_appointment(
    calendars: Calendars, party: Party, reference: BookingReference, *, now: datetime, expected: int | None = None
) -> Cancelled | NotFound | Refused:
    """Whose appointment it is was asked before. A repeat in the same call gives the same answer.

    `expected` is the version that was looked at: a booking that changed since is refused as changed.
    """
    async with calendars.writing(party.business) as writes:
        booking = await writes.booking(reference)
        if booking is None or booking.status is BookingStatus.MOVED:
            return NotFound()
        if booking.status is BookingStatus.CANCELLED:
            ending = await writes.last_ending(reference)
            return Cancelled(booking) if ending and ending.call_sid == party.call_sid else NotFound()
        inputs = {"reference": reference, "starts_at": booking.slot.starts_at.isoformat()}
        if reason := _against(booking, now, expected):
            await writes.decide(party.call_sid, Decision("refusal", now, reason, inputs))
            return Refused(reason)
        ending = Ending(BookingStatus.CANCELLED, party.call_sid, now, booking.slot, party.author)
        cancelled = await writes.end(reference, ending)
        await writes.decide(party.call_sid, Decision("cancellation", now, "asked_and_confirmed", inputs))
        return Cancelled(cancelled)


def _against(booking: Booking, now: datetime, expected: int | None) -> str | None:
    if booking.slot.starts_at < now:
        return "past"
    return None if expected in (None, booking.version) else "changed"
