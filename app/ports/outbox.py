"""The outbox: what is still to be told, what was, and what could not be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from app.domain.bookings import Slot
from app.domain.business import Language, Text
from app.domain.calls import Callback, Message
from app.domain.consequences import BookingChange, Channel, DeliveryState, NoticeKind
from app.domain.ids import E164, BookingReference, BusinessId, ResourceId
from app.ports.records import Page


@dataclass(frozen=True, slots=True)
class NoticeSettings:
    """`remind_before` None = never. The secret signs webhooks and is not shown again."""

    staff_mail: str | None = None
    webhook_url: str | None = None
    webhook_secret: str | None = None
    remind_before: timedelta | None = timedelta(days=1)
    staff_sms: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """One line of the outbox. `error` is a constant word."""

    id: str
    business: BusinessId
    kind: NoticeKind
    channel: Channel
    change: BookingChange
    state: DeliveryState
    attempts: int
    created_at: datetime
    due_at: datetime
    ended_at: datetime | None
    error: str | None
    booking: BookingReference | None
    waitlist_offer: str | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery whose attempt begins, with all it speaks of: a booking, or a place offered to somebody who waits.

    `since` = when it was first tried, None = never before. `offer_ends_at` is set for an offer alone.
    """

    delivery: Delivery
    sequence: int
    language: Language
    settings: NoticeSettings
    slot: Slot
    customer_name: str
    customer_number: E164 | None
    customer_mail: str | None
    previous: Slot | None
    since: datetime | None
    offer_ends_at: datetime | None = None
    task: Text | None = None  # what is to be done, of a TASK


@dataclass(frozen=True, slots=True)
class ClaimedNote:
    """A delivery whose attempt begins, about a message or callback. `since` as in `Claimed`.

    `to`: whose own address it goes to; None = the business's.
    """

    delivery: Delivery
    settings: NoticeSettings
    note: Message | Callback
    since: datetime | None
    to: ResourceId | None = None


class Outbox(Protocol):
    async def claim(self, delivery_id: str, attempt: int, *, now: datetime) -> Claimed | ClaimedNote | None:
        """Begin the attempt; None when there is nothing to do: delivered, superseded, given up, or a later attempt."""
        ...

    async def delivered(self, delivery_id: str, *, at: datetime) -> None: ...

    async def take_task(self, claimed: Claimed, text: str, *, at: datetime) -> None:
        """Put it into the staff's messages or callbacks and end the delivery, in one transaction."""
        ...

    async def failed(
        self, delivery_id: str, attempt: int, error: str, *, at: datetime, retry_after: timedelta | None
    ) -> None:
        """Try again after a while, asked for in the same transaction; None = give up, for the staff to see."""
        ...

    async def retry(self, delivery_id: str, *, now: datetime, business: BusinessId | None = None) -> bool:
        """Try once more what was given up; False when it was not, or is not this business's."""
        ...

    async def revive(self, *, now: datetime) -> int:
        """Ask again for what is long overdue and that no job may know of any more; how many."""
        ...

    async def listed(
        self,
        *,
        business: BusinessId | None = None,
        state: DeliveryState | None = None,
        booking: BookingReference | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Delivery]: ...

    async def failures(self) -> int:
        """How many deliveries have been given up and not been started over."""
        ...

    async def settings(self, business: BusinessId) -> NoticeSettings: ...

    async def save_settings(self, business: BusinessId, settings: NoticeSettings) -> None: ...

    async def save_mail(self, business: BusinessId, customer_id: str, address: str | None, *, now: datetime) -> bool:
        """Where a customer gets mail, None = nowhere; False when there is no such customer."""
        ...
