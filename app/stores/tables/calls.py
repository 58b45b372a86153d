"""Calls and their turns."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Column, ForeignKey, Index, String, false, text
from sqlmodel import Field

from app.stores.tables.columns import Row, instant

UNINDEXED = "ended_at IS NOT NULL AND (indexed_at IS NULL OR indexed_at < ended_at)"
"""A call that ended and is not in the search index, or went on after it was put there."""


class CallRow(Row, table=True):
    __tablename__ = "calls"
    __table_args__ = (
        Index("ix_calls_business_id_started_at", "business_id", "started_at"),
        Index("ix_calls_business_id_outcome_started_at", "business_id", "outcome", "started_at"),
        Index(
            "ix_calls_escalated",
            "business_id",
            "started_at",
            sqlite_where=text("escalation IS NOT NULL"),
            postgresql_where=text("escalation IS NOT NULL"),
        ),
        Index(
            "ix_calls_unreviewed",
            "business_id",
            "started_at",
            sqlite_where=text("reviewed_at IS NULL"),
            postgresql_where=text("reviewed_at IS NULL"),
        ),
        Index(
            "ix_calls_with_words",
            "business_id",
            "started_at",
            sqlite_where=text("words_gone_at IS NULL"),
            postgresql_where=text("words_gone_at IS NULL"),
        ),
        Index(
            "ix_calls_unindexed",
            "ended_at",
            sqlite_where=text(UNINDEXED),
            postgresql_where=text(UNINDEXED),
        ),
    )
    call_sid: str = Field(primary_key=True)
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False))
    from_number: str
    to_number: str
    language: str
    started_at: datetime = instant(index=True)
    ended_at: datetime | None = instant(nullable=True, index=True)
    outcome: str | None = None
    node_id: str | None = Field(default=None, index=True)  # the server that takes it
    presumed_over: bool = Field(default=False, sa_column_kwargs={"server_default": false()})  # its server fell silent
    escalation: str | None = None
    summary: str | None = None
    reviewed_at: datetime | None = instant(nullable=True)
    reviewed_by: str | None = None
    deleted_at: datetime | None = instant(nullable=True)  # hidden everywhere; gone for good some days later
    words_gone_at: datetime | None = instant(nullable=True)  # blacked out by the owner's rule
    indexed_at: datetime | None = instant(nullable=True)  # when its words were put into the search index
    search_id: int | None = Field(sa_column=Column(BigInteger, nullable=True, unique=True), default=None)


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
    intensity: float | None = None
    urgency: float | None = None
    signals: dict[str, float] | None = Field(sa_column=Column(JSON, nullable=True), default=None)
    part: int = Field(default=1, sa_column_kwargs={"server_default": "1"})  # counts the streams of one call
