"""A booking made by hand: what, when, for whom; everything that was typed stays until it is booked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from app.domain.bookings import Booked, Refused, Slot, SlotTaken
from app.domain.business import Business
from app.domain.civil import ONE_DAY, exists, instant_of, midnight
from app.domain.ids import E164, OfferingKey, ResourceId
from app.domain.people import Deed
from app.domain.waitlist import EntryState, Waiting
from app.web.desk import FrontDesk
from app.web.pages import formats
from app.web.pages.calendar_view import Place, Problem, day_of, place_of, refused
from app.web.pages.guard import Look, Visitor, back_to
from app.web.phone_number import to_e164

MOST_TIMES, MOST_NEXT = 400, 8
LONGEST_NAME, LONGEST_NUMBER = 120, 40
OWN = "own"


@dataclass(frozen=True, slots=True)
class Wish:
    """The form as it was sent; `time` is one of the offered places, `RESOURCE|INSTANT`, or `own`."""

    offering: str = ""
    person: str = ""
    day: str = ""
    time: str = ""
    own_time: str = ""
    name: str = ""
    number: str = ""
    key: str = ""
    waiting: str = ""


def booking_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/calendar/book")
    async def ask(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        place = place_of(visitor, request.query_params)
        visitor.require(Deed.WORK_CALENDAR, place.business.id)
        asked = request.query_params
        entry = await _waiting(visitor, place.business, asked.get("waiting", ""))
        wish = Wish(
            offering=entry.offering if entry else asked.get("offering", ""),
            person=(entry.resource or "") if entry else asked.get("person", ""),
            day=place.day.isoformat(),
            time=OWN if asked.get("time") else "",
            own_time=asked.get("time", ""),
            name=entry.customer_name if entry else "",
            number=entry.customer_number if entry else "",
            key=uuid4().hex,
            waiting=entry.id if entry else "",
        )
        return await _page(visitor, place, wish)

    @router.post("/calendar/book")
    async def book(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form = {name: str(value).replace("\x00", "") for name, value in (await request.form()).items()}
        place = place_of(visitor, form)
        visitor.require(Deed.WORK_CALENDAR, place.business.id)
        wish = _wish(form)
        if form.get("show_times"):
            return await _page(visitor, place, wish)
        outcome = await _book(visitor, place, wish)
        if isinstance(outcome, Problem):
            return await _page(visitor, place, wish, problem=outcome, status=409)
        if wish.waiting and await _waiting(visitor, place.business, wish.waiting):
            await visitor.edge.calendar.waitlist.leave(wish.waiting)
        await visitor.edge.access.note(visitor.person, Deed.WORK_CALENDAR.value, business=place.business.id)
        there = place.at(outcome.booking.slot.starts_at.date()).of(outcome.booking.slot.resource, rooms=False)
        return back_to(there.address(booking=outcome.booking.reference, did="booked"))

    return router


async def _book(visitor: Visitor, place: Place, wish: Wish) -> Booked | Problem:
    business = place.business
    if all(one.key != wish.offering for one in business.offerings):
        return Problem("no_offering")
    chosen = _chosen(business, wish)
    if isinstance(chosen, Problem):
        return chosen
    if not wish.name:
        return Problem("no_name")
    try:
        number: E164 | None = to_e164(wish.number, business)
    except HTTPException:
        return Problem("no_number")
    resource, starts_at = chosen
    outcome = await _desk(visitor).book(
        business,
        offering=OfferingKey(wish.offering),
        starts_at=starts_at,
        resource=resource,
        customer_name=wish.name,
        customer_number=number,
        key=wish.key or None,
        by=visitor.person.name,
    )
    match outcome:
        case Booked():
            return outcome
        case SlotTaken(alternatives=slots):
            return Problem("taken", tuple(slot.in_zone(business.zone) for slot in slots))
        case Refused():
            free = await _next_free(visitor, business, wish, starts_at)
            return replace(refused(visitor, business, outcome), alternatives=free)


def _chosen(business: Business, wish: Wish) -> tuple[ResourceId | None, datetime] | Problem:
    if wish.time and wish.time != OWN:
        person, _, instant = wish.time.partition("|")
        try:
            found = datetime.fromisoformat(instant)
        except ValueError:
            return Problem("no_time")
        return (ResourceId(person), found) if found.tzinfo is not None else Problem("no_time")
    day = day_of(wish.day)
    try:
        clock_time = time.fromisoformat(wish.own_time).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        return Problem("no_time")
    if day is None:
        return Problem("no_time")
    if not exists(day, clock_time, business.zone):
        return Problem("nonexistent")
    return ResourceId(wish.person) if wish.person else None, instant_of(day, clock_time, business.zone)


async def _page(
    visitor: Visitor, place: Place, wish: Wish, *, problem: Problem | None = None, status: int = 200
) -> Response:
    business = place.business
    known = next((one for one in business.offerings if one.key == wish.offering), None)
    day = day_of(wish.day) or place.day
    times: Sequence[Slot] = ()
    later: Sequence[Slot] = ()
    if known is not None:
        start, end = midnight(day, business.zone), midnight(day + ONE_DAY, business.zone)
        times = await _free(visitor, business, wish, since=start, until=end, count=MOST_TIMES)
        if not times and problem is None:
            later = await _next_free(visitor, business, wish, start)
    return visitor.page(
        "calendar_book.html",
        status=status,
        place=place,
        business=business,
        wish=wish,
        offering=known,
        people=business.people_for(known.key) if known else (),
        day_asked=day,
        times=times,
        later=problem.alternatives if problem else later,
        problem=problem,
        date_title=lambda one: formats.full_date(one, visitor.language),
        value=lambda slot: f"{slot.resource}|{slot.starts_at.astimezone(UTC).isoformat()}",
    )


async def _next_free(visitor: Visitor, business: Business, wish: Wish, since: datetime) -> tuple[Slot, ...]:
    until = visitor.edge.clock.now() + business.rules.horizon
    return await _free(visitor, business, wish, since=since, until=until, count=MOST_NEXT)


async def _free(
    visitor: Visitor, business: Business, wish: Wish, *, since: datetime, until: datetime, count: int
) -> tuple[Slot, ...]:
    """In the zone of the business; `until` itself is not in it."""
    found = await _desk(visitor).free_slots(
        business,
        OfferingKey(wish.offering),
        since=since,
        until=until,
        resource=ResourceId(wish.person) if wish.person else None,
        count=count,
    )
    inside = [slot.in_zone(business.zone) for slot in found if slot.starts_at.astimezone(UTC) < until]
    if wish.person:
        return tuple(inside)
    first = {slot.starts_at.astimezone(UTC): slot for slot in reversed(inside)}  # each time once, with the first free
    return tuple(first[start] for start in sorted(first))


async def _waiting(visitor: Visitor, business: Business, entry_id: str) -> Waiting | None:
    if not entry_id:
        return None
    page = await visitor.edge.calendar.waitlist.entries(business=business.id, state=EntryState.WAITING, limit=200)
    return next((entry for entry in page.items if entry.id == entry_id), None)


def _desk(visitor: Visitor) -> FrontDesk:
    return FrontDesk(visitor.edge.calendar.calendars, visitor.edge.clock)


def _wish(form: Mapping[str, str]) -> Wish:
    return Wish(
        offering=form.get("offering", ""),
        person=form.get("person", ""),
        day=form.get("day", ""),
        time=form.get("time", ""),
        own_time=form.get("own_time", ""),
        name=" ".join(form.get("name", "").split())[:LONGEST_NAME],
        number=form.get("number", "").strip()[:LONGEST_NUMBER],
        key=form.get("key", "")[:64],
        waiting=form.get("waiting", "")[:64],
    )
