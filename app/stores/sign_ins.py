"""Who is signed in where, over a database; and how passwords are hashed."""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlmodel import col, delete, func, or_, select, update

from app.domain.ids import PersonId
from app.domain.people import GUESSING_WINDOW, plain_login
from app.ports.clock import Clock
from app.ports.people import SignIn
from app.stores.database import Database
from app.stores.people import businesses_of, hashed, to_person
from app.stores.tables import FailedSignInRow, PersonRow, SignInRow

SECRET_BYTES = 32
SEEN_EVERY = timedelta(minutes=5)
"""`seen_at` is written at most this often: a page view need not be a write."""
BROWSER_LENGTH = 120


class SqlSignIns:
    """`SignIns` over a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def begin(self, person_id: PersonId, browser: str, *, lives_for: timedelta) -> str:
        secret = secrets.token_urlsafe(SECRET_BYTES)
        now = self._clock.now()
        async with self._database.writing() as session:
            await session.exec(delete(SignInRow).where(col(SignInRow.expires_at) <= now))
            session.add(
                SignInRow(
                    hash=hashed(secret),
                    person_id=person_id,
                    browser=browser[:BROWSER_LENGTH],
                    created_at=now,
                    seen_at=now,
                    expires_at=now + lives_for,
                )
            )
        return secret

    async def who(self, secret: str) -> SignIn | None:
        now = self._clock.now()
        async with self._database.reading() as session:
            row = await session.get(SignInRow, hashed(secret))
            if row is None or row.expires_at <= now:
                return None
            person = await session.get(PersonRow, row.person_id)
            if person is None or person.blocked_at is not None:
                return None
            found = SignIn(
                row.hash[:12],
                to_person(person, await businesses_of(session, person.id)),
                row.browser,
                row.created_at,
                row.seen_at,
            )
        if now - found.seen_at >= SEEN_EVERY:
            async with self._database.writing() as session:
                await session.exec(update(SignInRow).where(col(SignInRow.hash) == hashed(secret)).values(seen_at=now))
        return found

    async def of(self, person_id: PersonId) -> Sequence[SignIn]:
        async with self._database.reading() as session:
            row = await session.get(PersonRow, person_id)
            if row is None:
                return ()
            person = to_person(row, await businesses_of(session, row.id))
            live = select(SignInRow).where(
                SignInRow.person_id == person_id, col(SignInRow.expires_at) > self._clock.now()
            )
            rows = await session.exec(live.order_by(col(SignInRow.seen_at).desc()))
            return tuple(SignIn(one.hash[:12], person, one.browser, one.created_at, one.seen_at) for one in rows)

    async def end(self, secret: str) -> None:
        async with self._database.writing() as session:
            await session.exec(delete(SignInRow).where(col(SignInRow.hash) == hashed(secret)))

    async def end_all(self, person_id: PersonId, *, but: str | None = None) -> int:
        ending = delete(SignInRow).where(col(SignInRow.person_id) == person_id)
        if but is not None:
            ending = ending.where(col(SignInRow.hash) != hashed(but))
        async with self._database.writing() as session:
            return (await session.exec(ending)).rowcount

    async def failed(self, login: str, address: str) -> None:
        now = self._clock.now()
        async with self._database.writing() as session:
            await session.exec(delete(FailedSignInRow).where(col(FailedSignInRow.failed_at) <= now - GUESSING_WINDOW))
            session.add(
                FailedSignInRow(login_hash=hashed(plain_login(login)), address_hash=hashed(address), failed_at=now)
            )

    async def failures(self, login: str, address: str, *, within: timedelta) -> tuple[int, int]:
        login_hash, address_hash = hashed(plain_login(login)), hashed(address)
        recent = select(FailedSignInRow.login_hash, FailedSignInRow.address_hash, func.count()).where(
            col(FailedSignInRow.failed_at) > self._clock.now() - within,
            or_(col(FailedSignInRow.login_hash) == login_hash, col(FailedSignInRow.address_hash) == address_hash),
        )
        async with self._database.reading() as session:
            counted = await session.exec(
                recent.group_by(col(FailedSignInRow.login_hash), col(FailedSignInRow.address_hash))
            )
            rows = list(counted)
        return (
            sum(count for login_of, _, count in rows if login_of == login_hash),
            sum(count for _, address_of, count in rows if address_of == address_hash),
        )

    async def forget_failures(self, login: str) -> None:
        async with self._database.writing() as session:
            await session.exec(
                delete(FailedSignInRow).where(col(FailedSignInRow.login_hash) == hashed(plain_login(login)))
            )


class Argon2Hashes:
    """`PasswordHashes`: argon2id with 46 MiB and one pass (OWASP's first choice), two at a time, in threads."""

    def __init__(self, *, memory_kib: int = 47_104, passes: int = 1) -> None:
        self._hasher = PasswordHasher(time_cost=passes, memory_cost=memory_kib, parallelism=1)
        self._at_once = asyncio.Semaphore(2)
        self._of_nobody = self._hasher.hash(secrets.token_urlsafe(16))

    async def make(self, password: str) -> str:
        async with self._at_once:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def fits(self, password_hash: str | None, password: str) -> bool:
        async with self._at_once:
            fitting = await asyncio.to_thread(self._fits, password_hash or self._of_nobody, password)
        return fitting and password_hash is not None

    def _fits(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False
