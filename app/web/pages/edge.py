"""What the pages need, filled by `wiring`."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from fastapi import WebSocket

from app.dialogue.directed import StaffDirections
from app.domain.business import Business, Language
from app.domain.ids import BusinessId, CallSid
from app.domain.people import Person
from app.ports.agenda import Agenda
from app.ports.bookings import Calendars
from app.ports.busy_times import BusyFeeds
from app.ports.clock import Clock
from app.ports.decisions import DecisionLog
from app.ports.escalation import CallModes
from app.ports.identity import IdentityProvider
from app.ports.outbox import Outbox
from app.ports.people import AccessLog, OneTimeCodes, PasswordHashes, People, SignIns
from app.ports.records import ApiTokens, Businesses, Records
from app.ports.review import CallReview, Tasks
from app.ports.setup import BusinessSetup
from app.ports.waitlist import Waitlist
from app.usecases.choose_password import PasswordDesk
from app.usecases.end_retention import RetentionDesk
from app.usecases.explain_booking import Wording
from app.usecases.remove_recordings import RecordingDesk
from app.usecases.sign_in import Doorkeeper
from app.usecases.sign_in_elsewhere import OtherDoor
from app.web.knowledge import KnowledgeEdge
from app.web.live_board import LiveBoard


class TrialCalls(Protocol):
    """Calls placed from a page. A token opens one line, once, within a minute."""

    async def open(self, business: Business, from_number: str) -> tuple[CallSid, str] | None:
        """The call's sid and its token; None when all lines are taken. Raises StoreUnavailable."""
        ...

    async def speak(self, socket: WebSocket, token: str, allows: Callable[[BusinessId], bool]) -> None: ...

    async def write(self, socket: WebSocket, token: str, allows: Callable[[BusinessId], bool]) -> None: ...


class Greetings(Protocol):
    """What a caller of a business hears first."""

    def sentences(self, business: Business) -> Sequence[str]: ...

    async def sound(self, business: Business) -> bytes:
        """All of it as one WAV, as the telephone will say it. Raises StoreUnavailable when no voice speaks."""
        ...


@dataclass(frozen=True, slots=True)
class CalendarEdge:
    """What the calendar shows and changes; `wordings` explain why a booking is as it is."""

    calendars: Calendars
    agenda: Agenda
    waitlist: Waitlist
    outbox: Outbox
    decisions: DecisionLog
    wordings: Mapping[Language, Wording]


def _uncounted(_outcome: str) -> None:
    """Where nobody keeps figures."""


@asynccontextmanager
async def _each_for_itself() -> AsyncIterator[None]:
    """Where reads of several stores are not made to agree."""
    yield


def _no_fault() -> str | None:
    """Where nobody watches the engines."""
    return None


@dataclass(frozen=True, slots=True)
class PagesEdge:
    """`mail_reset` sends a person the address at which a new password is chosen; None when no mail is set up. What is
    read inside `one_state` is read of one moment.
    """

    people: People
    sign_ins: SignIns
    codes: OneTimeCodes
    hashes: PasswordHashes
    access: AccessLog
    review: CallReview
    tasks: Tasks
    records: Records
    businesses: Businesses
    tokens: ApiTokens
    clock: Clock
    base_url: str
    calendar: CalendarEdge
    hang_up: Callable[[CallSid], bool]
    live: LiveBoard = field(default_factory=LiveBoard)
    mail_reset: Callable[[Person, str], Awaitable[None]] | None = None
    trials: TrialCalls | None = None
    knowledge: KnowledgeEdge | None = None
    setup: BusinessSetup | None = None
    greetings: Greetings | None = None
    directions: StaffDirections = field(default_factory=StaffDirections)
    recordings: RecordingDesk | None = None
    retention: RetentionDesk | None = None
    modes: CallModes | None = None
    busy_feeds: BusyFeeds | None = None
    elsewhere: IdentityProvider | None = None
    count_sign_in: Callable[[str], None] = _uncounted
    speech_fault: Callable[[], str | None] = _no_fault
    one_state: Callable[[], AbstractAsyncContextManager[None]] = _each_for_itself
    """Why the assistant can answer no call now, for whoever runs the server; None = it can."""

    @property
    def other_door(self) -> OtherDoor:
        return OtherDoor(self.people, self.sign_ins, self.codes)

    @property
    def door(self) -> Doorkeeper:
        return Doorkeeper(self.people, self.sign_ins, self.codes, self.hashes, self.clock)

    @property
    def passwords(self) -> PasswordDesk:
        return PasswordDesk(self.people, self.sign_ins, self.codes, self.hashes)
