"""The database: sessions to read with, and write transactions in which what was read cannot change.

Decision: writers of one calendar come one after another, on both databases, so that no check is followed by a lost race
and no two writers can wait for each other. On SQLite a write transaction begins with BEGIN IMMEDIATE (a deferred one
that becomes a writer fails at once with "database is locked"). On PostgreSQL it begins by taking the advisory lock of
what it changes (`calendar_of`, `call_of`); a transaction takes one such lock. Writers of one process queue on a lock of
ours first, which is fair and keeps them from sitting on connections. The guard against overlaps is a rule of the schema
all the same. All waits are short, because a caller is on the line: after them the store is unavailable, and the
dialogue says so. Alternatives: SERIALIZABLE with retries (callers wait for others' conflicts again and again), row
locks (there is no row yet where two insert).
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.errors import StoreUnavailable
from app.stores.engines import Deadlines, make_engine
from app.stores.faults import errors_of_ours

WRITE_WAIT_S = 2.5
EVERYTHING = ""
TAKE_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))")


CONNECTIONS_FREE = """
SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - count(*) + 1 FROM pg_stat_activity WHERE backend_type = 'client backend'
"""


def calendar_of(business_id: str) -> str:
    """What a writer of a business's calendar changes."""
    return f"calendar {business_id}"


def call_of(call_sid: str) -> str:
    """What a writer of a call's record changes."""
    return f"call {call_sid}"


@dataclass(frozen=True, slots=True)
class About:
    """Which database it is, and how many more connections PostgreSQL takes (this one included)."""

    product: str
    connections_free: int | None = None


class Database:
    """One per process and event loop. Close it, or its threads and connections outlive the loop."""

    def __init__(self, engine: AsyncEngine, *, write_wait_s: float = WRITE_WAIT_S) -> None:
        self.engine = engine
        self.is_sqlite = engine.dialect.name == "sqlite"
        self._writer = engine.execution_options(writes=True)
        self._reader = (
            engine
            if self.is_sqlite
            else engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        )
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._write_wait_s = write_wait_s
        self._shared: ContextVar[AsyncSession | None] = ContextVar("shared", default=None)
        self._is_closed = False
        event.listen(engine.sync_engine, "checkin", self._end_if_late)

    @asynccontextmanager
    async def one_state(self) -> AsyncIterator[None]:
        """All that is read in the block, one after the other, is of one state and over one connection: a page that
        asks ten stores is not ten times connected. What is written meanwhile is not seen.
        """
        async with self.reading() as session:
            before = self._shared.set(session)
            try:
                yield
            finally:
                self._shared.reset(before)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session on one consistent state of the database."""
        if (shared := self._shared.get()) is not None:
            with errors_of_ours():
                yield shared
            return
        with errors_of_ours():
            async with AsyncSession(self._reader, expire_on_commit=False, autoflush=False) as session:
                yield session

    @asynccontextmanager
    async def writing(self, what: str | None = None) -> AsyncIterator[AsyncSession]:
        """A session in a write transaction; committed at the end, undone by an exception.

        Writers of the same `what` come one after another, in all processes. None = nobody else is in the way.
        """
        async with self._turn_of(what):
            with errors_of_ours():
                async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
                    if what is not None:
                        connection = await session.connection()  # begins; on SQLite that is the lock
                        if not self.is_sqlite:
                            await connection.execute(TAKE_LOCK, {"what": what})
                    yield session

    @asynccontextmanager
    async def _turn_of(self, what: str | None) -> AsyncIterator[None]:
        if what is None and not self.is_sqlite:
            yield
            return
        turn = self._turns.setdefault(EVERYTHING if self.is_sqlite or what is None else what, asyncio.Lock())
        try:
            async with asyncio.timeout(self._write_wait_s):
                await turn.acquire()
        except TimeoutError as error:
            raise StoreUnavailable("other writers have kept the database for too long") from error
        try:
            yield
        finally:
            turn.release()

    async def about(self) -> About:
        async with self.reading() as session:
            connection = await session.connection()
            if self.is_sqlite:
                return About(f"SQLite {(await connection.exec_driver_sql('SELECT sqlite_version()')).scalar_one()}")
            version = (await connection.exec_driver_sql("SHOW server_version")).scalar_one()
            free = (await connection.exec_driver_sql(CONNECTIONS_FREE)).scalar_one()
            return About(f"PostgreSQL {str(version).split(' ', 1)[0]}", int(free))

    async def close(self) -> None:
        """Connections in use end when they are given back."""
        self._is_closed = True
        await self.engine.dispose()

    def _end_if_late(self, connection: Any, record: Any) -> None:
        """The pool it would go back to is gone. `connection` is None where it has ended already."""
        if self._is_closed and connection is not None:
            record.invalidate()


def open_database(
    url: str, *, busy_timeout_ms: int = 2_000, write_wait_s: float = WRITE_WAIT_S, connections: int = 10
) -> Database:
    """Connects lazily. Bring the schema up to date with `migrate` first."""
    engine = make_engine(url, deadlines=Deadlines(lock_ms=busy_timeout_ms), connections=connections)
    return Database(engine, write_wait_s=write_wait_s)
