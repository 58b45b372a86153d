"""Callers who book at once, on SQLite and on PostgreSQL: `python -m tests.bench.writers [BOOKINGS]`.

Each booking is the whole use case (rules, place, guard, decision, history) in a transaction. PostgreSQL waits for the
disk, as it does for an owner; SQLite runs as the product opens it. Callers of a row want different slots of the same
calendar, except in the last column: how many of fifty, spread over the processes, got one and the same slot.
"""

import asyncio
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

import asyncpg
from rich.console import Console

from app.domain.availability import Calendar, refusal
from app.domain.bookings import Booked, Slot
from app.domain.ids import E164
from app.stores.businesses import SqlBusinesses
from app.stores.migrate import migrate
from tests.bench.figures import percentile, show_table
from tests.contracts.test_tools import DeskInMemory
from tests.contracts.tools_contract import CHECKUP, SOMMER, TUESDAY, slot_at
from tests.fakes.clock import FakeClock
from tests.fakes.database import POSTGRESQL, SQLITE, patient, sqlite_url
from tests.fakes.postgresql import start_server
from tests.stores.children import Errand, run_errand, start

SHAPES = ((1, 1), (1, 10), (1, 50), (4, 12))  # processes, callers at once in each
HOURS = ("08:00", "09:00", "10:00", "11:00", "14:00", "15:00", "16:00")
FIFTY, FIRST_OF_FIFTY = 50, 90_000


@dataclass(frozen=True, slots=True)
class Work:
    errands: Sequence[Errand]
    at_once: int


@dataclass(frozen=True, slots=True)
class Done:
    booked: int
    took_ms: list[float]


def main(bookings: int = 150) -> None:
    console = Console(highlight=False, width=150)
    server = start_server(durable=True)
    asyncio.run(_create(server.url(), "bench"))
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for kind, url in ((SQLITE, sqlite_url(Path(folder) / "bench.db")), (POSTGRESQL, server.url("bench"))):
            asyncio.run(_prepare(url))
            errands = _errands(url, bookings * len(SHAPES))
            for nth, (processes, callers) in enumerate(SHAPES):
                mine = errands[nth * bookings : (nth + 1) * bookings]
                figures = _measured(mine, _fifty(url, nth), processes, callers)
                rows.append([kind, str(processes), str(callers), *figures])
    heads = ["store", "processes", "callers each", "bookings", "a second", "p50 ms", "p99 ms", "50 for one slot"]
    show_table(console, "Booking at once: one calendar, durable", heads, rows)


async def _create(url: str, name: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()


async def _prepare(url: str) -> None:
    await migrate(url)
    database = patient(url)
    await SqlBusinesses(database, FakeClock()).seed_example()
    await database.close()


def _measured(errands: Sequence[Errand], contested: Sequence[Errand], processes: int, callers: int) -> list[str]:
    began, done = _all_done([Work(errands[nth::processes], callers) for nth in range(processes)])
    seconds = perf_counter() - began
    took = [ms for part in done for ms in part.took_ms]
    booked = sum(part.booked for part in done)
    _, race = _all_done([Work(contested[nth::processes], FIFTY) for nth in range(processes)])
    winners = sum(part.booked for part in race)
    return [str(booked), f"{booked / seconds:.0f}", str(percentile(took, 50)), str(percentile(took, 99)), str(winners)]


def _all_done(works: Sequence[Work]) -> tuple[float, list[Done]]:
    """When all had started, and what each did."""
    children = [start(_work, work) for work in works]
    for child in children:
        child.says()
    began = perf_counter()
    for child in children:
        child.tell("go")
    done = [child.says() for child in children]
    for child in children:
        child.end()
    return began, done


async def _work(work: Work, pipe: Connection) -> None:
    database = patient(work.errands[0].url)
    waiting = list(work.errands)
    took_ms: list[float] = []
    booked = 0

    async def caller() -> None:
        nonlocal booked
        while waiting:
            errand = waiting.pop()
            began = perf_counter()
            outcome = await run_errand(database, errand)
            took_ms.append((perf_counter() - began) * 1000)
            booked += isinstance(outcome, Booked)

    pipe.send("ready")
    pipe.recv()
    await asyncio.gather(*(caller() for _ in range(work.at_once)))
    pipe.send(Done(booked, took_ms))
    await database.close()


def _errands(url: str, count: int) -> list[Errand]:
    """Bookable days, hours and people, no two of which are in each other's way."""
    desk = DeskInMemory()
    calendar = Calendar(desk.business, desk.clock.now())
    days = [TUESDAY + timedelta(days=nth) for nth in range(80) if nth % 7]  # Tuesdays are for the races
    people = [person.id for person in desk.business.people_for(CHECKUP)]
    slots = [slot_at(desk, day, hour, who) for day in days for hour in HOURS for who in people]
    return [
        _errand(url, nth, slot)
        for nth, slot in enumerate([slot for slot in slots if refusal(calendar, slot) is None][:count])
    ]


def _fifty(url: str, nth: int) -> list[Errand]:
    slot = slot_at(DeskInMemory(), TUESDAY + timedelta(weeks=nth), "10:00", SOMMER)
    return [_errand(url, FIRST_OF_FIFTY + nth * FIFTY + who, slot) for who in range(FIFTY)]


def _errand(url: str, nth: int, slot: Slot) -> Errand:
    return Errand(url, FakeClock().now(), "book", f"CA-bench-{nth}", E164(f"+4930231{nth:05d}"), slot)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
