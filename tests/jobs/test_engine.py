"""The engine on both databases: one transaction, once, later, and after a failure."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from time import monotonic

import pytest

from app.domain.errors import StoreUnavailable
from app.jobs.engine import DbosJobs, Work, prepare, running
from app.ports.jobs import Job
from app.stores.database import Database
from tests.fakes.database import Store, forget, patient

WAIT_S = 60.0


class Doings:
    """What jobs did; `wanted` is waited for."""

    def __init__(self) -> None:
        self.done: list[tuple[object, float]] = []
        self.changed = asyncio.Event()
        self.failures = 0

    async def note(self, what: object) -> None:
        if self.failures:
            self.failures -= 1
            raise StoreUnavailable("for a moment")
        self.done.append((what, monotonic()))
        self.changed.set()

    async def wanted(self, count: int) -> list[object]:
        async with asyncio.timeout(WAIT_S):
            while len(self.done) < count:
                self.changed.clear()
                await self.changed.wait()
        return [what for what, _ in self.done]


@asynccontextmanager
async def engine(store: Store, doings: Doings, note: Work | None = None) -> AsyncIterator[tuple[Database, DbosJobs]]:
    url = await store.migrated()
    await asyncio.to_thread(prepare, url)
    database, jobs = patient(url), DbosJobs(url)

    async def nothing() -> None:
        pass

    try:
        async with running(url, node="test", work={"note": note or doings.note}, overdue=nothing):
            yield database, jobs
    finally:
        jobs.close()
        await database.close()
        await forget(url)


async def ask(database: Database, jobs: DbosJobs, *asked: Job) -> None:
    async with database.writing() as session:
        for job in asked:
            await jobs.enqueue(await session.connection(), job)


async def test_a_job_runs_once_with_its_transaction_and_never_without(store: Store) -> None:
    doings = Doings()
    async with engine(store, doings) as (database, jobs):
        with pytest.raises(ZeroDivisionError):
            async with database.writing() as session:
                await jobs.enqueue(await session.connection(), Job("note", "undone", ("undone",)))
                raise ZeroDivisionError
        await ask(database, jobs, Job("note", "one", ("one",)))
        await ask(database, jobs, Job("note", "one", ("one again",)))
        await ask(database, jobs, Job("note", "two", ("two",)))
        assert sorted(str(what) for what in await doings.wanted(2)) == ["one", "two"]


async def test_a_delayed_job_waits_and_a_store_that_is_away_is_tried_again(store: Store) -> None:
    doings = Doings()
    async with engine(store, doings) as (database, jobs):
        asked_at = monotonic()
        await ask(database, jobs, Job("note", "later", ("later",), timedelta(seconds=2)))
        await doings.wanted(1)
        assert doings.done[0][1] - asked_at >= 1.9
        doings.failures = 1
        await ask(database, jobs, Job("note", "again", ("again",)))
        assert (await doings.wanted(2))[1] == "again"


async def test_what_is_stopped_after_the_engine_still_finds_a_thread_to_stop_in(store: Store) -> None:
    async with engine(store, Doings()):
        pass
    assert await asyncio.to_thread(int, "1") == 1


async def test_the_engine_starts_while_its_own_loop_writes(store: Store) -> None:
    url = await store.migrated()
    await asyncio.to_thread(prepare, url)
    database, doings = patient(url), Doings()
    started, ended = asyncio.Event(), asyncio.Event()

    async def start() -> None:
        async with running(url, node="test", work={"note": doings.note}, overdue=partial(doings.note, "overdue")):
            started.set()
            await ended.wait()

    async with database.writing() as session:
        await session.connection()  # from here on SQLite lets nobody else write
        starting = asyncio.create_task(start())
        await asyncio.wait({starting}, timeout=0.5)
    async with asyncio.timeout(WAIT_S):
        await started.wait()
    ended.set()
    await starting
    await database.close()
    await forget(url)
    assert [what for what, _ in doings.done] == ["overdue"]
