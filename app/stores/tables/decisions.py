"""The decision log, and where each business's chain ends. The database refuses to change or delete an entry."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index
from sqlmodel import Field

from app.stores.tables.columns import Row, instant


class DecisionRow(Row, table=True):
    """`chain` is the business, or "-" for what was decided before one was known. Redaction empties two columns."""

    __tablename__ = "decisions"
    __table_args__ = (Index("uq_decisions_chain_seq", "chain", "seq", unique=True),)
    id: int | None = Field(default=None, primary_key=True)
    business_id: str | None = Field(
        sa_column=Column(ForeignKey("businesses.id"), nullable=True, index=True), default=None
    )
    call_sid: str | None = Field(default=None, index=True)
    booking_reference: str | None = Field(default=None, index=True)
    kind: str
    decided_at: datetime = instant()
    why: str
    inputs: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False), default_factory=dict)
    personal: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True), nullable=True), default=None)
    salt: str | None = None
    commitment: str
    chain: str
    seq: int
    previous: str
    digest: str


class DecisionHeadRow(Row, table=True):
    __tablename__ = "decision_heads"
    chain: str = Field(primary_key=True)
    seq: int
    digest: str
