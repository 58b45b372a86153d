"""A statement on SQLite goes to its connection's thread once, and finds what the driver's own cursor finds."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from app.stores.sqlite_trips import OneTripConnection, OneTripCursor, connect


class Counted(OneTripConnection):
    trips = 0

    async def _execute(self, fn, *args, **kwargs):  # type: ignore[no-untyped-def]
        Counted.trips += 1
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]


async def test_a_question_and_its_answer_are_one_trip(tmp_path: Path) -> None:
    connection = Counted(lambda: sqlite3.connect(tmp_path / "one.db"), iter_chunk_size=64)
    async with connection:
        Counted.trips = 0
        cursor = OneTripCursor(connection)
        await cursor.execute("SELECT 1 UNION SELECT 2")
        assert await cursor.fetchall() == [(1,), (2,)]
        await cursor.close()
    assert Counted.trips == 2  # the other is the end of the connection


async def test_rows_counts_and_ids_are_those_of_the_driver(tmp_path: Path) -> None:
    connection = connect(str(tmp_path / "one.db"), isolation_level=None)
    await connection
    cursor = OneTripCursor(connection)
    await cursor.execute("CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT)")
    await cursor.executemany("INSERT INTO names (name) VALUES (?)", [("Anna",), ("Yılmaz",)])
    assert cursor.rowcount == 2
    await cursor.execute("INSERT INTO names (name) VALUES (?) RETURNING id", ("Ὀδυσσεύς",))
    assert (await cursor.fetchall(), cursor.rowcount, cursor.lastrowid) == ([(3,)], 1, 3)
    await cursor.execute("SELECT id, name FROM names ORDER BY id")
    assert [column[0] for column in cursor.description] == ["id", "name"]
    assert await cursor.fetchone() == (1, "Anna")
    assert await cursor.fetchmany(1) == [(2, "Yılmaz")]
    assert await cursor.fetchall() == [(3, "Ὀδυσσεύς")]
    assert await cursor.fetchone() is None
    await connection.close()


async def test_what_the_database_refuses_is_raised_and_the_connection_goes_on(tmp_path: Path) -> None:
    connection = connect(str(tmp_path / "one.db"), isolation_level=None)
    await connection
    cursor = OneTripCursor(connection)
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await cursor.execute("SELECT * FROM absent")
    await cursor.execute("SELECT 1")
    assert await cursor.fetchall() == [(1,)]
    await connection.close()


async def test_a_connection_that_is_ended_by_two_at_once_keeps_neither_waiting(tmp_path: Path) -> None:
    connection = connect(str(tmp_path / "one.db"))
    await connection
    closing = asyncio.create_task(connection.close())
    await asyncio.sleep(0)
    connection.stop()
    async with asyncio.timeout(10):
        await closing
    connection.stop()
