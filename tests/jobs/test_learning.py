"""Every night each business's past is learned from, once, whatever happens to the server."""

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from app.fitting.logistic_risk import LogisticRiskFitter
from app.jobs.engine import DbosJobs, Work, prepare, running
from app.jobs.learning import NightlyLearning
from app.ports.jobs import LEARN, Job
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.database import Database, open_database
from app.stores.learning_turns import SqlLearningTurns
from app.usecases.learn import learn_tonight, night_of
from tests.fakes.business import praxis
from tests.fakes.calendars import FakeCalendars
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, forget, praxis_database
from tests.fakes.jobs import FakeJobs
from tests.jobs.test_engine import Doings, ask

NIGHT = datetime(2026, 3, 17, 2, 0, tzinfo=UTC)  # three o'clock in Berlin


def at(clock: str) -> datetime:
    return datetime.fromisoformat(clock)


@pytest.mark.parametrize(
    ("now", "night"),
    [
        ("2026-03-17T02:29:00+01:00", date(2026, 3, 16)),
        ("2026-03-17T02:30:00+01:00", date(2026, 3, 17)),
        ("2026-03-17T23:00:00+01:00", date(2026, 3, 17)),
        ("2026-03-29T01:59:00+01:00", date(2026, 3, 28)),
        ("2026-03-29T03:00:00+02:00", date(2026, 3, 29)),
        ("2026-10-25T02:15:00+02:00", date(2026, 10, 24)),
        ("2026-10-25T03:00:00+01:00", date(2026, 10, 25)),
    ],
)
def test_each_day_has_one_night_also_those_of_a_clock_change(now: str, night: date) -> None:
    assert night_of(praxis(), at(now)) == night


async def test_who_was_cut_off_after_learning_does_not_learn_again() -> None:
    calendars, business = FakeCalendars(), praxis()
    night = night_of(business, NIGHT)
    assert await learn_tonight(calendars, LogisticRiskFitter(), business, night, now=NIGHT) is not None
    again = NIGHT + timedelta(minutes=5)
    assert await learn_tonight(calendars, LogisticRiskFitter(), business, night, now=again) is None
    next_night = NIGHT + timedelta(days=1)
    assert await learn_tonight(
        calendars, LogisticRiskFitter(), business, night_of(business, next_night), now=next_night
    )


def learning(database: Database, jobs: DbosJobs | FakeJobs, clock: FakeClock) -> NightlyLearning:
    return NightlyLearning(
        SqlCalendars(database, clock),
        LogisticRiskFitter(),
        SqlBusinesses(database, clock),
        SqlLearningTurns(database, jobs),
        clock,
    )


async def test_a_night_is_asked_for_once_and_the_next_one_again(store: Store) -> None:
    clock, jobs = FakeClock(NIGHT), FakeJobs()
    async with praxis_database(store, clock) as database:
        for _ in range(2):
            nightly = learning(database, jobs, clock)  # the second is the server after a restart
            await nightly.look_after()
            await nightly.look_after()
        clock.advance(timedelta(days=1))
        await nightly.look_after()
    asked = [job.arguments for job in jobs.named(LEARN)]
    assert asked == [("praxis-dr-sommer", "2026-03-17"), ("praxis-dr-sommer", "2026-03-18")]


async def test_the_engine_learns_at_night_and_not_again_after_a_restart(store: Store) -> None:
    url, clock = await store.migrated(), FakeClock(NIGHT)
    await asyncio.to_thread(prepare, url)
    database, jobs = open_database(url), DbosJobs(url)
    await SqlBusinesses(database, clock).seed_example()
    done = Doings()
    try:
        for start in ("first", "second"):
            nightly = learning(database, jobs, clock)

            async def learn(business: str, night: str, *, by: NightlyLearning = nightly) -> None:
                await by.learn(business, night)
                await done.note(night)

            work: dict[str, Work] = {LEARN: learn, "after": done.note}
            async with running(url, node="test", work=work, overdue=nightly.look_after):
                await ask(database, jobs, Job("after", start, (start,)))  # what was asked for before has begun by then
                await done.wanted(2 if start == "first" else 3)
            clock.advance(timedelta(minutes=10))
        assert sorted(str(what) for what, _ in done.done) == ["2026-03-17", "first", "second"]
    finally:
        jobs.close()
        await database.close()
        await forget(url)
