"""Note what became of an appointment: it took place (and how long it took), nobody came, or it was called off late."""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.bookings import Booking, BookingStatus, NotFound, Refused
from app.domain.calls import Decision
from app.domain.ids import BookingReference
from app.domain.learning.attendance import Attendance
from app.domain.learning.marks import Mark, done
from app.ports.bookings import Calendars
from app.usecases.party import Party


@dataclass(frozen=True, slots=True)
class Marked:
    booking: Booking
    mark: Mark


async def mark_attendance(
    calendars: Calendars,
    party: Party,
    reference: BookingReference,
    attendance: Attendance,
    *,
    now: datetime,
    minutes: float | None = None,
) -> Marked | NotFound | Refused:
    """A second mark corrects the first. Refused with not_yet before it starts (but a late cancellation may be noted),
    cancelled when it is, implausible for a length that is none.
    """
    if minutes is not None and not 0 < minutes <= 24 * 60:
        return Refused("implausible")
    async with calendars.writing(party.business) as writes:
        booking = await writes.booking(reference)
        if booking is None:
            return NotFound()
        if booking.status is not BookingStatus.CONFIRMED:
            return Refused("cancelled")
        if now < booking.slot.starts_at and attendance is not Attendance.LATE_CANCEL:
            return Refused("not_yet")
        mark = _mark(booking, attendance, now=now, minutes=minutes)
        earlier = await writes.mark_of(reference)
        await writes.mark(reference, mark)
        inputs = {
            "reference": reference,
            "minutes": round(mark.actual_minutes) if mark.actual_minutes else None,
            "earlier": str(earlier.attendance) if earlier else None,
        }
        await writes.decide(party.call_sid, Decision("attendance", now, str(attendance), inputs))
        return Marked(booking, mark)


def _mark(booking: Booking, attendance: Attendance, *, now: datetime, minutes: float | None) -> Mark:
    if attendance is not Attendance.KEPT:
        return Mark(attendance, now)
    planned = booking.slot.ends_at.astimezone(UTC) - booking.slot.starts_at.astimezone(UTC)
    return done(booking.slot.starts_at, planned, now=now, minutes=minutes)
