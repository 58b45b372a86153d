"""What the API says and takes. Instants carry a UTC offset; texts are as they were said."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from app.domain.bookings import Booking, Slot
from app.domain.business import Business
from app.domain.calls import (
    Callback,
    CallEntry,
    CallOnRecord,
    CallOutcome,
    CallTurn,
    Decision,
    DecisionEntry,
    Message,
)
from app.ports.records import BookingEntry, CustomerEntry, Page

Item = TypeVar("Item")
Out = TypeVar("Out")


class Listed(BaseModel, Generic[Item]):
    """One page of a list. Give `next` back as `cursor` for the following page."""

    items: list[Item]
    total: int = Field(description="All that match, on every page.", examples=[1])
    next: str | None = Field(None, description="Cursor of the next page; null on the last.")


def listed(page: Page[Out], convert: Callable[[Out], Item]) -> Listed[Item]:
    return Listed[Item](items=[convert(item) for item in page.items], total=page.total, next=page.next)


class BookingOut(BaseModel):
    reference: str = Field(examples=["K7M4"])
    business: str | None = Field(None, examples=["praxis-dr-sommer"])
    offering: str = Field(examples=["checkup"])
    resource: str = Field(examples=["dr-anna-sommer"])
    room: str | None = None
    starts_at: datetime = Field(examples=["2026-03-24T14:30:00+01:00"])
    ends_at: datetime = Field(examples=["2026-03-24T15:00:00+01:00"])
    customer_name: str = Field(examples=["Erika Beispiel"])
    customer_number: str | None = Field(None, examples=["+493023125042"])
    status: str = Field(examples=["confirmed"])
    call_sid: str | None = Field(None, examples=["CA00000000000000000000000000000001"])


def booking_out(booking: Booking, business: str | None = None) -> BookingOut:
    slot = booking.slot
    return BookingOut(
        reference=booking.reference,
        business=business,
        offering=slot.offering,
        resource=slot.resource,
        room=slot.room,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        customer_name=booking.customer_name,
        customer_number=booking.customer_number,
        status=booking.status.value,
        call_sid=booking.call_sid,
    )


def booking_entry_out(entry: BookingEntry) -> BookingOut:
    return booking_out(entry.booking, entry.business)


class BookingIn(BaseModel):
    """A booking made by staff or another system, under the same rules as one made in a call."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "business": "praxis-dr-sommer",
                    "offering": "checkup",
                    "starts_at": "2026-03-24T14:30:00+01:00",
                    "customer_name": "Erika Beispiel",
                    "customer_number": "+493023125042",
                }
            ]
        },
    )

    business: str
    offering: str
    starts_at: AwareDatetime
    customer_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    customer_number: Annotated[str, StringConstraints(strip_whitespace=True, max_length=32)] | None = None
    resource: str | None = Field(None, description="A wished person; left out, any who can.")


class SlotOut(BaseModel):
    offering: str = Field(examples=["checkup"])
    resource: str = Field(examples=["dr-anna-sommer"])
    room: str | None = None
    starts_at: datetime = Field(examples=["2026-03-24T14:30:00+01:00"])
    ends_at: datetime = Field(examples=["2026-03-24T15:00:00+01:00"])


def slot_out(slot: Slot) -> SlotOut:
    return SlotOut(
        offering=slot.offering, resource=slot.resource, room=slot.room, starts_at=slot.starts_at, ends_at=slot.ends_at
    )


class TurnOut(BaseModel):
    speaker: Literal["caller", "assistant"]
    text: str = Field(examples=["Ich hätte gern einen Termin zur Kontrolle."])
    heard_text: str | None = Field(None, description="What the caller provably heard of an assistant turn.")
    language: str = Field(examples=["de"])
    started_ms: int
    ended_ms: int
    response_ms: int | None = Field(None, description="End of the caller's speech to the first sound of this answer.")
    intent: str | None = Field(None, examples=["book"])
    emotion: str | None = None
    interrupted: bool = False
    timings: dict[str, int] = Field(default_factory=dict, description="response_ms by stage.")


def turn_out(turn: CallTurn) -> TurnOut:
    return TurnOut(
        speaker=turn.speaker,
        text=turn.text,
        heard_text=turn.heard_text,
        language=turn.language,
        started_ms=turn.started_ms,
        ended_ms=turn.ended_ms,
        response_ms=turn.response_ms,
        intent=turn.intent,
        emotion=turn.emotion,
        interrupted=turn.interrupted,
        timings=dict(turn.timings),
    )


class DecisionOut(BaseModel):
    """What was decided, when, why, from which inputs."""

    kind: str = Field(examples=["offer"])
    decided_at: datetime
    why: str = Field(examples=["first_free"])
    inputs: dict[str, object] = Field(default_factory=dict)
    call_sid: str | None = None
    business: str | None = None


def decision_out(decision: Decision, *, business: str | None = None, call_sid: str | None = None) -> DecisionOut:
    return DecisionOut(
        kind=decision.kind,
        decided_at=decision.decided_at,
        why=decision.why,
        inputs=dict(decision.inputs),
        business=business,
        call_sid=call_sid,
    )


def decision_entry_out(entry: DecisionEntry) -> DecisionOut:
    return decision_out(entry.decision, business=entry.business, call_sid=entry.call_sid)


class CallOut(BaseModel):
    call_sid: str = Field(examples=["CA00000000000000000000000000000001"])
    business: str = Field(examples=["praxis-dr-sommer"])
    from_number: str = Field(examples=["+493023125042"])
    to_number: str = Field(examples=["+493023125000"])
    language: str = Field(examples=["de"])
    started_at: datetime
    ended_at: datetime | None = Field(None, description="Null while the call goes on.")
    outcome: CallOutcome | None = None
    escalation: str | None = Field(None, description="Why the call was put through to a human, or null.")
    summary: str | None = None


class CallDetail(CallOut):
    turns: list[TurnOut] = Field(default_factory=list)
    bookings: list[BookingOut] = Field(default_factory=list)
    decisions: list[DecisionOut] = Field(default_factory=list)


def call_out(entry: CallEntry) -> CallOut:
    return CallOut.model_validate(entry, from_attributes=True)


def call_detail(record: CallOnRecord) -> CallDetail:
    business, call_sid = record.entry.business, record.entry.call_sid
    return CallDetail(
        **call_out(record.entry).model_dump(),
        turns=[turn_out(turn) for turn in record.turns],
        bookings=[booking_out(booking, business) for booking in record.bookings],
        decisions=[decision_out(decision, business=business, call_sid=call_sid) for decision in record.decisions],
    )


class CustomerOut(BaseModel):
    id: str
    business: str
    name: str = Field(examples=["Erika Beispiel"])
    number: str | None = Field(None, examples=["+493023125042"])
    language: str
    past_visits: int
    postponed_by_us: int
    open_case: str | None = None


def customer_out(entry: CustomerEntry) -> CustomerOut:
    customer = entry.customer
    return CustomerOut(
        id=customer.id,
        business=entry.business,
        name=customer.name,
        number=customer.number,
        language=customer.language,
        past_visits=customer.past_visits,
        postponed_by_us=customer.postponed_by_us,
        open_case=customer.open_case,
    )


class MessageOut(BaseModel):
    id: str
    business: str
    call_sid: str | None
    text: str = Field(examples=["Bitte um Rückruf wegen des Rezepts."])
    customer_name: str | None
    customer_number: str | None = Field(None, examples=["+493023125042"])
    taken_at: datetime


def message_out(message: Message) -> MessageOut:
    return MessageOut.model_validate(message, from_attributes=True)


class WindowOut(BaseModel):
    """From = to is an exact time."""

    model_config = ConfigDict(populate_by_name=True, serialize_by_alias=True)

    earliest: datetime = Field(alias="from")
    latest: datetime = Field(alias="to")


class CallbackOut(BaseModel):
    id: str
    business: str
    call_sid: str | None
    text: str
    customer_name: str | None
    customer_number: str = Field(examples=["+493023125042"])
    windows: list[WindowOut] = Field(description="When to call back; empty = any time within opening hours.")
    window: WindowOut | None = Field(None, description="The first of `windows`.")
    status: str = Field(examples=["open"])
    requested_at: datetime


def callback_out(callback: Callback) -> CallbackOut:
    windows = [WindowOut(earliest=window.earliest, latest=window.latest) for window in callback.windows]
    return CallbackOut(
        id=callback.id,
        business=callback.business,
        call_sid=callback.call_sid,
        text=callback.text,
        customer_name=callback.customer_name,
        customer_number=callback.customer_number,
        windows=windows,
        window=windows[0] if windows else None,
        status=callback.status.value,
        requested_at=callback.requested_at,
    )


class OfferingOut(BaseModel):
    key: str
    names: dict[str, str]
    duration_minutes: int


class ResourceOut(BaseModel):
    id: str
    name: str
    kind: str
    skills: list[str]


class BusinessOut(BaseModel):
    id: str = Field(examples=["praxis-dr-sommer"])
    name: str = Field(examples=["Praxis Dr. Sommer"])
    industry: str
    time_zone: str = Field(examples=["Europe/Berlin"])
    default_language: str
    languages: list[str]
    numbers: list[str]
    address: str
    human_line: str | None
    offerings: list[OfferingOut]
    resources: list[ResourceOut]


def business_out(business: Business) -> BusinessOut:
    return BusinessOut(
        id=business.id,
        name=business.name,
        industry=business.industry,
        time_zone=business.zone.key,
        default_language=business.default_language,
        languages=list(business.languages),
        numbers=list(business.numbers),
        address=business.address,
        human_line=business.escalation.human_line,
        offerings=[
            OfferingOut(
                key=offering.key, names=offering.names, duration_minutes=int(offering.duration.total_seconds() // 60)
            )
            for offering in business.offerings
        ],
        resources=[
            ResourceOut(id=resource.id, name=resource.name, kind=resource.kind.value, skills=sorted(resource.skills))
            for resource in business.resources
        ],
    )
