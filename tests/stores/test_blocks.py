"""What is read of the calendar, and how: against looking at every block: also those that last for days."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import insert

from app.domain.ids import BusinessId
from app.stores.blocks import LONG, blocked_stretches
from app.stores.database import Database
from app.stores.tables import BlockRow
from tests.fakes.database import praxis_database
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


async def test_sqlite_reads_the_few_long_blocks_alone_and_no_row_of_the_table(tmp_path: Path) -> None:
    """The rest of the calendar, however much is booked later, is not looked at."""
    asked: list[tuple[str, Any]] = []
    async with praxis_database(tmp_path) as database:

        def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: object) -> None:
            asked.append((statement, parameters))

        event.listen(database.engine.sync_engine, "before_cursor_execute", note)
        async with database.reading() as session:
            await blocked_stretches(session, PRAXIS, since=FIRST, until=FIRST + LONG, now=FIRST)
            event.remove(database.engine.sync_engine, "before_cursor_execute", note)
            statement, parameters = asked[-1]
            plan = await (await session.connection()).exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[-1] for row in plan if "blocks" in row[-1]]
    assert steps == [
        "SEARCH blocks USING COVERING INDEX ix_blocks_by_time (business_id=? AND block_end>? AND block_end<?)",
        "SEARCH blocks USING COVERING INDEX ix_blocks_long (business_id=? AND block_end>?)",
    ]
