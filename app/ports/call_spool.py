"""What happened to calls while nobody could write it down: kept beside the database until it can be made up for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from app.domain.ids import CallSid

EventKind = Literal["opened", "decided", "recorded", "ended"]


@dataclass(frozen=True, slots=True)
class CallEvent:
    """`facts`: of `opened` why the assistant did not take it; of `decided` kind, why and inputs; of `recorded` the
    recording's sid, url and seconds; of `ended` nothing. Numbers are given where the line gave them.
    """

    kind: EventKind
    call_sid: CallSid
    at: datetime
    from_number: str = ""
    to_number: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


class CallSpool(Protocol):
    """In order, durable, bounded: what does not fit is refused and counted, since a caller's line goes before it."""

    @property
    def waiting(self) -> int:
        """How many events are still to be made up for."""
        ...

    async def append(self, event: CallEvent) -> bool:
        """False when there is no room, or the disk does not take it."""
        ...

    async def oldest(self, limit: int = 100) -> Sequence[CallEvent]: ...

    async def done(self, count: int) -> None:
        """The oldest `count` events are in the database."""
        ...
