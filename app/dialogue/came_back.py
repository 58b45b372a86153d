"""A caller who was put through, whom nobody took, is back: what the assistant knows of it, and says first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.calls import CallOnRecord, Decision
from app.domain.transfers.briefings import BRIEFED
from app.domain.transfers.choosing import EMERGENCY
from app.domain.transfers.handovers import handover_in
from app.domain.transfers.paths import DIRECT


@dataclass(frozen=True, slots=True)
class CameBack:
    """`busy` = every telephone that rang was engaged. `name` is the caller's, as far as it was known."""

    reason: str
    busy: bool
    name: str | None = None

    @property
    def phrase(self) -> str:
        """Honest about what happened; who is in danger hears once more whom to call."""
        if self.reason == EMERGENCY:
            return "emergency_alone"
        return "line_was_busy" if self.busy else "nobody_took_it"


def part_that_begins(record: CallOnRecord, now: datetime) -> tuple[int, int]:
    """Which part of the call, and how long after the first one it begins, in ms: never before the last one's end."""
    if not record.turns:
        return 1, 0
    since_ms = round((now - record.entry.started_at).total_seconds() * 1000)
    return max(turn.part for turn in record.turns) + 1, max(since_ms, *(turn.ended_ms for turn in record.turns))


def came_back_in(decisions: Sequence[Decision]) -> CameBack | None:
    """None for a call that the assistant has not passed on, or has taken up again already."""
    handover = handover_in(decisions)
    if handover is None or not handover.nobody_answered or handover.reason in (None, DIRECT):
        return None
    known = next((one for one in reversed(decisions) if one.kind == BRIEFED), None)
    name = known.personal.get("name") if known is not None else None
    busy = bool(handover.attempts) and all(attempt.status == "busy" for attempt in handover.attempts)
    return CameBack(handover.reason or "", busy, str(name) if name else None)
