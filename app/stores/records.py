"""Reading what calls left behind, in pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import BookingStatus
from app.domain.calls import Callback, CallEntry, CallOnRecord, CallOutcome, DecisionEntry, Message
from app.domain.ids import BookingReference, BusinessId, CallSid
from app.ports.records import BookingEntry, CustomerEntry, Page
from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.paging import page_of
from app.stores.rows import (
    to_booking,
    to_call,
    to_callback,
    to_customer,
    to_decision,
    to_decision_entry,
    to_message,
    to_turn,
)
from app.stores.tables import BookingRow, CallbackRow, CallRow, CustomerRow, DecisionRow, MessageRow, TurnRow


class SqlRecords:
    """`Records` over a database."""

    def __init__(self, database: Database, businesses: SqlBusinesses) -> None:
        self._database = database
        self._businesses = businesses

    async def calls(
        self,
        *,
        business: BusinessId | None = None,
        outcome: CallOutcome | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[CallEntry]:
        wanted = select(CallRow).where(col(CallRow.deleted_at).is_(None))
        if business is not None:
            wanted = wanted.where(CallRow.business_id == business)
        if outcome is not None:
            wanted = wanted.where(CallRow.outcome == outcome.value)
        by = (col(CallRow.started_at), col(CallRow.call_sid))
        async with self._database.reading() as session:
            return await page_of(session, wanted, to_call, by=by, newest_first=True, limit=limit, cursor=cursor)

    async def has_calls(self, business: BusinessId) -> bool:
        wanted = select(CallRow.call_sid).where(CallRow.business_id == business, col(CallRow.deleted_at).is_(None))
        async with self._database.reading() as session:
            return (await session.exec(wanted.limit(1))).first() is not None

    async def call(self, call_sid: CallSid) -> CallOnRecord | None:
        zones = await self._zones()
        async with self._database.reading() as session:
            call = await session.get(CallRow, call_sid)
            if call is None or call.deleted_at is not None:
                return None
            turns = await session.exec(
                select(TurnRow).where(TurnRow.call_sid == call_sid).order_by(col(TurnRow.started_ms), col(TurnRow.id))
            )
            decisions = await session.exec(
                select(DecisionRow).where(DecisionRow.call_sid == call_sid).order_by(col(DecisionRow.id))
            )
            return CallOnRecord(
                entry=to_call(call),
                turns=tuple(to_turn(row) for row in turns),
                bookings=tuple(to_booking(row, zones[row.business_id]) for row in await _touched_by(session, call_sid)),
                decisions=tuple(to_decision(row) for row in decisions),
            )

    async def bookings(
        self,
        *,
        business: BusinessId | None = None,
        status: BookingStatus | None = None,
        call_sid: CallSid | None = None,
        starts_from: datetime | None = None,
        starts_before: datetime | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[BookingEntry]:
        wanted = select(BookingRow)
        if business is not None:
            wanted = wanted.where(BookingRow.business_id == business)
        if status is not None:
            wanted = wanted.where(BookingRow.status == status.value)
        if call_sid is not None:
            wanted = wanted.where(BookingRow.call_sid == call_sid)
        if starts_from is not None:
            wanted = wanted.where(BookingRow.starts_at >= starts_from)
        if starts_before is not None:
            wanted = wanted.where(BookingRow.starts_at < starts_before)
        zones = await self._zones()
        by = (col(BookingRow.starts_at), col(BookingRow.id))
        async with self._database.reading() as session:
            return await page_of(
                session,
                wanted,
                lambda row: _entry(row, zones),
                by=by,
                newest_first=False,
                limit=limit,
                cursor=cursor,
            )

    async def booking(self, reference: BookingReference) -> BookingEntry | None:
        zones = await self._zones()
        async with self._database.reading() as session:
            rows = await session.exec(
                select(BookingRow).where(BookingRow.reference == reference).order_by(col(BookingRow.id).desc())
            )
            row = rows.first()
            return _entry(row, zones) if row else None

    async def customers(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[CustomerEntry]:
        wanted = select(CustomerRow)
        if business is not None:
            wanted = wanted.where(CustomerRow.business_id == business)
        by = (col(CustomerRow.created_at), col(CustomerRow.id))
        async with self._database.reading() as session:
            return await page_of(
                session,
                wanted,
                lambda row: CustomerEntry(BusinessId(row.business_id), to_customer(row)),
                by=by,
                newest_first=True,
                limit=limit,
                cursor=cursor,
            )

    async def messages(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Message]:
        wanted = select(MessageRow)
        if business is not None:
            wanted = wanted.where(MessageRow.business_id == business)
        by = (col(MessageRow.taken_at), col(MessageRow.id))
        async with self._database.reading() as session:
            return await page_of(session, wanted, to_message, by=by, newest_first=True, limit=limit, cursor=cursor)

    async def callbacks(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Callback]:
        wanted = select(CallbackRow)
        if business is not None:
            wanted = wanted.where(CallbackRow.business_id == business)
        zones = await self._zones()
        by = (col(CallbackRow.requested_at), col(CallbackRow.id))
        async with self._database.reading() as session:
            return await page_of(
                session,
                wanted,
                lambda row: to_callback(row, zones[row.business_id]),
                by=by,
                newest_first=True,
                limit=limit,
                cursor=cursor,
            )

    async def decisions(
        self,
        *,
        business: BusinessId | None = None,
        call_sid: CallSid | None = None,
        booking: BookingReference | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[DecisionEntry]:
        wanted = select(DecisionRow).where(col(DecisionRow.business_id).is_not(None))
        if business is not None:
            wanted = wanted.where(DecisionRow.business_id == business)
        if call_sid is not None:
            wanted = wanted.where(DecisionRow.call_sid == call_sid)
        if booking is not None:
            wanted = wanted.where(DecisionRow.booking_reference == booking)
        by = (col(DecisionRow.decided_at), col(DecisionRow.id))
        async with self._database.reading() as session:
            return await page_of(
                session, wanted, to_decision_entry, by=by, newest_first=True, limit=limit, cursor=cursor
            )

    async def _zones(self) -> dict[str, ZoneInfo]:
        return {business.id: business.zone for business in await self._businesses.all()}


async def _touched_by(session: AsyncSession, call_sid: CallSid) -> list[BookingRow]:
    """What the call booked, moved to, or cancelled."""
    cancelled = and_(col(BookingRow.ended_by_call) == call_sid, col(BookingRow.status) == BookingStatus.CANCELLED.value)
    rows = await session.exec(
        select(BookingRow).where(or_(col(BookingRow.call_sid) == call_sid, cancelled)).order_by(col(BookingRow.id))
    )
    return list(rows)


def _entry(row: BookingRow, zones: dict[str, ZoneInfo]) -> BookingEntry:
    return BookingEntry(BusinessId(row.business_id), to_booking(row, zones[row.business_id]), row.booked_at)
