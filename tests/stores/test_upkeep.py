from sqlmodel import select

from app.domain.bookings import Booked, Held, Moved
from app.domain.calls import CallOpened, CallOutcome
from app.domain.ids import BusinessId, CallSid
from app.stores.businesses import SqlBusinesses
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.records import SqlRecords
from app.stores.tables import BlockRow, HoldRow
from app.stores.upkeep import SqlCallUpkeep
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, BEN, SOMMER, TUESDAY, booked, slot_at
from tests.fakes.clock import FakeClock

CALL = CallSid("CA1")


async def rows(database: Database) -> tuple[int, int]:
    async with database.reading() as session:
        return len(list(await session.exec(select(HoldRow)))), len(list(await session.exec(select(BlockRow))))


async def outcome_after_a_crash(database: Database, clock: FakeClock) -> CallOutcome | None:
    await SqlCallUpkeep(database, clock).close_orphans()
    call = await SqlRecords(database, SqlBusinesses(database, clock)).call(CALL)
    assert call is not None
    return call.entry.outcome


async def opened(database: Database, clock: FakeClock) -> None:
    business = BusinessId("praxis-dr-sommer")
    await SqlCallRecords(database).open_call(CallOpened(CALL, business, ANN, "+493023125000", "de", clock.now()))


async def test_a_call_that_ends_gives_its_hold_back(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)
    slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
    await desk.call(sid="CA1").hold(slot)
    upkeep = SqlCallUpkeep(database, clock)
    assert await upkeep.release_holds(CALL) == 1
    assert await upkeep.release_holds(CALL) == 0
    assert await rows(database) == (0, 0)
    assert isinstance(await desk.call(BEN, sid="CA2").hold(slot), Held)


async def test_releasing_holds_leaves_bookings_alone(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)
    await booked(desk.call(sid="CA1"), slot_at(desk, TUESDAY, "10:00", SOMMER))
    assert await SqlCallUpkeep(database, clock).release_holds(CALL) == 0
    assert await rows(database) == (0, 2)  # the person and the room


async def test_expired_holds_are_swept_by_the_next_writer(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)
    await desk.call(sid="CA1").hold(slot_at(desk, TUESDAY, "10:00", SOMMER))
    clock.advance(desk.business.rules.hold_for)
    await desk.call(BEN, sid="CA2").hold(slot_at(desk, TUESDAY, "15:00", SOMMER))
    assert await rows(database) == (1, 2)


async def test_an_orphan_that_moved_an_appointment_is_closed_as_moved(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)
    earlier = await booked(desk.call(sid="CA0"), slot_at(desk, TUESDAY, "10:00", SOMMER))
    await opened(database, clock)
    moved = await desk.call(sid="CA1").move(earlier.reference, slot_at(desk, TUESDAY, "15:00", SOMMER))
    assert isinstance(moved, Moved)
    assert await outcome_after_a_crash(database, clock) is CallOutcome.MOVED


async def test_an_orphan_that_cancelled_is_closed_as_cancelled(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)
    earlier = await booked(desk.call(sid="CA0"), slot_at(desk, TUESDAY, "10:00", SOMMER))
    await opened(database, clock)
    await desk.call(sid="CA1").cancel(earlier.reference)
    assert await outcome_after_a_crash(database, clock) is CallOutcome.CANCELLED


async def test_an_orphan_that_took_a_message_is_closed_as_message(database: Database, clock: FakeClock) -> None:
    await opened(database, clock)
    await RealDesk(database, clock).call(sid="CA1").take_message(text="x", customer_name=None, customer_number=None)
    assert await outcome_after_a_crash(database, clock) is CallOutcome.MESSAGE


async def test_an_orphans_hold_is_free_again(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)
    await opened(database, clock)
    slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
    await desk.call(sid="CA1").hold(slot)
    assert await outcome_after_a_crash(database, clock) is CallOutcome.FAILED
    outcome = await desk.call(BEN, sid="CA2").book(slot, customer_name="Ben", customer_number=BEN)
    assert isinstance(outcome, Booked)
