"""Switch who answers first, from the next call on. A mode that rings people needs somebody to ring."""

from datetime import datetime
from typing import Literal

from app.domain.business import Business
from app.domain.transfers.choosing import first_step
from app.domain.transfers.paths import Mode
from app.ports.escalation import CallModes

NEEDS_NOBODY = (Mode.ASSISTANT_FIRST, Mode.MESSAGE_ONLY)


def may_switch_to(business: Business, mode: Mode | None, *, now: datetime) -> bool:
    """False when callers would meet nobody: the mode rings people, and no number of theirs is known."""
    return mode is None or mode in NEEDS_NOBODY or bool(first_step(business, Mode.HUMAN_LINE, now).rings)


async def switch_mode(
    modes: CallModes, business: Business, mode: Mode | None, *, by: str, now: datetime, person: str | None = None
) -> Literal["switched", "nobody_to_ring"]:
    """None = back to the description. `by`: pages, api …; `person` is who it was, where that is known."""
    if not may_switch_to(business, mode, now=now):
        return "nobody_to_ring"
    await modes.switch(business.id, mode, by=by, at=now, person=person)
    return "switched"
