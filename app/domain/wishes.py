"""What a caller wanted and nobody understood. PURE."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.business import Language
from app.domain.ids import BusinessId, CallSid

LONGEST_WISH = 400


@dataclass(frozen=True, slots=True)
class UnknownWish:
    """`text` is empty when there were no words, only speech. `asked` = what we had asked, a constant word; `nth` = how
    often in a row nothing was understood; `at_ms` = where it is in the call's sound, since the stream started."""

    text: str
    language: Language
    asked: str
    nth: int
    at_ms: int
    said_at: datetime


@dataclass(frozen=True, slots=True)
class NotedWish:
    id: str
    business: BusinessId
    call_sid: CallSid | None
    wish: UnknownWish
    turn: int | None = None  # of the call, in which it was said
    ended_ms: int | None = None  # of that turn: where it ends in the call's sound
