"""What people add to calls, and what they do with messages and callbacks.

The index for full-text search is not described here, since each database has its own kind: `call_words_fts`, one row a
call, made in the migration.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class CallNoteRow(Row, table=True):
    __tablename__ = "call_notes"
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = business_key()
    call_sid: str = Field(index=True)
    author: str
    text: str
    written_at: datetime = instant()


class CallTagRow(Row, table=True):
    __tablename__ = "call_tags"
    call_sid: str = Field(primary_key=True)
    tag: str = Field(primary_key=True)
    business_id: str = business_key()


class CorrectionRow(Row, table=True):
    """A word or intent that a person put right; what was there stays with it, to learn from."""

    __tablename__ = "corrections"
    id: int | None = Field(default=None, primary_key=True)
    business_id: str = business_key()
    call_sid: str = Field(index=True)
    turn_id: int = Field(index=True)
    what: str  # text, intent
    original: str
    corrected: str
    author: str
    corrected_at: datetime = instant()


class TaskRow(Row, table=True):
    """How far the staff are with a message or a callback; no row = nobody has touched it."""

    __tablename__ = "tasks"
    __table_args__ = (Index("ix_tasks_business_id_done_at", "business_id", "done_at"),)
    item_id: str = Field(primary_key=True)
    kind: str  # message, callback
    business_id: str = business_key()
    assigned_to: str | None = None
    done_at: datetime | None = instant(nullable=True)
    done_by: str | None = None


class TaskTryRow(Row, table=True):
    """One attempt to reach somebody."""

    __tablename__ = "task_tries"
    id: int | None = Field(default=None, primary_key=True)
    item_id: str = Field(index=True)
    business_id: str = business_key()
    author: str
    result: str
    tried_at: datetime = instant()
    time_source: str | None = None
    next_at: datetime | None = instant(nullable=True)
