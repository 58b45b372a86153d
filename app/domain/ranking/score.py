"""What a slot costs and why: the score of an offer, in parts that can be added up, recorded and read aloud.

A score is a sum of costs in minutes of inconvenience; 0 is a slot that nothing speaks against. Each part names its
factor and the figures it was computed from, so that a recorded offer explains itself years later, when the calendar
around it has long changed. `ScoredOffer.record()` goes into a decision's inputs; `recorded_offer` reads it back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.domain.bookings import Slot
from app.domain.ids import OfferingKey, ResourceId

Figure = str | int | float | bool | None


class Factor(StrEnum):
    """What a cost comes from."""

    WISH = "wish"  # off the wish, or late inside it
    PRIORITY = "priority"  # urgent, or postponed by us before: being late costs more
    TURNED_DOWN = "turned_down"  # like what the caller has refused
    PERSON = "person"  # not the person whom the customer knows
    USUAL_TIME = "usual_time"  # not when this customer usually comes
    GAP = "gap"  # leaves minutes that no appointment fits into
    LOAD = "load"  # the person has more to do that day than a colleague
    RARE_SKILL = "rare_skill"  # takes somebody who alone can do other things
    OVERRUN = "overrun"  # likely to run into what follows, or to start late
    NO_SHOW = "no_show"  # likely to fall through
    SPREAD = "spread"  # like an offer made beside it
    WAITING = "waiting"  # of several that belong together: done later than could be


class Reason(StrEnum):
    """What speaks for a slot; constant words, kept with the decision."""

    FITS_WISH = "fits_wish"
    NEAREST_TO_WISH = "nearest_to_wish"
    EARLIEST = "earliest"
    SOONEST_AS_A_WHOLE = "soonest_as_a_whole"
    URGENT = "urgent"
    CAN_WAIT = "can_wait"
    POSTPONED_BEFORE = "postponed_before"
    ANOTHER_DAY = "another_day"
    ANOTHER_TIME = "another_time"
    NO_GAP = "no_gap"
    FAMILIAR_PERSON = "familiar_person"
    USUAL_TIME = "usual_time"
    EVEN_LOAD = "even_load"
    KEEPS_SPECIALIST_FREE = "keeps_specialist_free"
    ROOM_TO_OVERRUN = "room_to_overrun"
    LIKELY_KEPT = "likely_kept"


@dataclass(frozen=True, slots=True)
class Part:
    """One cost of a score. `inputs` are the figures behind it, by constant names, without personal data."""

    factor: Factor
    cost_minutes: float
    inputs: Mapping[str, Figure] = field(default_factory=dict)

    def record(self) -> dict[str, object]:
        return {"factor": str(self.factor), "cost_minutes": round(self.cost_minutes, 1), "inputs": dict(self.inputs)}


@dataclass(frozen=True, slots=True)
class ScoredOffer:
    """A slot that was offered: its score, part by part, and the reasons that follow from it."""

    slot: Slot
    reasons: tuple[Reason, ...]
    parts: tuple[Part, ...] = ()

    @property
    def cost_minutes(self) -> float:
        return sum(part.cost_minutes for part in self.parts)

    def part(self, factor: Factor) -> Part | None:
        return next((part for part in self.parts if part.factor is factor), None)

    def record(self) -> dict[str, object]:
        """As JSON takes it; `starts_at` carries its UTC offset."""
        return {
            "offering": self.slot.offering,
            "starts_at": self.slot.starts_at.isoformat(),
            "ends_at": self.slot.ends_at.isoformat(),
            "person": self.slot.resource,
            "room": self.slot.room,
            "reasons": [str(reason) for reason in self.reasons],
            "cost_minutes": round(self.cost_minutes, 1),
            "parts": [part.record() for part in self.parts],
        }


def recorded_offer(record: Mapping[str, Any]) -> ScoredOffer:
    """What `ScoredOffer.record` wrote. Raises KeyError or ValueError for anything else."""
    slot = Slot(
        OfferingKey(record["offering"]),
        datetime.fromisoformat(record["starts_at"]),
        datetime.fromisoformat(record["ends_at"]),
        ResourceId(record["person"]),
        ResourceId(record["room"]) if record["room"] else None,
    )
    parts = tuple(
        Part(Factor(part["factor"]), float(part["cost_minutes"]), dict(part["inputs"])) for part in record["parts"]
    )
    return ScoredOffer(slot, tuple(Reason(reason) for reason in record["reasons"]), parts)
