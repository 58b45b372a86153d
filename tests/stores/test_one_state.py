"""Reads that agree with each other: of one moment, whichever store asks."""

from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.tokens import SqlApiTokens
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database


async def names(database: Database) -> set[str]:
    return {business.id for business in await SqlBusinesses(database, FakeClock()).all()}


async def test_what_is_written_meanwhile_is_seen_after_the_block_and_not_in_it(store: Store) -> None:
    async with praxis_database(store) as database:
        tokens = SqlApiTokens(database, FakeClock())
        async with database.one_state():
            before = len(await tokens.tokens())
            await tokens.create("made meanwhile")
            assert len(await tokens.tokens()) == before
        assert len(await tokens.tokens()) == before + 1


async def test_stores_that_read_in_one_block_use_one_connection(store: Store) -> None:
    async with praxis_database(store) as database:
        async with database.one_state(), database.reading() as first, database.reading() as second:
            assert first is second
            assert await names(database)
        async with database.reading() as first, database.reading() as second:
            assert first is not second
