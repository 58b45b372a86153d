"""`/moves` and `/cancellations`: under the same rules as in a call, one appointment or several as a whole."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from typing import Annotated, assert_never

from fastapi import APIRouter, HTTPException, Query, Response
from pydantic import AwareDatetime

from app.domain.availability import place, refusal
from app.domain.bookings import (
    BookingStatus,
    CancelledTogether,
    ChainOffers,
    MovedTogether,
    NotFound,
    NothingFree,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.business import Business
from app.domain.ids import BookingReference, ResourceId
from app.domain.spoken.when import Window
from app.usecases.cancel_together import cancel_together
from app.usecases.look import calendar_of_day
from app.usecases.move_together import Step, move_together
from app.usecases.party import Party
from app.usecases.plan_together import TogetherWanted, plan_together
from app.web import conflicts, schemas
from app.web.chains import ChainsEdge
from app.web.named import check_resource, named_business
from app.web.problems import Problem


def add_changes(router: APIRouter, edge: ChainsEdge) -> None:
    _add_plans(router, edge)
    _add_moves(router, edge)
    _add_cancellations(router, edge)


def _add_plans(router: APIRouter, edge: ChainsEdge) -> None:
    @router.get("/moves", tags=["bookings"])
    async def list_moves(
        *,
        business: Annotated[str, Query(examples=["praxis-dr-sommer"])],
        reference: Annotated[list[str], Query(min_length=1, max_length=12, description="Once for each appointment.")],
        starts_from: Annotated[AwareDatetime | None, Query(description="When the first may start.")] = None,
        starts_before: AwareDatetime | None = None,
        limit: Annotated[int, Query(ge=1, le=20)] = 5,
    ) -> schemas.MovePlansOut:
        """Other places for these appointments: what belongs together stays together. Earliest first."""
        owner, now = await named_business(edge.businesses, business), edge.clock.now()
        for one in reference:
            await _slot_now(edge, owner, one)
        first, last = starts_from or now, starts_before or now + owner.rules.horizon
        if last < first:
            raise HTTPException(422, "starts_before is before starts_from")
        wished = starts_from is not None or starts_before is not None
        references = [BookingReference(one) for one in reference]
        wanted = TogetherWanted(references, {0: [Window(first, last)]} if wished else {}, count=limit)
        found = await plan_together(edge.calendars, _party(owner), wanted, now=now)
        plans = found.plans if isinstance(found, ChainOffers) else ()
        return schemas.MovePlansOut(
            outside_wish=isinstance(found, ChainOffers) and found.outside_wish,
            reason=found.reason if isinstance(found, NothingFree) else None,
            items=[schemas.MovePlanOut(appointments=[schemas.slot_out(slot) for slot in plan]) for plan in plans],
            total=len(plans),
        )


def _add_moves(router: APIRouter, edge: ChainsEdge) -> None:
    @router.post("/moves", tags=["bookings"], response_model=schemas.ChangedOut, responses={409: {"model": Problem}})
    async def move(wish: schemas.MovesIn) -> Response:
        """Move all of them, or none. A repeat says the same again.

        409: one place is taken (with alternatives for it) or against the rules (with the reason).
        """
        business = await named_business(edge.businesses, wish.business)
        moving = [one.reference for one in wish.appointments]
        if len(set(moving)) < len(moving):
            raise HTTPException(422, "an appointment is named twice")
        places = [await _place(edge, business, one, moving) for one in wish.appointments]
        steps = [Step(BookingReference(one), slot) for one, slot in zip(moving, places, strict=True)]
        return _answer(await move_together(edge.calendars, _party(business), steps, now=edge.clock.now()), business)


def _add_cancellations(router: APIRouter, edge: ChainsEdge) -> None:
    @router.post(
        "/cancellations", tags=["bookings"], response_model=schemas.ChangedOut, responses={409: {"model": Problem}}
    )
    async def cancel(wish: schemas.CancellationsIn) -> Response:
        """Cancel all of them, or none. 409: one is past, or another appointment of the customer stands on it."""
        business = await named_business(edge.businesses, wish.business)
        references = [BookingReference(one) for one in dict.fromkeys(wish.references)]
        outcome = await cancel_together(
            edge.calendars,
            _party(business),
            references,
            now=edge.clock.now(),
            with_dependents=wish.with_dependents,
        )
        return _answer(outcome, business)


def _answer(
    outcome: MovedTogether | CancelledTogether | SlotTaken | NotFound | Refused, business: Business
) -> Response:
    match outcome:
        case MovedTogether():
            return _said(schemas.moved_out(outcome, business))
        case CancelledTogether():
            return _said(schemas.cancelled_out(outcome, business))
        case SlotTaken(alternatives=alternatives):
            return conflicts.taken(alternatives)
        case Refused():
            return conflicts.refused(outcome)
        case NotFound():
            raise HTTPException(404, "one of these is no confirmed appointment")
        case _:
            assert_never(outcome)


def _said(changed: schemas.ChangedOut) -> Response:
    return Response(changed.model_dump_json(), media_type="application/json")


def _party(business: Business) -> Party:
    return Party(business, language=business.default_language)


async def _slot_now(edge: ChainsEdge, business: Business, reference: str) -> Slot:
    async with edge.calendars.reading(business) as reads:
        booking = await reads.booking(BookingReference(reference))
    if booking is None or booking.status is not BookingStatus.CONFIRMED:
        raise HTTPException(404, f"there is no confirmed booking {reference}")
    return booking.slot


async def _place(edge: ChainsEdge, business: Business, wish: schemas.MoveIn, moving: Sequence[str]) -> Slot:
    """With the wished person; else with the one it is with now, or, when they cannot, the first who is free."""
    now_at = await _slot_now(edge, business, wish.reference)
    check_resource(business, wish.resource)
    offering, start = business.offering(now_at.offering), wish.starts_at.astimezone(UTC)
    slot = Slot(now_at.offering, start, start + offering.duration, now_at.resource).in_zone(business.zone)
    if wish.resource is not None:
        return replace(slot, resource=ResourceId(wish.resource))
    own = [BookingReference(reference) for reference in moving]
    async with edge.calendars.reading(business) as reads:
        calendar = await calendar_of_day(
            reads, _party(business), edge.clock.now(), slot.starts_at, offering=offering, moving_beside=own
        )
    others = [replace(slot, resource=person.id) for person in business.people_for(offering.key)]
    can = (
        one
        for one in (slot, *others)
        if refusal(calendar, one) is None and place(calendar, offering, one.resource, start) is not None
    )
    return next(can, slot)
