"""What the telephone edge needs of the rest, in one value: handed in by `wiring`, never looked up."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from app.domain.business import Business
from app.domain.errors import StoreUnavailable
from app.domain.ids import BusinessId
from app.domain.transfers.paths import Mode
from app.ports.call_control import CallControl
from app.ports.call_records import CallRecords
from app.ports.clock import Clock
from app.ports.escalation import CallModes
from app.ports.records import Businesses, MediaGrant, MediaTokens, Records
from app.telephony.call_book import CallBook
from app.telephony.calls_in_progress import CallsInProgress
from app.telephony.signature import TwilioGuard


class MediaLine(Protocol):
    """The text frames of one media stream."""

    async def receive(self) -> str | bytes: ...

    async def send(self, text: str) -> None: ...


FRESH_FOR = timedelta(seconds=30)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
STORE_WITHIN_S = 3.0
"""For webhooks in mid-call, where waiting is better than a wrong answer. Twilio gives up after 15 s."""

AnswerCall = Callable[[MediaGrant, MediaLine], Awaitable[None]]
"""Runs the call on this line to its end and closes its record; returns when nothing of it is left."""


@dataclass(slots=True)
class BusinessDirectory:
    """Which business owns a number.

    Remembers what the store said, so that a broken store still finds the human line.
    """

    store: Businesses
    clock: Clock
    _known: dict[str, tuple[datetime, Business]] = field(default_factory=dict)
    _modes: dict[BusinessId, Mode | None] = field(default_factory=dict)

    async def refresh(self) -> None:
        now = self.clock.now()
        self._known = {
            str(number): (now, business) for business in await self.store.all() for number in business.numbers
        }

    def recall(self, businesses: Iterable[Business]) -> None:
        """From before this server started: believed only where the store does not answer."""
        self._known = {str(number): (LONG_AGO, business) for business in businesses for number in business.numbers}

    async def by_number(self, number: str) -> Business | None:
        """A fresh memory is believed, so that a ringing telephone costs one read less."""
        asked_at, business = self._known.get(number, (None, None))
        if asked_at is not None and self.clock.now() - asked_at < FRESH_FOR:
            return business
        business = await self.store.by_number(number)
        if business is not None:
            self._known[number] = (self.clock.now(), business)
        return business

    async def mode(self, modes: CallModes | None, business: Business) -> Mode:
        """Asked for each call, so that a kill switch works at once. Raises StoreUnavailable."""
        if modes is not None:
            self._modes[business.id] = await modes.mode(business.id)
        return self.remembered_mode(business)

    def remembered_mode(self, business: Business) -> Mode:
        return self._modes.get(business.id) or business.escalation.mode

    def remembered(self, number: str) -> Business | None:
        return self._known[number][1] if number in self._known else None


@dataclass(frozen=True, slots=True)
class TelephonyEdge:
    guard: TwilioGuard
    base_url: str
    websocket_base_url: str
    account_sid: str | None
    directory: BusinessDirectory
    call_records: CallRecords
    records: Records
    media_tokens: MediaTokens
    clock: Clock
    calls: CallsInProgress
    book: CallBook
    answer_call: AnswerCall
    answer_relayed: AnswerCall | None = None
    """The same over ConversationRelay; None = every call is heard and spoken here."""
    relays: bool = False
    """New calls are given to Twilio's speech. A call that was given a stream or a relay before keeps it."""
    modes: CallModes | None = None
    """What was switched on above the descriptions; None = nothing ever is."""
    control: CallControl | None = None
    """For conferences; None = such a transfer is whispered instead."""
    count_unattended: Callable[[str], None] = lambda _why: None
    """Told of each call that the assistant did not take up, with the constant word why."""
    answer_within_s: float = 0.4
    """Twilio's caller hears silence until a call is answered; the contract says 500 ms."""
    start_within_s: float = 10.0
    """From the upgrade to the stream's first message of substance."""

    def url(self, path: str) -> str:
        return self.base_url + path

    async def business_called(self, called: str) -> Business | None:
        """For what happens around a call that runs already: the store if it answers, else what is remembered."""
        try:
            return await self.directory.by_number(called)
        except (StoreUnavailable, TimeoutError):
            return self.directory.remembered(called)
