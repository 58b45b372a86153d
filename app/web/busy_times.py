"""Busy times of other systems, over the API: which calendars are connected, how old each is, what stands in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, HTTPException
from fastapi import Path as InPath
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from app.domain.business import Business
from app.domain.busy_times import WEB_ADDRESSES, Clash, FeedState
from app.domain.ids import ResourceId
from app.ports.busy_times import BusyFeeds
from app.ports.clock import Clock
from app.ports.records import Businesses
from app.web.named import named_business

FeedName = Annotated[str, InPath(min_length=1, max_length=60, examples=["outlook"])]


@dataclass(frozen=True, slots=True)
class BusyTimesEdge:
    feeds: BusyFeeds
    businesses: Businesses
    clock: Clock


class BusyFeedIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    address: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)] = Field(
        description="Of an iCalendar feed. It is often a secret, and is not shown again."
    )

    @field_validator("address")
    @classmethod
    def _is_on_the_web(cls, value: str) -> str:
        if not value.startswith(WEB_ADDRESSES):
            raise ValueError(f"must begin with {', '.join(WEB_ADDRESSES)}")
        return value


class BusyFeedOut(BaseModel):
    resource: str
    name: str
    address: str = Field(description="As far as it is no secret.", examples=["https://calendar.example/…"])
    tried_at: datetime | None = Field(description="When it was last asked.")
    fetched_at: datetime | None = Field(description="How old the copy in use is; null = there is none yet.")
    stale: bool = Field(description="It has not been read for hours: what is busy there may have changed.")
    fault: str | None = Field(description="Why the last attempt failed: a constant word.", examples=["unreachable"])
    stretches: int = Field(description="How many times it is busy, from yesterday on.")
    unreadable: int = Field(description="Entries that could not be read; they block nothing.")


class ClashOut(BaseModel):
    """An appointment that stays booked although its resource is busy elsewhere."""

    reference: str
    starts_at: datetime
    resource: str
    feed: str
    busy_from: datetime
    busy_until: datetime


class BusyTimesOut(BaseModel):
    feeds: list[BusyFeedOut]
    clashes: list[ClashOut]


def add_busy_times(router: APIRouter, edge: BusyTimesEdge) -> None:
    @router.get("/businesses/{business_id}/busy-times", tags=["busy times"])
    async def read_busy_times(business_id: str) -> BusyTimesOut:
        """Every connected calendar, and the appointments to come that stand in what they call busy."""
        business, now = await named_business(edge.businesses, business_id), edge.clock.now()
        states = await edge.feeds.states(business.id)
        clashes = await edge.feeds.clashes(business, now=now)
        return BusyTimesOut(
            feeds=[_feed_out(state, now) for state in states], clashes=[_clash_out(business, one) for one in clashes]
        )

    @router.put("/businesses/{business_id}/resources/{resource_id}/busy-times/{name}", tags=["busy times"])
    async def connect(business_id: str, resource_id: str, name: FeedName, wish: BusyFeedIn) -> BusyFeedOut:
        """Connect a calendar to a resource, or give it another address. It is read within seconds."""
        business, now = await named_business(edge.businesses, business_id), edge.clock.now()
        if resource_id not in {resource.id for resource in business.resources}:
            raise HTTPException(404, f"{business.id} has no resource {resource_id}")
        feed = await edge.feeds.put(business.id, ResourceId(resource_id), name, wish.address, at=now)
        return _feed_out(await edge.feeds.state(feed.id) or FeedState(feed), now)

    @router.delete(
        "/businesses/{business_id}/resources/{resource_id}/busy-times/{name}", tags=["busy times"], status_code=204
    )
    async def let_go(business_id: str, resource_id: str, name: FeedName) -> None:
        """With all that it called busy."""
        business = await named_business(edge.businesses, business_id)
        if not await edge.feeds.remove(business.id, ResourceId(resource_id), name):
            raise HTTPException(404, f"{resource_id} has no calendar {name}")


def _feed_out(state: FeedState, now: datetime) -> BusyFeedOut:
    return BusyFeedOut(
        resource=state.feed.resource,
        name=state.feed.name,
        address=state.feed.shown_address,
        tried_at=state.tried_at,
        fetched_at=state.fetched_at,
        stale=state.is_stale(now),
        fault=state.fault,
        stretches=state.stretches,
        unreadable=state.unreadable,
    )


def _clash_out(business: Business, clash: Clash) -> ClashOut:
    return ClashOut(
        reference=clash.booking.reference,
        starts_at=clash.booking.slot.starts_at,
        resource=clash.feed.resource,
        feed=clash.feed.name,
        busy_from=clash.stretch.starts_at.astimezone(business.zone),
        busy_until=clash.stretch.ends_at.astimezone(business.zone),
    )
