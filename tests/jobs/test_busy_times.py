"""Another system's calendar is read by jobs alone, over HTTP, and again after the server there came back."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from app.dialogue.prompt_files import load_wordings
from app.domain.busy_times import FeedState
from app.jobs.busy_times import BusyTimes
from app.jobs.engine import prepare
from app.settings import Settings
from app.stores.businesses import SqlBusinesses
from app.wiring.after_bookings import after_bookings
from app.wiring.stores import Stores, open_stores
from tests.contracts.test_tools import RealDesk
from tests.fakes.busy_times import FakeBusySource, calendar_server
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, forget, praxis_database
from tests.fakes.ics import calendar, event
from tests.jobs.courier_program import Silent
from tests.jobs.test_crash import WAIT_S
from tests.usecases.test_busy_times import AWAY, Office, busy


class Heard(Silent):
    def __init__(self) -> None:
        self.outcomes: list[str] = []
        self.ages: list[tuple[timedelta, int]] = []

    def busy_feed_read(self, outcome: str) -> None:
        self.outcomes.append(outcome)

    def busy_feeds_aged(self, oldest: timedelta, stale: int) -> None:
        self.ages.append((oldest, stale))


async def until(stores: Stores, true: Callable[[FeedState], bool]) -> FeedState:
    async with asyncio.timeout(WAIT_S):
        while not true(state := (await stores.busy_feeds.states())[0]):  # noqa: ASYNC110 - the engine's doing
            await asyncio.sleep(0.1)
    return state


async def test_a_calendar_that_is_connected_is_read_without_anybody_asking(store: Store) -> None:
    url = await store.migrated()
    await asyncio.to_thread(prepare, url)
    settings, heard = Settings(DATABASE_URL=url), Heard()
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    async with calendar_server() as server, open_stores(settings) as stores:
        server.content = calendar(event(f"DTSTART;VALUE=DATE:{tomorrow:%Y%m%d}"))
        async with after_bookings(settings, stores, heard):
            business = await stores.businesses.seed_example()
            assert business is not None
            person = business.resources[0].id
            await stores.busy_feeds.put(business.id, person, "Outlook", server.url, at=stores.clock.now())
            state = await until(stores, lambda state: state.fetched_at is not None)
            assert (state.stretches, state.fault) == (1, None)
            server.statuses = [410]
            await stores.busy_feeds.put(business.id, person, "Outlook", server.url, at=stores.clock.now())
            state = await until(stores, lambda state: state.fault is not None)
            assert (state.stretches, state.fault) == (1, "http_410")
    assert heard.outcomes == ["read", "http_410"]
    await forget(url)


async def test_the_age_of_the_oldest_copy_is_measured(store: Store) -> None:
    clock, heard = FakeClock(), Heard()
    async with praxis_database(store, clock) as database:
        office = Office(RealDesk(database, clock))
        source: FakeBusySource = office.source
        feed = await office.connect(busy("09:00", "12:00"))
        jobs = BusyTimes(
            office.feeds, source, SqlBusinesses(database, clock), load_wordings("busy_times"), clock, heard
        )
        clock.advance(timedelta(hours=3))
        source.fault = AWAY
        await jobs.read(feed.business, feed.id)
        await jobs.look_after()
    assert heard.outcomes == ["unreachable"]
    assert heard.ages == [(timedelta(hours=3), 1)]
