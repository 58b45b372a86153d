"""Calls and their turns."""

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, String
from sqlmodel import Field

from app.stores.tables.columns import Row, instant


class CallRow(Row, table=True):
    __tablename__ = "calls"
    __table_args__ = (Index("ix_calls_business_id_started_at", "business_id", "started_at"),)
    call_sid: str = Field(primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    from_number: str
    to_number: str
    language: str
    started_at: datetime = instant(index=True)
    ended_at: datetime | None = instant(nullable=True, index=True)
    outcome: str | None = None
    escalation: str | None = None
    summary: str | None = None


class TurnRow(Row, table=True):
    __tablename__ = "turns"
    id: int | None = Field(default=None, primary_key=True)
    call_sid: str = Field(index=True)
    speaker: str
    text: str
    heard_text: str | None = None
    language: str
    started_ms: int
    ended_ms: int
    response_ms: int | None = None
    intent: str | None = None
    emotion: str | None = None
    interrupted: bool = False
    timings: dict[str, int] = Field(sa_column=Column(JSON, nullable=False), default_factory=dict)
