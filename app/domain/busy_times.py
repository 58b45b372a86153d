"""Busy times of a resource that another system keeps: a holiday in a colleague's own calendar, a room let to others.

What such a feed calls busy blocks offers, holds and bookings. What was booked before the feed said so stays booked: it
is a clash, and the staff decide. Titles and names of the other calendar are never kept, only when it is busy.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.bookings import Booking
from app.domain.business import Business
from app.domain.ids import BusinessId, ResourceId
from app.domain.intervals import Interval

REFRESH_EVERY = timedelta(minutes=10)
READ_ANEW_AFTER = timedelta(days=1)
"""A feed that has not changed is read again all the same, since the days we look at move on."""
STALE_AFTER = timedelta(hours=2)
LOOKS_BACK = timedelta(days=1)
WEB_ADDRESSES = ("https://", "http://", "webcal://")
REACH_BEYOND_HORIZON = timedelta(days=180)
"""The last good copy covers what becomes bookable while the other system is away, for this long."""


@dataclass(frozen=True, slots=True)
class BusyFeed:
    """Where the busy times of one resource are read, under a name. The address may be a secret: show `shown_address`.

    An address begins with https://, http://, webcal:// or file://.
    """

    id: str
    business: BusinessId
    resource: ResourceId
    name: str
    address: str

    @property
    def shown_address(self) -> str:
        scheme, _, rest = self.address.partition("://")
        return self.address if scheme == "file" else f"{scheme}://{rest.partition('/')[0].rpartition('@')[2]}/…"


@dataclass(frozen=True, slots=True)
class FeedVersion:
    """By what a feed is known to be unchanged: what the other server calls it, and a hash of what it said."""

    etag: str | None
    digest: str


@dataclass(frozen=True, slots=True)
class BusyReading:
    """What a feed said: stretches in order, disjoint; and how many entries or lines of it could not be read."""

    stretches: tuple[Interval, ...]
    unreadable: int
    version: FeedVersion


@dataclass(frozen=True, slots=True)
class FeedState:
    """`fetched_at` is the age of the copy in use, `read_at` that of its last full reading; None = never.

    `fault` is a constant word, why the last attempt failed; None = it did not.
    """

    feed: BusyFeed
    tried_at: datetime | None = None
    fetched_at: datetime | None = None
    read_at: datetime | None = None
    fault: str | None = None
    stretches: int = 0
    unreadable: int = 0
    version: FeedVersion | None = None

    def is_due(self, now: datetime) -> bool:
        return self.tried_at is None or self.tried_at <= now - REFRESH_EVERY

    def is_stale(self, now: datetime) -> bool:
        """Never read although tried, or not for a while: what was busy then may not be all that is busy now."""
        if self.fetched_at is None:
            return self.tried_at is not None
        return self.fetched_at < now - STALE_AFTER

    def known_version(self, now: datetime) -> FeedVersion | None:
        """None = read it whole, whether or not it has changed."""
        fresh = self.read_at is not None and self.read_at > now - READ_ANEW_AFTER
        return self.version if fresh else None


@dataclass(frozen=True, slots=True)
class Clash:
    """An appointment that stands in a stretch which its resource's feed calls busy."""

    feed: BusyFeed
    booking: Booking
    stretch: Interval


def span_to_read(business: Business, now: datetime) -> Interval:
    """Which part of a feed matters, in UTC."""
    horizons = [offering.horizon for offering in business.offerings if offering.horizon is not None]
    return Interval(now - LOOKS_BACK, now + max([business.rules.horizon, *horizons]) + REACH_BEYOND_HORIZON)
