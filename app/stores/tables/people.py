"""Who may see the pages: people, their sign-ins, one-time links, and the log of who looked at what."""

from datetime import datetime

from sqlalchemy import Column, ForeignKey, Index, String
from sqlmodel import Field

from app.stores.tables.columns import Row, instant


class PersonRow(Row, table=True):
    __tablename__ = "people"
    id: str = Field(primary_key=True)
    login: str = Field(unique=True)  # in lower case: an e-mail address, or a short name
    name: str
    role: str
    language: str
    password_hash: str | None = None
    totp_secret: str | None = None
    totp_step: int | None = None  # the last time step that was used: a code works once
    created_at: datetime = instant()
    blocked_at: datetime | None = instant(nullable=True)
    identity: str | None = Field(default=None, unique=True)  # issuer and subject at another provider
    number: str | None = None  # the own telephone, E.164: rings when this person takes a call over


class PersonBusinessRow(Row, table=True):
    """Whose calls a person may see. A host sees all and has no rows here."""

    __tablename__ = "person_businesses"
    person_id: str = Field(
        sa_column=Column(String, ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, nullable=False)
    )
    business_id: str = Field(sa_column=Column(String, ForeignKey("businesses.id"), primary_key=True, nullable=False))


class SignInRow(Row, table=True):
    """One browser that is signed in. Only the hash of its cookie is kept."""

    __tablename__ = "sign_ins"
    hash: str = Field(primary_key=True)
    person_id: str = Field(
        sa_column=Column(String, ForeignKey("people.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    browser: str
    created_at: datetime = instant()
    seen_at: datetime = instant()
    expires_at: datetime = instant(index=True)


class FailedSignInRow(Row, table=True):
    """Against guessing. Login and address as hashes; rows older than the longest limit are swept."""

    __tablename__ = "failed_sign_ins"
    id: int | None = Field(default=None, primary_key=True)
    login_hash: str = Field(index=True)
    address_hash: str = Field(index=True)
    failed_at: datetime = instant(index=True)


class OneTimeCodeRow(Row, table=True):
    """Lets one person choose a password once, or stands in for the second factor once (`purpose` recovery)."""

    __tablename__ = "one_time_codes"
    hash: str = Field(primary_key=True)
    purpose: str
    person_id: str | None = Field(
        sa_column=Column(String, ForeignKey("people.id", ondelete="CASCADE"), nullable=True, index=True), default=None
    )
    expires_at: datetime | None = instant(nullable=True)


class AccessRow(Row, table=True):
    """Who looked at or changed what. The name stands here too: the log outlives the person's account."""

    __tablename__ = "access_log"
    __table_args__ = (Index("ix_access_log_business_id_at", "business_id", "at"),)
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant()
    person_id: str
    person_name: str
    business_id: str | None = None
    call_sid: str | None = Field(default=None, index=True)
    deed: str
    calls: int | None = None  # how many it was done to at once
