"""Whose appointment it is.

Decided here and not by what a brain asks for: a reference counts only when the line's number or this call made the
booking, or when the caller has named name and day of it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from app.domain.bookings import Booking
from app.domain.ids import BookingReference, CallSid
from app.ports.bookings import Calendars
from app.usecases.list_appointments import list_appointments
from app.usecases.party import Party


class OwnAppointments:
    """Of one caller, in one call."""

    def __init__(self, calendars: Calendars, party: Party, call_sid: CallSid) -> None:
        self._calendars = calendars
        self._party = party
        self._call_sid = call_sid
        self._shown: set[BookingReference] = set()

    async def find(self, *, name: str | None, day: date | None, now: datetime) -> tuple[Booking, ...]:
        """What is found counts as the caller's from here on."""
        found = await list_appointments(self._calendars, self._party, name=name, day=day, now=now)
        self._shown.update(booking.reference for booking in found)
        return found

    async def has(self, reference: BookingReference) -> bool:
        if reference in self._shown:
            return True
        async with self._calendars.reading(self._party.business) as reads:
            booking = await reads.booking(reference)
        if booking is None:
            return False
        by_number = self._party.number is not None and booking.customer_number == self._party.number
        return by_number or booking.call_sid == self._call_sid

    async def has_all(self, references: Iterable[BookingReference]) -> bool:
        return all([await self.has(reference) for reference in references])
