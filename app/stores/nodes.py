"""The servers that share the database: each has a row of its own and touches it, so that the others know it lives."""

from datetime import datetime, timedelta

from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from app.ports.clock import Clock
from app.stores.database import Database
from app.stores.tables import NodeRow

BEAT_EVERY = timedelta(seconds=10)
DEAD_AFTER = timedelta(seconds=45)
"""Four missed beats. Clocks of the servers may differ by half a minute."""
FORGET_AFTER = timedelta(days=1)


class SqlNodes:
    def __init__(self, database: Database, clock: Clock, node: str, name: str | None = None) -> None:
        self._database = database
        self._clock = clock
        self._node = node
        self._name = name

    async def beat(self) -> None:
        """Say that this server lives. The first beat comes before the first call."""
        now = self._clock.now()
        async with self._database.writing() as session:
            row = await session.get(NodeRow, self._node)
            if row is None:
                row = NodeRow(id=self._node, name=self._name, started_at=now, seen_at=now)
                await session.exec(delete(NodeRow).where(col(NodeRow.seen_at) < now - FORGET_AFTER))
            row.seen_at = now
            session.add(row)

    async def beats(self) -> dict[str, datetime]:
        """When each server last said that it lives, by its own clock."""
        async with self._database.reading() as session:
            return {row.id: row.seen_at for row in await session.exec(select(NodeRow))}

    async def living_names(self) -> tuple[str, ...]:
        """What the living are called; a name that two of them have stands there twice."""
        living_rows = select(NodeRow.name).where(col(NodeRow.seen_at) > self._clock.now() - DEAD_AFTER)
        async with self._database.reading() as session:
            return tuple(sorted(name for name in await session.exec(living_rows) if name is not None))

    async def leave(self) -> None:
        """The server stops, and takes no call with it."""
        async with self._database.writing() as session:
            await session.exec(delete(NodeRow).where(col(NodeRow.id) == self._node))


def living(clock: Clock) -> SelectOfScalar[str]:
    return select(NodeRow.id).where(col(NodeRow.seen_at) > clock.now() - DEAD_AFTER)
