"""The owner's list of unknown wishes in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.ids import BusinessId, CallSid
from app.domain.wishes import NotedWish


@dataclass
class FakeUnknownWishes:
    noted: list[NotedWish] = field(default_factory=list)

    async def waiting(self, business: BusinessId, *, call_sid: CallSid | None = None) -> Sequence[NotedWish]:
        own = [one for one in self.noted if one.business == business]
        return own if call_sid is None else [one for one in own if one.call_sid == call_sid]

    async def close(self, business: BusinessId, wish: str, *, why: str, by: str, at: datetime) -> bool:
        kept = [one for one in self.noted if not (one.business == business and one.id == wish)]
        closed = len(kept) < len(self.noted)
        self.noted = kept
        return closed
