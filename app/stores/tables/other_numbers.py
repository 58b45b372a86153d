"""Further numbers of a customer whose records were two: a call from either line finds the one that was kept."""

from sqlalchemy import Column, ForeignKey, String
from sqlmodel import Field

from app.stores.tables.columns import Row


class OtherNumberRow(Row, table=True):
    __tablename__ = "other_numbers"
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), primary_key=True))
    number: str = Field(primary_key=True)
    customer_id: str = Field(
        sa_column=Column(String, ForeignKey("customers.id", ondelete="CASCADE"), nullable=False, index=True)
    )
