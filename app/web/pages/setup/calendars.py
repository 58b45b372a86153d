"""Other calendars whose busy times count: connected to a person or a room, looked at, let go."""

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import APIRouter, Depends, Request, Response

from app.domain.business import Business
from app.domain.busy_times import WEB_ADDRESSES
from app.domain.ids import BusinessId, ResourceId
from app.domain.people import Deed
from app.ports.busy_times import BusyFeeds
from app.web.pages.guard import Look, PageRefused, Visitor, back_to

LONGEST_NAME, LONGEST_ADDRESS = 60, 2000


def calendar_feed_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/setup/{business_id}/calendars")
    async def show(business_id: str, visitor: Annotated[Visitor, Depends(look)], did: str = "") -> Response:
        visitor.require(Deed.SET_UP, BusinessId(business_id))
        return await _page(visitor, visitor.business(BusinessId(business_id)), did=did)

    @router.post("/setup/{business_id}/calendars")
    async def connect(business_id: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        """An address is often a secret: it is never shown again, not even when something else is wrong."""
        visitor.require(Deed.SET_UP, BusinessId(business_id))
        business, feeds = visitor.business(BusinessId(business_id)), feeds_of(visitor)
        fields = {name: str(value).strip() for name, value in (await request.form()).items()}
        if faults := _faults(business, fields):
            return await _page(visitor, business, fields=fields, faults=faults, status=422)
        resource, now = ResourceId(fields["resource"]), visitor.edge.clock.now()
        taken = any(
            one.feed.resource == resource and one.feed.name == fields["name"] for one in await feeds.states(business.id)
        )
        if taken and fields.get("anew") != "1":
            return await _page(visitor, business, fields=fields, faults={"name": "feed_known"}, status=409)
        await feeds.put(business.id, resource, fields["name"], fields["address"], at=now)
        await visitor.edge.access.note(visitor.person, "calendar_connected", business=business.id)
        return back_to(f"/setup/{quote(business.id)}/calendars?did=connected")

    @router.post("/setup/{business_id}/calendars/remove")
    async def let_go(business_id: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        visitor.require(Deed.SET_UP, BusinessId(business_id))
        business, form = visitor.business(BusinessId(business_id)), await request.form()
        resource, name = ResourceId(str(form.get("resource", ""))), str(form.get("name", ""))
        if await feeds_of(visitor).remove(business.id, resource, name):
            await visitor.edge.access.note(visitor.person, "calendar_let_go", business=business.id)
        return back_to(f"/setup/{quote(business.id)}/calendars?did=let_go")

    return router


def feeds_of(visitor: Visitor) -> BusyFeeds:
    if visitor.edge.busy_feeds is None:
        raise PageRefused(404, "not_found")
    return visitor.edge.busy_feeds


def _faults(business: Business, fields: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    if fields.get("resource") not in {resource.id for resource in business.resources}:
        found["resource"] = "missing"
    if not 0 < len(fields.get("name", "")) <= LONGEST_NAME:
        found["name"] = "missing"
    address = fields.get("address", "")
    if not address.startswith(WEB_ADDRESSES) or len(address) > LONGEST_ADDRESS or not _has_host(address):
        found["address"] = "no_calendar_address"
    return found


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


async def _page(
    visitor: Visitor,
    business: Business,
    *,
    did: str = "",
    fields: Mapping[str, str] | None = None,
    faults: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    feeds, now = feeds_of(visitor), visitor.edge.clock.now()
    return visitor.page(
        "setup_calendars.html",
        status=status,
        business=business,
        feeds=[(state, state.is_stale(now)) for state in await feeds.states(business.id)],
        clashes=await feeds.clashes(business, now=now),
        fields=fields or {},
        faults=faults or {},
        did=did,
    )
