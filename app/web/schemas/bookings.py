"""Appointments and free slots."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from app.domain.bookings import Booking, Slot
from app.domain.business import Business
from app.ports.records import BookingEntry


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
    documents: list[dict[str, str]] = Field(
        default_factory=list,
        description="What the customer is to bring, by language; told of one booking, and when it is made.",
        examples=[[{"de": "Ihre Versichertenkarte", "en": "your insurance card"}]],
    )


def booking_out(booking: Booking, business: str | None = None, rules: Business | None = None) -> BookingOut:
    """`rules` tells what to bring to it."""
    slot = booking.slot
    return BookingOut(
        documents=[dict(text) for text in rules.offering(slot.offering).documents] if rules else [],
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
