"""Who waits for an earlier place, and which freed place is offered to whom: one open offer a place."""

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, String, text
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant

OPEN = "state IN ('open', 'taken')"


class WaitlistEntryRow(Row, table=True):
    __tablename__ = "waitlist_entries"
    __table_args__ = (Index("ix_waitlist_entries_business_id_state", "business_id", "state"),)
    id: str = Field(primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    offering: str
    resource_id: str | None = None
    customer_name: str
    customer_number: str = Field(index=True)
    language: str
    windows: list[list[str]] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)
    priority: int = 0
    joined_at: datetime = instant()
    state: str
    call_sid: str | None = None
    moving_reference: str | None = None


class WaitlistOfferRow(Row, table=True):
    __tablename__ = "waitlist_offers"
    __table_args__ = (
        Index(
            "uq_waitlist_offers_open_place",
            "business_id",
            "resource_id",
            "starts_at",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
        Index(
            "uq_waitlist_offers_open_entry",
            "entry_id",
            unique=True,
            sqlite_where=text(OPEN),
            postgresql_where=text(OPEN),
        ),
    )
    id: str = Field(primary_key=True)
    business_id: str = business_key()
    entry_id: str = Field(
        sa_column=Column(String, ForeignKey("waitlist_entries.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    freed_booking_id: int = Field(index=True)
    offering: str
    resource_id: str
    room_id: str | None = None
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    offered_at: datetime = instant()
    expires_at: datetime = instant()
    state: str
    ended_at: datetime | None = instant(nullable=True)
    booking_reference: str | None = None
