"""Claims of facts, and the tool results of this call that make them true. PURE values."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.bookings import Slot
from app.domain.ids import BookingReference


class ClaimKind(StrEnum):
    FREE = "free"
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    MESSAGE_NOTED = "message_noted"
    CALLBACK_NOTED = "callback_noted"
    WAITLISTED = "waitlisted"
    PUT_THROUGH = "put_through"
    HAS_APPOINTMENT = "has_appointment"
    NO_APPOINTMENT = "no_appointment"
    NOTHING_FREE = "nothing_free"
    KNOWLEDGE = "knowledge"  # said by the business's own data


@dataclass(frozen=True, slots=True)
class Claim:
    """What a sentence asserts.

    `slots` for FREE, BOOKED, MOVED, CANCELLED, HAS_APPOINTMENT: every one needs its evidence.
    """

    kind: ClaimKind
    slots: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a tool of this call has made true. A slot is free only until the next search or loss replaces it.

    `text` is what was told from the business's own data, word for word.
    """

    kind: ClaimKind
    slot: Slot | None = None
    reference: BookingReference | None = None
    text: str | None = None
