"""kill -9 of a process before every single write of what it does for a caller: the calendar stays whole.

After each kill the same caller calls again and gets what they wanted, once.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from app.domain.bookings import Booked, BookingStatus, Cancelled, ChainBooked, Held, Moved, SlotTaken
from app.domain.ids import BookingReference, CallSid
from app.stores.calendar import SqlCalendars
from app.stores.database import Database
from app.stores.decision_log import SqlDecisionLog
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, SOMMER, TUESDAY, slot_at
from tests.fakes.clock import FakeClock
from tests.fakes.database import patient, url_of
from tests.stores.children import Errand, run_errand, send_until
from tests.stores.test_calendar_model import assert_whole

FEWEST_STEPS = 5  # fewer would mean that the listener hears nothing


class Scene:
    """A caller and the database that they call about; `database` waits for what a dead process leaves locked."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database = patient(url_of(database))
        self.clock = clock
        self.desk = RealDesk(self.database, clock)

    def errand(self, what: str, at: str = "10:00", reference: str = "NONE", sid: str = "CA1") -> Errand:
        slot = slot_at(self.desk, TUESDAY, at, SOMMER)
        return Errand(url_of(self.database), self.clock.now(), what, sid, ANN, slot, BookingReference(reference))

    async def does(self, errand: Errand) -> object:
        return await run_errand(self.database, errand)

    async def booked(self, sid: str = "CA0") -> BookingReference:
        outcome = await self.does(self.errand("book", sid=sid))
        assert isinstance(outcome, Booked)
        return outcome.booking.reference

    async def changes(self, reference: BookingReference) -> list[str]:
        async with SqlCalendars(self.database, self.clock).reading(self.desk.business) as reads:
            return [line.change for line in await reads.history(reference)]

    async def is_whole(self) -> None:
        await assert_whole(self.database, self.clock)
        assert await SqlDecisionLog(self.database).verify() == ()

    async def crash_everywhere(
        self, begin: Callable[[], Awaitable[Errand]], recover: Callable[[Errand], Awaitable[None]]
    ) -> list[str]:
        """The steps before which the process was killed, each with a fresh beginning."""
        steps: list[str] = []
        for step in count(1):
            errand = await begin()
            child = send_until(errand, step)
            word, name = child.says()
            if word == "done":
                child.end()
                await self.is_whole()
                return steps
            child.kill()
            steps.append(name)
            await self.is_whole()
            await recover(errand)
        raise AssertionError("unreachable")


@pytest.fixture
def scene(database: Database, clock: FakeClock) -> Scene:
    return Scene(database, clock)


def assert_every_step(steps: list[str]) -> None:
    assert len(steps) >= FEWEST_STEPS
    assert "INSERT INTO decisions" in steps
    assert "COMMIT" in steps
    assert steps[-1] == "the answer to the caller"


async def test_a_booking_is_made_or_not_made_and_made_once_when_asked_again(scene: Scene) -> None:
    async def begin() -> Errand:
        errand = scene.errand("book")
        await scene.does(replace(errand, what="hold"))
        return errand

    async def recover(errand: Errand) -> None:
        async with SqlCalendars(scene.database, scene.clock).reading(scene.desk.business) as reads:
            held = await reads.hold_of(CallSid(errand.sid), now=scene.clock.now())
            made = await reads.confirmed(since=scene.clock.now(), call_sid=CallSid(errand.sid))
        assert (held is None) == (len(made) == 1)
        again = await scene.does(errand)
        assert isinstance(again, Booked)
        assert await scene.changes(again.booking.reference) == ["booked"]
        await scene.does(replace(errand, what="cancel", reference=again.booking.reference))

    assert_every_step(await scene.crash_everywhere(begin, recover))
    await scene.database.close()


async def test_a_moved_appointment_is_in_one_of_its_two_places_and_moves_once(scene: Scene) -> None:
    async def begin() -> Errand:
        return scene.errand("move", at="15:00", reference=await scene.booked())

    async def recover(errand: Errand) -> None:
        async with SqlCalendars(scene.database, scene.clock).reading(scene.desk.business) as reads:
            now = await reads.booking(errand.reference)
        assert now is not None
        assert now.status is BookingStatus.CONFIRMED
        again = await scene.does(errand)
        assert isinstance(again, Moved)
        assert again.previous.same_place(scene.errand("book").slot)
        assert await scene.changes(errand.reference) == ["booked", "moved"]
        await scene.does(replace(errand, what="cancel"))

    assert_every_step(await scene.crash_everywhere(begin, recover))
    await scene.database.close()


async def test_a_cancelled_appointment_is_there_or_gone_with_its_place(scene: Scene) -> None:
    async def begin() -> Errand:
        return scene.errand("cancel", reference=await scene.booked())

    async def recover(errand: Errand) -> None:
        assert isinstance(await scene.does(errand), Cancelled)
        assert await scene.changes(errand.reference) == ["booked", "cancelled"]
        assert isinstance(await scene.does(replace(errand, what="hold", sid="CA2")), Held)
        scene.clock.advance(timedelta(minutes=4))

    assert_every_step(await scene.crash_everywhere(begin, recover))
    await scene.database.close()


async def test_a_hold_of_a_dead_process_is_whole_or_not_there_and_ends_by_itself(scene: Scene) -> None:
    async def begin() -> Errand:
        return scene.errand("hold")

    async def recover(errand: Errand) -> None:
        other = await scene.does(errand.again_as("CA-other"))
        assert isinstance(other, Held | SlotTaken)
        scene.clock.advance(timedelta(minutes=4))
        assert isinstance(await scene.does(replace(errand, sid="CA-late", now=scene.clock.now())), Held)
        scene.clock.advance(timedelta(minutes=4))

    assert_every_step(await scene.crash_everywhere(begin, recover))
    await scene.database.close()


async def test_a_chain_is_booked_whole_or_not_at_all_and_cancelled_whole(scene: Scene) -> None:
    async def booked(errand: Errand) -> list[str]:
        async with SqlCalendars(scene.database, scene.clock).reading(scene.desk.business) as reads:
            return [b.slot.offering for b in await reads.confirmed(since=scene.clock.now(), number=errand.number)]

    async def begin() -> Errand:
        return scene.errand("chain")

    async def recover(errand: Errand) -> None:
        assert await booked(errand) in ([], ["checkup", "implant_consultation"])
        again = await scene.does(errand)
        assert isinstance(again, ChainBooked)
        assert await booked(errand) == ["checkup", "implant_consultation"]
        gone = await scene.does(replace(errand, what="cancel_chain", reference=again.bookings[0].reference))
        assert isinstance(gone, Cancelled)
        assert await booked(errand) == []

    assert_every_step(await scene.crash_everywhere(begin, recover))
    await scene.database.close()
