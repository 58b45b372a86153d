"""What nobody understood, and how callers felt, on both databases."""

from app.domain.calls import CallOpened, CallTurn
from app.domain.ids import BusinessId, CallSid
from app.domain.wishes import LONGEST_WISH, UnknownWish
from app.stores.businesses import SqlBusinesses
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.records import SqlRecords
from app.stores.wishes import SqlUnknownWishes
from tests.fakes.clock import FakeClock

PRAXIS = BusinessId("praxis-dr-sommer")
CALL = CallSid("CA" + "7" * 32)


async def opened(database: Database, clock: FakeClock) -> SqlCallRecords:
    records = SqlCallRecords(database)
    await records.open_call(CallOpened(CALL, PRAXIS, "anonymous", "+493023125000", "de", clock.now()))
    return records


async def test_a_wish_waits_with_its_place_in_the_call_until_somebody_has_seen_to_it(
    database: Database, clock: FakeClock
) -> None:
    records, wishes = await opened(database, clock), SqlUnknownWishes(database)
    wish = UnknownWish("Ich will mein Pferd beschlagen lassen.", "de", "goal", 2, 8_400, clock.now())
    await records.add_unknown_wish(CALL, wish)
    (noted,) = await wishes.waiting(PRAXIS)
    assert (noted.call_sid, noted.wish) == (CALL, wish)
    assert not await wishes.close(BusinessId("another"), noted.id, why="taught", by="api", at=clock.now())
    assert await wishes.close(PRAXIS, noted.id, why="taught", by="api", at=clock.now())
    assert not await wishes.close(PRAXIS, noted.id, why="taught", by="api", at=clock.now())
    assert await wishes.waiting(PRAXIS) == []


async def test_a_wish_without_end_is_cut_and_a_call_without_record_leaves_none(
    database: Database, clock: FakeClock
) -> None:
    records, wishes = await opened(database, clock), SqlUnknownWishes(database)
    long = UnknownWish("blubb " * 1_000, "de", "goal", 1, 0, clock.now())
    await records.add_unknown_wish(CALL, long)
    await records.add_unknown_wish(CallSid("CA" + "8" * 32), long)
    (noted,) = await wishes.waiting(PRAXIS)
    assert len(noted.wish.text) == LONGEST_WISH


async def test_a_turn_keeps_how_the_caller_felt_and_an_older_one_says_nothing_of_it(
    database: Database, clock: FakeClock
) -> None:
    records = await opened(database, clock)
    felt = CallTurn("caller", "Frechheit!", None, "de", 0, 900, intensity=0.6, urgency=0.1, signals={"judgement": 0.6})
    await records.add_turn(CALL, felt)
    await records.add_turn(CALL, CallTurn("caller", "Ja.", None, "de", 2_000, 2_300))
    call = await SqlRecords(database, SqlBusinesses(database, clock)).call(CALL)
    assert call is not None
    assert [(turn.intensity, turn.urgency, dict(turn.signals)) for turn in call.turns] == [
        (0.6, 0.1, {"judgement": 0.6}),
        (None, None, {}),
    ]
