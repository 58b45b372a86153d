"""Businesses, the numbers they answer, the customers they know."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class BusinessRow(Row, table=True):
    __tablename__ = "businesses"
    id: str = Field(primary_key=True)
    name: str
    definition: str  # the description of the business as JSON, as `business_file` reads it
    created_at: datetime = instant()
    changed_at: datetime = instant()


class BusinessNumberRow(Row, table=True):
    """Which business answers a called number."""

    __tablename__ = "business_numbers"
    number: str = Field(primary_key=True)
    business_id: str = business_key()


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
    business_id: str = business_key()
    name: str
    number: str | None = None
    language: str
    past_visits: int = 0
    postponed_by_us: int = 0
    open_case: str | None = None
    created_at: datetime = instant()
