"""Callers in processes of their own, on the same database; one can be stopped before any step, to be killed there.

Children are forked from a server that has imported everything once. What stops them stands in the child, outside the
product: a listener on its engine counts what is written and committed, and at the wanted one reports and waits for
ever. Reads are no steps: before and after one, the database is the same.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any

from sqlalchemy import event

from app.domain.bookings import Slot
from app.domain.ids import E164, BookingReference
from app.stores.database import Database
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import AYDIN, IMPLANT
from tests.fakes.business import chained_praxis
from tests.fakes.clock import FakeClock
from tests.fakes.database import PATIENCE_S, patient

WRITES = ("INSERT", "UPDATE", "DELETE")
NO_REFERENCE = BookingReference("NONE")
_context = get_context("forkserver")
_context.set_forkserver_preload([__name__])


@dataclass(frozen=True, slots=True)
class Errand:
    """What one caller wants. `what` is hold, book, move (of `reference`, to `slot`), cancel (of `reference`), chain
    (the check-up at `slot`, and what needs it a week later) or cancel_chain (of its `reference`, with what needs it).
    """

    url: str
    now: datetime
    what: str
    sid: str
    number: E164
    slot: Slot
    reference: BookingReference = NO_REFERENCE

    def again_as(self, sid: str) -> "Errand":
        return replace(self, sid=sid)


@dataclass(frozen=True, slots=True)
class Child:
    running: ForkServerProcess
    pipe: Any

    def says(self) -> Any:
        if not self.pipe.poll(PATIENCE_S):
            raise AssertionError("the child says nothing")
        return self.pipe.recv()

    def tell(self, word: str) -> None:
        self.pipe.send(word)

    def kill(self) -> None:
        """kill -9: no handler, no cleanup, no goodbye to the database."""
        self.running.kill()
        self.end()

    def end(self) -> None:
        self.running.join(PATIENCE_S)
        self.pipe.close()
        self.running.close()


def send_all(errands: Sequence[Errand]) -> Child:
    """A process with these callers; it reports `ready`, waits for a word, and gives the outcomes of all at once."""
    return start(_send_all, errands)


def send_until(errand: Errand, step: int) -> Child:
    """A process with one caller that stops before its step (from 1). Reports ("paused", what) or ("done", outcome)."""
    return start(_send_until, (errand, step))


def start(work: Callable[[Any, Connection], Any], wish: object) -> Child:
    ours, theirs = _context.Pipe()
    running = _context.Process(target=_run, args=(work, wish, theirs), daemon=True)
    running.start()
    theirs.close()
    return Child(running, ours)


def _run(work: Callable[[Any, Connection], Any], wish: object, pipe: Connection) -> None:
    asyncio.run(work(wish, pipe))


async def _send_all(errands: Sequence[Errand], pipe: Connection) -> None:
    database = patient(errands[0].url)
    pipe.send("ready")
    pipe.recv()
    pipe.send(await asyncio.gather(*(run_errand(database, errand) for errand in errands)))
    await database.close()


async def _send_until(wish: tuple[Errand, int], pipe: Connection) -> None:
    errand, last = wish
    database = patient(errand.url)
    steps = 0

    def step(name: str) -> None:
        nonlocal steps
        steps += 1
        if steps == last:
            pipe.send(("paused", name))
            pipe.recv()  # for ever

    def step_if_write(statement: str) -> None:
        if statement.lstrip().startswith(WRITES):
            step(" ".join(statement.split()[:3]))

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: step_if_write(statement))
    event.listen(engine, "commit", lambda _connection: step("COMMIT"))
    outcome = await run_errand(database, errand)
    step("the answer to the caller")
    pipe.send(("done", outcome))
    await database.close()


async def run_errand(database: Database, errand: Errand) -> object:
    desk = RealDesk(database, FakeClock(errand.now))
    if "chain" in errand.what:
        desk.business = chained_praxis()
    tools = desk.call(errand.number, errand.sid)
    if errand.what == "chain":
        slots = errand.slot, a_week_after(errand.slot)
        return await tools.book_chain(slots, customer_name="Ann Arbor", customer_number=errand.number)
    if errand.what == "cancel_chain":
        return await tools.cancel(errand.reference, with_dependents=True)
    if errand.what == "hold":
        return await tools.hold(errand.slot)
    if errand.what == "book":
        return await tools.book(errand.slot, customer_name="Ann Arbor", customer_number=errand.number)
    if errand.what == "move":
        return await tools.move(errand.reference, errand.slot)
    return await tools.cancel(errand.reference)


def a_week_after(slot: Slot) -> Slot:
    """The advice for which the check-up is made."""
    start = slot.starts_at + timedelta(days=7)
    return Slot(IMPLANT, start, start + timedelta(minutes=45), AYDIN)
