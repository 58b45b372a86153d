"""What businesses were described as, version by version."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class BusinessVersionRow(Row, table=True):
    """`definition` is the description as JSON, as in `businesses`."""

    __tablename__ = "business_versions"
    __table_args__ = (UniqueConstraint("business_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = business_key()
    number: int  # counts from 1 in each business
    definition: str
    author: str
    saved_at: datetime = instant()
