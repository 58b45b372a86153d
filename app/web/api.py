"""The JSON API, `/api/v1`: what calls left behind, and bookings made under the same rules as in a call."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol, assert_never

from fastapi import APIRouter, Depends, Header, HTTPException, Query, Response
from pydantic import AwareDatetime

from app.domain.bookings import Booked, BookingStatus, Refused, Slot, SlotTaken
from app.domain.business import Business
from app.domain.calls import CallOutcome
from app.domain.ids import E164, BookingReference, CallSid, OfferingKey, ResourceId
from app.domain.people import Deed
from app.ports.clock import Clock
from app.ports.people import AccessLog
from app.ports.records import ApiTokens, Businesses, Records
from app.web import conflicts, schemas
from app.web.access import bearer_required
from app.web.after_bookings import AfterBookingsEdge, add_after_bookings
from app.web.attempts import AttemptsEdge, add_attempts
from app.web.attendance import AttendanceEdge, add_attendance
from app.web.busy_times import BusyTimesEdge, add_busy_times
from app.web.chains import ChainsEdge, add_chains
from app.web.changes import add_changes
from app.web.escalation import EscalationEdge, add_escalation
from app.web.knowledge import KnowledgeEdge, add_knowledge
from app.web.looks import Looks
from app.web.named import check_offering, check_resource, named_booking, named_business
from app.web.phone_number import to_e164
from app.web.problems import Problem
from app.web.unknown_wishes import WishesEdge, add_unknown_wishes
from app.web.whose import is_foreign, narrowed, own_business, token_name
from app.web.why import WhyEdge, add_why

LimitParam = Annotated[int, Query(ge=1, le=200, description="Items a page.")]
CursorParam = Annotated[str | None, Query(description="`next` of the page before.")]
BusinessParam = Annotated[str | None, Query(description="Only this business.", examples=["praxis-dr-sommer"])]

IdempotencyKey = Annotated[
    str | None, Header(max_length=200, description="A repeat with the same key is the same booking.")
]


class Desk(Protocol):
    """Bookings outside a call, under the same rules as in one."""

    async def free_slots(
        self,
        business: Business,
        offering: OfferingKey,
        *,
        since: datetime,
        until: datetime,
        resource: ResourceId | None,
        count: int,
    ) -> tuple[Slot, ...]: ...

    async def book(
        self,
        business: Business,
        *,
        offering: OfferingKey,
        starts_at: datetime,
        resource: ResourceId | None,
        customer_name: str,
        customer_number: E164 | None,
        key: str | None,
    ) -> Booked | SlotTaken | Refused: ...


@dataclass(frozen=True, slots=True)
class ApiEdge:
    records: Records
    businesses: Businesses
    tokens: ApiTokens
    clock: Clock
    desk: Desk
    why: WhyEdge | None = None
    after_bookings: AfterBookingsEdge | None = None
    attendance: AttendanceEdge | None = None
    escalation: EscalationEdge | None = None
    busy_times: BusyTimesEdge | None = None
    knowledge: KnowledgeEdge | None = None
    chains: ChainsEdge | None = None
    wishes: WishesEdge | None = None
    attempts: AttemptsEdge | None = None
    access: AccessLog | None = None


def api_routes(edge: ApiEdge) -> APIRouter:
    router = APIRouter(
        prefix="/api/v1",
        dependencies=[Depends(bearer_required(edge.tokens)), Depends(_never_stored)],
        responses={code: {"model": Problem} for code in (401, 404, 422, 503)},
    )
    _add_calls(router, edge)
    _add_lists(router, edge)
    _add_bookings(router, edge)
    _add_slots(router, edge)
    if edge.why is not None:
        add_why(router, edge.why)
    if edge.after_bookings is not None:
        add_after_bookings(router, edge.after_bookings)
    if edge.attendance is not None:
        add_attendance(router, edge.attendance)
    if edge.escalation is not None:
        add_escalation(router, edge.escalation)
    if edge.busy_times is not None:
        add_busy_times(router, edge.busy_times)
    if edge.chains is not None:
        add_chains(router, edge.chains)
        add_changes(router, edge.chains)
    if edge.knowledge is not None:
        add_knowledge(router, edge.knowledge)
    if edge.wishes is not None:
        add_unknown_wishes(router, edge.wishes)
    if edge.attempts is not None:
        add_attempts(router, edge.attempts)
    return router


async def _never_stored(response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"


def _add_calls(router: APIRouter, edge: ApiEdge) -> None:
    @router.get("/calls", tags=["calls"])
    async def list_calls(
        *,
        business: BusinessParam = None,
        outcome: CallOutcome | None = None,
        limit: LimitParam = 50,
        cursor: CursorParam = None,
    ) -> schemas.Listed[schemas.CallOut]:
        """Newest first."""
        page = await edge.records.calls(business=narrowed(business), outcome=outcome, limit=limit, cursor=cursor)
        return schemas.listed(page, schemas.call_out)

    looks = Looks()

    @router.get("/calls/{call_sid}", tags=["calls"])
    async def one_call(call_sid: str) -> schemas.CallDetail:
        """Everything about one call, also while it goes on. Stands in the access log, once in ten minutes."""
        call = await edge.records.call(CallSid(call_sid))
        if call is None or is_foreign(call.entry.business):
            raise HTTPException(404, f"there is no call {call_sid}")
        sid, business, by = call.entry.call_sid, call.entry.business, token_name()
        if edge.access is not None and looks.begins(f"{own_business()} {by}", sid, edge.clock.now()):
            await edge.access.note_program(by, Deed.READ_CALLS.value, business=business, call_sid=sid)
        return schemas.call_detail(call)

    @router.get("/decisions", tags=["calls"])
    async def list_decisions(
        *,
        business: BusinessParam = None,
        call_sid: str | None = None,
        booking: Annotated[str | None, Query(description="Only what is about this booking.")] = None,
        limit: LimitParam = 50,
        cursor: CursorParam = None,
    ) -> schemas.Listed[schemas.DecisionOut]:
        """Why things were offered, booked, refused or passed on; newest first."""
        page = await edge.records.decisions(
            business=narrowed(business),
            call_sid=CallSid(call_sid) if call_sid else None,
            booking=BookingReference(booking) if booking else None,
            limit=limit,
            cursor=cursor,
        )
        return schemas.listed(page, schemas.decision_entry_out)


def _add_lists(router: APIRouter, edge: ApiEdge) -> None:
    @router.get("/customers", tags=["people"])
    async def list_customers(
        business: BusinessParam = None, limit: LimitParam = 50, cursor: CursorParam = None
    ) -> schemas.Listed[schemas.CustomerOut]:
        page = await edge.records.customers(business=narrowed(business), limit=limit, cursor=cursor)
        return schemas.listed(page, schemas.customer_out)

    @router.get("/messages", tags=["people"])
    async def list_messages(
        business: BusinessParam = None, limit: LimitParam = 50, cursor: CursorParam = None
    ) -> schemas.Listed[schemas.MessageOut]:
        """Messages for the staff, newest first."""
        page = await edge.records.messages(business=narrowed(business), limit=limit, cursor=cursor)
        return schemas.listed(page, schemas.message_out)

    @router.get("/callbacks", tags=["people"])
    async def list_callbacks(
        business: BusinessParam = None, limit: LimitParam = 50, cursor: CursorParam = None
    ) -> schemas.Listed[schemas.CallbackOut]:
        """Callers who want to be called back, newest first."""
        page = await edge.records.callbacks(business=narrowed(business), limit=limit, cursor=cursor)
        return schemas.listed(page, schemas.callback_out)

    @router.get("/businesses", tags=["businesses"])
    async def list_businesses() -> schemas.Listed[schemas.BusinessOut]:
        found = [schemas.business_out(one) for one in await edge.businesses.all() if not is_foreign(one.id)]
        return schemas.Listed[schemas.BusinessOut](items=found, total=len(found))

    @router.get("/businesses/{business_id}", tags=["businesses"])
    async def one_business(business_id: str) -> schemas.BusinessOut:
        return schemas.business_out(await named_business(edge.businesses, business_id))


def _add_bookings(router: APIRouter, edge: ApiEdge) -> None:
    @router.get("/bookings", tags=["bookings"])
    async def list_bookings(
        *,
        business: BusinessParam = None,
        status: BookingStatus | None = None,
        call_sid: str | None = None,
        starts_from: AwareDatetime | None = None,
        starts_before: AwareDatetime | None = None,
        limit: LimitParam = 50,
        cursor: CursorParam = None,
    ) -> schemas.Listed[schemas.BookingOut]:
        """By start, earliest first."""
        page = await edge.records.bookings(
            business=narrowed(business),
            status=status,
            call_sid=CallSid(call_sid) if call_sid else None,
            starts_from=starts_from,
            starts_before=starts_before,
            limit=limit,
            cursor=cursor,
        )
        return schemas.listed(page, schemas.booking_entry_out)

    @router.get("/bookings/{reference}", tags=["bookings"])
    async def one_booking(reference: str) -> schemas.BookingOut:
        entry = await named_booking(edge.records, reference)
        return schemas.booking_out(entry.booking, entry.business, await edge.businesses.load(entry.business))

    @router.post("/bookings", tags=["bookings"], status_code=201, responses={409: {"model": Problem}})
    async def book(wish: schemas.BookingIn, idempotency_key: IdempotencyKey = None) -> Response:
        """Book under the same rules as a call.

        409: taken (with alternatives) or against the rules (with the reason).
        """
        business = await named_business(edge.businesses, wish.business)
        check_offering(business, wish.offering)
        check_resource(business, wish.resource)
        number = to_e164(wish.customer_number, business)
        outcome = await edge.desk.book(
            business,
            offering=OfferingKey(wish.offering),
            starts_at=wish.starts_at,
            resource=ResourceId(wish.resource) if wish.resource else None,
            customer_name=wish.customer_name,
            customer_number=number,
            key=idempotency_key,
        )
        match outcome:
            case Booked(booking=booking):
                made = schemas.booking_out(booking, business.id, business)
                return Response(made.model_dump_json(), 201, media_type="application/json")
            case SlotTaken(alternatives=alternatives):
                return conflicts.taken(alternatives)
            case Refused():
                return conflicts.refused(outcome)
            case _:
                assert_never(outcome)


def _add_slots(router: APIRouter, edge: ApiEdge) -> None:
    @router.get("/slots", tags=["bookings"])
    async def list_slots(
        *,
        business: Annotated[str, Query(examples=["praxis-dr-sommer"])],
        offering: Annotated[str, Query(examples=["checkup"])],
        starts_from: AwareDatetime | None = None,
        starts_before: AwareDatetime | None = None,
        resource: str | None = None,
        limit: LimitParam = 20,
    ) -> schemas.Listed[schemas.SlotOut]:
        """Free slots by start. Without an interval: the next ones."""
        owner = await named_business(edge.businesses, business)
        check_offering(owner, offering)
        check_resource(owner, resource)
        since = starts_from or edge.clock.now()
        slots = await edge.desk.free_slots(
            owner,
            OfferingKey(offering),
            since=since,
            until=starts_before or since + owner.rules.horizon,
            resource=ResourceId(resource) if resource else None,
            count=limit,
        )
        return schemas.Listed[schemas.SlotOut](items=[schemas.slot_out(slot) for slot in slots], total=len(slots))
