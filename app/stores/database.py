"""The database: sessions to read with, and write transactions that come one after another.

Decision: a write transaction begins with BEGIN IMMEDIATE, so that what it read cannot change under it and no check is
followed by a lost race (a deferred transaction that becomes a writer fails at once with "database is locked"). Writers
of one process queue on a lock of ours, which is fair; SQLite waits for writers of other processes. Both waits are
short, because a caller is on the line: after them the store is unavailable, and the dialogue says so. WAL lets readers
go on meanwhile; with it synchronous=NORMAL cannot corrupt the file, and may lose the last moments when power fails.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.errors import ConfigurationError, SlotGuardViolated, StoreUnavailable

WRITE_WAIT_S = 2.5
GUARD_MESSAGE = "blocks overlap"  # what the trigger of the first migration raises
EXCLUSION_VIOLATION = "23P01"  # PostgreSQL's code for its own guard
ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}


class Database:
    """One per process and event loop. Close it, or its threads outlive the loop."""

    def __init__(self, engine: AsyncEngine, *, write_wait_s: float = WRITE_WAIT_S) -> None:
        self.engine = engine
        self._writer = engine.execution_options(writes=True)
        self._one_writer = asyncio.Lock()
        self._write_wait_s = write_wait_s

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session on one consistent state of the database."""
        with errors_of_ours():
            async with AsyncSession(self.engine, expire_on_commit=False, autoflush=False) as session:
                yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """A session in a write transaction; committed at the end, undone by an exception."""
        await self._wait_for_turn()
        try:
            with errors_of_ours():
                async with AsyncSession(self._writer, expire_on_commit=False) as session, session.begin():
                    yield session
        finally:
            self._one_writer.release()

    async def _wait_for_turn(self) -> None:
        try:
            async with asyncio.timeout(self._write_wait_s):
                await self._one_writer.acquire()
        except TimeoutError as error:
            raise StoreUnavailable("other writers have kept the database for too long") from error

    async def close(self) -> None:
        await self.engine.dispose()


@contextmanager
def errors_of_ours() -> Iterator[None]:
    """What the driver raises, in our words. A broken rule of the schema that is not the guard stays a bug."""
    try:
        yield
    except IntegrityError as error:
        if GUARD_MESSAGE in str(error.orig) or getattr(error.orig, "sqlstate", None) == EXCLUSION_VIOLATION:
            raise SlotGuardViolated("the place was taken a moment ago") from error
        raise
    except DBAPIError as error:
        raise StoreUnavailable(f"the database refused: {type(error.orig).__name__}") from error
    except (PoolTimeoutError, OSError) as error:
        raise StoreUnavailable("the database cannot be reached") from error


def database_url(url: str) -> URL:
    """The configured URL with the asynchronous driver that we use for it."""
    parsed = make_url(url)
    driver = ASYNC_DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise ConfigurationError(
            f"DATABASE_URL: {parsed.get_backend_name()} is not supported; use sqlite or postgresql"
        )
    return parsed.set(drivername=driver)


def make_engine(url: str, *, busy_timeout_ms: int = 2_000) -> AsyncEngine:
    """Parameters are kept out of error messages, since they are names and numbers of people."""
    parsed = database_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if not parsed.database or parsed.database == ":memory:":
        raise ConfigurationError("DATABASE_URL: a database in memory is lost with its connection; give a file")
    _create_for_us_alone(Path(parsed.database))
    engine = create_async_engine(
        parsed, connect_args={"isolation_level": None, "timeout": busy_timeout_ms / 1000}, hide_parameters=True
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def open_database(url: str, *, busy_timeout_ms: int = 2_000, write_wait_s: float = WRITE_WAIT_S) -> Database:
    """Connects lazily. Bring the schema up to date with `migrate` first."""
    return Database(make_engine(url, busy_timeout_ms=busy_timeout_ms), write_wait_s=write_wait_s)


def _create_for_us_alone(path: Path) -> None:
    """An empty file is an empty database; what SQLite puts beside it gets the same rights."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise ConfigurationError(f"DATABASE_URL: {path} cannot be created: {error.strerror}") from error


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
