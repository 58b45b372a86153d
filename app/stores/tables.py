"""The tables. Rows never leave `app.stores`; the core has its own values.

Decision: what takes a resource is a row in `blocks`, one a resource, whether a hold or a booking put it there, and the
database itself refuses two that overlap (see the first migration). A block that is no longer needed is deleted. Blocks
of one `owner` may overlap: a booking's own, while it is moved to a place that overlaps its old one.
A booking that moves becomes a second row under the same reference; only one row of a reference is confirmed. Calls are
named by their sid without a foreign key, since appointments outlive the record of the call that made them.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Dialect, ForeignKey, Index, MetaData, String, TypeDecorator, text
from sqlmodel import Field, SQLModel

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcInstant(TypeDecorator[datetime]):
    """Aware in, aware UTC out. SQLite forgets the offset: it is taken off and put back here and nowhere else."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its offset")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Row(SQLModel):
    metadata = metadata


def _instant(*, nullable: bool = False, index: bool = False) -> Any:
    return Field(sa_column=Column(UtcInstant, nullable=nullable, index=index), default=None)


def _business() -> Any:
    return Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False, index=True))


class BusinessRow(Row, table=True):
    __tablename__ = "businesses"
    id: str = Field(primary_key=True)
    name: str
    definition: str  # the description of the business as JSON, as `business_file` reads it
    created_at: datetime = _instant()
    changed_at: datetime = _instant()


class BusinessNumberRow(Row, table=True):
    """Which business answers a called number."""

    __tablename__ = "business_numbers"
    number: str = Field(primary_key=True)
    business_id: str = _business()


class CustomerRow(Row, table=True):
    __tablename__ = "customers"
    __table_args__ = (
        Index(
            "uq_customers_business_id_number",
            "business_id",
            "number",
            unique=True,
            sqlite_where=text("number IS NOT NULL"),
            postgresql_where=text("number IS NOT NULL"),
        ),
    )
    id: str = Field(primary_key=True)
    business_id: str = _business()
    name: str
    number: str | None = None
    language: str
    past_visits: int = 0
    postponed_by_us: int = 0
    open_case: str | None = None
    created_at: datetime = _instant()


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
        Index("ix_bookings_business_id_customer_number", "business_id", "customer_number"),
    )
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    reference: str = Field(index=True)
    offering: str
    resource_id: str
    room_id: str | None = None
    starts_at: datetime = _instant()
    ends_at: datetime = _instant()
    customer_id: str | None = Field(default=None, foreign_key="customers.id", index=True)
    customer_name: str
    customer_number: str | None = None
    status: str
    call_sid: str | None = Field(default=None, index=True)
    key: str | None = None
    booked_at: datetime = _instant()
    ended_at: datetime | None = _instant(nullable=True)
    ended_by_call: str | None = None


class HoldRow(Row, table=True):
    __tablename__ = "holds"
    id: str = Field(primary_key=True)
    business_id: str = _business()
    call_sid: str = Field(index=True)
    offering: str
    resource_id: str
    room_id: str | None = None
    starts_at: datetime = _instant()
    ends_at: datetime = _instant()
    expires_at: datetime = _instant(index=True)


class BlockRow(Row, table=True):
    """A resource is taken in [block_start, block_end), buffers included. `written_at` is our clock's, for the guard."""

    __tablename__ = "blocks"
    __table_args__ = (Index("ix_blocks_business_id_resource_id_block_end", "business_id", "resource_id", "block_end"),)
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    resource_id: str
    block_start: datetime = _instant()
    block_end: datetime = _instant()
    status: str  # held, confirmed
    expires_at: datetime | None = _instant(nullable=True)
    owner: str
    booking_id: int | None = Field(
        sa_column=Column(ForeignKey("bookings.id", ondelete="CASCADE"), nullable=True, index=True), default=None
    )
    hold_id: str | None = Field(
        sa_column=Column(String, ForeignKey("holds.id", ondelete="CASCADE"), nullable=True, index=True), default=None
    )
    written_at: datetime = _instant()


class CallRow(Row, table=True):
    __tablename__ = "calls"
    __table_args__ = (Index("ix_calls_business_id_started_at", "business_id", "started_at"),)
    call_sid: str = Field(primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    from_number: str
    to_number: str
    language: str
    started_at: datetime = _instant(index=True)
    ended_at: datetime | None = _instant(nullable=True, index=True)
    outcome: str | None = None
    escalation: str | None = None
    summary: str | None = None


class TurnRow(Row, table=True):
    __tablename__ = "turns"
    id: int | None = Field(default=None, primary_key=True)
    call_sid: str = Field(index=True)
    speaker: str
    text: str
    heard_text: str | None = None
    language: str
    started_ms: int
    ended_ms: int
    response_ms: int | None = None
    intent: str | None = None
    emotion: str | None = None
    interrupted: bool = False
    timings: dict[str, int] = Field(sa_column=Column(JSON, nullable=False), default_factory=dict)


class DecisionRow(Row, table=True):
    __tablename__ = "decisions"
    id: int | None = Field(default=None, primary_key=True)
    business_id: str | None = Field(
        sa_column=Column(ForeignKey("businesses.id"), nullable=True, index=True), default=None
    )
    call_sid: str | None = Field(default=None, index=True)
    kind: str
    decided_at: datetime = _instant()
    why: str
    inputs: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False), default_factory=dict)


class MessageRow(Row, table=True):
    __tablename__ = "messages"
    id: str = Field(primary_key=True)
    business_id: str = _business()
    call_sid: str | None = Field(default=None, index=True)
    text: str
    customer_name: str | None = None
    customer_number: str | None = None
    taken_at: datetime = _instant()


class CallbackRow(Row, table=True):
    __tablename__ = "callbacks"
    id: str = Field(primary_key=True)
    business_id: str = _business()
    call_sid: str | None = Field(default=None, index=True)
    text: str
    customer_name: str | None = None
    customer_number: str
    windows: list[list[str]] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)
    status: str
    requested_at: datetime = _instant()


class ApiTokenRow(Row, table=True):
    __tablename__ = "api_tokens"
    hash: str = Field(primary_key=True)  # sha256 of 256 random bits: nothing to guess, so nothing to slow down
    name: str = Field(index=True)
    created_at: datetime = _instant()
    revoked_at: datetime | None = _instant(nullable=True)


class MediaTokenRow(Row, table=True):
    __tablename__ = "media_tokens"
    hash: str = Field(primary_key=True)
    call_sid: str = Field(index=True)
    business_id: str = _business()
    expires_at: datetime = _instant(index=True)
