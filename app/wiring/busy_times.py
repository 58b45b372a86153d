"""Busy times of other systems, as they are read by a server and by the command line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from app.connectors.ics_feed import IcsBusyTimes
from app.dialogue.prompt_files import load_wordings
from app.domain.business import Business
from app.domain.busy_times import BusyFeed
from app.jobs.busy_times import BusyObserver, BusyTimes
from app.ports.busy_times import BusySource
from app.usecases.read_busy_times import BusyRead, read_busy_times
from app.wiring.stores import Stores

MOST_REDIRECTS = 3


@asynccontextmanager
async def busy_source() -> AsyncIterator[BusySource]:
    async with httpx.AsyncClient(max_redirects=MOST_REDIRECTS) as http:
        yield IcsBusyTimes(http)


@asynccontextmanager
async def busy_times(stores: Stores, observer: BusyObserver) -> AsyncIterator[BusyTimes]:
    async with busy_source() as source:
        wordings = load_wordings("busy_times")
        yield BusyTimes(stores.busy_feeds, source, stores.businesses, wordings, stores.clock, observer)


async def read_now(stores: Stores, business: Business, feed: BusyFeed) -> BusyRead | None:
    async with busy_source() as source:
        wordings, now = load_wordings("busy_times"), stores.clock.now()
        return await read_busy_times(stores.busy_feeds, source, business, feed.id, wordings, now=now)
