"""`Calendars` and `Notes` in memory. A write transaction works on a copy that replaces the original at its end."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.bookings import Booking, BookingStatus, HistoryLine, Hold, Slot
from app.domain.business import Business
from app.domain.calls import Decision
from app.domain.candidates import Claim
from app.domain.customers import Customer
from app.domain.errors import SlotGuardViolated, StoreUnavailable
from app.domain.ids import E164, BookingReference, BusinessId, CallSid, CustomerId, HoldId, ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.spoken.when import Window
from app.ports.bookings import BookingRequest, CalendarReads, CalendarWrites, Ending
from app.ports.clock import Clock
from tests.fakes.clock import FakeClock
from tests.fakes.experience import FakeExperience


@dataclass(frozen=True)
class Block:
    resource: ResourceId
    interval: Interval
    owner: str
    hold: Hold | None = None
    call_sid: CallSid | None = None
    booking: str | None = None


@dataclass
class FakeCalendar(FakeExperience):
    """What one business has booked and held."""

    business: Business
    blocks: tuple[Block, ...] = ()
    bookings: tuple[Booking, ...] = ()  # in the order in which they were made
    endings: tuple[tuple[BookingReference, Ending], ...] = ()
    keys: tuple[tuple[str, BookingReference], ...] = ()
    customers: tuple[Customer, ...] = ()
    decisions: tuple[tuple[CallSid | None, Decision], ...] = ()
    lines: tuple[tuple[BookingReference, HistoryLine], ...] = ()
    busy_elsewhere: tuple[tuple[ResourceId, Interval], ...] = ()
    clock: Clock = field(default_factory=FakeClock)

    # --- reads ----------------------------------------------------------------------------------------------

    async def taken(
        self,
        *,
        since: datetime,
        until: datetime,
        now: datetime,
        except_call: CallSid | None = None,
        except_bookings: Collection[BookingReference] = (),
    ) -> Mapping[ResourceId, Timeline]:
        found: dict[ResourceId, list[Interval]] = defaultdict(list)
        for block in self.blocks:
            live = block.hold is None or (block.hold.expires_at > now and block.call_sid != except_call)
            near = block.interval.ends_at > since and block.interval.starts_at < until
            if live and near and not {block.owner, block.booking} & set(except_bookings):
                found[block.resource].append(block.interval)
        for resource, busy in self.busy_elsewhere:
            found[resource].append(busy)
        return {resource: Timeline(intervals) for resource, intervals in found.items()}

    async def outside(self, *, since: datetime, until: datetime) -> Mapping[ResourceId, Timeline]:
        found: dict[ResourceId, list[Interval]] = defaultdict(list)
        for resource, busy in self.busy_elsewhere:
            found[resource].append(busy)
        return {resource: Timeline(intervals) for resource, intervals in found.items()}

    async def booking(self, reference: BookingReference) -> Booking | None:
        return next((b for b in reversed(self.bookings) if b.reference == reference), None)

    async def last_ending(self, reference: BookingReference) -> Ending | None:
        return next((ending for of, ending in reversed(self.endings) if of == reference), None)

    async def history(self, reference: BookingReference) -> tuple[HistoryLine, ...]:
        return tuple(line for of, line in self.lines if of == reference)

    async def booking_by_key(self, key: str) -> Booking | None:
        made = [reference for known, reference in self.keys if known == key]
        return await self.booking(made[-1]) if made else None

    async def confirmed(
        self,
        *,
        since: datetime,
        until: datetime | None = None,
        number: E164 | None = None,
        call_sid: CallSid | None = None,
    ) -> tuple[Booking, ...]:
        found = [
            booking
            for booking in self.bookings
            if booking.status is BookingStatus.CONFIRMED
            and booking.slot.starts_at >= since
            and (until is None or booking.slot.starts_at < until)
            and number in (None, booking.customer_number)
            and call_sid in (None, booking.call_sid)
        ]
        return tuple(sorted(found, key=lambda booking: booking.slot.starts_at))

    async def hold_of(self, call_sid: CallSid, *, now: datetime) -> Hold | None:
        return next(iter(await self.holds_of(call_sid, now=now)), None)

    async def holds_of(self, call_sid: CallSid, *, now: datetime) -> tuple[Hold, ...]:
        mine = {block.hold.id: block.hold for block in self.blocks if block.call_sid == call_sid and block.hold}
        live = [hold for hold in mine.values() if hold.expires_at > now]
        return tuple(sorted(live, key=lambda hold: hold.slot.starts_at))

    async def customer(self, number: E164) -> Customer | None:
        return next((customer for customer in self.customers if customer.number == number), None)

    async def familiar_person(self, number: E164) -> ResourceId | None:
        known = [b for b in self.bookings if b.customer_number == number and b.status is BookingStatus.CONFIRMED]
        return max(known, key=lambda b: b.slot.starts_at).slot.resource if known else None

    # --- writes ---------------------------------------------------------------------------------------------

    async def sweep(self, now: datetime) -> int:
        return self._keep([block for block in self.blocks if block.hold is None or block.hold.expires_at > now])

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
        hold_id = HoldId(f"hold-{call_sid}-{len(self.decisions)}-{len(self.blocks)}")
        hold = Hold(hold_id, slot.in_zone(self.business.zone), expires_at)
        own = {*((moving,) if moving else ()), *beside}
        self._take(claims, owner=moving or hold.id, hold=hold, call_sid=call_sid, but=own)
        return hold

    async def drop_holds(self, call_sid: CallSid, *, only: HoldId | None = None) -> int:
        return self._keep(
            [
                block
                for block in self.blocks
                if block.hold is None or block.call_sid != call_sid or only not in (None, block.hold.id)
            ]
        )

    async def add(self, request: BookingRequest) -> Booking:
        booking = Booking(
            reference=BookingReference(f"FHK{len(self.bookings) + 22}"),
            slot=request.slot.in_zone(self.business.zone),
            customer_name=request.customer_name,
            customer_number=request.customer_number,
            status=BookingStatus.CONFIRMED,
            call_sid=request.call_sid,
        )
        self._take(request.claims, owner=booking.reference)
        self.bookings += (booking,)
        self._remember("booked", booking, request.by)
        if request.key:
            self.keys += ((request.key, booking.reference),)
        number = request.customer_number
        if number is None or await self.customer(number) is None:
            customer_id = CustomerId(f"customer-{len(self.customers)}")
            self.customers += (Customer(customer_id, request.customer_name, number, request.language),)
        return booking

    async def rename(self, reference: BookingReference, *, name: str, number: E164 | None, by: str = "") -> Booking:
        return self._remember("corrected", self._change(reference, customer_name=name, customer_number=number), by)

    async def replace(
        self, reference: BookingReference, slot: Slot, claims: Sequence[Claim], ending: Ending
    ) -> Booking:
        old_blocks = [b for b in self.blocks if b.booking == reference]
        made_in_a_call = any(b.call_sid for b in self.bookings if b.reference == reference)
        moved = replace(
            self._change(reference, status=ending.status),
            slot=slot.in_zone(self.business.zone),
            status=BookingStatus.CONFIRMED,
        )
        moved = replace(moved, call_sid=ending.call_sid or moved.call_sid)
        self._keep([b for b in self.blocks if b not in old_blocks])
        self._take(claims, owner=reference)
        self.bookings += (moved,)
        self.endings += ((reference, ending),)
        if made_in_a_call:
            self.keys = tuple((key, of) for key, of in self.keys if of != reference)
        return self._remember("moved", moved, ending.by)

    async def vacate(self, references: Sequence[BookingReference]) -> None:
        self._keep([block for block in self.blocks if block.booking not in references])

    async def end(self, reference: BookingReference, ending: Ending) -> Booking:
        ended = self._change(reference, status=ending.status)
        self._keep([block for block in self.blocks if block.booking != reference])
        self.endings += ((reference, ending),)
        return self._remember("cancelled", ended, ending.by)

    async def decide(self, call_sid: CallSid | None, decision: Decision) -> None:
        self.decisions += ((call_sid, decision),)

    def _remember(self, change: str, booking: Booking, by: str) -> Booking:
        line = HistoryLine(booking.version, change, booking.status, self.clock.now(), by, booking.slot)
        self.lines += ((booking.reference, line),)
        return booking

    def _take(
        self,
        claims: Sequence[Claim],
        *,
        owner: str,
        hold: Hold | None = None,
        call_sid: CallSid | None = None,
        but: Collection[BookingReference] = (),
    ) -> None:
        for claim in claims:
            shared = claim.shared_as or owner
            others = [block for block in self.blocks if block.resource == claim.resource and block.owner != shared]
            others = [block for block in others if block.booking not in but]
            elsewhere = (busy for resource, busy in self.busy_elsewhere if resource == claim.resource)
            if any(busy.overlaps(claim.span) for busy in (*(other.interval for other in others), *elsewhere)):
                raise SlotGuardViolated("the place was taken a moment ago")
            booking = None if hold else owner
            self.blocks += (Block(claim.resource, claim.span, shared, hold, call_sid, booking),)

    def _keep(self, blocks: Sequence[Block]) -> int:
        dropped = len(self.blocks) - len(blocks)
        self.blocks = tuple(blocks)
        return dropped

    def _change(self, reference: BookingReference, **changed: object) -> Booking:
        for nth, booking in enumerate(self.bookings):
            if booking.reference == reference and booking.status is BookingStatus.CONFIRMED:
                after = replace(booking, version=booking.version + 1, **changed)  # type: ignore[arg-type]
                self.bookings = (*self.bookings[:nth], after, *self.bookings[nth + 1 :])
                return after
        raise StoreUnavailable("a booking has changed under its transaction")


@dataclass
class FakeCalendars:
    """`down` makes every transaction raise StoreUnavailable."""

    calendars: dict[BusinessId, FakeCalendar] = field(default_factory=dict)
    down: bool = False
    _one_writer: asyncio.Lock = field(default_factory=asyncio.Lock)

    def of(self, business: Business) -> FakeCalendar:
        return self.calendars.setdefault(business.id, FakeCalendar(business))

    @asynccontextmanager
    async def reading(self, business: Business) -> AsyncIterator[CalendarReads]:
        if self.down:
            raise StoreUnavailable("the store is down")
        yield self.of(business)

    @asynccontextmanager
    async def writing(self, business: Business) -> AsyncIterator[CalendarWrites]:
        if self.down:
            raise StoreUnavailable("the store is down")
        async with self._one_writer:
            changed = copy(self.of(business))
            yield changed
            self.calendars[business.id] = changed


@dataclass
class FakeNotes:
    messages: list[tuple[CallSid | None, str]] = field(default_factory=list)
    callbacks: list[tuple[CallSid | None, str, tuple[Window, ...]]] = field(default_factory=list)

    async def take_message(
        self,
        business: BusinessId,
        call_sid: CallSid | None,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164 | None,
        at: datetime,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        if (note := (call_sid, text)) not in self.messages:
            self.messages.append(note)

    async def request_callback(
        self,
        business: BusinessId,
        call_sid: CallSid | None,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164,
        windows: Sequence[Window],
        at: datetime,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        if (note := (call_sid, text, tuple(windows))) not in self.callbacks:
            self.callbacks.append(note)
