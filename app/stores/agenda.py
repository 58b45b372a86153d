"""`Agenda` over a database: four short reads in one transaction.

Bookings are read as plain rows: a full week of fifty resources is more than a thousand, and objects that the database's
session keeps an eye on cost three times as much.
"""

from datetime import datetime, timedelta
from typing import cast

import sqlalchemy
from sqlalchemy import ColumnElement
from sqlmodel import col, func, select

from app.domain.bookings import BookingStatus
from app.domain.business import Business
from app.domain.ids import BookingReference, CallSid
from app.ports.agenda import AgendaSpan, HeldPlace, Standing
from app.stores.database import Database
from app.stores.experience import to_mark
from app.stores.rows import to_booking, to_hold
from app.stores.tables import BookingRow, HoldRow, MarkRow, PromisedTimeRow

BOOKINGS = sqlalchemy.select(
    col(BookingRow.reference),
    col(BookingRow.offering),
    col(BookingRow.resource_id),
    col(BookingRow.room_id),
    col(BookingRow.starts_at),
    col(BookingRow.ends_at),
    col(BookingRow.customer_name),
    col(BookingRow.customer_number),
    col(BookingRow.status),
    col(BookingRow.call_sid),
    col(BookingRow.version),
)
"""What `to_booking` reads."""
LONGEST = timedelta(days=31)
"""No appointment takes longer; so those of all the years before need not be looked at."""


class SqlAgenda:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def between(self, business: Business, since: datetime, until: datetime, *, now: datetime) -> AgendaSpan:
        booked = _booked(business, since, until)
        held = select(HoldRow).where(
            HoldRow.business_id == business.id,
            HoldRow.starts_at < until,
            HoldRow.ends_at > since,
            HoldRow.expires_at > now,
        )
        references = select(BookingRow.reference).where(*booked)
        marks = select(MarkRow).where(MarkRow.business_id == business.id, col(MarkRow.reference).in_(references))
        promised = (
            select(BookingRow.reference, PromisedTimeRow.clock_time)
            .join(PromisedTimeRow, col(PromisedTimeRow.booking_id) == col(BookingRow.id))
            .where(*booked)
        )
        async with self._database.reading() as session:
            connection = await session.connection()
            rows = await connection.execute(BOOKINGS.where(*booked).order_by(col(BookingRow.starts_at)))
            bookings = tuple(to_booking(cast("BookingRow", row), business.zone) for row in rows)
            holds = tuple(
                HeldPlace(to_hold(row, business.zone), CallSid(row.call_sid)) for row in await session.exec(held)
            )
            return AgendaSpan(
                bookings,
                holds,
                {BookingReference(row.reference): to_mark(row) for row in await session.exec(marks)},
                {BookingReference(one): datetime.fromisoformat(clock) for one, clock in await session.exec(promised)},
            )

    async def unmarked(self, business: Business, since: datetime, until: datetime) -> int:
        marked = select(MarkRow.reference).where(MarkRow.business_id == business.id)
        wanted = (
            select(func.count())
            .select_from(BookingRow)
            .where(
                *_booked(business, since, until),
                col(BookingRow.starts_at) >= since,
                col(BookingRow.reference).not_in(marked),
            )
        )
        async with self._database.reading() as session:
            return (await session.exec(wanted)).one()

    async def standing(self, business: Business, since: datetime, until: datetime, *, now: datetime) -> Standing:
        wanted = sqlalchemy.select(
            col(BookingRow.reference), col(BookingRow.version), col(BookingRow.starts_at) <= now
        ).where(*_booked(business, since, until))
        async with self._database.reading() as session:
            rows = await (await session.connection()).execute(wanted)
            return frozenset((BookingReference(reference), version, bool(begun)) for reference, version, begun in rows)


def _booked(business: Business, since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(BookingRow.business_id) == business.id,
        col(BookingRow.status) == BookingStatus.CONFIRMED.value,
        col(BookingRow.starts_at) < until,
        col(BookingRow.starts_at) > since - LONGEST,
        col(BookingRow.ends_at) > since,
    )
