"""Somebody else's appointment: "my mother needs a check-up", "für meinen Sohn".

Decision: the name on record, or the one that a caller gave as their own, is then nobody who will come. The name is
asked for, unless it came with the wish ("my son Arjun Krishnan"); the caller's own is put back once that goal is done.
"""

from app.dialogue.another_marks import FOR_ANOTHER, has_one, is_their_name
from app.dialogue.reading import Reading
from app.dialogue.state import CallState, Goal, GoalKind
from app.domain.bookings import Slot


def note_for_whom(state: CallState, goal: Goal, reading: Reading) -> bool:
    """Sets the caller's own name aside when it is somebody else who comes. True when that is news."""
    told = FOR_ANOTHER in reading.marks
    if goal.kind is not GoalKind.BOOK or goal.right_after or goal.for_another or not told:
        return False
    goal.for_another = True
    goal.further = not has_one(reading.text, state.language)  # what stands is the caller's
    goal.read_back = goal.agreed = False
    if reading.name is not None and is_their_name(reading.text, reading.name):
        goal.callers_name = state.caller.name if state.caller is not None else None
    else:
        set_callers_name_aside(state, goal)
    return True


def done_for_another(state: CallState, goal: Goal) -> None:
    """The next appointment of this call is the caller's own again, unless they say otherwise."""
    if goal.for_another:
        state.name, state.name_given = goal.callers_name, goal.callers_name is not None
        state.nameless, state.name_objections, state.letters_heard = False, 0, ()
        state.names_heard = state.names_guessed = state.names_denied = ()


def set_callers_name_aside(state: CallState, goal: Goal) -> None:
    goal.callers_name = state.name
    state.name, state.name_given, state.nameless = None, False, False


def made_for_same(state: CallState) -> tuple[Slot, ...]:
    """What was booked in this call for whoever the name on the table belongs to."""
    made = [done.booking for done in state.done if done.kind == "booked" and done.booking is not None]
    return tuple(one.slot for one in made if state.name is not None and one.customer_name == state.name)
