"""What a business's documents say, and what callers asked in vain."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class DocumentRow(Row, table=True):
    __tablename__ = "knowledge_documents"
    __table_args__ = (UniqueConstraint("business_id", "name"),)
    id: str = Field(primary_key=True)
    business_id: str = business_key()
    name: str
    is_page: bool
    state: str
    problem: str | None = None
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    size: int = 0
    done: int = 0
    model: str | None = None  # that made the vectors
    added_by: str
    added_at: datetime = instant()
    claimed_at: datetime | None = instant(nullable=True)
    read_at: datetime | None = instant(nullable=True)


class StatementRow(Row, table=True):
    __tablename__ = "knowledge_statements"
    document_id: str = Field(
        sa_column=Column(String, ForeignKey("knowledge_documents.id", ondelete="CASCADE"), primary_key=True)
    )
    place: int = Field(primary_key=True)
    text: str
    heading: str
    chunk: int
    page: int | None = None
    language: str
    vector: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True), default=None)


class OpenQuestionRow(Row, table=True):
    """`sameness` = the words of the question that count, so that the same question is one."""

    __tablename__ = "open_questions"
    __table_args__ = (UniqueConstraint("business_id", "sameness"),)
    id: str = Field(primary_key=True)
    business_id: str = business_key()
    sameness: str
    text: str
    language: str
    asked: int
    first_at: datetime = instant()
    last_at: datetime = instant()
    call_sid: str | None = None
    closed: str | None = None  # answered | dismissed
    closed_by: str | None = None
    closed_at: datetime | None = instant(nullable=True)
