"""What callers wanted and nobody understood."""

from datetime import datetime

from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class UnknownWishRow(Row, table=True):
    """`at_ms` is where it is in the call's sound; `nth` = how often in a row nothing was understood."""

    __tablename__ = "unknown_wishes"
    id: str = Field(primary_key=True)
    business_id: str = business_key()
    call_sid: str | None = Field(default=None, index=True)
    text: str
    language: str
    asked: str
    nth: int
    at_ms: int
    said_at: datetime = instant()
    closed: str | None = None  # taught or done
    closed_by: str | None = None
    closed_at: datetime | None = instant(nullable=True)
