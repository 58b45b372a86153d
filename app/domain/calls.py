"""A call on record: who, when, every turn, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from app.domain.bookings import Booking
from app.domain.business import Language
from app.domain.ids import E164, BookingReference, BusinessId, CallSid, ResourceId
from app.domain.spoken.when import Window

TRIAL_PREFIX = "TR"
"""Calls placed from a page to try the assistant; those of the telephone begin with CA."""


def is_trial(call_sid: CallSid) -> bool:
    return call_sid.startswith(TRIAL_PREFIX)


class CallOutcome(StrEnum):
    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    ANSWERED = "answered"
    MESSAGE = "message"
    CALLBACK = "callback"
    TRANSFERRED = "transferred"
    ABANDONED = "abandoned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class CallOpened:
    """`from_number` is what the line gave, as text: E.164, or `anonymous` when withheld."""

    call_sid: CallSid
    business: BusinessId
    from_number: str
    to_number: str
    language: Language
    started_at: datetime


@dataclass(frozen=True, slots=True)
class CallTurn:
    """One turn of either side; `_ms` since the call's first media stream began; `timings` splits `response_ms`.

    A call that nobody took comes back to the assistant: what is said from then on is its next `part`.
    """

    speaker: Literal["caller", "assistant"]
    text: str
    heard_text: str | None
    language: Language
    started_ms: int
    ended_ms: int
    response_ms: int | None = None
    intent: str | None = None
    emotion: str | None = None
    interrupted: bool = False
    timings: Mapping[str, int] = field(default_factory=dict)
    intensity: float | None = None  # of the caller, 0..1.5; a person takes over at 0.95
    urgency: float | None = None  # 0..1
    signals: Mapping[str, float] = field(default_factory=dict)  # what they were made of, 0..1 each
    part: int = 1


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, when, why, from which inputs.

    `kind`: offer, hold, booking, chain, move, cancellation, bump, escalation, message, callback, refusal, language,
    waitlist.
    `why` is a constant word or a short sentence without personal data. `inputs` stay on record for good and hold no
    words about people; `inputs["reference"]` names the booking it is about. What is personal goes into `personal`,
    which retention takes away.
    """

    kind: str
    decided_at: datetime
    why: str
    inputs: Mapping[str, object] = field(default_factory=dict)
    personal: Mapping[str, object] = field(default_factory=dict)


# --- what is read back ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CallEntry:
    """A call as one line of a list. `ended_at`, `outcome` and `summary` are None while the call goes on."""

    call_sid: CallSid
    business: BusinessId
    from_number: str
    to_number: str
    language: Language
    started_at: datetime
    ended_at: datetime | None = None
    outcome: CallOutcome | None = None
    escalation: str | None = None
    summary: str | None = None


@dataclass(frozen=True, slots=True)
class CallOnRecord:
    """A call with everything it left behind; turns and decisions in the order in which they happened."""

    entry: CallEntry
    turns: tuple[CallTurn, ...] = ()
    bookings: tuple[Booking, ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    business: BusinessId
    call_sid: CallSid | None  # None: decided outside a call, over the API
    decision: Decision
    booking: BookingReference | None = None
    seq: int = 0  # its place in the business's chain
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message for the staff, taken in a call."""

    id: str
    business: BusinessId
    call_sid: CallSid | None
    text: str
    customer_name: str | None
    customer_number: E164 | None
    taken_at: datetime
    urgent: bool = False
    person: ResourceId | None = None  # whom it is for, where the caller named somebody


class CallbackStatus(StrEnum):
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Callback:
    """A wish to be called back. No windows = any time within opening hours."""

    id: str
    business: BusinessId
    call_sid: CallSid | None
    text: str
    customer_name: str | None
    customer_number: E164
    windows: tuple[Window, ...]
    status: CallbackStatus
    requested_at: datetime
    urgent: bool = False
    person: ResourceId | None = None  # who should call, where the caller named somebody
