"""A node dies in the middle of a job: another one takes it up, once it is known to be dead and not before."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time, timedelta

from sqlmodel import col, select, update

from app.domain.bookings import Booked
from app.domain.business import Business
from app.domain.ids import E164, OfferingKey
from app.domain.waitlist import OfferState, Waiting
from app.jobs.engine import prepare, take_over
from app.ports.jobs import Job
from app.settings import Settings
from app.stores.tables import NodeRow, WaitlistOfferRow
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.party import Party
from app.wiring.stores import Stores, open_stores
from tests.fakes.database import Store, forget
from tests.jobs.test_crash import ROOT, WAIT_S, free_slot
from tests.jobs.test_engine import Doings, ask, engine

BEN = E164("+493023125151")


@asynccontextmanager
async def node(url: str, name: str, *words: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A program with its jobs, running; killed at the end, without a word."""
    environment = {**os.environ, "DATABASE_URL": url, "VORZIMMER_NODE": name}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.jobs.courier_program",
        *words,
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        await says(process, b"running\n")
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def says(process: asyncio.subprocess.Process, word: bytes) -> None:
    """Its other jobs log meanwhile."""
    assert process.stdout is not None
    async with asyncio.timeout(WAIT_S):
        while (line := await process.stdout.readline()) != word:
            assert line, "the program ended"


async def free_a_place_for_ben(stores: Stores) -> Business:
    business = await stores.businesses.seed_example()
    assert business is not None
    now = stores.clock.now()
    order = Order(free_slot(business, now, time(10)), "Ann", E164("+493023125150"))
    booked = await book_appointment(stores.calendars, Party(business), order, now=now)
    assert isinstance(booked, Booked)
    await stores.waitlist.join(Waiting("ben", business.id, OfferingKey("checkup"), "Ben", BEN, "de", now))
    await cancel_appointment(stores.calendars, Party(business), booked.booking.reference, now=now)
    return business


async def has_fallen_silent(stores: Stores, name: str) -> None:
    """In place of three quarters of a minute."""
    async with stores.database.writing() as session:
        silent = update(NodeRow).where(col(NodeRow.name) == name)
        await session.exec(silent.values(seen_at=stores.clock.now() - timedelta(hours=1)))


async def test_a_freed_place_that_a_dead_node_was_offering_is_offered_by_another(store: Store) -> None:
    url = await store.migrated()
    await asyncio.to_thread(prepare, url)
    async with open_stores(Settings(DATABASE_URL=url)) as stores:
        business = await free_a_place_for_ben(stores)
        async with node(url, "one", "pause") as first:
            await says(first, b"paused\n")
            async with node(url, "two"):
                first.kill()
                await first.wait()
                assert await stores.waitlist.offers_to(business, BEN, now=stores.clock.now()) == ()
                await has_fallen_silent(stores, "one")
                async with asyncio.timeout(WAIT_S):
                    while not (called := (await stores.records.callbacks()).items):  # noqa: ASYNC110 - others' doing
                        await asyncio.sleep(0.2)
        assert [callback.customer_name for callback in called] == ["Ben"]
        async with stores.database.reading() as session:
            offers = list(await session.exec(select(WaitlistOfferRow)))
        assert [offer.state for offer in offers] == [OfferState.OPEN.value]
    await forget(url)


async def test_what_a_living_node_has_begun_is_left_to_it(store: Store) -> None:
    doings, begun, end = Doings(), asyncio.Event(), asyncio.Event()

    async def note(what: object) -> None:
        begun.set()
        await end.wait()
        await doings.note(what)

    async with engine(store, doings, note) as (database, jobs):
        await ask(database, jobs, Job("note", "of the living", ("one",)))  # kept databases remember what ran
        await begun.wait()
        assert await take_over({"test"}) == 0
        end.set()
        assert await doings.wanted(1) == ["one"]
