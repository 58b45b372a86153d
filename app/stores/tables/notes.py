"""What callers leave for the staff."""

from datetime import datetime

from sqlalchemy import JSON, Column, false
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class MessageRow(Row, table=True):
    __tablename__ = "messages"
    id: str = Field(primary_key=True)
    business_id: str = business_key()
    call_sid: str | None = Field(default=None, index=True)
    text: str
    customer_name: str | None = None
    customer_number: str | None = None
    taken_at: datetime = instant()
    urgent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    person_id: str | None = None


class CallbackRow(Row, table=True):
    __tablename__ = "callbacks"
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
