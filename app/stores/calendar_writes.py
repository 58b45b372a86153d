"""Changing one business's calendar, inside a transaction that keeps its other writers off."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, and_
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import Booking, Hold, Slot
from app.domain.business import Business, Language
from app.domain.calls import Decision
from app.domain.candidates import Claim
from app.domain.consequences import BookingChange, BookingEvent
from app.domain.errors import StoreUnavailable
from app.domain.ids import E164, BookingReference, CallSid, HoldId
from app.domain.intervals import Interval
from app.domain.stretches import Stretch, merged, without
from app.ports.bookings import BookingRequest, Ending
from app.ports.clock import Clock
from app.stores.at_commit import Consequences
from app.stores.calendar_reads import CONFIRMED, SqlCalendarReads
from app.stores.decision_log import append_decision
from app.stores.experience import SqlExperienceWrites
from app.stores.promises import promise_of
from app.stores.rows import to_booking, to_hold
from app.stores.tables import BlockRow, BookingRow, CustomerRow, HistoryRow, HoldRow

HELD = "held"
# Letters and digits that no telephone line makes sound alike, and no vowel, so that no word comes out.
SPEAKABLE = "FHKLRXZ2346789"
REFERENCE_LENGTH = 5


class SqlCalendarWrites(SqlExperienceWrites, SqlCalendarReads):
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

    # --- holds ----------------------------------------------------------------------------------------------

    async def sweep(self, now: datetime) -> int:
        return await self._delete_holds(col(HoldRow.expires_at) <= now)

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
        row = HoldRow(
            id=uuid4().hex,
            business_id=self._business.id,
            call_sid=call_sid,
            expires_at=expires_at,
            **_place(slot),
        )
        self._session.add(row)
        await self._session.flush()
        claims = await self._beyond_own(claims, {moving}, seats_alone=True) if moving else claims
        claims = await self._beyond_own(claims, beside, seats_alone=False)
        await self._block(claims, status=HELD, owner=moving or row.id, expires_at=expires_at, hold_id=row.id)
        return to_hold(row, self._business.zone)

    async def drop_holds(self, call_sid: CallSid, *, only: HoldId | None = None) -> int:
        mine = col(HoldRow.call_sid) == call_sid
        return await self._delete_holds(mine if only is None else and_(mine, col(HoldRow.id) == only))

    async def _delete_holds(self, which: ColumnElement[bool]) -> int:
        """Of this business alone: its writers come one after another, others' would be waited for in any order."""
        ours = col(HoldRow.business_id) == self._business.id
        holds = (await self._session.exec(select(HoldRow.id).where(ours, which))).all()
        if holds:
            await self._session.exec(delete(BlockRow).where(col(BlockRow.hold_id).in_(holds)))
            await self._session.exec(delete(HoldRow).where(col(HoldRow.id).in_(holds)))
        return len(holds)

    # --- bookings -------------------------------------------------------------------------------------------

    async def add(self, request: BookingRequest) -> Booking:
        row = BookingRow(
            business_id=self._business.id,
            reference=await self._fresh_reference(),
            customer_id=await self._customer_id(request.customer_name, request.customer_number, request.language),
            customer_name=request.customer_name,
            customer_number=request.customer_number,
            status=CONFIRMED,
            call_sid=request.call_sid,
            key=request.key,
            booked_at=self._now,
            **_place(request.slot),
        )
        self._session.add(row)
        await self._session.flush()
        await self._block(request.claims, status=CONFIRMED, owner=row.reference, booking_id=row.id)
        return await self._changed(BookingChange.BOOKED, row, by=request.by)

    async def rename(self, reference: BookingReference, *, name: str, number: E164 | None, by: str = "") -> Booking:
        row = await self._confirmed_row(reference)
        await self._update(row, customer_name=name, customer_number=number)
        return await self._changed(BookingChange.CORRECTED, row, by=by)

    async def replace(
        self, reference: BookingReference, slot: Slot, claims: Sequence[Claim], ending: Ending
    ) -> Booking:
        old = await self._confirmed_row(reference)
        await self._update(old, **_ended(ending))
        new = BookingRow(
            business_id=old.business_id,
            reference=old.reference,
            customer_id=old.customer_id,
            customer_name=old.customer_name,
            customer_number=old.customer_number,
            status=CONFIRMED,
            version=old.version,
            call_sid=ending.call_sid or old.call_sid,
            key=old.key if old.call_sid is None else None,  # a call's key names the place, which is not this one
            booked_at=self._now,
            **_place(slot),
        )
        self._session.add(new)
        await self._session.flush()
        # Nobody sees what is between these two, and a new place that is taken undoes both. The old one goes first:
        # a seat belongs to its group, and would stand in the way of the same person a quarter of an hour later.
        await self._free(old)
        await self._block(claims, status=CONFIRMED, owner=new.reference, booking_id=new.id)
        return await self._changed(BookingChange.MOVED, new, by=ending.by, freed=ending.slot)

    async def end(self, reference: BookingReference, ending: Ending) -> Booking:
        row = await self._confirmed_row(reference)
        await self._update(row, **_ended(ending))
        await self._free(row)
        return await self._changed(BookingChange.CANCELLED, row, by=ending.by, freed=ending.slot)

    async def vacate(self, references: Sequence[BookingReference]) -> None:
        for reference in references:
            await self._free(await self._confirmed_row(reference))

    async def _free(self, row: BookingRow) -> None:
        await self._session.exec(delete(BlockRow).where(col(BlockRow.booking_id) == row.id))

    async def decide(self, call_sid: CallSid | None, decision: Decision) -> None:
        self._decisions.append((call_sid, decision))

    async def _confirmed_row(self, reference: BookingReference) -> BookingRow:
        row = await self._current(reference)
        if row is None or row.status != CONFIRMED:
            raise StoreUnavailable("a booking has changed under its transaction")
        return row

    async def _update(self, row: BookingRow, **values: object) -> None:
        """Only when nobody changed the row since it was read; its version grows by one."""
        done = await self._session.exec(
            update(BookingRow)
            .where(col(BookingRow.id) == row.id, col(BookingRow.version) == row.version)
            .values(version=row.version + 1, **values)
            .execution_options(synchronize_session=False)
        )
        if done.rowcount != 1:
            raise StoreUnavailable("a booking has changed under its transaction")
        await self._session.refresh(row)

    async def _changed(self, change: BookingChange, row: BookingRow, *, by: str, freed: Slot | None = None) -> Booking:
        booking = to_booking(row, self._business.zone)
        self._session.add(
            HistoryRow(
                business_id=row.business_id,
                reference=row.reference,
                version=row.version,
                change=change.value,
                status=row.status,
                at=self._now,
                author=by,
                **_place(booking.slot),
            )
        )
        if change in {BookingChange.BOOKED, BookingChange.MOVED}:
            self._session.add(promise_of(row.id, booking))
        self._events.append(BookingEvent(change, booking, self._now, freed))
        await self._session.flush()
        return booking

    # --- what they need -------------------------------------------------------------------------------------

    async def _block(
        self,
        claims: Sequence[Claim],
        *,
        status: str,
        owner: str,
        expires_at: datetime | None = None,
        booking_id: int | None = None,
        hold_id: str | None = None,
    ) -> None:
        for claim in claims:
            self._session.add(
                BlockRow(
                    business_id=self._business.id,
                    resource_id=claim.resource,
                    block_start=claim.span.starts_at,
                    block_end=claim.span.ends_at,
                    status=status,
                    expires_at=expires_at,
                    owner=claim.shared_as or owner,
                    booking_id=booking_id,
                    hold_id=hold_id,
                    written_at=self._now,
                )
            )
        await self._session.flush()

    async def _beyond_own(
        self, claims: Sequence[Claim], moving: Collection[BookingReference], *, seats_alone: bool
    ) -> Sequence[Claim]:
        """What is taken beyond what the moving bookings have. A seat of a group belongs to its group already."""
        if not moving:
            return claims
        rows = [await self._confirmed_row(reference) for reference in moving]
        blocks = await self._session.exec(
            select(BlockRow).where(col(BlockRow.booking_id).in_([row.id for row in rows]))
        )
        own: dict[str, list[Stretch]] = {}
        for block in blocks:
            own.setdefault(block.resource_id, []).append((block.block_start, block.block_end))
        beyond: list[Claim] = []
        for claim in claims:
            taken = merged(own.get(claim.resource, ())) if claim.shared_as or not seats_alone else []
            left = without([(claim.span.starts_at, claim.span.ends_at)], taken)
            beyond += [replace(claim, span=Interval(start, end)) for start, end in left]
        return beyond

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


def _place(slot: Slot) -> dict[str, Any]:
    """The columns of holds, bookings and their history that say where."""
    return {
        "offering": slot.offering,
        "resource_id": slot.resource,
        "room_id": slot.room,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
    }


def _ended(ending: Ending) -> dict[str, object]:
    return {"status": ending.status.value, "ended_at": ending.at, "ended_by_call": ending.call_sid}
