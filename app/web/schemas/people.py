"""Customers, and what they left for the staff."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from app.domain.calls import Callback, Message
from app.ports.records import CustomerEntry


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
    urgent: bool = Field(False, description="The caller said so.")
    person: str | None = Field(None, description="Whom it is for, where the caller named somebody.")


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
    urgent: bool = Field(False, description="The caller said so.")
    person: str | None = Field(None, description="Who should call, where the caller named somebody.")


def callback_out(callback: Callback) -> CallbackOut:
    windows = [WindowOut(earliest=window.earliest, latest=window.latest) for window in callback.windows]
    return CallbackOut(
        id=callback.id,
        business=callback.business,
        call_sid=callback.call_sid,
        text=callback.text,
        customer_name=callback.customer_name,
        customer_number=callback.customer_number,
        urgent=callback.urgent,
        person=callback.person,
        windows=windows,
        window=windows[0] if windows else None,
        status=callback.status.value,
        requested_at=callback.requested_at,
    )
