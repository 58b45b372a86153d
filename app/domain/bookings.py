"""Slots, holds, bookings, and the outcomes of asking for them.

Instants are aware everywhere. The store keeps UTC; whatever comes out of a use case or a record carries the business's
zone, so that it can be spoken and shown as it is. Slots are compared with `same_place`, which looks at instants: two
zones, or the repeated hour of the clock change, make `==` on datetimes answer another question.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.domain.ids import E164, BookingReference, CallSid, HoldId, OfferingKey, ResourceId


@dataclass(frozen=True, slots=True)
class Slot:
    """A bookable interval [starts_at, ends_at) with one person, and the room that goes with it, without buffers."""

    offering: OfferingKey
    starts_at: datetime
    ends_at: datetime
    resource: ResourceId  # the person
    room: ResourceId | None = None

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("a slot needs aware datetimes")
        if self.ends_at.astimezone(UTC) <= self.starts_at.astimezone(UTC):
            raise ValueError("a slot ends before it begins")

    def in_zone(self, zone: ZoneInfo) -> "Slot":
        return replace(self, starts_at=self.starts_at.astimezone(zone), ends_at=self.ends_at.astimezone(zone))

    def same_place(self, other: "Slot") -> bool:
        """The same offering with the same person at the same instant; the room may differ, the caller does not care."""
        return (self.offering, self.resource, self.starts_at.astimezone(UTC)) == (
            other.offering,
            other.resource,
            other.starts_at.astimezone(UTC),
        )

    def record(self) -> dict[str, object]:
        """As it stands in the decision log."""
        return {"offering": self.offering, "person": self.resource, "starts_at": self.starts_at.isoformat()}


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
    version: int = 1  # one more with every change, moves included: who wants to change it says which one they saw


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of a booking's history: what became of it, when, by whom, and where it stood from then on.

    `change` is a constant word (booked, corrected, moved, cancelled …); `by` names a call, an API token or a person.
    """

    version: int
    change: str
    status: BookingStatus
    at: datetime
    by: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Hold:
    id: HoldId
    slot: Slot
    expires_at: datetime


# --- outcomes: expected things are values ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offers:
    """Free slots inside the wish, best first (at most `count`). `outside_wish` = none fitted, these are the nearest.

    With `outside_wish`, `reason` says why the wish cannot be met: full, closed, absent (the wished person is not
    there), notice, past, horizon, same_day_conflict, order (free, but before what has to come first, or after what
    stands on it).
    """

    slots: tuple[Slot, ...]
    outside_wish: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NothingFree:
    """No slot up to the horizon. `reason` is no_resource (nobody can do it), prerequisite (something else has to come
    first: a chain can be planned), or one of the reasons of `Offers`.
    """

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
    with_it: tuple[Booking, ...] = ()  # what stood on it, and could not stay


@dataclass(frozen=True, slots=True)
class NotFound:
    """No such appointment for this caller (also when it belongs to someone else)."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Against the rules. `reason` is a constant word: notice, horizon, closed, past, same_day_conflict, no_skill,
    changed (somebody was faster, and this is no longer the booking that was looked at), prerequisite (`missing` has to
    come first) or needed_by (the customer's other appointments stand on this one).
    """

    reason: str
    missing: tuple[OfferingKey, ...] = ()
    needed_by: tuple[BookingReference, ...] = ()


@dataclass(frozen=True, slots=True)
class ChainOffers:
    """Plans for several appointments that belong together, best first; each can be booked as a whole.

    With `outside_wish` no plan met the wish, and these are the nearest.
    """

    plans: tuple[tuple[Slot, ...], ...]
    outside_wish: bool = False


@dataclass(frozen=True, slots=True)
class ChainHeld:
    holds: tuple[Hold, ...]  # one a link, in order


@dataclass(frozen=True, slots=True)
class ChainBooked:
    bookings: tuple[Booking, ...]  # one a link, in order


@dataclass(frozen=True, slots=True)
class ChainTaken:
    """One of the places is gone, so none was taken. `alternatives` are other plans."""

    alternatives: tuple[tuple[Slot, ...], ...]


# --- several that move or go together ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MovedTogether:
    """In the order in which they were asked for."""

    moves: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class CancelledTogether:
    """What stood on them included, by start."""

    bookings: tuple[Booking, ...]
