"""Modes and paths in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import ConfigurationError, StoreUnavailable
from app.domain.ids import BusinessId
from app.domain.rules.findings import RuleFinding
from app.domain.transfers.paths import Mode


@dataclass
class FakeCallModes:
    """`CallModes`. `down` makes both methods raise StoreUnavailable."""

    switched: dict[BusinessId, Mode] = field(default_factory=dict)
    down: bool = False

    async def mode(self, business: BusinessId) -> Mode | None:
        if self.down:
            raise StoreUnavailable("the store is down")
        return self.switched.get(business)

    async def switch(self, business: BusinessId, mode: Mode | None, *, by: str, at: datetime) -> None:
        if self.down:
            raise StoreUnavailable("the store is down")
        if mode is None:
            self.switched.pop(business, None)
        else:
            self.switched[business] = mode


@dataclass
class FakeEscalationBook:
    """`EscalationBook` that keeps what it is told; `faults` are what the next description has wrong."""

    kept: dict[BusinessId, Mapping[str, object]] = field(default_factory=dict)
    faults: tuple[RuleFinding, ...] = ()

    async def read(self, business: BusinessId) -> Mapping[str, object] | None:
        return self.kept.get(business)

    async def write(self, business: BusinessId, described: Mapping[str, object]) -> tuple[RuleFinding, ...]:
        if "unreadable" in described:
            raise ConfigurationError("escalation cannot be read: unreadable")
        if not any(finding.impossible for finding in self.faults):
            self.kept[business] = described
        return self.faults
