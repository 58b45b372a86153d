"""Where a call stands, as a model is told with every request and with each tool result."""

from collections.abc import Sequence

from app.dialogue.llm_brain.identifiers import Identifiers
from app.dialogue.state import Asking, CallState, Goal


def stand(state: CallState, identifiers: Identifiers) -> dict[str, object]:
    """Where the call stands, in identifiers: no personal particulars, and no times to be repeated."""
    goal = state.goal
    if goal is None:
        return {"open": None if state.asking is Asking.ANYTHING_ELSE else state.asking.value}
    told: dict[str, object] = {"goal": goal.kind.value, "open": state.asking.value}
    if goal.offers:
        told["offers"] = _spoken_offers(state, goal, identifiers)
    if goal.appointments and goal.appointment is None:
        told["appointments"] = [identifiers.of_booking(booking) for booking in goal.appointments]
    if goal.read_back:
        told["read_back"] = "waiting for the caller's yes" if not goal.agreed else "the caller agreed"
    return told


def _spoken_offers(state: CallState, goal: Goal, identifiers: Identifiers) -> Sequence[dict[str, str]]:
    zone, business = state.business.zone, state.business
    return [
        {
            "id": identifiers.of_slot(slot),
            "time": slot.starts_at.astimezone(zone).strftime("%A %H:%M"),
            "person": business.resource(slot.resource).name,
        }
        for slot in goal.offers
    ]
