"""A notice in words: what it says to whom, in the language of `prompts/notices`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from app.domain.business import Business, Language, Text
from app.domain.consequences import STAFF_TASKS, BookingChange, Channel, NoticeKind
from app.domain.spoken.say import say_list, say_slot, say_slots
from app.ports.notifier import Invitation
from app.ports.outbox import Claimed

Wordings = Mapping[Language, Mapping[str, Any]]

TO_THE_STAFF = {NoticeKind.STAFF_NOTICE, *STAFF_TASKS}


class NoticeText:
    """Every text of one delivery. Staff are told in the business's language, customers in theirs."""

    def __init__(self, business: Business, claimed: Claimed, wordings: Wordings) -> None:
        self._business = business
        self._claimed = claimed
        staff = claimed.delivery.kind in TO_THE_STAFF or claimed.delivery.channel is Channel.CALLBACK
        self._language: Language = business.default_language if staff else claimed.language
        self._wording = wordings[self._language]

    def mail(self) -> tuple[str, str]:
        """Subject and text."""
        said = self._said()
        return self._fill(said["subject"]), self._fill(said["mail"])

    def sms(self) -> str:
        return self._fill(self._said()["sms"])

    def task(self) -> str:
        wording = self._wording[self._claimed.delivery.kind.value]
        return self._fill(wording["callback"] if isinstance(wording, Mapping) else wording)

    def invitation(self, *, stamped_at: datetime) -> Invitation:
        claimed, business, slot = self._claimed, self._business, self._claimed.slot
        cancelled = claimed.delivery.change is BookingChange.CANCELLED
        return Invitation(
            uid=calendar_uid(business.id, claimed.delivery.booking or claimed.delivery.id),
            sequence=claimed.sequence,
            method="CANCEL" if cancelled else "REQUEST",
            title=f"{self._offering()} · {business.name}",
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            zone=business.zone,
            place=business.address,
            notes=self._fill(self._wording["confirmation"][claimed.delivery.change.value]["sms"]),
            stamped_at=stamped_at,
            organizer_name=business.name,
        )

    def _said(self) -> Mapping[str, str]:
        wording: Mapping[str, Any] = self._wording[self._claimed.delivery.kind.value]
        by_change = wording.get(self._claimed.delivery.change.value)
        return by_change if isinstance(by_change, Mapping) else wording

    def _fill(self, template: str) -> str:
        claimed, business = self._claimed, self._business
        return template.format(
            business=business.name,
            name=claimed.customer_name,
            when=self._when(claimed.slot.starts_at),
            before=self._when(claimed.previous.starts_at) if claimed.previous else "",
            until=self._until(),
            offering=self._offering(),
            person=self._person(),
            address=business.address,
            reference=claimed.delivery.booking or "",
            number=business.numbers[0] if business.numbers else "",
            preparation=business.offering(claimed.slot.offering).preparation or "",
            task=self._in_words(claimed.task) if claimed.task else "",
            to_bring=self._to_bring("\n"),
            to_bring_short=self._to_bring(" "),
        ).strip()

    def _to_bring(self, before_each: str) -> str:
        """What the customer is to bring and to heed, each behind `before_each`; nothing when there is nothing."""
        offering = self._business.offering(self._claimed.slot.offering)
        told = (
            ("to_bring", offering.documents),
            ("to_heed", [task.text for task in offering.tasks if task.for_customer]),
        )
        return "".join(
            before_each
            + self._wording[key].format(list=say_list([self._in_words(text) for text in texts], self._language))
            for key, texts in told
            if texts
        )

    def _in_words(self, text: Text) -> str:
        return text.get(self._language) or next(iter(text.values()))

    def _when(self, starts_at: datetime) -> str:
        """By date, never as today or tomorrow: nobody knows when it will be read."""
        local = starts_at.astimezone(self._business.zone)
        return say_slots([local], self._language, today=local.date() - timedelta(days=2))

    def _until(self) -> str:
        ends_at = self._claimed.offer_ends_at
        if ends_at is None:
            return ""
        local = ends_at.astimezone(self._business.zone)
        return say_slot(local, self._language, today=local.date() - timedelta(days=2))

    def _offering(self) -> str:
        return self._in_words(self._business.offering(self._claimed.slot.offering).names)

    def _person(self) -> str:
        return self._business.resource(self._claimed.slot.resource).name


def calendar_uid(business: str, booking: str) -> str:
    """The same for all versions of a booking."""
    return f"{uuid5(NAMESPACE_URL, f'vorzimmer:{business}:{booking}')}@vorzimmer"
