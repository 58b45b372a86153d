"""Whom a caller wants to speak to, and about what, as the owner's escalation paths know it."""

from app.dialogue.reading import Reading
from app.dialogue.state import Asking, CallState
from app.domain.transfers.paths import Wanted

_OWN_NAMES = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.APPOINTMENT_NAME})


def note_whom(state: CallState, reading: Reading) -> None:
    """What was named last counts: who asked for one person may go on to ask for another."""
    if reading.person is not None and state.asking not in _OWN_NAMES:
        state.staff = reading.person
    if reading.topic is not None:
        state.topic = reading.topic


def wanted(state: CallState, reason: str) -> Wanted:
    """What was said outweighs what the appointment at hand is about."""
    goal = state.goal
    topic = state.topic or (goal.offering if goal is not None else None)
    return Wanted(reason, topic, state.staff or (goal.resource if goal is not None else None))
