"""Promised clock times in the database."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import col, select

from app.domain.bookings import Booking, BookingStatus
from app.domain.ids import BookingReference, BusinessId
from app.stores.database import Database
from app.stores.tables import BookingRow, PromisedTimeRow


def promise_of(booking_id: int | None, booking: Booking) -> PromisedTimeRow:
    """What to write beside a booking whenever it gets a place."""
    local = booking.slot.starts_at.replace(tzinfo=None, fold=0)
    return PromisedTimeRow(booking_id=booking_id, clock_time=local.isoformat(timespec="minutes"))


class SqlPromises:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def promised(self, business: BusinessId, *, since: datetime) -> Mapping[BookingReference, datetime]:
        async with self._database.reading() as session:
            rows = await session.exec(
                select(BookingRow.reference, PromisedTimeRow.clock_time)
                .join(PromisedTimeRow, col(PromisedTimeRow.booking_id) == col(BookingRow.id))
                .where(
                    BookingRow.business_id == business,
                    BookingRow.status == BookingStatus.CONFIRMED.value,
                    BookingRow.starts_at >= since,
                )
            )
            return {BookingReference(reference): datetime.fromisoformat(clock) for reference, clock in rows}
