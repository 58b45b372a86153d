"""Telling people and systems. Each sender raises `NotDelivered`, which says whether another try can help.

An attempt may have arrived although its answer was lost. So every message carries an id that stays the same in all
attempts; a sender that can be asked (`was_sent`) is asked before a second one.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Invitation:
    """An appointment as a calendar entry. `uid` stays for good, `sequence` grows with each change."""

    uid: str
    sequence: int
    method: Literal["REQUEST", "CANCEL"]
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo
    place: str
    notes: str
    stamped_at: datetime
    organizer_name: str


@dataclass(frozen=True, slots=True)
class Mail:
    id: str
    to: str
    from_name: str
    subject: str
    text: str
    invitation: Invitation | None = None


@dataclass(frozen=True, slots=True)
class TextMessage:
    id: str
    to: str  # E.164
    text: str


@dataclass(frozen=True, slots=True)
class Webhook:
    """`body` is what is signed, as it goes over the wire."""

    id: str
    url: str
    secret: str
    event: str
    body: str


class MailSender(Protocol):
    async def send(self, mail: Mail) -> None:
        """Delivered means that a mail server has taken it. A repeat carries the same Message-ID."""
        ...


class TextSender(Protocol):
    async def send(self, message: TextMessage) -> None: ...

    async def was_sent(self, message: TextMessage, *, since: datetime) -> bool:
        """Whether the same text went to the same number since then, and was not refused."""
        ...


class WebhookSender(Protocol):
    async def send(self, webhook: Webhook) -> None: ...
