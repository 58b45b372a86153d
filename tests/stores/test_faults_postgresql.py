"""A PostgreSQL server that is slow, gone, or not what DATABASE_URL says."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from app.domain.bookings import Booked
from app.domain.errors import ConfigurationError, StoreUnavailable
from app.stores.database import Database, open_database
from app.stores.engines import Deadlines, database_url, make_engine
from app.stores.migrate import migrate
from app.stores.tables import MessageRow
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, SOMMER, TUESDAY, slot_at
from tests.fakes.clock import FakeClock
from tests.fakes.database import POSTGRESQL, Store, praxis_database, url_of
from tests.stores.test_faults import CALL, tools


@pytest.fixture
async def database(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Database]:
    async with praxis_database(Store(POSTGRESQL, tmp_path), clock) as database:
        yield database


async def ask(url: str) -> None:
    database = open_database(url)
    try:
        async with database.reading() as session:
            await session.get(MessageRow, "x")
    finally:
        await database.close()


async def test_a_wrong_password_is_said_in_words_and_never_shown(database: Database) -> None:
    wrong = make_url(url_of(database)).set(password="not-the-password").render_as_string(hide_password=False)
    with pytest.raises(StoreUnavailable, match="user or the password") as raised:
        await ask(wrong)
    assert "not-the-password" not in str(raised.value)


async def test_a_database_that_is_not_there_is_said_in_words(database: Database) -> None:
    elsewhere = make_url(url_of(database)).set(database="elsewhere").render_as_string(hide_password=False)
    with pytest.raises(StoreUnavailable, match="no such database"):
        await migrate(elsewhere)


async def test_a_server_that_is_not_there_is_store_unavailable() -> None:
    with pytest.raises(StoreUnavailable, match="cannot be reached"):
        await ask("postgresql://me:secret@127.0.0.1:1/db")


async def test_a_statement_that_takes_too_long_is_ended(database: Database) -> None:
    impatient = Database(make_engine(url_of(database), deadlines=Deadlines(statement_ms=50)))
    with pytest.raises(StoreUnavailable, match="too long"):
        async with impatient.reading() as session:
            await (await session.connection()).execute(text("SELECT pg_sleep(30)"))
    await impatient.close()


async def test_a_server_of_ours_that_hangs_in_a_transaction_does_not_keep_the_others_out(database: Database) -> None:
    hanging = Database(make_engine(url_of(database), deadlines=Deadlines(forgotten_ms=50)))
    with pytest.raises(StoreUnavailable):
        async with hanging.writing(CALL) as session:
            async with database.writing(CALL):
                pass
            await session.get(MessageRow, "x")
    await hanging.close()


async def test_a_connection_that_the_server_closed_is_replaced_unseen(database: Database, clock: FakeClock) -> None:
    other = open_database(url_of(database))
    await ask(url_of(database))
    async with other.reading() as session:
        ended = (  # waited for: a connection that is being ended may still answer once
            "SELECT pg_terminate_backend(pid, 20000) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> {}"
        )
        await (await session.connection()).execute(text(ended.format("pg_backend_pid()")))
    slot = slot_at(RealDesk(database, clock), TUESDAY, "10:00", SOMMER)
    booked = await tools(database, clock).book(slot, customer_name="Ann", customer_number=ANN)
    assert isinstance(booked, Booked)
    await other.close()


async def test_readers_do_not_wait_behind_writers(database: Database, clock: FakeClock) -> None:
    """Fifty writers of one calendar sit on few connections; somebody who only looks gets one."""
    small = open_database(url_of(database), connections=2, write_wait_s=30)
    async with small.writing("calendar praxis-dr-sommer"):
        waiting = [asyncio.create_task(_write(small)) for _ in range(20)]
        await asyncio.sleep(0)
        async with small.reading() as session:
            assert await session.get(MessageRow, "x") is None
    await asyncio.gather(*waiting)
    await small.close()


async def _write(database: Database) -> None:
    async with database.writing("calendar praxis-dr-sommer"):
        pass


def test_what_hosters_write_for_encryption_is_understood() -> None:
    engine = make_engine("postgresql://me:secret@host/db?sslmode=require")
    assert dict(engine.url.query) == {"ssl": "require"}


def test_what_the_driver_would_stumble_over_is_named_without_the_password() -> None:
    with pytest.raises(ConfigurationError, match="channel_binding") as raised:
        make_engine("postgresql://me:secret@host/db?sslmode=require&channel_binding=require")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("url", ["secret", "postgresql//me:secret@host/db", "postgresql://me:secret@host:x/db"])
def test_an_address_that_is_none_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ConfigurationError, match="DATABASE_URL") as raised:
        database_url(url)
    assert "secret" not in str(raised.value)
