"""Every night each business's past is learned from, once, whatever happens to the server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from dbos import DBOS
from sqlmodel import select

from app.fitting.logistic_risk import LogisticRiskFitter
from app.jobs.engine import DbosJobs, prepare, running
from app.jobs.learning import NightlyLearning
from app.ports.jobs import LEARN
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.database import Database
from app.stores.learning_turns import SqlLearningTurns
from app.stores.tables.learning import LessonRow
from app.usecases.learn import learn_tonight, night_of
from tests.fakes.business import praxis
from tests.fakes.calendars import FakeCalendars
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, forget, patient, praxis_database, url_of
from tests.fakes.jobs import FakeJobs
from tests.jobs.test_engine import WAIT_S, Doings

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


async def lessons_on_record(database: Database) -> list[tuple[str, datetime]]:
    async with database.reading() as session:
        return [(row.subject, row.learned_at) for row in await session.exec(select(LessonRow))]


async def test_two_nodes_that_learn_at_once_keep_one_lesson(store: Store) -> None:
    clock = FakeClock(NIGHT)
    async with praxis_database(store, clock) as database:
        url = url_of(database)
        others = [patient(url) for _ in range(2)]
        nodes = [learning(one, FakeJobs(), clock) for one in others]
        await asyncio.gather(*(node.learn("praxis-dr-sommer", "2026-03-17") for node in nodes))
        kept = await lessons_on_record(database)
        for one in others:
            await one.close()
    assert kept == [("durations", NIGHT)]


@dataclass
class Nights:
    """A database in which a server learns that is started again and again. Of each start `Doings` of its own, for what
    is begun when one ends may yet finish.
    """

    url: str
    database: Database
    jobs: DbosJobs
    clock: FakeClock

    @asynccontextmanager
    async def server(self) -> AsyncIterator[Doings]:
        nightly, learned = learning(self.database, self.jobs, self.clock), Doings()

        async def learn(business: str, night: str) -> None:
            await nightly.learn(business, night)
            await learned.note(night)

        async with running(self.url, node="test", work={LEARN: learn}, overdue=nightly.look_after):
            yield learned

    async def job_is_done(self) -> None:
        handle: Any = await DBOS.retrieve_workflow_async(f"{LEARN}:praxis-dr-sommer:2026-03-17")
        async with asyncio.timeout(WAIT_S):
            await handle.get_result()


@pytest.fixture
async def nights(store: Store) -> AsyncIterator[Nights]:
    url, clock = await store.migrated(), FakeClock(NIGHT)
    await asyncio.to_thread(prepare, url)
    database, jobs = patient(url), DbosJobs(url)
    await SqlBusinesses(database, clock).seed_example()
    yield Nights(url, database, jobs, clock)
    jobs.close()
    await database.close()
    await forget(url)


async def test_the_engine_learns_at_night_and_not_again_after_a_restart(nights: Nights) -> None:
    async with nights.server() as learned:
        await learned.wanted(1)
        await nights.job_is_done()
    nights.clock.advance(timedelta(minutes=10))
    async with nights.server() as learned_again:
        await nights.job_is_done()
    assert learned_again.done == []
    assert await lessons_on_record(nights.database) == [("durations", NIGHT)]


async def test_a_job_that_learned_and_was_cut_off_begins_again_and_finds_it_done(nights: Nights) -> None:
    await learning(nights.database, nights.jobs, nights.clock).learn("praxis-dr-sommer", "2026-03-17")
    nights.clock.advance(timedelta(minutes=10))
    async with nights.server() as learned:
        await learned.wanted(1)
        await nights.job_is_done()
    assert await lessons_on_record(nights.database) == [("durations", NIGHT)]
