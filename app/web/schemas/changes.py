"""Moving and cancelling appointments: one, or several as a whole."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.domain.bookings import CancelledTogether, MovedTogether
from app.domain.business import Business
from app.web.schemas.bookings import BookingOut, SlotOut, booking_out

Reference = Annotated[str, Field(min_length=1, max_length=40, examples=["FHK23"])]


class MovePlanOut(BaseModel):
    """One slot for each reference, in the order of their present starts."""

    appointments: list[SlotOut]


class MovePlansOut(BaseModel):
    outside_wish: bool = Field(description="No plan lies in the wished interval; these are the nearest.")
    reason: str | None = Field(None, description="Why there is no plan at all.", examples=["full"])
    items: list[MovePlanOut]
    total: int


class MoveIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    reference: Reference
    starts_at: AwareDatetime
    resource: str | None = Field(
        None, description="A wished person; left out, the one it is with now, else any who can."
    )


class MovesIn(BaseModel):
    """One appointment, or several that move in one transaction: all of them, or none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "business": "praxis-dr-sommer",
                    "appointments": [
                        {"reference": "FHK23", "starts_at": "2026-03-24T14:30:00+01:00"},
                        {"reference": "FHK24", "starts_at": "2026-03-24T15:15:00+01:00"},
                    ],
                }
            ]
        },
    )

    business: str
    appointments: Annotated[list[MoveIn], Field(min_length=1, max_length=12)]


class CancellationsIn(BaseModel):
    """One appointment, or several that are cancelled in one transaction: all of them, or none."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"business": "praxis-dr-sommer", "references": ["FHK23"]}]}
    )

    business: str
    references: Annotated[list[Reference], Field(min_length=1, max_length=12)]
    with_dependents: bool = Field(False, description="What needs one of them goes with it, rather than a 409.")


class ChangedOut(BaseModel):
    """As they are now."""

    bookings: list[BookingOut]


def moved_out(outcome: MovedTogether, business: Business) -> ChangedOut:
    return ChangedOut(bookings=[booking_out(one.booking, business.id) for one in outcome.moves])


def cancelled_out(outcome: CancelledTogether, business: Business) -> ChangedOut:
    return ChangedOut(bookings=[booking_out(booking, business.id) for booking in outcome.bookings])
