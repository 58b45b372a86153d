"""Bookings, holds, and the blocks that they put on resources.

Decision: what takes a resource is a row in `blocks`, as many as an appointment needs and each with its own times,
whether a hold or a booking put it there, and the database itself refuses two that overlap (see the first migration). A
block that is no longer needed is deleted. Blocks of one `owner` may overlap: a booking's own, while it is moved to a
place that overlaps its old one, and those of a group appointment, whose members share its person and room.
A booking that moves becomes a second row under the same reference; only one row of a reference is confirmed. Calls are
named by their sid without a foreign key, since appointments outlive the record of the call that made them.
"""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, UniqueConstraint, text
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant

# The blocks that are looked for one by one; whoever asks for them repeats the words, so that the index is used.
IS_LONG_ON_SQLITE = "julianday(block_end) - julianday(block_start) > 1.5"
IS_LONG_ON_POSTGRESQL = "block_end - block_start > interval '36 hours'"


class BookingRow(Row, table=True):
    __tablename__ = "bookings"
    __table_args__ = (
        Index(
            "uq_bookings_reference_confirmed",
            "reference",
            unique=True,
            sqlite_where=text("status = 'confirmed'"),
            postgresql_where=text("status = 'confirmed'"),
        ),
        Index(
            "uq_bookings_key_confirmed",
            "key",
            unique=True,
            sqlite_where=text("status = 'confirmed' AND key IS NOT NULL"),
            postgresql_where=text("status = 'confirmed' AND key IS NOT NULL"),
        ),
        Index("ix_bookings_business_id_starts_at", "business_id", "starts_at"),
        Index("ix_bookings_of_customer", "business_id", "customer_number", "starts_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    reference: str = Field(index=True)
    offering: str
    resource_id: str
    room_id: str | None = None
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    customer_id: str | None = Field(default=None, foreign_key="customers.id", index=True)
    customer_name: str
    customer_number: str | None = None
    status: str
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    call_sid: str | None = Field(default=None, index=True)
    key: str | None = Field(default=None, index=True)
    booked_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)
    ended_by_call: str | None = None


class HistoryRow(Row, table=True):
    """Written beside every change of a booking, and never changed. It names no customer."""

    __tablename__ = "booking_history"
    __table_args__ = (UniqueConstraint("reference", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = business_key()
    reference: str
    version: int
    change: str
    status: str
    at: datetime = instant()
    author: str
    offering: str
    resource_id: str
    room_id: str | None = None
    starts_at: datetime = instant()
    ends_at: datetime = instant()


class HoldRow(Row, table=True):
    __tablename__ = "holds"
    id: str = Field(primary_key=True)
    business_id: str = business_key()
    call_sid: str = Field(index=True)
    offering: str
    resource_id: str
    room_id: str | None = None
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    expires_at: datetime = instant(index=True)


class BlockRow(Row, table=True):
    """A resource is taken in [block_start, block_end), buffers included. `written_at` is our clock's, for the guard."""

    __tablename__ = "blocks"
    __table_args__ = (
        Index("ix_blocks_business_id_resource_id_block_end", "business_id", "resource_id", "block_end"),
        Index(  # all that reading what is taken asks for, so that a large calendar is read from here alone
            "ix_blocks_by_time",
            "business_id",
            "block_end",
            "block_start",
            "resource_id",
            "status",
            "owner",
            "booking_id",
            "hold_id",
            "expires_at",
        ),
        Index(
            "ix_blocks_long",  # with the same columns: SQLite takes the larger index where that one alone has them all
            "business_id",
            "block_end",
            "block_start",
            "resource_id",
            "status",
            "owner",
            "booking_id",
            "hold_id",
            "expires_at",
            sqlite_where=text(IS_LONG_ON_SQLITE),
            postgresql_where=text(IS_LONG_ON_POSTGRESQL),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    resource_id: str
    block_start: datetime = instant()
    block_end: datetime = instant()
    status: str  # held, confirmed
    expires_at: datetime | None = instant(nullable=True)
    owner: str
    booking_id: int | None = Field(
        sa_column=Column(ForeignKey("bookings.id", ondelete="CASCADE"), nullable=True, index=True), default=None
    )
    hold_id: str | None = Field(
        sa_column=Column(String, ForeignKey("holds.id", ondelete="CASCADE"), nullable=True, index=True), default=None
    )
    written_at: datetime = instant()
