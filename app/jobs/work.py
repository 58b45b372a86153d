"""Which job calls which use case. Arguments are ids; everything else is read when the job runs."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

import structlog

from app.domain.ids import BusinessId
from app.ports.clock import Clock
from app.ports.decisions import DecisionLog
from app.ports.jobs import DELIVER, END_WAITLIST_OFFER, OFFER_FREED_SLOT
from app.ports.records import Businesses
from app.usecases.deliver_notice import Courier
from app.usecases.waitlist import WaitlistDesk

log = structlog.get_logger(__name__)


class DeliveryObserver(Protocol):
    """Labels are constant words."""

    def delivery_ended(self, channel: str, state: str) -> None: ...

    def undelivered(self, count: int) -> None: ...


@dataclass(frozen=True, slots=True)
class AfterBookings:
    """What is done after bookings, job by job."""

    courier: Courier
    waitlist: WaitlistDesk
    businesses: Businesses
    decisions: DecisionLog
    keep_names_for: timedelta
    clock: Clock
    observer: DeliveryObserver
    _redacted_on: dict[str, date] = field(default_factory=dict)

    @property
    def work(self) -> Mapping[str, Callable[..., Awaitable[object]]]:
        return {
            DELIVER: self.deliver,
            OFFER_FREED_SLOT: self.offer_freed_slot,
            END_WAITLIST_OFFER: self.end_waitlist_offer,
        }

    async def deliver(self, delivery_id: str, attempt: int) -> None:
        ended = await self.courier.deliver(delivery_id, attempt)
        if ended is None:
            return
        self.observer.delivery_ended(ended.channel, ended.state)
        if ended.error is not None:
            log.warning("not_delivered", channel=ended.channel, state=ended.state, why=ended.error, attempt=attempt)
            self.observer.undelivered(await self.courier.outbox.failures())

    async def offer_freed_slot(self, business_id: str, booking: int) -> None:
        business = await self.businesses.load(BusinessId(business_id))
        if business is not None:
            await self.waitlist.offer_freed(business, booking, now=self.clock.now())

    async def end_waitlist_offer(self, business_id: str, offer_id: str) -> None:
        business = await self.businesses.load(BusinessId(business_id))
        if business is not None:
            await self.waitlist.end_offer(business, offer_id, now=self.clock.now())

    async def look_after(self) -> None:
        """Every few minutes: what was forgotten is asked for again, what is old loses its names."""
        now = self.clock.now()
        if revived := await self.courier.outbox.revive(now=now):
            log.warning("deliveries_revived", deliveries=revived)
        for business, offer in await self.waitlist.waitlist.overdue(now=now):
            await self.end_waitlist_offer(business, offer)
        if self._redacted_on.get("day") != now.date():  # once a day, since it looks at every entry
            await self.decisions.redact(before=now - self.keep_names_for)
            self._redacted_on["day"] = now.date()
        self.observer.undelivered(await self.courier.outbox.failures())
