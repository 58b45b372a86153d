"""What is read of the calendar, against looking at every block: also those that last for days."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import insert

from app.domain.ids import BusinessId
from app.stores.blocks import LONG, blocked_stretches
from app.stores.database import Database
from app.stores.tables import BlockRow
from tests.stores.test_guard import block

FIRST = datetime(2026, 3, 1, tzinfo=UTC)
PRAXIS = BusinessId("praxis-dr-sommer")
LENGTHS_MINUTES = (15, 60, 24 * 60, 36 * 60, 2 * 24 * 60 - 1, 2 * 24 * 60, 2 * 24 * 60 + 1, 9 * 24 * 60)


@pytest.mark.parametrize("seed", range(3))
async def test_every_block_that_touches_the_time_is_read_however_long_it_lasts(database: Database, seed: int) -> None:
    chance = random.Random(seed)
    blocks = []
    for nth in range(120):
        start = FIRST + timedelta(minutes=chance.randrange(40 * 24 * 60))
        end = start + timedelta(minutes=chance.choice(LENGTHS_MINUTES))
        own = {"resource_id": f"room-{nth % 3}", "block_start": start, "block_end": end}
        blocks.append(block("all").model_dump(exclude={"id"}) | own)
    async with database.writing() as session:
        await (await session.connection()).execute(insert(BlockRow), blocks)
    for _ in range(20):
        since = FIRST + timedelta(hours=chance.randrange(40 * 24))
        until = since + chance.choice((timedelta(hours=1), timedelta(days=1), LONG, timedelta(days=12)))
        async with database.reading() as session:
            read = await blocked_stretches(session, PRAXIS, since=since, until=until, now=FIRST)
        expected = [
            (each["resource_id"], each["block_start"], each["block_end"])
            for each in blocks
            if each["block_end"] > since and each["block_start"] < until
        ]
        assert sorted((one, *span) for one, spans in read.items() for span in spans) == sorted(expected)
