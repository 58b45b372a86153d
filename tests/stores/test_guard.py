"""The database's own guard, asked without any of our checks before it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, delete

from app.domain.errors import SlotGuardViolated
from app.stores.database import Database
from app.stores.tables import BlockRow

NINE = datetime(2026, 3, 17, 8, 0, tzinfo=UTC)


def block(
    owner: str,
    *,
    start: int = 0,
    end: int = 30,
    resource: str = "dr-anna-sommer",
    expires_at: datetime | None = None,
    written_at: datetime = NINE - timedelta(days=1),
) -> BlockRow:
    return BlockRow(
        business_id="praxis-dr-sommer",
        resource_id=resource,
        block_start=NINE + timedelta(minutes=start),
        block_end=NINE + timedelta(minutes=end),
        status="held" if expires_at else "confirmed",
        expires_at=expires_at,
        owner=owner,
        written_at=written_at,
    )


async def write(database: Database, *blocks: BlockRow) -> None:
    async with database.writing() as session:
        for row in blocks:
            session.add(row)
            await session.flush()


async def test_overlapping_blocks_of_a_resource_are_refused(database: Database) -> None:
    await write(database, block("A"))
    with pytest.raises(SlotGuardViolated):
        await write(database, block("B", start=29, end=60))


async def test_a_refused_write_leaves_nothing_of_its_transaction(database: Database) -> None:
    await write(database, block("A"))
    with pytest.raises(SlotGuardViolated):
        await write(database, block("B", start=60, end=90), block("B", start=0, end=10))
    await write(database, block("C", start=60, end=90))


async def test_touching_blocks_and_other_resources_are_fine(database: Database) -> None:
    await write(database, block("A"), block("B", start=30, end=60), block("C", resource="behandlungszimmer-1"))


async def test_a_running_hold_guards_like_a_booking(database: Database) -> None:
    await write(database, block("A", expires_at=NINE))
    with pytest.raises(SlotGuardViolated):
        await write(database, block("B", written_at=NINE - timedelta(seconds=1)))


async def test_an_expired_hold_stands_in_the_way_at_most_until_it_is_swept(database: Database) -> None:
    """PostgreSQL's guard cannot ask a clock: every writer of a calendar sweeps first."""
    await write(database, block("A", expires_at=NINE))
    if not database.is_sqlite:
        with pytest.raises(SlotGuardViolated):
            await write(database, block("B", written_at=NINE))
        async with database.writing() as session:
            await session.exec(delete(BlockRow).where(col(BlockRow.expires_at) <= NINE))
    await write(database, block("B", written_at=NINE))


async def test_a_block_cannot_be_changed_into_an_overlap(database: Database) -> None:
    later = block("B", start=30, end=60)
    await write(database, block("A"), later)
    later.block_start = NINE + timedelta(minutes=29)
    with pytest.raises(SlotGuardViolated):
        await write(database, later)


async def test_blocks_of_one_owner_may_overlap_while_it_moves(database: Database) -> None:
    await write(database, block("A"), block("A", start=15, end=45))
