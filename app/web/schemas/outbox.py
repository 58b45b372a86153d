"""What follows from bookings: deliveries, and where a business and a customer are told."""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from app.domain.consequences import DeliveryState
from app.ports.outbox import Delivery, NoticeSettings

MAIL = r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$"
MailAddress = Annotated[str, StringConstraints(strip_whitespace=True, max_length=254, pattern=MAIL)]
ON_THIS_MACHINE = ("http://127.0.0.1", "http://localhost", "http://[::1]")


class DeliveryOut(BaseModel):
    """One notice. `failed` = given up after its last attempt: somebody has to see to it."""

    id: str
    business: str
    kind: str = Field(examples=["confirmation"])
    channel: str = Field(examples=["mail"])
    change: str = Field(examples=["booked"])
    state: DeliveryState
    attempts: int
    error: str | None = Field(None, description="Why the last attempt failed: a constant word.")
    booking: str | None = None
    waitlist_offer: str | None = None
    created_at: datetime
    due_at: datetime
    ended_at: datetime | None = None


def delivery_out(delivery: Delivery) -> DeliveryOut:
    return DeliveryOut.model_validate(delivery, from_attributes=True)


class NoticesIn(BaseModel):
    """Where the staff are told, and how long before an appointment customers are reminded (0 = never)."""

    model_config = ConfigDict(extra="forbid")

    staff_mail: MailAddress | None = None
    staff_sms: Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$")] | None = Field(
        None, description="Who gets a text message of each message and callback that callers leave."
    )
    webhook_url: Annotated[str, StringConstraints(max_length=500)] | None = None
    webhook_secret: Annotated[str, StringConstraints(min_length=16, max_length=200)] | None = Field(
        None, description="Signs webhooks; left out, the one that was set before stays."
    )
    remind_hours: int = Field(24, ge=0, le=24 * 14)

    @field_validator("webhook_url")
    @classmethod
    def _is_safe(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("https://", *ON_THIS_MACHINE)):
            raise ValueError("must begin with https:// (http:// on this machine only)")
        return value


class NoticesOut(BaseModel):
    staff_mail: str | None
    staff_sms: str | None
    webhook_url: str | None
    webhook_secret_is_set: bool
    remind_hours: int


def notices_out(settings: NoticeSettings) -> NoticesOut:
    return NoticesOut(
        staff_mail=settings.staff_mail,
        staff_sms=settings.staff_sms,
        webhook_url=settings.webhook_url,
        webhook_secret_is_set=settings.webhook_secret is not None,
        remind_hours=round(settings.remind_before / timedelta(hours=1)) if settings.remind_before else 0,
    )


class CustomerMailIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    mail: MailAddress | None = Field(description="Where the customer gets confirmations; null = nowhere.")
