"""The decision log in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.calls import DecisionEntry
from app.domain.decisions import Breach, Head
from app.domain.ids import BookingReference, BusinessId


@dataclass
class FakeDecisionLog:
    entries: list[DecisionEntry] = field(default_factory=list)

    async def trail(self, reference: BookingReference) -> tuple[DecisionEntry, ...]:
        calls = {entry.call_sid for entry in self.entries if entry.booking == reference} - {None}
        return tuple(
            entry
            for entry in self.entries
            if entry.booking == reference or (entry.booking is None and entry.call_sid in calls)
        )

    async def redact(self, business: BusinessId | None = None, *, before: datetime) -> int:
        return 0

    async def verify(self) -> tuple[Breach, ...]:
        return ()

    async def heads(self) -> Mapping[str, Head]:
        return {}
