"""What callers leave for the staff."""

from datetime import datetime

from sqlalchemy import JSON, Column, Index, false, text
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant

# What nobody has finished. Whoever looks for it repeats the words, so that the index is used.
OPEN_MESSAGE = "done_at IS NULL"
OPEN_CALLBACK = "status = 'open'"
_MESSAGE_IS_OPEN, _CALLBACK_IS_OPEN = text(OPEN_MESSAGE), text(OPEN_CALLBACK)


class MessageRow(Row, table=True):
    __tablename__ = "messages"
    __table_args__ = (
        Index(
            "ix_messages_open",
            "business_id",
            "taken_at",
            sqlite_where=_MESSAGE_IS_OPEN,
            postgresql_where=_MESSAGE_IS_OPEN,
        ),
    )
    id: str = Field(primary_key=True)
    business_id: str = business_key()
    call_sid: str | None = Field(default=None, index=True)
    text: str
    customer_name: str | None = None
    customer_number: str | None = None
    taken_at: datetime = instant()
    urgent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    person_id: str | None = None
    done_at: datetime | None = instant(nullable=True)  # as in its task: what is open is counted with every page


class CallbackRow(Row, table=True):
    __tablename__ = "callbacks"
    __table_args__ = (
        Index(
            "ix_callbacks_open",
            "business_id",
            "requested_at",
            sqlite_where=_CALLBACK_IS_OPEN,
            postgresql_where=_CALLBACK_IS_OPEN,
        ),
    )
    id: str = Field(primary_key=True)
    business_id: str = business_key()
    call_sid: str | None = Field(default=None, index=True)
    text: str
    customer_name: str | None = None
    customer_number: str
    windows: list[list[str]] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)
    status: str
    requested_at: datetime = instant()
    urgent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    person_id: str | None = None
