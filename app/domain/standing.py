"""How an appointment stands among the customer's others: what has to come before it, and what builds on it. PURE.

The order is read off the rules and the calendar each time and kept nowhere: an examination booked last month counts
like one that is booked in the same chain, and moving or cancelling it concerns whatever stands on it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from app.domain.bookings import Booking, Slot
from app.domain.business import Business
from app.domain.chains import HadBefore, missing
from app.domain.ids import BookingReference, OfferingKey


@dataclass(frozen=True, slots=True)
class Standing:
    """One customer's appointments: those to come, and past ones that took place. `beside` is planned with the one in
    question, and not booked yet.
    """

    business: Business
    now: datetime
    bookings: tuple[Booking, ...] = ()
    beside: tuple[Slot, ...] = ()

    def with_slots(self, slots: Sequence[Slot]) -> "Standing":
        return replace(self, beside=(*self.beside, *slots))

    def moved(self, places: Mapping[BookingReference, Slot]) -> "Standing":
        """As it is when these bookings are at these places."""
        return replace(
            self,
            bookings=tuple(
                replace(booking, slot=places[booking.reference].in_zone(self.business.zone))
                if booking.reference in places
                else booking
                for booking in self.bookings
            ),
        )

    def had(self, *, without: BookingReference | None = None) -> HadBefore:
        """When each offering ends or ended, save the booking that moves or goes."""
        slots = [booking.slot for booking in self.bookings if booking.reference != without]
        found: dict[OfferingKey, list[datetime]] = {}
        for slot in (*slots, *self.beside):
            found.setdefault(slot.offering, []).append(slot.ends_at)
        return found

    def lacks(self, slot: Slot, *, without: BookingReference | None = None) -> tuple[OfferingKey, ...]:
        """What an appointment at this place would need before it, and the customer neither had nor has booked."""
        local = slot.in_zone(self.business.zone)
        return missing(self.business.offering(local.offering), self.had(without=without), local.starts_at)

    def left_without(self, reference: BookingReference, becomes: Slot | None = None) -> tuple[Booking, ...]:
        """Appointments to come that lose what they need when this one goes, or moves to `becomes`."""
        before, after = self.had(), self.had(without=reference)
        if becomes is not None:
            after = self.with_slots((becomes,)).had(without=reference)
        return tuple(
            booking
            for booking in self.bookings
            if booking.reference != reference
            and booking.slot.starts_at.astimezone(UTC) >= self.now
            and set(self._missing(booking, after)) - set(self._missing(booking, before))
        )

    def all_left_without(self, reference: BookingReference) -> tuple[Booking, ...]:
        """The same for what stands on those in turn, first things first."""
        found: list[Booking] = []
        standing, going = self, [reference]
        while going:
            gone = going.pop()
            lost = standing.left_without(gone)
            standing = replace(standing, bookings=tuple(b for b in standing.bookings if b.reference != gone))
            found += [booking for booking in lost if booking not in found]
            going += [booking.reference for booking in lost]
        return tuple(sorted(found, key=lambda booking: booking.slot.starts_at))

    def _missing(self, booking: Booking, had: HadBefore) -> tuple[OfferingKey, ...]:
        return missing(self.business.offering(booking.slot.offering), had, booking.slot.starts_at)


def hangs_together(business: Business, key: OfferingKey) -> bool:
    """Whether this offering needs another one before it, or another one needs it."""
    for offering in (*business.offerings, *business.former_offerings):
        needed = {earlier.offering for earlier in offering.requires}
        if key in needed or (offering.key == key and needed):
            return True
    return False
