"""The waiting list."""

from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from app.domain.waitlist import Waiting
from app.web.schemas.bookings import BookingOut
from app.web.schemas.people import WindowOut


class WaitingIn(BaseModel):
    """Somebody who wants an earlier place, or any at all."""

    model_config = ConfigDict(extra="forbid")

    business: str
    offering: str
    customer_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    customer_number: Annotated[str, StringConstraints(strip_whitespace=True, max_length=32)]
    resource: str | None = Field(None, description="A wished person; left out, any who can.")
    earliest: AwareDatetime | None = None
    latest: AwareDatetime | None = None
    priority: int | None = Field(None, ge=0, le=9, description="Higher comes first; left out, the offering's own.")
    moving: str | None = Field(None, description="The appointment that would be brought forward.")

    @model_validator(mode="after")
    def _both_ends(self) -> "WaitingIn":
        if (self.earliest is None) != (self.latest is None):
            raise ValueError("earliest and latest come together")
        if self.earliest is not None and self.latest is not None and self.latest < self.earliest:
            raise ValueError("latest lies before earliest")
        return self


class WaitingOut(BaseModel):
    id: str
    business: str
    offering: str
    resource: str | None
    customer_name: str
    customer_number: str
    windows: list[WindowOut]
    priority: int
    joined_at: datetime
    state: str
    passed: int = Field(description="Offers that expired or were declined.")
    moving: str | None


def waiting_out(entry: Waiting) -> WaitingOut:
    return WaitingOut(
        id=entry.id,
        business=entry.business,
        offering=entry.offering,
        resource=entry.resource,
        customer_name=entry.customer_name,
        customer_number=entry.customer_number,
        windows=[WindowOut(earliest=window.earliest, latest=window.latest) for window in entry.windows],
        priority=entry.priority,
        joined_at=entry.joined_at,
        state=entry.state.value,
        passed=entry.passed,
        moving=entry.moving,
    )


class OfferAnswerOut(BaseModel):
    """What became of a yes or a no. `booking` is null when the place could not be had any more."""

    accepted: bool
    booking: BookingOut | None = None
