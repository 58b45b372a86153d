"""The calendar as a use case needs it: read it, or change it in one transaction that holds all other writers off.

`writing()` commits when its block ends well and undoes everything when it raises. Inside it what was read cannot change
under the caller. The store guards every resource against overlaps by a rule of the database and raises
`SlotGuardViolated` when that rule fires; `StoreUnavailable` when it is locked, full or gone. Instants may come in any
zone and are kept in UTC; slots and bookings come back in the business's zone.
"""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.bookings import Booking, BookingStatus, HistoryLine, Hold, Slot
from app.domain.business import Business, Language
from app.domain.calls import Decision
from app.domain.candidates import Claim
from app.domain.customers import Customer
from app.domain.ids import E164, BookingReference, CallSid, HoldId, ResourceId
from app.domain.intervals import Timeline
from app.ports.learning import Experience, ExperienceWrites


@dataclass(frozen=True, slots=True)
class BookingRequest:
    """What a new booking consists of. `key` makes a repeat the same booking; `claims` are all that it takes."""

    slot: Slot
    claims: Sequence[Claim]
    customer_name: str
    customer_number: E164 | None
    language: Language
    call_sid: CallSid | None
    key: str | None
    by: str = ""  # whom the history names


@dataclass(frozen=True, slots=True)
class Ending:
    """How a booking ended: which status, in which call, when; `slot` is what it freed."""

    status: BookingStatus
    call_sid: CallSid | None
    at: datetime
    slot: Slot
    by: str = ""


class CalendarReads(Experience, Protocol):
    """One business's calendar."""

    async def taken(
        self,
        *,
        since: datetime,
        until: datetime,
        now: datetime,
        except_call: CallSid | None = None,
        except_bookings: Collection[BookingReference] = (),
    ) -> Mapping[ResourceId, Timeline]:
        """What blocks each resource between two instants: bookings, holds that have not expired by `now`, `outside`."""
        ...

    async def outside(self, *, since: datetime, until: datetime) -> Mapping[ResourceId, Timeline]:
        """What other systems call busy, as far as the last good copy of them tells."""
        ...

    async def booking(self, reference: BookingReference) -> Booking | None:
        """The booking that carries the reference now, in whatever state."""
        ...

    async def last_ending(self, reference: BookingReference) -> Ending | None:
        """How the reference's place was last given up, by a move or a cancellation."""
        ...

    async def history(self, reference: BookingReference) -> tuple[HistoryLine, ...]:
        """Everything that became of the reference, in order; empty when nobody carries it."""
        ...

    async def booking_by_key(self, key: str) -> Booking | None:
        """The booking that was last made under this key, in whatever state."""
        ...

    async def confirmed(
        self,
        *,
        since: datetime,
        until: datetime | None = None,
        number: E164 | None = None,
        call_sid: CallSid | None = None,
    ) -> tuple[Booking, ...]:
        """Confirmed bookings that start in [since, until), by start."""
        ...

    async def hold_of(self, call_sid: CallSid, *, now: datetime) -> Hold | None:
        """What the call holds, unless it has expired."""
        ...

    async def holds_of(self, call_sid: CallSid, *, now: datetime) -> tuple[Hold, ...]:
        """The same for a call that holds several places of a chain, by start."""
        ...

    async def customer(self, number: E164) -> Customer | None: ...

    async def familiar_person(self, number: E164) -> ResourceId | None:
        """With whom this customer last had or has an appointment."""
        ...


class CalendarWrites(ExperienceWrites, CalendarReads, Protocol):
    async def sweep(self, now: datetime) -> int:
        """Remove holds that have expired, of every call; how many."""
        ...

    async def keep(
        self,
        slot: Slot,
        claims: Sequence[Claim],
        *,
        call_sid: CallSid,
        expires_at: datetime,
        moving: BookingReference | None,
        beside: Collection[BookingReference] = (),
    ) -> Hold:
        """Hold a slot for a call. It may overlap the blocks of the booking that the call is `moving`, and those of the
        others that move with it (`beside`): what these have is kept by them until they go.
        """
        ...

    async def drop_holds(self, call_sid: CallSid, *, only: HoldId | None = None) -> int: ...

    async def add(self, request: BookingRequest) -> Booking:
        """A confirmed booking under a fresh reference; its customer becomes known when they were not."""
        ...

    async def rename(self, reference: BookingReference, *, name: str, number: E164 | None, by: str = "") -> Booking:
        """Correct for whom a confirmed booking is."""
        ...

    async def replace(
        self, reference: BookingReference, slot: Slot, claims: Sequence[Claim], ending: Ending
    ) -> Booking:
        """Move a confirmed booking: the new place is taken and the old one freed, or neither; the reference stays.

        Its own old place is no obstacle, also where it is a seat of a group.
        """
        ...

    async def vacate(self, references: Sequence[BookingReference]) -> None:
        """Free the places of confirmed bookings that all move in this transaction, so that none is in another's way.

        Each must be replaced afterwards, or the transaction undone.
        """
        ...

    async def end(self, reference: BookingReference, ending: Ending) -> Booking:
        """Cancel a confirmed booking and free its place."""
        ...

    async def decide(self, call_sid: CallSid | None, decision: Decision) -> None:
        """Record a decision in this transaction."""
        ...


class Calendars(Protocol):
    def reading(self, business: Business) -> AbstractAsyncContextManager[CalendarReads]: ...

    def writing(self, business: Business) -> AbstractAsyncContextManager[CalendarWrites]: ...
