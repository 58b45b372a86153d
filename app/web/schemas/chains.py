"""Appointments that belong together: the examination, and the treatment that needs it."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from app.domain.bookings import ChainBooked, Slot
from app.domain.business import Business
from app.web.schemas.bookings import BookingOut, SlotOut, booking_out, slot_out


class ChainOut(BaseModel):
    """A plan: every appointment in order, what was asked for last. It can be booked as a whole."""

    appointments: list[SlotOut]


class ChainsOut(BaseModel):
    offerings: list[str] = Field(
        description="What has to be booked, in order; one alone when nothing has to come first.",
        examples=[["checkup", "implant_consultation"]],
    )
    outside_wish: bool = Field(description="No plan lies in the wished interval; these are the nearest.")
    reason: str | None = Field(None, description="Why there is no plan at all.", examples=["full"])
    items: list[ChainOut]
    total: int


class LinkIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    offering: str
    starts_at: AwareDatetime
    resource: str | None = Field(None, description="A wished person; left out, any who can.")


class ChainIn(BaseModel):
    """Several appointments of one customer, booked in one transaction: all of them, or none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "business": "praxis-dr-sommer",
                    "customer_name": "Erika Beispiel",
                    "customer_number": "+493023125042",
                    "appointments": [
                        {"offering": "checkup", "starts_at": "2026-03-24T14:30:00+01:00"},
                        {"offering": "implant_consultation", "starts_at": "2026-03-31T10:00:00+02:00"},
                    ],
                }
            ]
        },
    )

    business: str
    customer_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    customer_number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=32)] = Field(
        description="Needed: the order of a customer's appointments is kept by their number."
    )
    appointments: Annotated[list[LinkIn], Field(min_length=1, max_length=12)]


class ChainBookedOut(BaseModel):
    bookings: list[BookingOut]


def chain_out(plan: tuple[Slot, ...]) -> ChainOut:
    return ChainOut(appointments=[slot_out(slot) for slot in plan])


def chain_booked_out(booked: ChainBooked, business: Business) -> ChainBookedOut:
    return ChainBookedOut(bookings=[booking_out(booking, business.id, business) for booking in booked.bookings])
