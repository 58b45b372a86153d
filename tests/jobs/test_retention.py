"""Every night, once, what a business keeps no longer goes."""

from datetime import UTC, datetime, timedelta

from app.domain.calls import CallOpened, CallOutcome, CallTurn
from app.domain.ids import BusinessId, CallSid
from app.jobs.retention import NightlyRetention
from app.ports.jobs import END_RETENTION
from app.stores.businesses import SqlBusinesses
from app.stores.call_log import SqlCallRecords
from app.stores.records import SqlRecords
from app.stores.retention import SqlCallRetention
from app.usecases.end_retention import RetentionDesk
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.fakes.jobs import FakeJobs

NIGHT = datetime(2026, 3, 17, 2, 0, tzinfo=UTC)  # three o'clock in Berlin
PRAXIS = BusinessId("praxis-dr-sommer")


async def test_nights_are_asked_for_once_and_from_the_eighth_on_take_what_is_over(store: Store) -> None:
    clock, jobs, sid = FakeClock(NIGHT), FakeJobs(), CallSid("CAold")
    async with praxis_database(store, clock) as database:
        businesses, calls = SqlBusinesses(database, clock), SqlCallRecords(database)
        began = NIGHT - timedelta(days=91)
        await calls.open_call(CallOpened(sid, PRAXIS, "+493023125042", "+493023125000", "de", began))
        await calls.add_turn(sid, CallTurn("caller", "Hier ist Erika Beispiel.", None, "de", 0, 1_000))
        await calls.close_call(sid, outcome=CallOutcome.ANSWERED, ended_at=began, summary="Erika Beispiel rief an.")
        for _ in range(2):
            nightly = NightlyRetention(RetentionDesk(SqlCallRetention(database, jobs)), businesses, clock)
            await nightly.look_after()
            await nightly.look_after()
        asked = [job.arguments for job in jobs.named(END_RETENTION)]
        assert asked == [("praxis-dr-sommer", "2026-03-17")]
        records = SqlRecords(database, businesses)
        clock.advance(timedelta(days=6))
        await nightly.look_after()
        await nightly.end(PRAXIS, "2026-03-23")
        call = await records.call(sid)
        assert call is not None
        assert call.entry.summary == "Erika Beispiel rief an."
        clock.advance(timedelta(days=1))
        for _ in range(2):  # begun again after a crash
            await nightly.end(PRAXIS, "2026-03-24")
        call = await records.call(sid)
    assert call is not None
    assert [turn.text for turn in call.turns] == ["███"]
    assert (call.entry.summary, call.entry.outcome) == (None, CallOutcome.ANSWERED)
