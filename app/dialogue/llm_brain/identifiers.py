"""Short identifiers for what a model may choose: o1, o2 for offers, t1, t2 for the caller's appointments.

One identifier means one thing for the whole call, so an old one cannot come to mean something new.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.bookings import Booking, Slot


@dataclass(slots=True)
class Identifiers:
    _slots: dict[str, Slot] = field(default_factory=dict)
    _bookings: dict[str, Booking] = field(default_factory=dict)

    def of_slot(self, slot: Slot) -> str:
        known = next((name for name, other in self._slots.items() if other.same_place(slot)), None)
        if known is None:
            known = f"o{len(self._slots) + 1}"
            self._slots[known] = slot
        return known

    def of_booking(self, booking: Booking) -> str:
        known = next((name for name, other in self._bookings.items() if other.reference == booking.reference), None)
        name = known or f"t{len(self._bookings) + 1}"
        self._bookings[name] = booking
        return name

    def slot(self, name: str) -> Slot | None:
        return self._slots.get(name.strip().lower())

    def booking(self, name: str | None) -> Booking | None:
        return self._bookings.get(name.strip().lower()) if name is not None else None

    @property
    def names_bookings(self) -> bool:
        return bool(self._bookings)

    def learn(self, slots: Iterable[Slot] = (), bookings: Iterable[Booking] = ()) -> None:
        for slot in slots:
            self.of_slot(slot)
        for booking in bookings:
            self.of_booking(booking)
