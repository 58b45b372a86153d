"""The calendar in the database: one transaction a change, every resource guarded by the schema itself."""

import secrets
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import Booking, BookingStatus, Hold, Slot
from app.domain.business import Business, Language
from app.domain.calls import Decision
from app.domain.consequences import BookingChange, BookingEvent
from app.domain.customers import Customer
from app.domain.errors import StoreUnavailable
from app.domain.ids import E164, BookingReference, CallSid, HoldId, ResourceId
from app.domain.intervals import Interval, Timeline
from app.ports.bookings import BookingRequest, CalendarReads, CalendarWrites, Ending
from app.ports.clock import Clock
from app.stores.at_commit import Consequences
from app.stores.database import Database
from app.stores.decision_log import append_decision
from app.stores.rows import to_booking, to_customer, to_hold, to_slot
from app.stores.tables import BlockRow, BookingRow, CustomerRow, HoldRow

CONFIRMED = BookingStatus.CONFIRMED.value
HELD = "held"
# Letters and digits that no telephone line makes sound alike, and no vowel, so that no word comes out.
SPEAKABLE = "FHKLRXZ2346789"
REFERENCE_LENGTH = 5


class SqlCalendars:
    """`Calendars` over a database; the clock stamps rows, decisions about time are made by the callers."""

    def __init__(self, database: Database, clock: Clock, consequences: Consequences | None = None) -> None:
        self._database = database
        self._clock = clock
        self._consequences = consequences

    @asynccontextmanager
    async def reading(self, business: Business) -> AsyncIterator[CalendarReads]:
        async with self._database.reading() as session:
            yield SqlCalendarReads(session, business)

    @asynccontextmanager
    async def writing(self, business: Business) -> AsyncIterator[CalendarWrites]:
        async with self._database.writing() as session:
            writes = SqlCalendarWrites(session, business, self._clock)
            yield writes
            await writes.finish(self._consequences)


class SqlCalendarReads:
    def __init__(self, session: AsyncSession, business: Business) -> None:
        self._session = session
        self._business = business

    async def taken(
        self,
        *,
        since: datetime,
        until: datetime,
        now: datetime,
        except_call: CallSid | None = None,
        except_booking: BookingReference | None = None,
    ) -> Mapping[ResourceId, Timeline]:
        wanted = (
            select(BlockRow.resource_id, BlockRow.block_start, BlockRow.block_end)
            .outerjoin(HoldRow, col(HoldRow.id) == col(BlockRow.hold_id))
            .where(
                BlockRow.business_id == self._business.id,
                BlockRow.block_end > since,
                BlockRow.block_start < until,
                or_(
                    col(BlockRow.status) == CONFIRMED,
                    and_(col(BlockRow.expires_at) > now, col(HoldRow.call_sid) != (except_call or "")),
                ),
                col(BlockRow.owner) != (except_booking or ""),
            )
        )
        by_resource: dict[ResourceId, list[Interval]] = defaultdict(list)
        for resource, start, end in (await self._session.exec(wanted)).all():
            by_resource[ResourceId(resource)].append(Interval(start, end))
        return {resource: Timeline(intervals) for resource, intervals in by_resource.items()}

    async def booking(self, reference: BookingReference) -> Booking | None:
        row = await self._current(reference)
        return to_booking(row, self._business.zone) if row else None

    async def _current(self, reference: BookingReference) -> BookingRow | None:
        rows = await self._session.exec(
            select(BookingRow)
            .where(BookingRow.business_id == self._business.id, BookingRow.reference == reference)
            .order_by(col(BookingRow.id).desc())
        )
        return rows.first()

    async def last_ending(self, reference: BookingReference) -> Ending | None:
        rows = await self._session.exec(
            select(BookingRow)
            .where(
                BookingRow.business_id == self._business.id,
                BookingRow.reference == reference,
                BookingRow.status != CONFIRMED,
            )
            .order_by(col(BookingRow.id).desc())
        )
        row = rows.first()
        if row is None or row.ended_at is None:
            return None
        by_call = CallSid(row.ended_by_call) if row.ended_by_call else None
        return Ending(BookingStatus(row.status), by_call, row.ended_at, to_slot(row, self._business.zone))

    async def booking_by_key(self, key: str) -> Booking | None:
        rows = await self._session.exec(select(BookingRow).where(BookingRow.key == key, BookingRow.status == CONFIRMED))
        row = rows.first()
        return to_booking(row, self._business.zone) if row else None

    async def confirmed(
        self,
        *,
        since: datetime,
        until: datetime | None = None,
        number: E164 | None = None,
        call_sid: CallSid | None = None,
    ) -> tuple[Booking, ...]:
        wanted = select(BookingRow).where(
            BookingRow.business_id == self._business.id,
            BookingRow.status == CONFIRMED,
            BookingRow.starts_at >= since,
        )
        if until is not None:
            wanted = wanted.where(BookingRow.starts_at < until)
        if number is not None:
            wanted = wanted.where(BookingRow.customer_number == number)
        if call_sid is not None:
            wanted = wanted.where(BookingRow.call_sid == call_sid)
        rows = await self._session.exec(wanted.order_by(col(BookingRow.starts_at), col(BookingRow.id)))
        return tuple(to_booking(row, self._business.zone) for row in rows)

    async def hold_of(self, call_sid: CallSid, *, now: datetime) -> Hold | None:
        rows = await self._session.exec(select(HoldRow).where(HoldRow.call_sid == call_sid, HoldRow.expires_at > now))
        row = rows.first()
        return to_hold(row, self._business.zone) if row else None

    async def customer(self, number: E164) -> Customer | None:
        row = await self._customer_row(number)
        return to_customer(row) if row else None

    async def _customer_row(self, number: E164) -> CustomerRow | None:
        rows = await self._session.exec(
            select(CustomerRow).where(CustomerRow.business_id == self._business.id, CustomerRow.number == number)
        )
        return rows.first()

    async def familiar_person(self, number: E164) -> ResourceId | None:
        rows = await self._session.exec(
            select(BookingRow.resource_id)
            .where(
                BookingRow.business_id == self._business.id,
                BookingRow.customer_number == number,
                BookingRow.status == CONFIRMED,
            )
            .order_by(col(BookingRow.starts_at).desc())
        )
        resource = rows.first()
        return ResourceId(resource) if resource else None


class SqlCalendarWrites(SqlCalendarReads):
    def __init__(self, session: AsyncSession, business: Business, clock: Clock) -> None:
        super().__init__(session, business)
        self._now = clock.now()
        self._events: list[BookingEvent] = []
        self._decisions: list[tuple[CallSid | None, Decision]] = []

    async def finish(self, consequences: Consequences | None) -> None:
        """Last in the transaction: what follows from its bookings, then its decisions, in order.

        The end of the decision log is one row a business, which is locked as late and as shortly as can be.
        """
        if consequences is not None and self._events:
            await consequences.record(self._session, self._business, self._events)
        for call_sid, decision in self._decisions:
            await append_decision(self._session, self._business.id, call_sid, decision)

    async def sweep(self, now: datetime) -> int:
        return await self._delete_holds(col(HoldRow.expires_at) <= now)

    async def keep(
        self, slot: Slot, block: Interval, *, call_sid: CallSid, expires_at: datetime, moving: BookingReference | None
    ) -> Hold:
        row = HoldRow(
            id=uuid4().hex,
            business_id=self._business.id,
            call_sid=call_sid,
            offering=slot.offering,
            resource_id=slot.resource,
            room_id=slot.room,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            expires_at=expires_at,
        )
        self._session.add(row)
        await self._session.flush()
        await self._block(slot, block, status=HELD, owner=moving or row.id, expires_at=expires_at, hold_id=row.id)
        return to_hold(row, self._business.zone)

    async def drop_holds(self, call_sid: CallSid, *, only: HoldId | None = None) -> int:
        mine = col(HoldRow.call_sid) == call_sid
        return await self._delete_holds(mine if only is None else and_(mine, col(HoldRow.id) == only))

    async def add(self, request: BookingRequest) -> Booking:
        row = BookingRow(
            business_id=self._business.id,
            reference=await self._fresh_reference(),
            offering=request.slot.offering,
            resource_id=request.slot.resource,
            room_id=request.slot.room,
            starts_at=request.slot.starts_at,
            ends_at=request.slot.ends_at,
            customer_id=await self._customer_id(request.customer_name, request.customer_number, request.language),
            customer_name=request.customer_name,
            customer_number=request.customer_number,
            status=CONFIRMED,
            call_sid=request.call_sid,
            key=request.key,
            booked_at=self._now,
        )
        self._session.add(row)
        await self._session.flush()
        await self._block(request.slot, request.block, status=CONFIRMED, owner=row.reference, booking_id=row.id)
        return self._changed(BookingChange.BOOKED, row)

    async def rename(self, reference: BookingReference, *, name: str, number: E164 | None) -> Booking:
        row = await self._confirmed_row(reference)
        row.customer_name, row.customer_number = name, number
        self._session.add(row)
        await self._session.flush()
        return self._changed(BookingChange.CORRECTED, row)

    async def replace(self, reference: BookingReference, slot: Slot, block: Interval, ending: Ending) -> Booking:
        old = await self._confirmed_row(reference)
        self._end(old, ending)
        await self._session.flush()
        new = BookingRow(
            business_id=old.business_id,
            reference=old.reference,
            offering=slot.offering,
            resource_id=slot.resource,
            room_id=slot.room,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            customer_id=old.customer_id,
            customer_name=old.customer_name,
            customer_number=old.customer_number,
            status=CONFIRMED,
            call_sid=ending.call_sid or old.call_sid,
            booked_at=self._now,
        )
        self._session.add(new)
        await self._session.flush()
        await self._block(slot, block, status=CONFIRMED, owner=new.reference, booking_id=new.id)
        await self._session.exec(delete(BlockRow).where(col(BlockRow.booking_id) == old.id))
        return self._changed(BookingChange.MOVED, new, freed=ending.slot)

    async def end(self, reference: BookingReference, ending: Ending) -> Booking:
        row = await self._confirmed_row(reference)
        self._end(row, ending)
        await self._session.flush()
        await self._session.exec(delete(BlockRow).where(col(BlockRow.booking_id) == row.id))
        return self._changed(BookingChange.CANCELLED, row, freed=ending.slot)

    async def decide(self, call_sid: CallSid | None, decision: Decision) -> None:
        self._decisions.append((call_sid, decision))

    def _changed(self, change: BookingChange, row: BookingRow, *, freed: Slot | None = None) -> Booking:
        booking = to_booking(row, self._business.zone)
        self._events.append(BookingEvent(change, booking, self._now, freed))
        return booking

    async def _block(
        self,
        slot: Slot,
        block: Interval,
        *,
        status: str,
        owner: str,
        expires_at: datetime | None = None,
        booking_id: int | None = None,
        hold_id: str | None = None,
    ) -> None:
        for resource in (slot.resource, slot.room):
            if resource is not None:
                self._session.add(
                    BlockRow(
                        business_id=self._business.id,
                        resource_id=resource,
                        block_start=block.starts_at,
                        block_end=block.ends_at,
                        status=status,
                        expires_at=expires_at,
                        owner=owner,
                        booking_id=booking_id,
                        hold_id=hold_id,
                        written_at=self._now,
                    )
                )
        await self._session.flush()

    async def _delete_holds(self, which: ColumnElement[bool]) -> int:
        holds = (await self._session.exec(select(HoldRow.id).where(which))).all()
        if holds:
            await self._session.exec(delete(BlockRow).where(col(BlockRow.hold_id).in_(holds)))
            await self._session.exec(delete(HoldRow).where(col(HoldRow.id).in_(holds)))
        return len(holds)

    async def _confirmed_row(self, reference: BookingReference) -> BookingRow:
        row = await self._current(reference)
        if row is None or row.status != CONFIRMED:
            raise StoreUnavailable("a booking has changed under its transaction")
        return row

    def _end(self, row: BookingRow, ending: Ending) -> None:
        row.status = ending.status.value
        row.ended_at = ending.at
        row.ended_by_call = ending.call_sid
        self._session.add(row)

    async def _customer_id(self, name: str, number: E164 | None, language: Language) -> str:
        if number and (known := await self._customer_row(number)):
            return known.id
        row = CustomerRow(
            id=uuid4().hex,
            business_id=self._business.id,
            name=name,
            number=number,
            language=language,
            created_at=self._now,
        )
        self._session.add(row)
        await self._session.flush()
        return row.id

    async def _fresh_reference(self) -> str:
        """Half a million of them; a collision is drawn again."""
        while True:
            reference = "".join(secrets.choice(SPEAKABLE) for _ in range(REFERENCE_LENGTH))
            used = await self._session.exec(select(BookingRow.id).where(BookingRow.reference == reference))
            if used.first() is None:
                return reference
