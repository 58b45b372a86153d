"""Reading the decision log back: what led to a booking, and whether the log is whole."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from app.domain.calls import DecisionEntry
from app.domain.decisions import Breach, Head
from app.domain.ids import BookingReference, BusinessId


class DecisionLog(Protocol):
    async def trail(self, reference: BookingReference) -> tuple[DecisionEntry, ...]:
        """All that was decided about a booking, and in the calls that made or changed it; oldest first."""
        ...

    async def redact(self, business: BusinessId | None = None, *, before: datetime) -> int:
        """Take the personal part from entries decided before an instant; how many. The chain still verifies."""
        ...

    async def verify(self) -> tuple[Breach, ...]:
        """The first breach of each chain that is not whole."""
        ...

    async def heads(self) -> Mapping[str, Head]:
        """By chain, where it ends: what to write down elsewhere as a proof for later."""
        ...
