"""What becomes of connections when the database is closed, on SQLite and on PostgreSQL."""

import asyncio

from sqlalchemy import event

from app.stores.database import open_database
from tests.fakes.database import Store


async def test_a_connection_in_use_while_the_database_is_closed_serves_to_its_end_and_ends_then(store: Store) -> None:
    database = open_database(await store.empty())
    told: list[str] = []
    event.listen(database.engine.sync_engine, "connect", lambda *_: told.append("opened"))
    event.listen(database.engine.sync_engine, "close", lambda *_: told.append("ended"))
    in_use, go_on = asyncio.Event(), asyncio.Event()

    async def read() -> str:
        async with database.one_state():
            await database.about()
            in_use.set()
            await go_on.wait()
            return (await database.about()).product

    reading = asyncio.create_task(read())
    await in_use.wait()
    await database.close()
    assert told == ["opened"]
    go_on.set()
    assert await reading
    assert told == ["opened", "ended"]
