"""`python -m tests.bench.pages [CALLS]`: how fast lists, searches and pages answer in a practice at its limits.

`tests.bench.large_office` tells what stands in it. Searches are timed in this program. Pages are those of the real
server, in a program of its own: the time that a browser waits, and the CPU time that all threads of the server took
meanwhile, so that neighbours on the machine do not count. They are opened once the server has spoken its fixed
sentences in advance, which it does after every start. What is transferred is the page with all that it loads, as it
goes over the wire.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from time import clock_gettime_ns, perf_counter

import httpx
from rich.console import Console
from sqlmodel import col, update

from app.domain.calls import CallOutcome
from app.ports.review import CallFilter
from app.stores.tables import BookingRow
from tests.bench.figures import percentile, show_table
from tests.bench.large_office import LONG_CALL, TURNS_A_CALL, fill, first_full_day
from tests.bench.real_server import real_server
from tests.fakes.database import SQLITE, Store, url_of
from tests.web.pages.office import BERLIN, PRAXIS, Office, Visit, office, visit

LOOKS = 20
WARMING = 3
QUIET_SHARE, QUIET_FOR_S, QUIET_WITHIN = 0.05, 2.0, 90
STATIC = re.compile(r'(?:src|href)="(/static/[^"]+)"')
CALL = f"CA{7:032x}"
PATHS = {
    "/": "today",
    "/calendar?day=FULL": "calendar, day of 25 people",
    "/calendar?day=FULL&show=rooms": "calendar, day of 25 rooms",
    "/calendar?day=FULL&view=week": "calendar, week of one of 50",
    "/calendar?booking=B00700": "calendar with an appointment opened",
    "/calendar/book?business=praxis-dr-sommer": "book by hand",
    "/calls": "calls",
    "/calls?q=Termin": "calls, a word in half of them",
    f"/calls/{CALL}": "a call",
    f"/calls/{LONG_CALL}": "a call of 2,000 turns",
    "/tasks": "tasks",
    "/tasks?show=done": "tasks that are done",
    "/live": "live",
    "/knowledge": "knowledge",
    f"/setup/{PRAXIS}": "setup",
    f"/setup/{PRAXIS}/people": "setup, 50 people and rooms",
    f"/setup/{PRAXIS}/hours": "setup, hours",
    "/try": "try a call",
    "/people": "team",
    "/access": "access log",
    "/me": "own account",
}

Work = Callable[[], Awaitable[object]]


async def main(calls: int) -> None:
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        async with office(Store(SQLITE, Path(folder)), datetime.now(BERLIN)) as practice:
            began = perf_counter()
            await fill(practice, calls)
            console.print(f"{calls} calls with {calls * TURNS_A_CALL} turns in {perf_counter() - began:.0f} s")
            await practice.person()
            await _searches(console, practice)
            async with real_server(DATABASE_URL=url_of(practice.database)) as server, visit(server.url) as browser:
                await browser.sign_in()
                await _until_quiet(server.pid)
                day = first_full_day(datetime.now(BERLIN).date()).isoformat()
                rows = [
                    await _page(browser, server.pid, path.replace("FULL", day), name) for path, name in PATHS.items()
                ]
                changed = await _page(
                    browser, server.pid, "/", "today, appointments changed", lambda: _change(practice)
                )
                rows.append(changed)
        heads = ("page", "p50", "p95", "CPU", "p95", "kB", "in all")
        show_table(
            console, f"Pages, {calls} calls, {LOOKS} looks each: ms waited, ms of CPU, kB over the wire", heads, rows
        )


async def _searches(console: Console, practice: Office) -> None:
    now = practice.clock.now()
    first, last = now - timedelta(days=360), now - timedelta(days=330)
    wanted = {
        "newest": CallFilter(),
        "a word in half of all calls": CallFilter(text="Termin"),
        "a rare word": CallFilter(text="Knirscherschienen"),
        "a beginning of words": CallFilter(text="Schmer"),
        "three words": CallFilter(text="Rezept Krone Rechnung"),
        "a phrase": CallFilter(text='"starke Schmerzen"'),
        "a number": CallFilter(text="030 23125142"),
        "word and outcome": CallFilter(text="Termin", outcome=CallOutcome.FAILED),
        "mood": CallFilter(emotion="angry"),
        "unreviewed": CallFilter(unreviewed=True),
        "a month of long ago": CallFilter(text="Krone", since=first, until=last),
        "nothing": CallFilter(text="Quastenflosser"),
    }
    scope, rows = frozenset({PRAXIS}), []
    for name, one in wanted.items():
        found = await practice.review.find(scope, one)
        took = await _times(lambda one=one: practice.review.find(scope, one))  # type: ignore[misc]
        rows.append([name, str(found.total), str(percentile(took, 50)), str(percentile(took, 95))])
    show_table(console, "Searches", ("what", "found", "p50 ms", "p95 ms"), rows)


async def _times(work: Work) -> list[float]:
    taken = []
    for _ in range(LOOKS):
        began = perf_counter()
        await work()
        taken.append((perf_counter() - began) * 1000)
    return taken


async def _change(practice: Office) -> None:
    """Appointments of the coming days, as if by somebody else: what was remembered of the calendar holds no more."""
    tomorrow = practice.clock.now() + timedelta(days=1)
    async with practice.database.writing() as session:
        await session.exec(
            update(BookingRow)
            .where(col(BookingRow.starts_at) > tomorrow, col(BookingRow.starts_at) < tomorrow + timedelta(days=3))
            .values(version=col(BookingRow.version) + 1)
        )


async def _page(browser: Visit, pid: int, path: str, name: str, before: Work | None = None) -> list[str]:
    for _ in range(WARMING):
        answer = await browser.open(path)
        assert answer.status_code == 200, (path, answer.status_code)
    waited, computed = [], []
    for _ in range(LOOKS):
        if before is not None:
            await before()
        began, busy = perf_counter(), cpu_ns(pid)
        answer = await browser.open(path)
        waited.append((perf_counter() - began) * 1000)
        computed.append((cpu_ns(pid) - busy) / 1e6)
    page = answer.num_bytes_downloaded
    loaded = page + sum([await _size(browser.http, asset) for asset in sorted(set(STATIC.findall(answer.text)))])
    times = (percentile(waited, 50), percentile(waited, 95), percentile(computed, 50), percentile(computed, 95))
    return [name, *map(str, times), f"{page / 1000:.0f}", f"{loaded / 1000:.0f}"]


async def _until_quiet(pid: int) -> None:
    for _ in range(QUIET_WITHIN):
        busy = cpu_ns(pid)
        await asyncio.sleep(QUIET_FOR_S)
        if cpu_ns(pid) - busy < QUIET_SHARE * QUIET_FOR_S * 1e9:
            return
    raise RuntimeError("the server computes without being asked")


async def _size(http: httpx.AsyncClient, path: str) -> int:
    return (await http.get(path)).num_bytes_downloaded


def cpu_ns(pid: int) -> int:
    """What all threads of a program computed so far; its clock's number is made as in clock_getcpuclockid(3)."""
    return clock_gettime_ns((~pid << 3) | 2)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
