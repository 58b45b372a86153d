"""Busy times from outside: where they are read, and where the last good copy of them is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from app.domain.business import Business
from app.domain.busy_times import BusyFeed, BusyReading, Clash, FeedState, FeedVersion
from app.domain.ids import BusinessId, ResourceId
from app.domain.intervals import Interval


class BusySource(Protocol):
    """Another system's calendar."""

    async def read(
        self, address: str, *, zone: ZoneInfo, span: Interval, known: FeedVersion | None
    ) -> BusyReading | None:
        """What is busy within `span`; None when nothing has changed since `known`.

        Whole days and times without a zone are those of `zone`. Raises BusyTimesUnavailable when the calendar cannot
        be had or read; a single entry that cannot be read is counted, and the others are kept.
        """
        ...


class BusyFeeds(Protocol):
    """The feeds of all businesses, each with its last good copy. `CalendarReads.taken` holds what they call busy."""

    async def put(
        self, business: BusinessId, resource: ResourceId, name: str, address: str, *, at: datetime
    ) -> BusyFeed:
        """Set a feed of a resource and ask for its reading, in one transaction. What it said before stays until then.

        A resource may have several, by name.
        """
        ...

    async def remove(self, business: BusinessId, resource: ResourceId, name: str) -> bool:
        """With all that it called busy; False when there is none of the name."""
        ...

    async def states(self, business: BusinessId | None = None) -> tuple[FeedState, ...]:
        """By business, resource and name."""
        ...

    async def state(self, feed_id: str) -> FeedState | None: ...

    async def ask_for_due(self, *, now: datetime) -> int:
        """Ask for the reading of every feed that is due; how many. Asked twice within a turn, it is read once."""
        ...

    async def read(
        self, business: Business, feed_id: str, reading: BusyReading | None, *, at: datetime
    ) -> tuple[Clash, ...]:
        """Put a reading in place of the one before, None = unchanged; the clashes that nobody has been told of.

        One transaction, which keeps the writers of the calendar off. A feed that is gone by now stays gone.
        """
        ...

    async def told(self, business: BusinessId, clashes: Sequence[Clash], text: str, *, at: datetime) -> None:
        """Leave a message about the clashes for the staff, and remember that they were told, in one transaction."""
        ...

    async def failed(self, feed_id: str, fault: str, *, at: datetime) -> None:
        """It could not be read; what it said before goes on to count."""
        ...

    async def clashes(self, business: Business, *, now: datetime) -> tuple[Clash, ...]:
        """Confirmed appointments to come that stand in busy time, by start."""
        ...
