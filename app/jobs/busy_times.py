"""Reads the busy times of other systems, every few minutes: one job a feed, so that one that is slow keeps none up."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from app.domain.ids import BusinessId
from app.ports.busy_times import BusyFeeds, BusySource
from app.ports.clock import Clock
from app.ports.jobs import READ_BUSY_TIMES
from app.ports.records import Businesses
from app.usecases.read_busy_times import Wordings, read_busy_times

log = structlog.get_logger(__name__)


class BusyObserver(Protocol):
    """`outcome` is a constant word: read, unchanged, or the fault."""

    def busy_feed_read(self, outcome: str) -> None: ...

    def busy_feeds_aged(self, oldest: timedelta, stale: int) -> None: ...


@dataclass(frozen=True, slots=True)
class BusyTimes:
    feeds: BusyFeeds
    source: BusySource
    businesses: Businesses
    wordings: Wordings
    clock: Clock
    observer: BusyObserver

    @property
    def work(self) -> Mapping[str, Callable[..., Awaitable[object]]]:
        return {READ_BUSY_TIMES: self.read}

    async def read(self, business_id: str, feed_id: str) -> None:
        business = await self.businesses.load(BusinessId(business_id))
        if business is None:
            return
        now = self.clock.now()
        done = await read_busy_times(self.feeds, self.source, business, feed_id, self.wordings, now=now)
        if done is None:
            return
        self.observer.busy_feed_read(done.fault or ("read" if done.changed else "unchanged"))
        if done.fault is not None:
            log.warning("busy_times_not_read", feed=feed_id, why=done.fault)
        if done.told:
            log.warning("bookings_in_busy_time", feed=feed_id, bookings=done.told)

    async def look_after(self) -> None:
        now = self.clock.now()
        await self.feeds.ask_for_due(now=now)
        states = await self.feeds.states()
        ages: list[datetime] = [state.fetched_at for state in states if state.fetched_at is not None]
        self.observer.busy_feeds_aged(now - min(ages, default=now), sum(state.is_stale(now) for state in states))
