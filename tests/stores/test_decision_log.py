import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from app.domain.calls import CallOpened, Decision
from app.domain.decisions import Breach, Fault
from app.domain.errors import VorzimmerError
from app.domain.ids import BookingReference, BusinessId, CallSid
from app.stores.businesses import SqlBusinesses
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.decision_log import SqlDecisionLog
from app.stores.records import SqlRecords
from app.stores.tables import DecisionRow
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, SOMMER, TUESDAY, booked, slot_at
from tests.fakes.clock import FakeClock

PRAXIS = BusinessId("praxis-dr-sommer")
CALL = CallSid("CA1")


async def decide(database: Database, clock: FakeClock, count: int = 3) -> None:
    calls = SqlCallRecords(database)
    await calls.open_call(CallOpened(CALL, PRAXIS, ANN, "+493023125000", "de", clock.now()))
    for nth in range(count):
        await calls.add_decision(CALL, Decision("offer", clock.now(), "fits_wish", {"nth": nth, "cost": 0.1}))


async def write_past_us(database: Database, *statements: str) -> None:
    """As somebody who owns the database and takes its own guard off first."""
    sqlite = database.engine.dialect.name == "sqlite"
    off = ["DROP TRIGGER decisions_keep_update", "DROP TRIGGER decisions_keep_delete"]
    async with database.writing() as session:
        for statement in (*(off if sqlite else ["ALTER TABLE decisions DISABLE TRIGGER USER"]), *statements):
            await (await session.connection()).execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM decisions WHERE seq = 2",
        "UPDATE decisions SET why = 'other' WHERE seq = 2",
        "UPDATE decisions SET decided_at = '2020-01-01 00:00:00' WHERE seq = 2",
        "UPDATE decisions SET personal = '{}' WHERE seq = 2",
        "UPDATE decisions SET personal = NULL, salt = NULL, seq = 9 WHERE seq = 2",
    ],
)
async def test_the_database_refuses_to_change_or_delete_a_decision(
    database: Database, clock: FakeClock, statement: str
) -> None:
    await decide(database, clock)
    with pytest.raises((IntegrityError, VorzimmerError)):
        async with database.writing() as session:
            await (await session.connection()).execute(text(statement))
    assert await SqlDecisionLog(database).verify() == ()


async def test_twenty_decisions_at_once_make_one_whole_chain(database: Database, clock: FakeClock) -> None:
    calls = SqlCallRecords(database)
    await calls.open_call(CallOpened(CALL, PRAXIS, ANN, "+493023125000", "de", clock.now()))
    decisions = [Decision("offer", clock.now(), "fits_wish", {"nth": nth}) for nth in range(20)]
    await asyncio.gather(*(calls.add_decision(CALL, decision) for decision in decisions))
    log = SqlDecisionLog(database)
    assert (await log.heads())[PRAXIS].seq == 20
    assert await log.verify() == ()


async def test_what_was_changed_past_us_is_found_and_named(database: Database, clock: FakeClock) -> None:
    await decide(database, clock)
    await write_past_us(database, "UPDATE decisions SET why = 'other' WHERE seq = 2")
    assert await SqlDecisionLog(database).verify() == (Breach(PRAXIS, 2, Fault.CHANGED),)


async def test_a_log_that_was_cut_off_is_found(database: Database, clock: FakeClock) -> None:
    await decide(database, clock)
    await write_past_us(database, "DELETE FROM decisions WHERE seq = 3")
    assert await SqlDecisionLog(database).verify() == (Breach(PRAXIS, 3, Fault.CUT_OFF),)


async def test_retention_takes_the_people_away_and_leaves_the_chain_whole(database: Database, clock: FakeClock) -> None:
    await decide(database, clock)
    log = SqlDecisionLog(database)
    assert await log.redact(PRAXIS, before=clock.now()) == 0
    assert await log.redact(PRAXIS, before=clock.now() + timedelta(seconds=1)) == 3
    async with database.reading() as session:
        rows = (await session.exec(select(DecisionRow))).all()
    assert [(row.personal, row.salt) for row in rows] == [(None, None)] * 3
    assert await log.verify() == ()


async def test_a_booking_names_its_customer_and_has_its_trail(database: Database, clock: FakeClock) -> None:
    desk = RealDesk(database, clock)
    await SqlCallRecords(database).open_call(CallOpened(CALL, PRAXIS, ANN, "+493023125000", "de", clock.now()))
    tools = desk.call(ANN, CALL)
    slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
    await tools.hold(slot)
    made = await booked(tools, slot, "Ann", ANN)
    reference = BookingReference(made.reference)
    trail = await SqlDecisionLog(database).trail(reference)
    assert [entry.decision.kind for entry in trail] == ["hold", "booking"]
    assert dict(trail[0].decision.personal) == {"caller_number": ANN}
    assert dict(trail[1].decision.personal) == {"customer_name": "Ann", "customer_number": ANN}
    records = SqlRecords(database, SqlBusinesses(database, clock))
    about = await records.decisions(booking=reference)
    assert [(entry.booking, entry.decision.kind) for entry in about.items] == [(reference, "booking")]


async def test_a_transaction_that_fails_leaves_no_decision(database: Database, clock: FakeClock) -> None:
    await decide(database, clock, 1)
    desk = RealDesk(database, clock)
    slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
    for nth in range(2):
        await desk.call(ANN, f"CA-{nth}").book(slot, customer_name="Ann", customer_number=ANN)
    log = SqlDecisionLog(database)
    kinds = [
        entry.decision.kind for entry in (await SqlRecords(database, SqlBusinesses(database, clock)).decisions()).items
    ]
    assert kinds.count("booking") == 1
    assert await log.verify() == ()
