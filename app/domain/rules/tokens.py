"""The reserved names under which rules take part in what is taken: seats, daily caps, offerings that exclude others.

~seat/<group>/<n>       the nth seat of a group appointment
~cap/<scope>/<n>        the nth place of a day's cap, taken for the whole civil day
~runs/<offering>        the offering is going on; its appointments share it
~apart/<one>+<other>    a pair that must not run at once; appointments of one side share it, so that the database's
                        guard refuses the other side
~alone/<offering>       at most one at a time
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.candidates import Claim
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import Interval

SEAT = "~seat/"
WHOLE_BUSINESS = "*"


def is_token(resource: ResourceId) -> bool:
    return resource.startswith("~")


@dataclass(frozen=True, slots=True)
class Group:
    """A group appointment as its name says it: which offering, when (UTC), with which resources, one a role."""

    offering: OfferingKey
    starts_at: datetime
    resources: tuple[ResourceId, ...]

    @property
    def name(self) -> str:
        return f"{self.offering}/{self.starts_at.astimezone(UTC).isoformat()}/{'+'.join(self.resources)}"

    def seat(self, nth: int, name: str | None = None) -> ResourceId:
        """`name` is the group's, for who has it at hand."""
        return ResourceId(f"{SEAT}{name or self.name}/{nth}")


def group_of(resource: ResourceId) -> Group | None:
    """The group whose seat this is; None for everything else."""
    if not resource.startswith(SEAT):
        return None
    offering, start, resources, _ = resource.removeprefix(SEAT).split("/")
    members = tuple(ResourceId(member) for member in resources.split("+"))
    return Group(OfferingKey(offering), datetime.fromisoformat(start).astimezone(UTC), members)


def cap_place(scope: str, nth: int) -> ResourceId:
    return ResourceId(f"~cap/{scope}/{nth}")


def runs(offering: OfferingKey) -> ResourceId:
    return ResourceId(f"~runs/{offering}")


def alone(offering: OfferingKey) -> ResourceId:
    return ResourceId(f"~alone/{offering}")


def exclusion_claims(
    offering: OfferingKey, excluded: Iterable[OfferingKey], span: Interval, *, group: str | None = None
) -> tuple[Claim, ...]:
    """What an appointment takes so that none of the excluded offerings runs beside it; a group counts as one."""
    others = sorted(excluded)
    if not others:
        return ()
    claims = [Claim(runs(offering), span, runs(offering))]
    for other in others:
        if other == offering:
            claims.append(Claim(alone(offering), span, group))
        else:
            pair = ResourceId(f"~apart/{'+'.join(sorted((offering, other)))}")
            claims.append(Claim(pair, span, f"{pair}/{offering}"))
    return tuple(claims)
