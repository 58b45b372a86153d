"""Who is offered a freed place first. PURE.

The order, stated: urgent before normal; among those, who has let fewer offers pass; then who has waited more whole
days; then whom the place fits better (the wished person, inside the wished times); then who came first. Waiting is
counted in days, so that of two who joined on the same day the one whom the place fits better comes first, and nobody
who waits longer is passed over for it. A place is offered to one at a time, for a limited time; whoever does not
answer keeps their turn for other places, behind those who were not asked yet.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.bookings import Slot
from app.domain.business import Language
from app.domain.ids import E164, BookingReference, BusinessId, CallSid, OfferingKey, ResourceId
from app.domain.spoken.when import Window

ANSWER_WITHIN = timedelta(minutes=30)
ANSWER_BEFORE_START = timedelta(minutes=90)
"""A place that begins sooner than this is not offered: nobody could come."""


class EntryState(StrEnum):
    WAITING = "waiting"
    SERVED = "served"
    LEFT = "left"


class OfferState(StrEnum):
    OPEN = "open"
    TAKEN = "taken"  # accepted, being booked
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    LOST = "lost"  # accepted, and could not be booked any more


@dataclass(frozen=True, slots=True)
class Waiting:
    """One wish to come earlier. No windows = any time. `moving` is the appointment that would be brought forward."""

    id: str
    business: BusinessId
    offering: OfferingKey
    customer_name: str
    customer_number: E164
    language: Language
    joined_at: datetime
    windows: tuple[Window, ...] = ()
    resource: ResourceId | None = None
    priority: int = 0
    moving: BookingReference | None = None
    call_sid: CallSid | None = None
    passed: int = 0  # offers that expired or were declined
    state: EntryState = EntryState.WAITING


@dataclass(frozen=True, slots=True)
class WaitlistOffer:
    id: str
    entry: Waiting
    slot: Slot
    freed_booking: int
    offered_at: datetime
    expires_at: datetime
    state: OfferState
    booking: BookingReference | None = None

    @property
    def call_sid(self) -> CallSid:
        """Under which the place is held and booked."""
        return CallSid(f"waitlist-{self.id}")


def fits(entry: Waiting, place: Slot) -> bool:
    """Whether it can be offered at all: the right person, and some of it inside the wish."""
    if entry.resource not in (None, place.resource):
        return False
    return not entry.windows or any(w.earliest < place.ends_at and place.starts_at <= w.latest for w in entry.windows)


def fit(entry: Waiting, slot: Slot) -> int:
    """2 = the person and the time that were asked for, 1 = one of them, 0 = any would do."""
    return (entry.resource == slot.resource) + bool(entry.windows)


def turn_order(waiting: Iterable[Waiting], slot: Slot, *, now: datetime) -> Sequence[Waiting]:
    def key(entry: Waiting) -> tuple[int, int, int, int, datetime, str]:
        days = (now - entry.joined_at) // timedelta(days=1)
        return (-entry.priority, entry.passed, -days, -fit(entry, slot), entry.joined_at, entry.id)

    return sorted((entry for entry in waiting if fits(entry, slot)), key=key)


def answer_by(slot: Slot, *, now: datetime) -> datetime | None:
    """Until when an offer stands; None when the place begins too soon to be offered."""
    latest = slot.starts_at - ANSWER_BEFORE_START
    return min(now + ANSWER_WITHIN, latest) if latest > now else None
