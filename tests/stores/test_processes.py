"""Fifty callers in five processes want one slot."""

from dataclasses import replace

from app.domain.bookings import Booked, Held, SlotTaken
from app.domain.ids import E164
from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.records import SqlRecords
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import SOMMER, TUESDAY, slot_at
from tests.fakes.clock import FakeClock
from tests.fakes.database import url_of
from tests.stores.children import Errand, send_all
from tests.stores.test_calendar_model import assert_whole

PROCESSES = 5
CALLERS_EACH = 10


def at_once(errands: list[Errand]) -> list[tuple[Errand, object]]:
    """All errands, dealt out to the processes; each with its outcome."""
    children = [(send_all(errands[nth::PROCESSES]), errands[nth::PROCESSES]) for nth in range(PROCESSES)]
    for child, _ in children:
        assert child.says() == "ready"
    for child, _ in children:
        child.tell("go")
    outcomes = [pair for child, theirs in children for pair in zip(theirs, child.says(), strict=True)]
    for child, _ in children:
        child.end()
    return outcomes


def fifty(database: Database, clock: FakeClock, what: str) -> list[Errand]:
    slot = slot_at(RealDesk(database, clock), TUESDAY, "10:00", SOMMER)
    return [
        Errand(url_of(database), clock.now(), what, f"CA{nth}", E164(f"+4930231252{nth:02d}"), slot)
        for nth in range(PROCESSES * CALLERS_EACH)
    ]


async def deadlocks(database: Database) -> int:
    if database.is_sqlite:
        return 0
    async with database.engine.connect() as connection:
        counted = await connection.exec_driver_sql(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )
        return int(counted.scalar_one())


async def test_fifty_callers_in_five_processes_make_one_booking_and_forty_nine_honest_alternatives(
    database: Database, clock: FakeClock
) -> None:
    errands = fifty(database, clock, "book")
    outcomes = [outcome for _, outcome in at_once(errands)]
    assert sum(isinstance(outcome, Booked) for outcome in outcomes) == 1
    taken = [outcome for outcome in outcomes if isinstance(outcome, SlotTaken)]
    assert len(taken) == len(errands) - 1
    assert all(outcome.alternatives for outcome in taken)
    assert not any(other.same_place(errands[0].slot) for outcome in taken for other in outcome.alternatives)
    assert (await SqlRecords(database, SqlBusinesses(database, clock)).bookings()).total == 1
    assert await deadlocks(database) == 0
    await assert_whole(database, clock)


async def test_who_holds_the_slot_gets_it_whatever_forty_nine_others_do_meanwhile(
    database: Database, clock: FakeClock
) -> None:
    holding = at_once(fifty(database, clock, "hold"))
    winners = [errand.sid for errand, outcome in holding if isinstance(outcome, Held)]
    assert len(winners) == 1
    booking = at_once([replace(errand, what="book") for errand, _ in holding])
    assert [errand.sid for errand, outcome in booking if isinstance(outcome, Booked)] == winners
    assert sum(isinstance(outcome, SlotTaken) for _, outcome in booking) == len(holding) - 1
    assert await deadlocks(database) == 0
    await assert_whole(database, clock)
