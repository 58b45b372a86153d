"""Cancel an appointment and free its place."""

from datetime import datetime

from app.domain.bookings import BookingStatus, Cancelled, NotFound, Refused
from app.domain.calls import Decision
from app.domain.ids import BookingReference
from app.ports.bookings import Calendars, Ending
from app.usecases.party import Party


async def cancel_appointment(
    calendars: Calendars, party: Party, reference: BookingReference, *, now: datetime
) -> Cancelled | NotFound | Refused:
    """Whose appointment it is was asked before. A repeat in the same call gives the same answer."""
    async with calendars.writing(party.business) as writes:
        booking = await writes.booking(reference)
        if booking is None or booking.status is BookingStatus.MOVED:
            return NotFound()
        if booking.status is BookingStatus.CANCELLED:
            ending = await writes.last_ending(reference)
            return Cancelled(booking) if ending and ending.call_sid == party.call_sid else NotFound()
        inputs = {"reference": reference, "starts_at": booking.slot.starts_at.isoformat()}
        if booking.slot.starts_at < now:
            await writes.decide(party.call_sid, Decision("refusal", now, "past", inputs))
            return Refused("past")
        ending = Ending(BookingStatus.CANCELLED, party.call_sid, now, booking.slot)
        cancelled = await writes.end(reference, ending)
        await writes.decide(party.call_sid, Decision("cancellation", now, "asked_and_confirmed", inputs))
        return Cancelled(cancelled)
