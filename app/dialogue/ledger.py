"""What the desk keeps for those who do part of its work."""

from collections.abc import Sequence
from typing import Protocol

from app.dialogue.claims import ClaimKind
from app.domain.bookings import Booking, Hold, Slot
from app.domain.ids import BookingReference


class Ledger(Protocol):
    """What the desk keeps for the whole call: the evidence for what may be said, and what is held."""

    def made(self, kind: ClaimKind, booking: Booking) -> None: ...

    def free(self, slots: Sequence[Slot]) -> None: ...

    def gone(self, slot: Slot) -> None: ...

    def forget(self, reference: BookingReference) -> None: ...

    def nothing_free(self) -> None: ...

    def keep_chain(self, holds: Sequence[Hold]) -> None:
        """These are what the call holds now, and nothing else."""
        ...
