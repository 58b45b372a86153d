"""Fifty callers want the same thing at once."""

import asyncio
from itertools import pairwise

from sqlmodel import select

from app.domain.bookings import Booked, Held, SlotTaken
from app.domain.ids import E164
from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.records import SqlRecords
from app.stores.tables import BlockRow
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import SOMMER, TUESDAY, slot_at
from tests.fakes.clock import FakeClock
from tests.fakes.database import patient, url_of

CALLERS = 50


def number(nth: int) -> E164:
    return E164(f"+4930231252{nth:02d}")


async def test_fifty_callers_and_one_slot_make_one_booking_and_honest_alternatives(
    database: Database, clock: FakeClock
) -> None:
    desk = RealDesk(database, clock)
    slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
    outcomes = await asyncio.gather(
        *(
            desk.call(number(nth), f"CA{nth}").book(slot, customer_name=f"Caller {nth}", customer_number=number(nth))
            for nth in range(CALLERS)
        )
    )
    assert sum(isinstance(outcome, Booked) for outcome in outcomes) == 1
    taken = [outcome for outcome in outcomes if isinstance(outcome, SlotTaken)]
    assert len(taken) == CALLERS - 1
    assert all(outcome.alternatives for outcome in taken)
    assert not any(other.same_place(slot) for outcome in taken for other in outcome.alternatives)
    for other in taken[0].alternatives:
        held = await desk.call(number(0), "CA-honest").hold(other)
        assert isinstance(held, Held)


async def test_fifty_callers_who_take_what_they_are_offered_never_overlap(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)

    async def insist(nth: int) -> None:
        tools = desk.call(number(nth), f"CA{nth}")
        slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
        for _ in range(CALLERS):
            outcome = await tools.book(slot, customer_name=f"Caller {nth}", customer_number=number(nth))
            if isinstance(outcome, Booked):
                return
            assert isinstance(outcome, SlotTaken)
            slot = outcome.alternatives[nth % len(outcome.alternatives)]
        raise AssertionError("never got a slot")

    await asyncio.gather(*(insist(nth) for nth in range(20)))
    records = SqlRecords(database, SqlBusinesses(database, clock))
    assert (await records.bookings()).total == 20
    assert await _overlaps(database) == 0


async def test_two_servers_that_book_the_same_slot_make_one_booking(database: Database, clock: FakeClock) -> None:
    second = patient(url_of(database))
    desks = [RealDesk(database, clock), RealDesk(second, clock)]
    slot = slot_at(desks[0], TUESDAY, "10:00", SOMMER)
    outcomes = await asyncio.gather(
        *(
            desks[nth % 2].call(number(nth), f"CA{nth}").book(slot, customer_name="X", customer_number=number(nth))
            for nth in range(10)
        )
    )
    assert sum(isinstance(outcome, Booked) for outcome in outcomes) == 1
    await second.close()


async def test_one_call_that_books_the_same_twice_at_once_has_one_booking(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)
    slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
    tools = desk.call(number(1), "CA1")
    outcomes = await asyncio.gather(*(tools.book(slot, customer_name="X", customer_number=number(1)) for _ in range(5)))
    assert len({outcome.booking.reference for outcome in outcomes if isinstance(outcome, Booked)}) == 1
    assert all(isinstance(outcome, Booked) for outcome in outcomes)


async def _overlaps(database: Database) -> int:
    async with database.reading() as session:
        blocks = list(await session.exec(select(BlockRow).order_by("resource_id", "block_start")))
    return sum(
        one.resource_id == other.resource_id and other.block_start < one.block_end for one, other in pairwise(blocks)
    )
