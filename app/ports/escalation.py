"""The owner's hand on where calls go: the mode of the moment, and the paths."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.ids import BusinessId
from app.domain.rules.findings import RuleFinding
from app.domain.transfers.paths import Mode


@dataclass(frozen=True, slots=True)
class ModeChange:
    """None = as described. `person` is gone once names leave the decision log."""

    at: datetime
    mode: Mode | None
    before: Mode | None
    by: str
    person: str | None = None


class CallModes(Protocol):
    """The mode that was switched on, beside the one of the description. It holds until it is switched off again."""

    async def mode(self, business: BusinessId) -> Mode | None:
        """None = as described."""
        ...

    async def switch(
        self, business: BusinessId, mode: Mode | None, *, by: str, at: datetime, person: str | None = None
    ) -> None:
        """From the next call on, on every server. On record in the decision log. `by`: pages, api, command line …"""
        ...

    async def history(self, business: BusinessId, *, limit: int = 20) -> tuple[ModeChange, ...]:
        """Newest first."""
        ...


class EscalationBook(Protocol):
    """The section `escalation` of a business's description."""

    async def read(self, business: BusinessId) -> Mapping[str, object] | None:
        """None when there is no such business."""
        ...

    async def write(self, business: BusinessId, described: Mapping[str, object]) -> tuple[RuleFinding, ...]:
        """What is wrong with it; kept unless something in it is impossible.

        Raises ConfigurationError for what cannot be read, or when there is no such business.
        """
        ...
