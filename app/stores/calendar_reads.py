"""Reading one business's calendar, inside a transaction."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import Booking, BookingStatus, HistoryLine, Hold
from app.domain.business import Business
from app.domain.customers import Customer
from app.domain.ids import E164, BookingReference, CallSid, ResourceId
from app.domain.intervals import Timeline
from app.ports.bookings import Ending
from app.stores.blocks import blocked_stretches, busy_elsewhere
from app.stores.experience import SqlExperience
from app.stores.rows import to_booking, to_customer, to_history_line, to_hold, to_slot
from app.stores.tables import BookingRow, CustomerRow, HistoryRow, HoldRow, OtherNumberRow

CONFIRMED = BookingStatus.CONFIRMED.value


class SqlCalendarReads(SqlExperience):
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
        except_bookings: Collection[BookingReference] = (),
    ) -> Mapping[ResourceId, Timeline]:
        by_resource = await blocked_stretches(
            self._session,
            self._business.id,
            since=since,
            until=until,
            now=now,
            except_call=except_call,
            except_bookings=except_bookings,
        )
        return {resource: Timeline.of(stretches) for resource, stretches in by_resource.items()}

    async def outside(self, *, since: datetime, until: datetime) -> Mapping[ResourceId, Timeline]:
        by_resource = await busy_elsewhere(self._session, self._business.id, since=since, until=until)
        return {resource: Timeline.of(stretches) for resource, stretches in by_resource.items()}

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

    async def history(self, reference: BookingReference) -> tuple[HistoryLine, ...]:
        rows = await self._session.exec(
            select(HistoryRow)
            .where(HistoryRow.business_id == self._business.id, HistoryRow.reference == reference)
            .order_by(col(HistoryRow.version))
        )
        return tuple(to_history_line(row, self._business.zone) for row in rows)

    async def booking_by_key(self, key: str) -> Booking | None:
        """A booking that moved keeps the key of the API, not that of a call, which names the place it left."""
        rows = await self._session.exec(
            select(BookingRow)
            .where(BookingRow.business_id == self._business.id, BookingRow.key == key)
            .order_by(col(BookingRow.id).desc())
        )
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
            wanted = wanted.where(col(BookingRow.customer_number).in_(await self._numbers_of(number)))
        if call_sid is not None:
            wanted = wanted.where(BookingRow.call_sid == call_sid)
        rows = await self._session.exec(wanted.order_by(col(BookingRow.starts_at), col(BookingRow.id)))
        return tuple(to_booking(row, self._business.zone) for row in rows)

    async def hold_of(self, call_sid: CallSid, *, now: datetime) -> Hold | None:
        return next(iter(await self.holds_of(call_sid, now=now)), None)

    async def holds_of(self, call_sid: CallSid, *, now: datetime) -> tuple[Hold, ...]:
        live = select(HoldRow).where(HoldRow.call_sid == call_sid, HoldRow.expires_at > now)
        rows = await self._session.exec(live.order_by(col(HoldRow.starts_at)))
        return tuple(to_hold(row, self._business.zone) for row in rows)

    async def customer(self, number: E164) -> Customer | None:
        row = await self._customer_row(number)
        return to_customer(row) if row else None

    async def _customer_row(self, number: E164) -> CustomerRow | None:
        ours = CustomerRow.business_id == self._business.id
        row = (await self._session.exec(select(CustomerRow).where(ours, CustomerRow.number == number))).first()
        if row is not None:
            return row
        merged = await self._session.get(OtherNumberRow, (self._business.id, number))
        return await self._session.get(CustomerRow, merged.customer_id) if merged else None

    async def _numbers_of(self, number: E164) -> set[str]:
        """This number, and those of the same customer when two records of them were made one."""
        customer = await self._customer_row(number)
        if customer is None:
            return {number}
        others = select(OtherNumberRow.number).where(OtherNumberRow.customer_id == customer.id)
        return {number, customer.number or number, *(await self._session.exec(others)).all()}

    async def familiar_person(self, number: E164) -> ResourceId | None:
        rows = await self._session.exec(
            select(BookingRow.resource_id)
            .where(
                BookingRow.business_id == self._business.id,
                BookingRow.customer_number == number,
                BookingRow.status == CONFIRMED,
            )
            .order_by(col(BookingRow.starts_at).desc())
            .limit(1)
        )
        resource = rows.first()
        return ResourceId(resource) if resource else None
