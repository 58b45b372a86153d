"""What follows from bookings, over the API: deliveries, where people are told, the waiting list."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated
from uuid import uuid4

from fastapi import APIRouter, HTTPException, Query

from app.domain.bookings import Booked, Moved
from app.domain.business import Business
from app.domain.consequences import DeliveryState
from app.domain.ids import BookingReference, OfferingKey, ResourceId
from app.domain.spoken.when import Window
from app.domain.waitlist import EntryState, Waiting
from app.ports.clock import Clock
from app.ports.outbox import NoticeSettings, Outbox
from app.ports.records import Businesses
from app.ports.waitlist import Waitlist
from app.usecases.waitlist import WaitlistDesk
from app.web import schemas
from app.web.named import check_offering, named_business
from app.web.phone_number import to_e164
from app.web.whose import narrowed, own_business

Limit = Annotated[int, Query(ge=1, le=200)]


@dataclass(frozen=True, slots=True)
class AfterBookingsEdge:
    outbox: Outbox
    waitlist: Waitlist
    desk: WaitlistDesk
    businesses: Businesses
    clock: Clock


def add_after_bookings(router: APIRouter, edge: AfterBookingsEdge) -> None:
    _add_deliveries(router, edge)
    _add_settings(router, edge)
    _add_waitlist(router, edge)
    _add_offers(router, edge)


def _add_deliveries(router: APIRouter, edge: AfterBookingsEdge) -> None:
    @router.get("/deliveries", tags=["notices"])
    async def list_deliveries(
        *,
        business: str | None = None,
        state: DeliveryState | None = None,
        booking: str | None = None,
        limit: Limit = 50,
        cursor: str | None = None,
    ) -> schemas.Listed[schemas.DeliveryOut]:
        """What was told to whom, newest first. `state=failed` is what somebody has to see to."""
        page = await edge.outbox.listed(
            business=narrowed(business),
            state=state,
            booking=BookingReference(booking) if booking else None,
            limit=limit,
            cursor=cursor,
        )
        return schemas.listed(page, schemas.delivery_out)

    @router.post("/deliveries/{delivery_id}/retry", tags=["notices"], status_code=202)
    async def retry(delivery_id: str) -> None:
        """Try once more what was given up. 409: it was not."""
        if not await edge.outbox.retry(delivery_id, now=edge.clock.now(), business=own_business()):
            raise HTTPException(409, "this delivery has not failed")


def _add_settings(router: APIRouter, edge: AfterBookingsEdge) -> None:
    @router.get("/businesses/{business_id}/notices", tags=["notices"])
    async def read_notices(business_id: str) -> schemas.NoticesOut:
        business = await named_business(edge.businesses, business_id)
        return schemas.notices_out(await edge.outbox.settings(business.id))

    @router.put("/businesses/{business_id}/notices", tags=["notices"])
    async def write_notices(business_id: str, wish: schemas.NoticesIn) -> schemas.NoticesOut:
        business = await named_business(edge.businesses, business_id)
        secret = wish.webhook_secret or (await edge.outbox.settings(business.id)).webhook_secret
        if wish.webhook_url is not None and secret is None:
            raise HTTPException(422, "a webhook needs a webhook_secret to sign with")
        remind_before = timedelta(hours=wish.remind_hours) if wish.remind_hours else None
        settings = NoticeSettings(wish.staff_mail, wish.webhook_url, secret, remind_before, wish.staff_sms)
        await edge.outbox.save_settings(business.id, settings)
        return schemas.notices_out(settings)

    @router.put("/businesses/{business_id}/customers/{customer_id}/mail", tags=["notices"], status_code=204)
    async def write_mail(business_id: str, customer_id: str, wish: schemas.CustomerMailIn) -> None:
        business = await named_business(edge.businesses, business_id)
        if not await edge.outbox.save_mail(business.id, customer_id, wish.mail, now=edge.clock.now()):
            raise HTTPException(404, f"there is no customer {customer_id}")


def _add_waitlist(router: APIRouter, edge: AfterBookingsEdge) -> None:
    @router.get("/waitlist", tags=["waitlist"])
    async def list_waiting(
        *,
        business: str | None = None,
        state: EntryState | None = EntryState.WAITING,
        limit: Limit = 50,
        cursor: str | None = None,
    ) -> schemas.Listed[schemas.WaitingOut]:
        """Longest waiting first."""
        page = await edge.waitlist.entries(business=narrowed(business), state=state, limit=limit, cursor=cursor)
        return schemas.listed(page, schemas.waiting_out)

    @router.post("/waitlist", tags=["waitlist"], status_code=201)
    async def join(wish: schemas.WaitingIn) -> schemas.WaitingOut:
        """409: the same number waits for the same offering already."""
        business = await named_business(edge.businesses, wish.business)
        check_offering(business, wish.offering)
        number = to_e164(wish.customer_number, business)
        if number is None:
            raise HTTPException(422, "customer_number: no telephone number")
        window = (Window(wish.earliest, wish.latest),) if wish.earliest and wish.latest else ()
        entry = Waiting(
            id=uuid4().hex,
            business=business.id,
            offering=OfferingKey(wish.offering),
            customer_name=wish.customer_name,
            customer_number=number,
            language=business.default_language,
            joined_at=edge.clock.now(),
            windows=window,
            resource=ResourceId(wish.resource) if wish.resource else None,
            priority=_priority(business, wish),
            moving=BookingReference(wish.moving) if wish.moving else None,
        )
        if not await edge.waitlist.join(entry):
            raise HTTPException(409, "this number waits for this already")
        return schemas.waiting_out(entry)

    @router.delete("/waitlist/{entry_id}", tags=["waitlist"], status_code=204)
    async def leave(entry_id: str) -> None:
        if not await edge.waitlist.leave(entry_id, business=own_business()):
            raise HTTPException(404, f"nobody waits as {entry_id}")


def _priority(business: Business, wish: schemas.WaitingIn) -> int:
    """As in a call, unless somebody decided otherwise."""
    return business.offering(OfferingKey(wish.offering)).priority if wish.priority is None else wish.priority


def _add_offers(router: APIRouter, edge: AfterBookingsEdge) -> None:
    @router.post("/businesses/{business_id}/waitlist-offers/{offer_id}/accept", tags=["waitlist"])
    async def accept(business_id: str, offer_id: str) -> schemas.OfferAnswerOut:
        """The customer said yes. 409: the offer is over, or the place is gone."""
        business = await named_business(edge.businesses, business_id)
        outcome = await edge.desk.accept(business, offer_id, now=edge.clock.now())
        if isinstance(outcome, Booked | Moved):
            return schemas.OfferAnswerOut(accepted=True, booking=schemas.booking_out(outcome.booking, business.id))
        raise HTTPException(409, "this offer is over")

    @router.post("/businesses/{business_id}/waitlist-offers/{offer_id}/decline", tags=["waitlist"])
    async def decline(business_id: str, offer_id: str) -> schemas.OfferAnswerOut:
        """The customer said no: the next one is asked at once. 409: the offer is over."""
        business = await named_business(edge.businesses, business_id)
        if not await edge.desk.decline(business, offer_id, now=edge.clock.now()):
            raise HTTPException(409, "this offer is over")
        return schemas.OfferAnswerOut(accepted=False)
