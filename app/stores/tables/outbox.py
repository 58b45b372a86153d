"""What is to be told to whom, written in the transaction of the booking it follows from. Ids only, no names."""

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, String, text
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class OutboxRow(Row, table=True):
    """`booking_id` is the version of the booking it speaks of; whom it goes to is looked up when it goes."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_business_id_created_at", "business_id", "created_at"),
        Index(
            "ix_outbox_open",
            "due_at",
            sqlite_where=text("state IN ('pending', 'sending')"),
            postgresql_where=text("state IN ('pending', 'sending')"),
        ),
    )
    id: str = Field(primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    booking_reference: str | None = Field(default=None, index=True)
    booking_id: int | None = Field(
        sa_column=Column(ForeignKey("bookings.id", ondelete="CASCADE"), nullable=True, index=True), default=None
    )
    previous_booking_id: int | None = None
    waitlist_offer_id: str | None = Field(default=None, index=True)
    note_id: str | None = None  # of a message or callback
    person_id: str | None = None  # whose own address it goes to; none = the business's
    kind: str
    channel: str
    change: str
    sequence: int
    task: dict[str, str] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True), default=None)
    state: str
    attempts: int = 0
    last_error: str | None = None
    created_at: datetime = instant()
    due_at: datetime = instant()
    first_tried_at: datetime | None = instant(nullable=True)
    ended_at: datetime | None = instant(nullable=True)


class NoticeSettingsRow(Row, table=True):
    """Where a business is told, and how long before an appointment customers are reminded (0 = never)."""

    __tablename__ = "notice_settings"
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), primary_key=True))
    staff_mail: str | None = None
    webhook_url: str | None = None
    webhook_secret: str | None = None
    remind_hours: int = 24
    staff_sms: str | None = None


class CustomerMailRow(Row, table=True):
    __tablename__ = "customer_mails"
    customer_id: str = Field(sa_column=Column(String, ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True))
    business_id: str = business_key()
    address: str
    given_at: datetime = instant()
