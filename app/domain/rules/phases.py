"""An appointment in phases: who and what each one takes, and what that blocks."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from app.domain.ids import SkillName

Text = dict[str, str]  # language -> wording
Offsets = tuple[timedelta, timedelta]  # from the start of the appointment, half-open
NOTHING = timedelta(0)


class ResourceKind(StrEnum):
    PERSON = "person"
    ROOM = "room"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True)
class Role:
    """What an appointment needs one of, the same one in all its phases. No skill = any that suits the offering."""

    name: str
    kind: ResourceKind
    skill: SkillName | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of an appointment. Roles it does not name are free meanwhile: dye sets in without the hairdresser."""

    duration: timedelta
    roles: tuple[str, ...]
    names: Text = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RoleTimes:
    """When a role is at work, and what that blocks with the buffers, as offsets from the start."""

    works: tuple[Offsets, ...]
    blocks: tuple[Offsets, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """An offering laid out in time. The lead is the person the caller hears of; without one, the first role."""

    roles: tuple[Role, ...]
    phases: tuple[Phase, ...]
    times: tuple[RoleTimes, ...]  # one a role
    duration: timedelta
    lead: int  # index of its role
    room: int | None


def lay_out(
    roles: Sequence[Role], phases: Sequence[Phase], *, buffer_before: timedelta, buffer_after: timedelta
) -> Layout:
    """Buffers belong to those at work in the first and the last phase. A role with a pause is blocked in two pieces."""
    duration = sum((phase.duration for phase in phases), NOTHING)
    times = []
    for role in roles:
        works = _runs(role.name, phases)
        blocks = tuple(
            (first - buffer_before if first == NOTHING else first, last + buffer_after if last == duration else last)
            for first, last in works
        )
        times.append(RoleTimes(works, blocks))
    kinds = [role.kind for role in roles]
    return Layout(
        tuple(roles),
        tuple(phases),
        tuple(times),
        duration,
        lead=kinds.index(ResourceKind.PERSON) if ResourceKind.PERSON in kinds else 0,
        room=kinds.index(ResourceKind.ROOM) if ResourceKind.ROOM in kinds else None,
    )


def _runs(role: str, phases: Sequence[Phase]) -> tuple[Offsets, ...]:
    """Where consecutive phases take the role, it is one stretch."""
    runs: list[Offsets] = []
    start = NOTHING
    for phase in phases:
        end = start + phase.duration
        if role in phase.roles:
            if runs and runs[-1][1] == start:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
        start = end
    return tuple(runs)
