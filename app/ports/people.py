"""People, their sign-ins, one-time codes, and the log of who looked at what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from app.domain.business import Language
from app.domain.ids import E164, BusinessId, CallSid, PersonId
from app.domain.people import Person, Role


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a sign-in is checked against; never shown."""

    person: Person
    password_hash: str | None
    totp_secret: str | None
    totp_step: int | None


@dataclass(frozen=True, slots=True)
class NewPerson:
    login: str
    name: str
    role: Role
    language: Language
    businesses: frozenset[BusinessId]


class People(Protocol):
    async def anybody(self) -> bool:
        """False on a fresh machine, before anybody can sign in."""
        ...

    async def everybody(self) -> Sequence[Person]:
        """By name."""
        ...

    async def person(self, person_id: PersonId) -> Person | None: ...

    async def credentials(self, login: str) -> Credentials | None: ...

    async def by_identity(self, identity: str) -> Credentials | None:
        """Who is linked to this `Identity.key`."""
        ...

    async def link(self, person_id: PersonId, identity: str | None) -> bool:
        """With what another provider knows them by; None lets go. False: they, or it, are linked otherwise already."""
        ...

    async def add(self, new: NewPerson) -> Person | None:
        """None when the login is taken."""
        ...

    async def change(
        self,
        person_id: PersonId,
        *,
        name: str | None = None,
        role: Role | None = None,
        language: Language | None = None,
        businesses: frozenset[BusinessId] | None = None,
    ) -> None: ...

    async def set_number(self, person_id: PersonId, number: E164 | None) -> None: ...

    async def set_password(self, person_id: PersonId, password_hash: str) -> None: ...

    async def set_second_factor(self, person_id: PersonId, secret: str | None, recovery_codes: Sequence[str]) -> None:
        """None switches it off. Earlier recovery codes stop working."""
        ...

    async def use_totp_step(self, person_id: PersonId, step: int) -> bool:
        """False when this or a later step was used meanwhile."""
        ...

    async def use_recovery_code(self, person_id: PersonId, code: str) -> bool: ...

    async def block(self, person_id: PersonId, *, blocked: bool) -> None:
        """A blocked person is signed out everywhere."""
        ...


class Purpose(StrEnum):
    SET_UP = "set_up"  # the owner of a fresh machine, who has no account yet
    INVITE = "invite"
    RESET = "reset"
    SECOND_STEP = "second_step"  # the password was right; the second factor is asked for


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    purpose: Purpose
    person_id: PersonId | None


class OneTimeCodes(Protocol):
    async def mint(self, purpose: Purpose, person_id: PersonId | None, *, lives_for: timedelta) -> str:
        """A fresh code; an unused earlier one for the same person and purpose stops working."""
        ...

    async def forget(self, person_id: PersonId) -> None:
        """All unused codes of a person stop working, except those that stand in for the second factor."""
        ...

    async def look(self, code: str) -> OneTimeCode | None:
        """None when unknown, used or expired."""
        ...

    async def consume(self, code: str) -> OneTimeCode | None:
        """Of any number of takers at once, one gets it."""
        ...


@dataclass(frozen=True, slots=True)
class SignIn:
    """One browser that is signed in. `reference` names it on a page and opens nothing."""

    reference: str
    person: Person
    browser: str
    created_at: datetime
    seen_at: datetime


class SignIns(Protocol):
    async def begin(self, person_id: PersonId, browser: str, *, lives_for: timedelta) -> str:
        """The secret for the browser's cookie; only a hash of it is kept."""
        ...

    async def who(self, secret: str) -> SignIn | None:
        """None when unknown, ended, expired, or the person is blocked."""
        ...

    async def of(self, person_id: PersonId) -> Sequence[SignIn]:
        """Latest first."""
        ...

    async def end(self, secret: str) -> None: ...

    async def end_all(self, person_id: PersonId, *, but: str | None = None) -> int:
        """Sign out everywhere, except where the secret `but` is; how many ended."""
        ...

    async def failed(self, login: str, address: str) -> None: ...

    async def failures(self, login: str, address: str, *, within: timedelta) -> tuple[int, int]:
        """Of this login, and of this address."""
        ...

    async def forget_failures(self, login: str) -> None: ...


class PasswordHashes(Protocol):
    """Slow on purpose, and never on the event loop."""

    async def make(self, password: str) -> str: ...

    async def fits(self, password_hash: str | None, password: str) -> bool:
        """False without a hash, after the same time."""
        ...


@dataclass(frozen=True, slots=True)
class Access:
    """`deed` is a constant word; `calls` = how many it was done to, where that was at once."""

    at: datetime
    person_name: str
    business: BusinessId | None
    call_sid: CallSid | None
    deed: str
    calls: int | None = None


class AccessLog(Protocol):
    async def note(
        self,
        person: Person,
        deed: str,
        *,
        business: BusinessId | None = None,
        call_sid: CallSid | None = None,
        calls: int | None = None,
    ) -> None: ...

    async def note_program(self, token: str, deed: str, *, business: BusinessId, call_sid: CallSid) -> None:
        """What was read over the API, by the name of its token."""
        ...

    async def latest(
        self,
        businesses: Sequence[BusinessId] | None,
        *,
        call_sid: CallSid | None = None,
        before: int | None = None,
        limit: int = 100,
    ) -> tuple[Sequence[Access], int | None]:
        """Newest first, and where the next page begins (None on the last). `businesses` None = all."""
        ...
