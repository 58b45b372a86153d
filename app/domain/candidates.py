"""What the planner found: a slot with everything that it takes, phase by phase. A booking writes its claims down."""

from dataclasses import dataclass
from datetime import UTC

from app.domain.bookings import Slot
from app.domain.ids import ResourceId
from app.domain.intervals import Interval
from app.domain.rules.phases import Layout, Text


@dataclass(frozen=True, slots=True)
class Claim:
    """One resource (or token, see `app.domain.rules`) taken in [starts_at, ends_at), buffers included.

    Claims with the same `shared_as` may overlap one another: it is the owner of their block. None = the booking's own.
    """

    resource: ResourceId
    span: Interval
    shared_as: str | None = None


@dataclass(frozen=True, slots=True)
class PhaseUse:
    """A phase at its time, with the resources at work in it (without buffers)."""

    names: Text
    span: Interval
    resources: tuple[ResourceId, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A free slot. `resources` has one a role of the layout; `tokens` are claims on seats, caps and exclusions.

    `seats_left` counts the seats of a group appointment that are free, this one included; 1 for all others.
    """

    slot: Slot
    layout: Layout
    resources: tuple[ResourceId, ...]
    tokens: tuple[Claim, ...] = ()
    seats_left: int = 1
    group: str | None = None

    @property
    def phases(self) -> tuple[PhaseUse, ...]:
        start = self.slot.starts_at.astimezone(UTC)
        uses = []
        for phase in self.layout.phases:
            end = start + phase.duration
            at_work = (
                resource
                for role, resource in zip(self.layout.roles, self.resources, strict=True)
                if role.name in phase.roles
            )
            uses.append(PhaseUse(phase.names, Interval(start, end), tuple(at_work)))
            start = end
        return tuple(uses)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All that a hold or a booking of this slot has to block."""
        start = self.slot.starts_at.astimezone(UTC)
        taken = (
            Claim(resource, Interval(start + first, start + last), self.group)
            for times, resource in zip(self.layout.times, self.resources, strict=True)
            for first, last in times.blocks
        )
        return (*taken, *self.tokens)
