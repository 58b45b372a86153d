"""The waiting list: who waits, and the one open offer that a freed place has at a time.

How somebody is told of an offer is the outbox's: a text message, else a callback by the staff.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.bookings import Slot
from app.domain.business import Business
from app.domain.ids import E164, BookingReference, BusinessId
from app.domain.waitlist import EntryState, OfferState, Waiting, WaitlistOffer
from app.ports.records import Page


@dataclass(frozen=True, slots=True)
class FreedPlace:
    """A place that a move or a cancellation gave back, named by the booking that had it; without buffers."""

    booking: int
    slot: Slot


class Waitlist(Protocol):
    async def join(self, entry: Waiting) -> bool:
        """False when the same wish of the same number waits already; then nothing is added."""
        ...

    async def leave(self, entry_id: str, *, business: BusinessId | None = None) -> bool:
        """False when nobody waits as that, or not with this business."""
        ...

    async def freed(self, business: Business, booking: int) -> FreedPlace | None: ...

    async def candidates(self, business: Business, place: FreedPlace) -> tuple[Waiting, ...]:
        """Who waits, has no open offer, and has not been offered this very place yet."""
        ...

    async def open_offer(self, business: Business, offer: WaitlistOffer) -> bool:
        """Record it, ask for its delivery and for its end, in one transaction. False when the place or the person has
        an open offer already: somebody else was faster."""
        ...

    async def offer(self, business: Business, offer_id: str) -> WaitlistOffer | None: ...

    async def take(self, offer_id: str, *, now: datetime) -> bool:
        """From open to taken, for one taker of any number; False when it has ended. A taken one may be taken again."""
        ...

    async def close(
        self, offer: WaitlistOffer, state: OfferState, *, at: datetime, booking: BookingReference | None = None
    ) -> bool:
        """End an open or taken offer, and ask for the next one unless somebody has the place now.

        False when it had ended already.
        """
        ...

    async def overdue(self, *, now: datetime) -> tuple[tuple[BusinessId, str], ...]:
        """Offers that should have ended some time ago and whose job nobody did: business and id."""
        ...

    async def offers_to(self, business: Business, number: E164, *, now: datetime) -> tuple[WaitlistOffer, ...]:
        """What somebody who calls can say yes to."""
        ...

    async def entries(
        self,
        *,
        business: BusinessId | None = None,
        state: EntryState | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Waiting]: ...
