"""A SQLite file that is locked, full or broken is `StoreUnavailable`, and works again when the fault is over."""

import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.domain.bookings import Booked
from app.domain.errors import ConfigurationError, StoreUnavailable
from app.stores.database import Database, open_database
from app.stores.migrate import migrate
from app.stores.tables import MessageRow
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, SOMMER, TUESDAY, slot_at
from tests.fakes.clock import FakeClock
from tests.fakes.database import praxis_database, sqlite_url
from tests.stores.test_faults import message, tools


@pytest.fixture
async def database(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Database]:
    async with praxis_database(tmp_path, clock) as database:
        yield database


def file_of(database: Database) -> str:
    return str(database.engine.url.database)


async def test_a_lock_of_another_process_is_store_unavailable_and_then_over(
    database: Database, clock: FakeClock
) -> None:
    impatient = open_database(f"sqlite:///{file_of(database)}", busy_timeout_ms=20)
    slot = slot_at(RealDesk(database, clock), TUESDAY, "10:00", SOMMER)
    other = sqlite3.connect(file_of(database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable) as raised:
        await tools(impatient, clock).book(slot, customer_name="Ann", customer_number=ANN)
    assert raised.value.retryable
    other.execute("ROLLBACK")
    other.close()
    booked = await tools(impatient, clock).book(slot, customer_name="Ann", customer_number=ANN)
    assert isinstance(booked, Booked)
    await impatient.close()


async def test_readers_go_on_while_another_process_writes(database: Database, clock: FakeClock) -> None:
    other = sqlite3.connect(file_of(database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert await tools(database, clock).my_appointments() == ()
    other.execute("ROLLBACK")
    other.close()


async def test_a_full_disk_is_store_unavailable_and_keeps_what_was_there(tmp_path: Path, database: Database) -> None:
    async with database.writing() as session:
        pages = (await (await session.connection()).exec_driver_sql("PRAGMA page_count")).scalar_one()
        await (await session.connection()).exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailable):
        async with database.writing() as session:
            session.add(message("too much", text="x" * 1_000_000))
    async with database.reading() as session:
        assert await session.get(MessageRow, "too much") is None
    async with database.writing() as session:
        await (await session.connection()).exec_driver_sql("PRAGMA max_page_count = 1000000")
    async with database.writing() as session:
        session.add(message("fits", text="x" * 1_000_000))


async def test_a_file_that_is_no_database_is_store_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    broken = open_database(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailable):
        async with broken.reading() as session:
            await session.get(MessageRow, "x")
    await broken.close()


async def test_the_database_is_readable_for_its_owner_alone(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "deep" / "vorzimmer.db")
    await migrate(url)
    assert {path.stat().st_mode & 0o077 for path in (tmp_path / "deep").iterdir()} == {0}


async def test_a_place_where_no_database_can_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConfigurationError, match="DATABASE_URL"):
        open_database(sqlite_url(tmp_path / "file" / "vorzimmer.db"))
