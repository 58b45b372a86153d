"""What finding offers costs from the database in a large business: reading what is taken, searching, and both.

.venv/bin/python -m tests.bench.offers_at_size [bookings] [rounds]

The business of `tests.bench.availability`: fifty resources, ninety days; on SQLite and on PostgreSQL. CPU time of this
program, so that neighbours on the machine do not count: what the database's server does is not in it. The ratio says
how the cost of a whole answer grows when there are four times as many bookings: 4 = linear, 16 = quadratic.
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from time import process_time

from rich.console import Console
from sqlmodel import insert

from app.domain.business import Business
from app.domain.spoken.when import Window
from app.stores.calendar import SqlCalendars
from app.stores.database import Database, open_database
from app.stores.tables import BlockRow, BookingRow, BusinessRow
from app.usecases.find_offers import Wanted, find_offers
from app.usecases.party import Party
from tests.bench.availability import DAYS, FIRST_DAY, LIMIT_MS, booked, business
from tests.bench.figures import show_table
from tests.fakes.clock import FakeClock
from tests.fakes.database import KINDS, Store

NOW = datetime.combine(FIRST_DAY, time(6), tzinfo=UTC)
AT_ONCE = 1_000


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


async def answers_ms(database: Database, large: Business, rounds: int) -> tuple[list[float], list[float]]:
    """Reading three weeks of what is taken, and a whole answer, each so many times."""
    calendars, party, chance = SqlCalendars(database, FakeClock(NOW)), Party(large), random.Random(3)
    read, whole = [], []
    for _ in range(rounds):
        began = process_time()
        async with calendars.reading(large) as reads:
            await reads.taken(since=NOW, until=NOW + timedelta(days=23), now=NOW)
        read.append((process_time() - began) * 1000)
        offering = chance.choice(large.offerings)
        wish = Window(NOW, NOW + timedelta(days=chance.randrange(3, DAYS)))
        began = process_time()
        await find_offers(calendars, party, Wanted(offering.key, [wish]), now=NOW)
        whole.append((process_time() - began) * 1000)
    return read, whole


def percent(values: Sequence[float], part: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


async def measured(kind: str, counts: Sequence[int], rounds: int) -> list[list[str]]:
    rows, medians = [], []
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            chance = random.Random(7)
            database, large = open_database(await Store(kind, Path(folder)).migrated()), business(chance)
            await fill(database, large, count, chance)
            read, whole = await answers_ms(database, large, rounds)
            await database.close()
        medians.append(percent(whole, 0.5))
        figures = [percent(read, 0.5), percent(read, 0.95), percent(whole, 0.5), percent(whole, 0.95)]
        rows.append([kind, f"{count:,}", *(f"{figure:.1f}" for figure in figures), f"{medians[-1] / medians[0]:.2f}"])
    return rows


async def main(bookings: int = 20_000, rounds: int = 60) -> None:
    counts = (bookings // 4, bookings // 2, bookings)
    rows = [row for kind in KINDS for row in await measured(kind, counts, rounds)]
    heads = ("database", "bookings", "read p50", "p95", "answer p50", "p95", "ratio")
    title = f"Offers from the database, 50 resources, {DAYS} days, CPU ms (bar {LIMIT_MS:.0f} and the time to read)"
    show_table(Console(), title, heads, rows)


if __name__ == "__main__":
    asyncio.run(main(*(int(argument) for argument in sys.argv[1:])))
