"""The owner's hand on where calls go: the mode of the moment, and the paths."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from app.domain.ids import BusinessId
from app.domain.rules.findings import RuleFinding
from app.domain.transfers.paths import Mode


class CallModes(Protocol):
    """The mode that was switched on, beside the one of the description. It holds until it is switched off again."""

    async def mode(self, business: BusinessId) -> Mode | None:
        """None = as described."""
        ...

    async def switch(self, business: BusinessId, mode: Mode | None, *, by: str, at: datetime) -> None:
        """From the next call on, on every server. On record in the decision log. `by`: api, command line …"""
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
