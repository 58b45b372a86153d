"""Deliver one line of the outbox: one attempt, whose end is recorded with what it asks for next."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.addressees import person_of
from app.domain.business import Business
from app.domain.calls import Callback
from app.domain.consequences import Channel, DeliveryState, NoticeKind, retry_after
from app.domain.errors import NotDelivered
from app.domain.ids import E164
from app.ports.clock import Clock
from app.ports.notifier import Mail, MailSender, TextMessage, TextSender, Webhook, WebhookSender
from app.ports.outbox import Claimed, ClaimedNote, Outbox
from app.ports.records import Businesses
from app.usecases.note_wording import NoteText
from app.usecases.notice_wording import NoticeText, Wordings


@dataclass(frozen=True, slots=True)
class Senders:
    """What this deployment can send with; None = not set up."""

    mail: MailSender | None
    sms: TextSender | None
    webhooks: WebhookSender


@dataclass(frozen=True, slots=True)
class Attempted:
    """How an attempt ended; `error` is the constant word of a failure."""

    channel: Channel
    state: DeliveryState
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Courier:
    """`deliver` never raises for what a channel does; a store that is away is the job's to repeat."""

    outbox: Outbox
    businesses: Businesses
    senders: Senders
    wordings: Wordings
    clock: Clock
    base_url: str = ""
    """Where the pages are, for links in what staff are told."""

    async def deliver(self, delivery_id: str, attempt: int) -> Attempted | None:
        claimed = await self.outbox.claim(delivery_id, attempt, now=self.clock.now())
        if claimed is None:
            return None
        channel = claimed.delivery.channel
        try:
            await (self._send_note(claimed) if isinstance(claimed, ClaimedNote) else self._send(claimed))
        except NotDelivered as error:
            wait = retry_after(attempt) if error.retryable else None
            await self.outbox.failed(delivery_id, attempt, error.reason, at=self.clock.now(), retry_after=wait)
            state = DeliveryState.FAILED if wait is None else DeliveryState.PENDING
            return Attempted(channel, state, error.reason)
        await self.outbox.delivered(delivery_id, at=self.clock.now())
        return Attempted(channel, DeliveryState.SENT)

    async def _send(self, claimed: Claimed) -> None:
        business = await self.businesses.load(claimed.delivery.business)
        if business is None:
            raise NotDelivered("no_business", retryable=False)
        known = {offering.key for offering in business.offerings} | {resource.id for resource in business.resources}
        if not {claimed.slot.offering, claimed.slot.resource} <= known:
            raise NotDelivered("offering_or_person_is_gone", retryable=False)
        text = NoticeText(business, claimed, self.wordings)
        match claimed.delivery.channel:
            case Channel.MAIL:
                await self._mail(business, claimed, text)
            case Channel.SMS:
                await self._sms(claimed, text)
            case Channel.WEBHOOK:
                await self._webhook(claimed)
            case Channel.TASK | Channel.CALLBACK:
                await self.outbox.take_task(claimed, text.task(), at=self.clock.now())

    async def _send_note(self, claimed: ClaimedNote) -> None:
        business = await self.businesses.load(claimed.delivery.business)
        if business is None:
            raise NotDelivered("no_business", retryable=False)
        text, settings, senders = (
            NoteText(business, claimed, self.wordings, base_url=self.base_url),
            claimed.settings,
            self.senders,
        )
        person = person_of(business, claimed.to)
        mail = (person.mail if person is not None else None) or settings.staff_mail  # who left: nothing gets lost
        sms = (person.sms if person is not None else None) or settings.staff_sms
        match claimed.delivery.channel:
            case Channel.MAIL if senders.mail is not None and mail is not None:
                subject, body = text.mail()
                await senders.mail.send(Mail(claimed.delivery.id, mail, business.name, subject, body, None))
            case Channel.SMS if senders.sms is not None and sms is not None:
                message = TextMessage(claimed.delivery.id, E164(sms), text.sms())
                if claimed.since is None or not await senders.sms.was_sent(message, since=claimed.since):
                    await senders.sms.send(message)
            case Channel.WEBHOOK if settings.webhook_url is not None and settings.webhook_secret is not None:
                event = "callback.requested" if isinstance(claimed.note, Callback) else "message.taken"
                told = {"id": claimed.delivery.id, "event": event, "business": business.id, "note": text.body()}
                sent = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
                await senders.webhooks.send(
                    Webhook(claimed.delivery.id, settings.webhook_url, settings.webhook_secret, event, sent)
                )
            case _:
                raise NotDelivered("no_channel", retryable=False)

    async def _mail(self, business: Business, claimed: Claimed, text: NoticeText) -> None:
        to_staff = claimed.delivery.kind is NoticeKind.STAFF_NOTICE
        to = claimed.settings.staff_mail if to_staff else claimed.customer_mail
        if self.senders.mail is None or to is None:
            raise NotDelivered("no_channel", retryable=False)
        subject, body = text.mail()
        confirms = claimed.delivery.kind is NoticeKind.CONFIRMATION
        invitation = text.invitation(stamped_at=claimed.delivery.created_at) if confirms else None
        await self.senders.mail.send(Mail(claimed.delivery.id, to, business.name, subject, body, invitation))

    async def _sms(self, claimed: Claimed, text: NoticeText) -> None:
        if self.senders.sms is None or claimed.customer_number is None:
            raise NotDelivered("no_channel", retryable=False)
        message = TextMessage(claimed.delivery.id, claimed.customer_number, text.sms())
        if claimed.since is not None and await self.senders.sms.was_sent(message, since=claimed.since):
            return
        await self.senders.sms.send(message)

    async def _webhook(self, claimed: Claimed) -> None:
        settings = claimed.settings
        if settings.webhook_url is None or settings.webhook_secret is None:
            raise NotDelivered("no_channel", retryable=False)
        event = f"booking.{claimed.delivery.change}"
        body = json.dumps(_event_body(claimed, event), ensure_ascii=False, separators=(",", ":"))
        await self.senders.webhooks.send(
            Webhook(claimed.delivery.id, settings.webhook_url, settings.webhook_secret, event, body)
        )


def _event_body(claimed: Claimed, event: str) -> Mapping[str, object]:
    slot = claimed.slot
    return {
        "id": claimed.delivery.id,
        "event": event,
        "occurred_at": _iso(claimed.delivery.created_at),
        "sequence": claimed.sequence,
        "business": claimed.delivery.business,
        "booking": {
            "reference": claimed.delivery.booking,
            "offering": slot.offering,
            "resource": slot.resource,
            "room": slot.room,
            "starts_at": _iso(slot.starts_at),
            "ends_at": _iso(slot.ends_at),
            "customer_name": claimed.customer_name,
            "customer_number": claimed.customer_number,
        },
        "previous_starts_at": _iso(claimed.previous.starts_at) if claimed.previous else None,
    }


def _iso(at: datetime) -> str:
    return at.isoformat()
