"""Tokens, as hashes."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String
from sqlmodel import Field

from app.stores.tables.columns import Row, business_key, instant


class ApiTokenRow(Row, table=True):
    __tablename__ = "api_tokens"
    hash: str = Field(primary_key=True)  # sha256 of 256 random bits: nothing to guess, so nothing to slow down
    name: str = Field(index=True)
    created_at: datetime = instant()
    revoked_at: datetime | None = instant(nullable=True)
    scopes: str = "read write"  # words with spaces between
    business_id: str | None = Field(
        sa_column=Column(String, ForeignKey("businesses.id"), nullable=True), default=None
    )  # none = all
    created_by: str | None = None


class MediaTokenRow(Row, table=True):
    __tablename__ = "media_tokens"
    hash: str = Field(primary_key=True)
    call_sid: str = Field(index=True)
    business_id: str = business_key()
    expires_at: datetime = instant(index=True)
