"""What a brain can do in the world during one call. Bound to this caller and this business; every result is a value."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from app.domain.bookings import (
    Booked,
    Booking,
    Cancelled,
    CancelledTogether,
    ChainBooked,
    ChainHeld,
    ChainOffers,
    ChainTaken,
    Held,
    Moved,
    MovedTogether,
    NotFound,
    NothingFree,
    Offers,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.business import Language
from app.domain.customers import Customer
from app.domain.ids import E164, BookingReference, HoldId, OfferingKey, ResourceId
from app.domain.knowledge.search import Quoted
from app.domain.spoken.when import Window


class Tools(Protocol):
    """Every write is one transaction and idempotent per call: the same arguments twice are one effect.

    Raises only `app.domain.errors.VorzimmerError` (the store is down); expected outcomes are the returned values.
    """

    async def find_offers(
        self,
        offering: OfferingKey,
        windows: Sequence[Window],
        *,
        resource: ResourceId | None = None,
        not_these: Sequence[Slot] = (),
        count: int = 3,
        moving: BookingReference | None = None,
    ) -> Offers | NothingFree:
        """Free slots whose start fits a window; no windows = as soon as possible.

        `moving` ignores that booking's own block.
        """
        ...

    async def hold(self, slot: Slot) -> Held | SlotTaken | Refused:
        """Keep the slot for this caller while they think; replaces the call's earlier hold."""
        ...

    async def release(self, hold: HoldId) -> None: ...

    async def book(
        self, slot: Slot, *, customer_name: str, customer_number: E164 | None
    ) -> Booked | SlotTaken | Refused: ...

    async def move(self, reference: BookingReference, slot: Slot) -> Moved | SlotTaken | NotFound | Refused: ...

    async def cancel(
        self, reference: BookingReference, *, with_dependents: bool = False
    ) -> Cancelled | NotFound | Refused:
        """Refused as needed_by when other appointments of the customer stand on it, unless these go with it."""
        ...

    async def needed_first(self, offering: OfferingKey) -> tuple[OfferingKey, ...]:
        """What has to come before it and this caller neither had nor has booked, first things first."""
        ...

    async def find_chain(
        self,
        offering: OfferingKey,
        windows: Mapping[OfferingKey, Sequence[Window]],
        *,
        resource: ResourceId | None,
        not_these: Sequence[Sequence[Slot]],
    ) -> ChainOffers | NothingFree:
        """The earliest plan of all that belongs together, each inside the windows of its offering."""
        ...

    async def hold_chain(self, slots: Sequence[Slot]) -> ChainHeld | ChainTaken | Refused:
        """All of them or none; replaces what the call held."""
        ...

    async def book_chain(
        self, slots: Sequence[Slot], *, customer_name: str, customer_number: E164 | None
    ) -> ChainBooked | ChainTaken | Refused:
        """All of them or none."""
        ...

    async def plan_together(
        self,
        references: Sequence[BookingReference],
        windows: Mapping[int, Sequence[Window]],
        *,
        not_these: Sequence[Sequence[Slot]] = (),
    ) -> ChainOffers | NothingFree:
        """The earliest other places for all of these appointments, by their starts, that keep what belongs together.

        `windows` by the index of the appointment that they are for.
        """
        ...

    async def hold_together(self, places: Mapping[BookingReference, Slot]) -> ChainHeld | ChainTaken | Refused:
        """All of these places for the appointments that are to move there, or none; replaces what the call held."""
        ...

    async def move_together(
        self, places: Mapping[BookingReference, Slot]
    ) -> MovedTogether | SlotTaken | NotFound | Refused:
        """All of them or none."""
        ...

    async def cancel_together(
        self, references: Sequence[BookingReference], *, with_dependents: bool = False
    ) -> CancelledTogether | NotFound | Refused:
        """All of them or none; refused as needed_by as `cancel` is."""
        ...

    async def my_appointments(self, *, name: str | None = None, day: date | None = None) -> tuple[Booking, ...]:
        """Upcoming confirmed bookings of this caller: by the line's number; a withheld number needs name and day."""
        ...

    async def caller(self) -> Customer | None:
        """The customer known by the line's number."""
        ...

    async def join_waitlist(
        self,
        offering: OfferingKey,
        windows: Sequence[Window],
        *,
        resource: ResourceId | None,
        customer_name: str,
        customer_number: E164,
        moving: BookingReference | None,
    ) -> bool:
        """Wait for a freed place that starts in a window (none = any); `moving` is the own appointment that would be
        brought forward. True also for who waits already. False when this business keeps no waiting list, or `moving`
        is not this caller's."""
        ...

    async def leave_waitlist(self, offering: OfferingKey, *, customer_number: E164) -> None:
        """Takes back what this call's `join_waitlist` added, if it added anything."""
        ...

    async def take_message(
        self,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164 | None,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        """`person`: whom it is for."""
        ...

    async def request_callback(
        self,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164,
        windows: Sequence[Window],
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        """`person`: who should call."""
        ...

    async def quote(self, question: str, language: Language) -> Quoted | None:
        """What the business's documents surely answer, word for word; None = nothing."""
        ...

    async def note_unknown(self, question: str, language: Language) -> None:
        """Put before the owner what nothing answered."""
        ...
