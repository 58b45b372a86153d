"""What needs somebody beside messages and callbacks: notices that nobody got, and what nobody could answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.bookings import Booking
from app.domain.business import Business
from app.domain.consequences import DeliveryState
from app.domain.ids import BusinessId
from app.domain.people import Deed
from app.ports.knowledge import OpenQuestion
from app.ports.outbox import Delivery
from app.web.pages.guard import Look, PageRefused, Visitor, back_to
from app.web.pages.wishes import ShownWish, shown_wishes

MOST_FAILED = 6
AS_MANY_AS_A_LIST = 200


@dataclass(frozen=True, slots=True)
class FailedNotice:
    """`booking` is None when it is about a place on the waiting list, or the booking is gone."""

    business: Business
    delivery: Delivery
    booking: Booking | None


async def failed_notices(visitor: Visitor) -> tuple[Sequence[FailedNotice], int]:
    """The latest of each business, and how many there are altogether."""
    found, total = [], 0
    for business in visitor.businesses:
        page = await visitor.edge.calendar.outbox.listed(
            business=business.id, state=DeliveryState.FAILED, limit=MOST_FAILED
        )
        total += page.total
        for delivery in page.items:
            entry = await visitor.edge.records.booking(delivery.booking) if delivery.booking else None
            found.append(FailedNotice(business, delivery, entry.booking if entry else None))
    latest = sorted(found, key=lambda one: one.delivery.created_at, reverse=True)
    return latest[:MOST_FAILED], total


@dataclass(frozen=True, slots=True)
class Unanswered:
    business: Business
    question: OpenQuestion


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    business: Business
    wish: ShownWish


async def unanswered(visitor: Visitor) -> Sequence[Unanswered]:
    """What callers asked in vain, the most often asked first."""
    edge = visitor.edge.knowledge
    if edge is None or not visitor.person.may(Deed.KEEP_KNOWLEDGE):
        return ()
    found: list[Unanswered] = []
    for business in visitor.businesses:
        found += [Unanswered(business, question) for question in await edge.questions.waiting(business.id)]
    return sorted(found, key=lambda one: (one.question.asked, one.question.last_at), reverse=True)


async def not_understood(visitor: Visitor) -> Sequence[NotUnderstood]:
    """What callers wanted and nobody understood, the newest first."""
    edge = visitor.edge.knowledge
    if edge is None or not visitor.person.may(Deed.KEEP_KNOWLEDGE):
        return ()
    found: list[NotUnderstood] = []
    for business in visitor.businesses:
        found += [NotUnderstood(business, wish) for wish in await shown_wishes(edge.wishes, business.id)]
    return sorted(found, key=lambda one: one.wish.said_at, reverse=True)


def need_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.post("/deliveries/{business}/{delivery_id}/retry")
    async def retry(business: str, delivery_id: str, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        """Once more what was given up; a notice of another business is not there."""
        visitor.require(Deed.WORK_TASKS, BusinessId(business))
        outbox = visitor.edge.calendar.outbox
        failed = await outbox.listed(business=BusinessId(business), state=DeliveryState.FAILED, limit=AS_MANY_AS_A_LIST)
        if all(one.id != delivery_id for one in failed.items):
            raise PageRefused(404, "not_found")
        await outbox.retry(delivery_id, now=visitor.edge.clock.now())
        await visitor.edge.access.note(visitor.person, "notice_retried", business=BusinessId(business))
        return back_to("/?did=retried")

    return router
