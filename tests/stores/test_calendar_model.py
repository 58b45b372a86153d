"""Whatever callers do in whatever order: the calendar stays whole."""

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from app.dialogue.tools import Tools
from app.domain.bookings import Booked, Held, Hold, Moved, Offers
from app.domain.ids import BookingReference
from app.stores.database import Database
from app.stores.tables import BlockRow, BookingRow, HoldRow
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, CHECKUP, ROOT_CANAL, SOMMER, TUESDAY, Day, slot_at
from tests.fakes.clock import FakeClock
from tests.fakes.database import KINDS, Store, praxis_database

HOURS = ("09:00", "09:15", "09:30", "10:00", "10:30")
Step = tuple[str, int, int]  # what, which caller, which hour
steps = st.tuples(
    st.sampled_from(["hold", "book", "book", "move", "cancel", "release", "offer and book", "wait"]),
    st.integers(0, 2),
    st.integers(0, len(HOURS) - 1),
)


@dataclass
class Callers:
    """Three calls that want the same dentist in the same hour."""

    desk: RealDesk
    calls: list[Tools] = field(default_factory=list)
    references: list[BookingReference] = field(default_factory=list)
    holds: dict[int, Hold] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.calls = [self.desk.call(ANN, f"CA{nth}") for nth in range(3)]

    async def do(self, step: Step) -> None:
        what, who, hour = step
        tools, slot = self.calls[who], slot_at(self.desk, TUESDAY, HOURS[hour], SOMMER)
        reference = self.references[hour % len(self.references)] if self.references else BookingReference("NONE")
        if what == "hold":
            held = await tools.hold(slot)
            if isinstance(held, Held):
                self.holds[who] = held.hold
        elif what == "book":
            self._remember(await tools.book(slot, customer_name=f"Caller {who}", customer_number=ANN))
        elif what == "move":
            moved = await tools.move(reference, slot)
            assert not isinstance(moved, Moved) or moved.booking.slot.same_place(slot)
        elif what == "cancel":
            await tools.cancel(reference)
        elif what == "release" and who in self.holds:
            await tools.release(self.holds[who].id)
        elif what == "offer and book":
            await self._offer_and_book(tools)
        elif what == "wait":
            self.desk.clock.advance(timedelta(seconds=70))

    async def _offer_and_book(self, tools: Tools) -> None:
        """What was offered a moment ago, with nobody in between, can be booked."""
        window = Day(self.desk.business, TUESDAY).between("08:00", "12:00")
        found = await tools.find_offers(ROOT_CANAL, [window], resource=SOMMER)
        if isinstance(found, Offers):
            booked = await tools.book(found.slots[0], customer_name="Ann", customer_number=ANN)
            assert isinstance(booked, Booked)
            self._remember(booked)

    def _remember(self, outcome: object) -> None:
        if isinstance(outcome, Booked) and outcome.booking.reference not in self.references:
            self.references.append(outcome.booking.reference)


async def assert_whole(database: Database, clock: FakeClock) -> None:
    async with database.reading() as session:
        blocks = list(await session.exec(select(BlockRow).order_by("resource_id", "block_start")))
        bookings = {row.id: row for row in await session.exec(select(BookingRow)) if row.status == "confirmed"}
        holds = {row.id: row for row in await session.exec(select(HoldRow))}
    live = [b for b in blocks if b.status == "confirmed" or (b.expires_at and b.expires_at > clock.now())]
    for one, other in pairwise(live):
        assert one.resource_id != other.resource_id or one.block_end <= other.block_start or one.owner == other.owner
    for booking in bookings.values():
        mine = [block for block in blocks if block.booking_id == booking.id]
        assert sorted(block.resource_id for block in mine) == sorted((booking.resource_id, booking.room_id or ""))
        assert all(b.block_start <= booking.starts_at and b.block_end >= booking.ends_at for b in mine)
    assert all(b.booking_id in bookings or b.hold_id in holds for b in blocks)
    assert len({row.reference for row in bookings.values()}) == len(bookings)
    calls_with_live_holds = [row.call_sid for row in holds.values() if row.expires_at > clock.now()]
    assert len(calls_with_live_holds) == len(set(calls_with_live_holds))


async def play(script: Sequence[Step], kind: str) -> None:
    clock = FakeClock()
    with tempfile.TemporaryDirectory() as folder:
        async with praxis_database(Store(kind, Path(folder)), clock) as database:
            callers = Callers(RealDesk(database, clock))
            for step in script:
                await callers.do(step)
                await assert_whole(database, clock)


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=3, max_size=14))
def test_the_calendar_stays_whole_whatever_callers_do(kind: str, script: list[Step]) -> None:
    asyncio.run(play(script, kind))


async def test_a_booking_that_is_cancelled_at_any_moment_is_made_or_not_made(store: Store) -> None:
    """A caller who barges in cancels what runs; the same booking asked for again is then simply there."""
    clock = FakeClock()
    async with praxis_database(store, clock) as database:
        desk = RealDesk(database, clock)
        slot = slot_at(desk, TUESDAY, "10:00", SOMMER, CHECKUP)
        for turns_of_the_loop in range(0, 60, 3):
            tools = desk.call(ANN, f"CA{turns_of_the_loop}")
            task = asyncio.create_task(tools.book(slot, customer_name="Ann", customer_number=ANN))
            for _ in range(turns_of_the_loop):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await assert_whole(database, clock)
            again = await tools.book(slot, customer_name="Ann", customer_number=ANN)
            assert isinstance(again, Booked)
            await tools.cancel(again.booking.reference)
