"""Since when a business's calls are looked through for what is over."""

from datetime import date

from sqlalchemy import Column, ForeignKey, String
from sqlmodel import Field

from app.stores.tables.columns import Row


class RetentionBeginRow(Row, table=True):
    __tablename__ = "retention_begins"
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), primary_key=True))
    first_night: date
