"""SQLite's connections, with one trip to their thread for each statement.

Decision: the driver sends a statement to the connection's thread in four trips (make a cursor, execute, fetch, close),
and each of them waits for the other thread to be given the interpreter: of a page that asks forty things that was half
of its time, and callers wait for the same. Here all four are done in one trip. What was found is always fetched as a
whole, as SQLAlchemy does anyway. Alternatives: other drivers (none keeps the writer's lock and SQLAlchemy's dialect),
fewer questions (each saves a quarter as much).
"""

import asyncio
import sqlite3
from collections import deque
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite

Parameters = Sequence[Any]


class OneTripCursor:
    """One statement, as SQLAlchemy's adapter asks for it; the values are those of `sqlite3.Cursor`."""

    def __init__(self, connection: "OneTripConnection") -> None:
        self._connection = connection
        self._rows: deque[Any] = deque()
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, statement: str, parameters: Parameters = ()) -> Self:
        return await self._trip(lambda cursor: cursor.execute(statement, parameters))

    async def executemany(self, statement: str, parameters: Iterable[Parameters]) -> Self:
        return await self._trip(lambda cursor: cursor.executemany(statement, parameters))

    async def fetchone(self) -> Any:
        return self._rows.popleft() if self._rows else None

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        wanted = self.arraysize if size is None else size
        return [self._rows.popleft() for _ in range(min(wanted, len(self._rows)))]

    async def fetchall(self) -> list[Any]:
        rows = list(self._rows)
        self._rows.clear()
        return rows

    async def close(self) -> None:
        self._rows.clear()

    async def _trip(self, run: Any) -> Self:
        found = await self._connection.in_one_trip(run)
        self.description, self._rows, self.rowcount, self.lastrowid = found
        return self


class OneTripConnection(aiosqlite.Connection):
    def cursor(self) -> Any:
        return OneTripCursor(self)

    def stop(self) -> asyncio.Future[Any] | None:
        """None from the second time on: the thread has been told, and would not answer again.

        A connection that is ended while its user is cancelled is ended twice at once, and one of them would wait for
        ever (aiosqlite 0.22: `close` waits for what `stop` gives).
        """
        return super().stop() if self._running else None

    async def in_one_trip(self, run: Any) -> tuple[Any, deque[Any], int, int | None]:
        """Description, rows, row count and last row id, once `run` has been given a cursor of its own."""
        found: tuple[Any, deque[Any], int, int | None] = await self._execute(  # type: ignore[no-untyped-call]
            _fetched, self._conn, run
        )
        return found


def _fetched(connection: sqlite3.Connection, run: Any) -> tuple[Any, deque[Any], int, int | None]:
    """In the connection's thread. Counted after fetching: until then a statement that returns rows is not over."""
    cursor = connection.cursor()
    try:
        run(cursor)
        rows = deque(cursor.fetchall()) if cursor.description else deque()
        return cursor.description, rows, cursor.rowcount, cursor.lastrowid
    finally:
        cursor.close()


def connect(database: str, **more: Any) -> OneTripConnection:
    """To be awaited. The thread ends with the program: nobody waits for a connection that was forgotten."""
    made = OneTripConnection(partial(sqlite3.connect, database, **more), iter_chunk_size=64)
    made._thread.daemon = True  # as SQLAlchemy does with those of the driver
    return made
