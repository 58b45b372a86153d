"""Appointments that are planned as one: what has to come first, and those that go together."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.bookings import Booking, Slot
from app.domain.ids import BookingReference, OfferingKey
from app.domain.spoken.when import Window


@dataclass(frozen=True, slots=True)
class ChainPlan:
    """What has to be booked together, in order, what is wanted last; one link alone when nothing has to come first."""

    links: tuple[OfferingKey, ...]
    wishes: Mapping[OfferingKey, tuple[Window, ...]] = field(default_factory=dict)
    kept: Mapping[OfferingKey, tuple[Window, ...]] = field(
        default_factory=dict
    )  # where the others may stay, if they can
    about: OfferingKey | None = None  # for which of them the last wish was
    slots: tuple[Slot, ...] = ()  # one a link: what is offered now
    refused: tuple[tuple[Slot, ...], ...] = ()
    announced: bool = False
    suits: bool = False  # the caller said so


@dataclass(frozen=True, slots=True)
class TogetherPlan:
    """Several appointments of the caller that move or go as one, by start."""

    bookings: tuple[Booking, ...]
    slots: tuple[Slot, ...] = ()  # one each: where they would go
    about: int = 0  # for which of them the wish is
    refused: tuple[tuple[Slot, ...], ...] = ()

    @property
    def places(self) -> Mapping[BookingReference, Slot]:
        return {booking.reference: slot for booking, slot in zip(self.bookings, self.slots, strict=True)}
