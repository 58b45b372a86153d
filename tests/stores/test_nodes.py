"""Several servers on one database: calls of the living go on, those of the dead are closed."""

from datetime import timedelta

from app.domain.bookings import Held
from app.domain.calls import CallOpened, CallOutcome
from app.domain.ids import BusinessId, CallSid
from app.ports.records import MediaGrant
from app.stores.businesses import SqlBusinesses
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.nodes import BEAT_EVERY, DEAD_AFTER, SqlNodes
from app.stores.records import SqlRecords
from app.stores.tokens import SqlMediaTokens
from app.stores.upkeep import SqlCallUpkeep
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, SOMMER, TUESDAY, slot_at
from tests.fakes.clock import FakeClock

CALL = CallSid("CA1")
PRAXIS = BusinessId("praxis-dr-sommer")


class Server:
    def __init__(self, database: Database, clock: FakeClock, node: str) -> None:
        self.clock = clock
        self.nodes = SqlNodes(database, clock, node)
        self.calls = SqlCallRecords(database, node)
        self.tokens = SqlMediaTokens(database, clock, node)
        self.upkeep = SqlCallUpkeep(database, clock)
        self.records = SqlRecords(database, SqlBusinesses(database, clock))

    async def rings(self) -> None:
        await self.calls.open_call(CallOpened(CALL, PRAXIS, ANN, "+493023125000", "de", self.clock.now()))

    async def hangs_up(self, outcome: CallOutcome = CallOutcome.ANSWERED) -> None:
        await self.calls.close_call(CALL, outcome=outcome, ended_at=self.clock.now(), summary="")

    async def outcome(self) -> CallOutcome | None:
        call = await self.records.call(CALL)
        assert call is not None
        return call.entry.outcome


def servers(database: Database, clock: FakeClock) -> tuple[Server, Server]:
    return Server(database, clock, "one"), Server(database, clock, "two")


async def test_a_server_that_starts_leaves_the_calls_of_the_others_alone(database: Database, clock: FakeClock) -> None:
    one, two = servers(database, clock)
    await one.nodes.beat()
    await one.rings()
    await two.nodes.beat()
    assert await two.upkeep.close_orphans() == ()
    assert await one.outcome() is None


async def test_the_calls_of_a_server_that_fell_silent_are_closed_and_their_holds_freed(
    database: Database, clock: FakeClock
) -> None:
    one, two = servers(database, clock)
    await one.nodes.beat()
    await one.rings()
    desk = RealDesk(database, clock)
    slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
    await desk.call(sid=CALL).hold(slot)
    clock.advance(DEAD_AFTER)
    await two.nodes.beat()
    assert await two.upkeep.close_orphans() == (CALL,)
    assert await two.outcome() is CallOutcome.FAILED
    assert isinstance(await desk.call(sid="CA2").hold(slot), Held)


async def test_a_server_that_goes_on_beating_keeps_its_calls_for_hours(database: Database, clock: FakeClock) -> None:
    one, two = servers(database, clock)
    await one.nodes.beat()
    await one.rings()
    for _ in range(30):
        clock.advance(BEAT_EVERY)
        await one.nodes.beat()
        assert await two.upkeep.close_orphans() == ()


async def test_a_call_belongs_to_the_server_that_its_stream_came_to(database: Database, clock: FakeClock) -> None:
    """The webhook and the stream may reach different servers."""
    one, two = servers(database, clock)
    await one.nodes.beat()
    await one.rings()
    token = await one.tokens.mint(MediaGrant(CALL, PRAXIS))
    await two.tokens.consume(token)
    clock.advance(DEAD_AFTER)
    await two.nodes.beat()
    assert await two.upkeep.close_orphans() == ()


async def test_a_server_that_stops_well_leaves_no_row(database: Database, clock: FakeClock) -> None:
    one, two = servers(database, clock)
    await one.nodes.beat()
    await one.rings()
    await one.nodes.leave()
    assert await two.upkeep.close_orphans() == (CALL,)


async def test_what_the_server_itself_says_of_its_call_stands_over_what_others_presumed(
    database: Database, clock: FakeClock
) -> None:
    one, two = servers(database, clock)
    await one.nodes.beat()
    await one.rings()
    clock.advance(DEAD_AFTER)
    await two.upkeep.close_orphans()
    clock.advance(timedelta(minutes=1))
    await one.hangs_up(CallOutcome.ANSWERED)
    await one.hangs_up(CallOutcome.FAILED)
    assert await one.outcome() is CallOutcome.ANSWERED


async def test_a_call_that_was_reopened_elsewhere_belongs_there(database: Database, clock: FakeClock) -> None:
    one, two = servers(database, clock)
    await one.rings()
    await one.hangs_up(CallOutcome.TRANSFERRED)
    await two.nodes.beat()
    await two.calls.reopen_call(CALL)
    assert await two.upkeep.close_orphans() == ()
    assert await two.outcome() is None


async def test_a_server_that_may_live_is_spared_whatever_the_clocks_say(database: Database, clock: FakeClock) -> None:
    one, two = servers(database, clock)
    await one.nodes.beat()
    await one.rings()
    clock.advance(DEAD_AFTER)
    await two.nodes.beat()
    assert set(await two.nodes.beats()) == {"one", "two"}
    assert await two.upkeep.close_orphans(sparing={"one"}) == ()
    assert await two.upkeep.close_orphans(sparing={"two"}) == (CALL,)


async def test_a_call_that_others_presumed_over_goes_on_when_its_server_is_back(
    database: Database, clock: FakeClock
) -> None:
    one, two = servers(database, clock)
    await one.nodes.beat()
    await one.rings()
    clock.advance(DEAD_AFTER)
    await two.upkeep.close_orphans()
    await one.nodes.beat()
    assert await one.upkeep.take_back([CALL]) == 1
    assert (await one.outcome(), await one.upkeep.take_back([CALL])) == (None, 0)
    assert await two.upkeep.close_orphans() == ()
    await one.hangs_up(CallOutcome.ANSWERED)
    assert await one.upkeep.take_back([CALL]) == 0
    assert await one.outcome() is CallOutcome.ANSWERED
