"""`/chains`: plans for appointments that belong together, and booking one as a whole."""

from dataclasses import dataclass
from typing import Annotated, assert_never

from fastapi import APIRouter, Header, HTTPException, Query, Response
from pydantic import AwareDatetime

from app.domain.bookings import ChainBooked, ChainOffers, ChainTaken, NothingFree, Refused, Slot
from app.domain.business import Business
from app.domain.ids import OfferingKey, ResourceId
from app.domain.spoken.when import Window
from app.ports.bookings import Calendars
from app.ports.clock import Clock
from app.ports.records import Businesses
from app.usecases.book_chain import ChainOrder, book_chain
from app.usecases.party import Party
from app.usecases.plan_chain import ChainWanted, needed_first, plan_chain
from app.web import conflicts, schemas
from app.web.desk import FrontDesk
from app.web.named import check_offering, check_resource, named_business
from app.web.phone_number import to_e164
from app.web.problems import Problem, problem


@dataclass(frozen=True, slots=True)
class ChainsEdge:
    calendars: Calendars
    businesses: Businesses
    clock: Clock


def add_chains(router: APIRouter, edge: ChainsEdge) -> None:
    _add_plans(router, edge)
    _add_booking(router, edge)


def _add_plans(router: APIRouter, edge: ChainsEdge) -> None:
    @router.get("/chains", tags=["bookings"])
    async def list_chains(
        *,
        business: Annotated[str, Query(examples=["praxis-dr-sommer"])],
        offering: Annotated[str, Query(examples=["implant_consultation"])],
        customer_number: Annotated[str | None, Query(description="What they had or have booked counts.")] = None,
        starts_from: Annotated[AwareDatetime | None, Query(description="When what is asked for may start.")] = None,
        starts_before: AwareDatetime | None = None,
        resource: Annotated[str | None, Query(description="With whom what is asked for shall be.")] = None,
        limit: Annotated[int, Query(ge=1, le=20)] = 5,
    ) -> schemas.ChainsOut:
        """Whole plans for an offering and all that has to come before it, best first."""
        owner, now = await named_business(edge.businesses, business), edge.clock.now()
        check_offering(owner, offering)
        check_resource(owner, resource)
        number, party = to_e164(customer_number, owner), Party(owner)
        key, window = OfferingKey(offering), (starts_from or now, starts_before or now + owner.rules.horizon)
        if window[1] < window[0]:
            raise HTTPException(422, "starts_before is before starts_from")
        wished = starts_from is not None or starts_before is not None
        wanted = ChainWanted(
            key,
            {key: [Window(*window)]} if wished else {},
            ResourceId(resource) if resource else None,
            count=limit,
            number=number,
        )
        first = await needed_first(edge.calendars, party, key, now=now, number=number)
        found = await plan_chain(edge.calendars, party, wanted, now=now)
        plans = found.plans if isinstance(found, ChainOffers) else ()
        return schemas.ChainsOut(
            offerings=[*first, key],
            outside_wish=isinstance(found, ChainOffers) and found.outside_wish,
            reason=found.reason if isinstance(found, NothingFree) else None,
            items=[schemas.chain_out(plan) for plan in plans],
            total=len(plans),
        )


def _add_booking(router: APIRouter, edge: ChainsEdge) -> None:
    @router.post(
        "/chains",
        tags=["bookings"],
        status_code=201,
        response_model=schemas.ChainBookedOut,
        responses={409: {"model": Problem}},
    )
    async def book(
        wish: schemas.ChainIn,
        idempotency_key: Annotated[
            str | None, Header(max_length=200, description="A repeat with the same key is the same chain.")
        ] = None,
    ) -> Response:
        """Book all of them, or none, under the same rules as a call.

        409: one is taken (with other plans) or against the rules (with the reason, and what is missing).
        """
        business = await named_business(edge.businesses, wish.business)
        for link in wish.appointments:
            check_offering(business, link.offering)
            check_resource(business, link.resource)
        number = to_e164(wish.customer_number, business)
        slots = [await _slot(edge, business, link) for link in wish.appointments]
        order = ChainOrder(sorted(slots, key=lambda slot: slot.starts_at), wish.customer_name, number, idempotency_key)
        party = Party(business, language=business.default_language)
        outcome = await book_chain(edge.calendars, party, order, now=edge.clock.now())
        match outcome:
            case ChainBooked():
                made = schemas.chain_booked_out(outcome, business)
                return Response(made.model_dump_json(), 201, media_type="application/json")
            case ChainTaken(alternatives=plans):
                more: dict[str, object] = {
                    "reason": "taken",
                    "alternatives": [schemas.chain_out(plan) for plan in plans],
                }
                return problem(409, "one of these times is not free, so none was booked", more=more)
            case Refused():
                return conflicts.refused(outcome)
            case _:
                assert_never(outcome)


async def _slot(edge: ChainsEdge, business: Business, link: schemas.LinkIn) -> Slot:
    """With the wished person, else the first who is free, else the first who can: then it turns out to be taken."""
    resource = ResourceId(link.resource) if link.resource else None
    desk = FrontDesk(edge.calendars, edge.clock)
    slot = await desk.slot_at(business, OfferingKey(link.offering), link.starts_at, resource)
    if slot is None:
        raise HTTPException(422, f"nobody who is wished for can do {link.offering}")
    return slot
