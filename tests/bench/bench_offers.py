"""How long finding offers, holding and booking take on the example business with some hundred appointments in it.

.venv/bin/python -m tests.bench.bench_offers [appointments]
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from app.dialogue.call_tools import CallTools
from app.domain.bookings import Booked, NothingFree, Offers, Slot
from app.domain.ids import CallSid, OfferingKey, ResourceId
from app.domain.spoken.when import Window
from app.stores.calendar import SqlCalendars
from app.stores.database import Database
from app.stores.notes import SqlNotes
from tests.fakes.business import SEEDED_ON, praxis
from tests.fakes.clock import FakeClock
from tests.fakes.database import praxis_database

ROUNDS = 100
OFFERINGS = ("checkup", "checkup", "checkup", "cleaning", "cleaning", "filling", "implant_consultation", "root_canal")
BUSINESS = praxis()


def tools(database: Database, clock: FakeClock, sid: str) -> CallTools:
    calendars = SqlCalendars(database, clock)
    return CallTools(
        business=BUSINESS,
        call_sid=CallSid(sid),
        number=None,
        calendars=calendars,
        notes=SqlNotes(database),
        clock=clock,
    )


def window(first_day: int, days: int, opens: time, closes: time) -> Window:
    day = SEEDED_ON + timedelta(days=first_day)
    return Window(
        datetime.combine(day, opens, tzinfo=BUSINESS.zone),
        datetime.combine(day + timedelta(days=days), closes, tzinfo=BUSINESS.zone),
    )


async def fill(database: Database, clock: FakeClock, wanted: int, chance: random.Random) -> int:
    """Random appointments over two months, more of them in the near weeks."""
    made = 0
    for nth in range(wanted * 8):
        offering = OfferingKey(chance.choice(OFFERINGS))
        person = chance.choice(BUSINESS.people_for(offering))
        day = SEEDED_ON + timedelta(days=int(chance.triangular(0, 60, 3)))
        start = datetime.combine(
            day, time(chance.randrange(8, 18), chance.choice((0, 15, 30, 45))), tzinfo=BUSINESS.zone
        )
        slot = Slot(offering, start, start + BUSINESS.offering(offering).duration, ResourceId(person.id))
        outcome = await tools(database, clock, f"CAfill{nth}").book(
            slot, customer_name="Somebody", customer_number=None
        )
        made += isinstance(outcome, Booked)
        if made == wanted:
            break
    return made


async def _find(call: CallTools, windows: Sequence[Window], _nth: int) -> Offers | NothingFree:
    return await call.find_offers(OfferingKey("checkup"), windows)


async def timed(name: str, ask: Callable[[int], Awaitable[Any]]) -> list[Any]:
    took_ms, answers = [], []
    for nth in range(ROUNDS):
        started = perf_counter()
        answers.append(await ask(nth))
        took_ms.append((perf_counter() - started) * 1000)
    print(f"{name:44} p50 {median(took_ms):6.1f} ms   p95 {quantiles(took_ms, n=20)[-1]:6.1f} ms")  # noqa: T201
    return answers


async def main(appointments: int) -> None:
    chance, clock = random.Random(7), FakeClock(datetime.combine(SEEDED_ON, time(7), tzinfo=UTC))
    with tempfile.TemporaryDirectory() as folder:
        async with praxis_database(Path(folder), clock) as database:
            made = await fill(database, clock, appointments, chance)
            print(f"{made} appointments, {len(BUSINESS.resources)} resources, {ROUNDS} rounds each")  # noqa: T201
            asks = {
                "find_offers, as soon as possible": (),
                "find_offers, a day": (window(2, 0, time(0), time(23, 59)),),
                "find_offers, an exact time": (window(3, 0, time(10), time(10)),),
                "find_offers, three weeks": (window(1, 21, time(0), time(23, 59)),),
                "find_offers, a Sunday (nearest instead)": (window(6, 0, time(0), time(23, 59)),),
            }
            call = tools(database, clock, "CAbench")
            for name, windows in asks.items():
                await timed(name, partial(_find, call, windows))
            found = [
                await call.find_offers(OfferingKey("checkup"), [window(n % 40, 5, time(0), time(23))])
                for n in range(20)
            ]
            slots = [slot for offers in found if isinstance(offers, Offers) for slot in offers.slots]
            await timed("hold", lambda nth: call.hold(slots[nth % len(slots)]))
            booking = await timed(
                "book",
                lambda nth: tools(database, clock, f"CA{nth}").book(
                    slots[nth % len(slots)], customer_name="Somebody", customer_number=None
                ),
            )
            print(f"{sum(isinstance(outcome, Booked) for outcome in booking)} of them booked, the rest were taken")  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 400))
