"""The clock time that a caller was promised.

Decision: instants are kept in UTC, and a booking also keeps the local clock time that it stood for when it was made.
When a state changes its clocks at short notice, new rules of time give the same instant another clock time; the caller
comes at the one that was promised, and without this row nobody could tell.
"""

from sqlalchemy import Column, ForeignKey
from sqlmodel import Field

from app.stores.tables.columns import Row


class PromisedTimeRow(Row, table=True):
    __tablename__ = "promised_times"
    booking_id: int | None = Field(sa_column=Column(ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True))
    clock_time: str  # local, ISO, to the minute, no offset
