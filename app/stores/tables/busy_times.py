"""Busy times from other systems: the feeds, the last good copy of each, and the appointments that stand in it.

Decision: a stretch is no block. A block is guarded against blocks that overlap, and what another system calls busy may
well overlap an appointment that was booked before: it is kept, and the appointment is a clash. A trigger on `blocks`
refuses new ones inside a stretch, with the same words as the guard against overlaps.
"""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String, UniqueConstraint
from sqlmodel import Field

from app.stores.tables.columns import Row, instant


class BusyFeedRow(Row, table=True):
    __tablename__ = "busy_feeds"
    __table_args__ = (UniqueConstraint("business_id", "resource_id", "name"),)
    id: str = Field(primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    resource_id: str
    name: str
    address: str
    tried_at: datetime | None = instant(nullable=True)
    fetched_at: datetime | None = instant(nullable=True)
    read_at: datetime | None = instant(nullable=True)
    fault: str | None = None
    unreadable: int = 0
    etag: str | None = None
    digest: str | None = None


class BusyStretchRow(Row, table=True):
    __tablename__ = "busy_stretches"
    __table_args__ = (
        Index("ix_busy_stretches_business_id_resource_id_ends_at", "business_id", "resource_id", "ends_at"),
    )
    id: int | None = Field(default=None, primary_key=True)
    feed_id: str = Field(
        sa_column=Column(String, ForeignKey("busy_feeds.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    business_id: str
    resource_id: str
    starts_at: datetime = instant()
    ends_at: datetime = instant()


class ClashRow(Row, table=True):
    """An appointment of which the staff were told that it stands in busy time. Deleted when it no longer does."""

    __tablename__ = "told_clashes"
    feed_id: str = Field(sa_column=Column(String, ForeignKey("busy_feeds.id", ondelete="CASCADE"), primary_key=True))
    booking_id: int = Field(
        sa_column=Column(ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    told_at: datetime = instant()
