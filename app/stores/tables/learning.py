"""What became of appointments, and what was learned from them. Neither names a customer."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class MarkRow(Row, table=True):
    """One a booking: a second mark corrects the first."""

    __tablename__ = "attendance_marks"
    __table_args__ = (UniqueConstraint("business_id", "reference"),)
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = business_key()
    reference: str
    attendance: str
    actual_minutes: float | None = None
    marked_at: datetime = instant()


class LessonRow(Row, table=True):
    """Appended with every fit; the newest of a subject counts, and is used when it says so."""

    __tablename__ = "lessons"
    __table_args__ = (Index("ix_lessons_business_id_subject_id", "business_id", "subject", "id"),)
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = business_key()
    subject: str
    learned_at: datetime = instant()
    used: bool
    model: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False), default_factory=dict)
    report: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False), default_factory=dict)
