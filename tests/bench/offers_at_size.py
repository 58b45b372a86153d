"""What finding offers costs from the database in a large business: reading what is taken, searching, and both.

.venv/bin/python -m tests.bench.offers_at_size [bookings] [rounds]

The business of `tests.bench.availability`: fifty resources, ninety days; on SQLite and on PostgreSQL. CPU time of this
program, so that neighbours on the machine do not count: what the database's server does is not in it. The ratio says
how the cost of a whole answer grows when there are four times as many bookings: 4 = linear, 16 = quadratic. "As before"
is what an answer used to begin with, three weeks read as rows of the tables; "first days" is what it begins with now.
The second table has the curve: reading as many days as are asked for.
"""

import asyncio
import gc
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import process_time

from rich.console import Console
from sqlalchemy import or_
from sqlmodel import col, insert, select

from app.domain.business import Business
from app.domain.ids import E164, CallSid
from app.domain.intervals import Interval, Timeline
from app.domain.spoken.when import Window
from app.stores.calendar import SqlCalendars
from app.stores.database import Database, open_database
from app.stores.tables import BlockRow, BookingRow, BusinessRow, HoldRow
from app.usecases.find_offers import FIRST_WORKING_DAYS, NEAR_DAYS, Wanted, find_offers
from app.usecases.party import Party
from tests.bench.availability import DAYS, FIRST_DAY, LIMIT_MS, booked, business
from tests.bench.figures import show_table
from tests.fakes.clock import FakeClock
from tests.fakes.database import KINDS, Store

NOW = datetime.combine(FIRST_DAY, time(6), tzinfo=UTC)
AT_ONCE = 1_000
CALLER = E164("+493023125777")  # rings for the first time
READ_DAYS = (1, 7, 15, 30, 60, 90)


async def fill(database: Database, large: Business, count: int, chance: random.Random) -> None:
    """Bookings as rows, a person's time and a room's each; what overlaps belongs to one owner, to pass the guard."""
    made = list(booked(large, count, chance))
    bookings, blocks = [], []
    for nth, ((person, span), (room, _)) in enumerate(zip(made[::2], made[1::2], strict=True), 1):
        where = {"offering": "check", "resource_id": person, "room_id": room}
        when = {"starts_at": span.starts_at, "ends_at": span.ends_at, "booked_at": NOW}
        told = {"customer_name": "Somebody", "status": "confirmed", "version": 1}
        bookings.append({"id": nth, "business_id": large.id, "reference": f"R{nth}", **where, **when, **told})
        for resource in (person, room):
            taken = {"block_start": span.starts_at, "block_end": span.ends_at, "written_at": NOW}
            owned = {"status": "confirmed", "owner": "all", "booking_id": nth}
            blocks.append({"business_id": large.id, "resource_id": resource, **taken, **owned})
    async with database.writing() as session:
        session.add(BusinessRow(id=large.id, name=large.name, definition="{}", created_at=NOW, changed_at=NOW))
        await session.flush()
        connection = await session.connection()
        for row, rows in ((BookingRow, bookings), (BlockRow, blocks)):
            for first in range(0, len(rows), AT_ONCE):
                await connection.execute(insert(row), rows[first : first + AT_ONCE])


async def answers_ms(database: Database, large: Business, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Reading three weeks as before, reading the first days as now, and a whole answer, each so many times."""
    calendars, chance = SqlCalendars(database, FakeClock(NOW)), random.Random(3)
    party = Party(large, CallSid("CA-bench"), CALLER)
    before, read, whole = [], [], []
    gc.collect()
    gc.freeze()  # as the server does once it is up
    for _ in range(rounds):
        began = process_time()
        await rows_as_before(database, large, NEAR_DAYS + 2)
        before.append((process_time() - began) * 1000)
        read.append(await read_ms(calendars, large, FIRST_WORKING_DAYS + 4))
        offering = chance.choice(large.offerings)
        wish = Window(NOW, NOW + timedelta(days=chance.randrange(3, DAYS)))
        began = process_time()
        await find_offers(calendars, party, Wanted(offering.key, [wish]), now=NOW)
        whole.append((process_time() - began) * 1000)
    return before, read, whole


async def read_ms(calendars: SqlCalendars, large: Business, days: int) -> float:
    began = process_time()
    async with calendars.reading(large) as reads:
        await reads.taken(since=NOW, until=NOW + timedelta(days=days), now=NOW)
    return (process_time() - began) * 1000


async def rows_as_before(database: Database, large: Business, days: int) -> None:
    """Without a bound on the end, through the mapper, an object an interval."""
    wanted = (
        select(BlockRow.resource_id, BlockRow.block_start, BlockRow.block_end)
        .outerjoin(HoldRow, col(HoldRow.id) == col(BlockRow.hold_id))
        .where(
            BlockRow.business_id == large.id,
            BlockRow.block_end > NOW,
            BlockRow.block_start < NOW + timedelta(days=days),
            or_(col(BlockRow.status) == "confirmed", col(BlockRow.expires_at) > NOW),
        )
    )
    taken: dict[str, list[Interval]] = defaultdict(list)
    async with database.reading() as session:
        for resource, start, end in (await session.exec(wanted)).all():
            taken[resource].append(Interval(start, end))
    for spans in taken.values():
        Timeline(spans)


async def curve(database: Database, large: Business, rounds: int) -> list[float]:
    """The median of reading so many days, in ms."""
    calendars = SqlCalendars(database, FakeClock(NOW))
    return [percent([await read_ms(calendars, large, days) for _ in range(rounds)], 0.5) for days in READ_DAYS]


def percent(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


async def measured(kind: str, counts: Sequence[int], rounds: int) -> tuple[list[list[str]], list[list[str]]]:
    rows, medians, curves = [], [], []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            chance = random.Random(7)
            database, large = open_database(await Store(kind, Path(folder)).migrated()), business(chance)
            await fill(database, large, count, chance)
            before, read, whole = await answers_ms(database, large, rounds)
            by_days = await curve(database, large, max(5, rounds // 4))
            await database.close()
        medians.append(percent(whole, 0.5))
        figures = [percent(values, part) for values in (before, read, whole) for part in (0.5, 0.95)]
        rows.append([kind, f"{count:,}", *(f"{figure:.1f}" for figure in figures), f"{medians[-1] / medians[0]:.2f}"])
        curves.append([kind, f"{count:,}", *(f"{figure:.1f}" for figure in by_days)])
    return rows, curves


async def main(bookings: int = 20_000, rounds: int = 60) -> None:
    counts = (bookings // 4, bookings // 2, bookings)
    found = [await measured(kind, counts, rounds) for kind in KINDS]
    heads = ("database", "bookings", "as before p50", "p95", "first days p50", "p95", "answer p50", "p95", "ratio")
    title = f"Offers from the database, 50 resources, {DAYS} days, CPU ms (bar for an answer {LIMIT_MS:.0f} p95)"
    show_table(Console(), title, heads, [row for rows, _ in found for row in rows])
    days = [f"{days} days" for days in READ_DAYS]
    title = "What is taken, read for so many days, CPU ms"
    show_table(Console(), title, ("database", "bookings", *days), [row for _, rows in found for row in rows])


if __name__ == "__main__":
    asyncio.run(main(*(int(argument) for argument in sys.argv[1:])))
