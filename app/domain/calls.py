"""A call on record: who, when, every turn, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from app.domain.business import Language
from app.domain.ids import BusinessId, CallSid


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
    """One turn of either side; `_ms` since the media stream started; `timings` splits `response_ms` by stage."""

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


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, when, why, from which inputs. `kind`: offer, hold, booking, move, cancellation, escalation, message,
    callback, refusal, language. `why` is a constant word or a short sentence without personal data."""

    kind: str
    decided_at: datetime
    why: str
    inputs: Mapping[str, object] = field(default_factory=dict)
