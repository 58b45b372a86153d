"""Slots, holds, bookings, and the outcomes of asking for them. Instants are UTC; speak and compute days in the business's zone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.ids import E164, BookingReference, CallSid, HoldId, OfferingKey, ResourceId


@dataclass(frozen=True, slots=True)
class Slot:
    """A bookable interval [starts_at, ends_at) with one person, and the room that goes with it. Buffers are not in it."""

    offering: OfferingKey
    starts_at: datetime
    ends_at: datetime
    resource: ResourceId  # the person
    room: ResourceId | None = None

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("a slot needs aware datetimes")
        if self.ends_at <= self.starts_at:
            raise ValueError("a slot ends before it begins")


class BookingStatus(StrEnum):
    CONFIRMED = "confirmed"
    MOVED = "moved"  # freed by a move; the new booking carries on the reference
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Booking:
    reference: BookingReference
    slot: Slot
    customer_name: str
    customer_number: E164 | None
    status: BookingStatus
    call_sid: CallSid | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    id: HoldId
    slot: Slot
    expires_at: datetime


# --- outcomes: expected things are values -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offers:
    """Free slots inside the wish, best first (at most `count`). `outside_wish` = none fitted, these are the nearest."""

    slots: tuple[Slot, ...]
    outside_wish: bool = False


@dataclass(frozen=True, slots=True)
class NothingFree:
    """No slot up to the horizon. `reason` is a constant word: full, closed, notice, horizon, no_resource."""

    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    hold: Hold


@dataclass(frozen=True, slots=True)
class SlotTaken:
    alternatives: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Booked:
    booking: Booking


@dataclass(frozen=True, slots=True)
class Moved:
    booking: Booking
    previous: Slot


@dataclass(frozen=True, slots=True)
class Cancelled:
    booking: Booking


@dataclass(frozen=True, slots=True)
class NotFound:
    """No such appointment for this caller (also when it belongs to someone else)."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Against the rules. `reason` is a constant word: notice, horizon, closed, past, same_day_conflict, no_skill."""

    reason: str
