"""Migrated databases of both kinds, each copied from one that is migrated once a run.

A test that touches a database takes the fixture `store` (tests/conftest.py) and runs once on SQLite and once on
PostgreSQL.
"""

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from threading import Thread
from typing import Any

import asyncpg

from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.engines import Deadlines, make_engine
from app.stores.migrate import migrate
from tests.fakes.clock import FakeClock
from tests.fakes.postgresql import server

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)
TEMPLATE = "template"
PATIENCE_S = 120.0  # the machine may be busy; what is tested is who gets what, not how fast
EMPTY = """
DO $$
DECLARE name text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;  -- no trigger asks why
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', name);
    END LOOP;
END $$
"""
_numbers = count()
_used: list[str] = []  # migrated databases on the server that nobody uses any more: emptying is cheaper than copying


@dataclass(frozen=True, slots=True)
class Store:
    """Where a test may have databases, all of one kind."""

    kind: str
    folder: Path

    @property
    def is_sqlite(self) -> bool:
        return self.kind == SQLITE

    async def empty(self) -> str:
        """The URL of a database without a schema."""
        if self.is_sqlite:
            return sqlite_url(self.folder / f"empty-{next(_numbers)}.db")
        return await _create("template0")

    async def migrated(self) -> str:
        """The URL of a migrated database without a row."""
        if not self.is_sqlite:
            while _used:
                if not await _has_jobs(url := _used.pop()):
                    return await _emptied(url)
            return await _create(_postgresql_template())
        path = self.folder / f"vorzimmer-{next(_numbers)}.db"
        shutil.copy(_sqlite_template(), path)
        return sqlite_url(path)


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


def url_of(database: Database) -> str:
    """To open the same database once more, as another server would."""
    return database.engine.url.render_as_string(hide_password=False)


async def fresh_file(folder: Path) -> str:
    """The URL of a migrated, empty SQLite database."""
    return await Store(SQLITE, folder).migrated()


def patient(url: str) -> Database:
    """Whose callers wait for each other, for a connection and for an answer as long as a loaded machine takes."""
    waits = Deadlines(lock_ms=int(PATIENCE_S * 1000), connect_s=PATIENCE_S, statement_ms=None, forgotten_ms=None)
    return Database(make_engine(url, deadlines=waits), write_wait_s=PATIENCE_S)


@asynccontextmanager
async def praxis_database(where: Store | Path, clock: FakeClock | None = None) -> AsyncIterator[Database]:
    """With the example business in it. A folder means SQLite."""
    store = Store(SQLITE, where) if isinstance(where, Path) else where
    url = await store.migrated()
    database = patient(url)
    try:
        await SqlBusinesses(database, clock or FakeClock()).seed_example()
        yield database
    finally:
        await database.close()
        await forget(url)


async def forget(url: str) -> None:
    """Keep a migrated database on the server for the next who wants one; files go with their folder."""
    if not url.startswith("sqlite"):
        _used.append(url)


@cache
def _sqlite_template() -> Path:
    folder = tempfile.mkdtemp(prefix="vorzimmer-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "template.db"
    _run_beside(migrate(sqlite_url(path)))
    return path


@cache
def _postgresql_template() -> str:
    url = server().url(TEMPLATE)
    _run_beside(_administer(f"CREATE DATABASE {TEMPLATE} TEMPLATE template0"))
    _run_beside(migrate(url))
    return TEMPLATE


def _run_beside(work: Coroutine[Any, Any, Any]) -> None:
    """On a loop of its own in a thread, since the caller's loop is running; it is waited for."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(work)
        except BaseException as error:  # raised again below, in the thread of the test
            failures.append(error)

    thread = Thread(target=run)
    thread.start()
    thread.join()
    if failures:
        raise failures[0]


async def create_database(name: str, template: str = "template0") -> None:
    """On the PostgreSQL of the tests."""
    await _administer(f"CREATE DATABASE {name} TEMPLATE {template}")


async def _create(template: str) -> str:
    name = f"test_{next(_numbers)}"
    await create_database(name, template)
    return server().url(name)


async def _emptied(url: str) -> str:
    await _administer(EMPTY, url)
    return url


async def _has_jobs(url: str) -> bool:
    """Whether a job engine worked on it, which may write down how its last jobs ended after it was stopped."""
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval("SELECT to_regnamespace('dbos')") is not None
    finally:
        await connection.close()


async def _administer(statement: str, url: str | None = None) -> None:
    connection = await asyncpg.connect(url or server().url())
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
