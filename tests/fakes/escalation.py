"""Modes and paths in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.domain.errors import ConfigurationError, StoreUnavailable
from app.domain.ids import BusinessId
from app.domain.rules.findings import RuleFinding
from app.domain.transfers.paths import Mode
from app.ports.escalation import ModeChange


@dataclass
class FakeCallModes:
    """`CallModes`. `down` makes both methods raise StoreUnavailable."""

    switched: dict[BusinessId, Mode] = field(default_factory=dict)
    down: bool = False
    changes: list[tuple[BusinessId, ModeChange]] = field(default_factory=list)

    async def mode(self, business: BusinessId) -> Mode | None:
        if self.down:
            raise StoreUnavailable("the store is down")
        return self.switched.get(business)

    async def switch(
        self, business: BusinessId, mode: Mode | None, *, by: str, at: datetime, person: str | None = None
    ) -> None:
        if self.down:
            raise StoreUnavailable("the store is down")
        self.changes.insert(0, (business, ModeChange(at, mode, self.switched.get(business), by, person)))
        if mode is None:
            self.switched.pop(business, None)
        else:
            self.switched[business] = mode

    async def history(self, business: BusinessId, *, limit: int = 20) -> tuple[ModeChange, ...]:
        return tuple(change for of, change in self.changes if of == business)[:limit]


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
