"""What the caller tells about an appointment, taken over whenever it is said, also against what was said before."""

from app.dialogue.lexicon import offering_name
from app.dialogue.reading import Reading
from app.dialogue.state import Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.spoken.say import say_name
from app.domain.spoken.when import When


def amend(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Take over every detail the caller gave, also against what was said before. True when something changed."""
    changed = _amend_offering(turn, goal, reading)
    if reading.person is not None and reading.person != goal.resource:
        goal.resource, goal.any_resource, changed = reading.person, False, True
        goal.forget_offers()
    elif reading.anyone and (goal.resource is not None or not goal.any_resource):
        goal.any_resource = changed = True
        if goal.resource is not None:
            goal.resource = None
            goal.forget_offers()
    if reading.comes_with_somebody and goal.kind is GoalKind.BOOK and not goal.companions:
        goal.companions, changed = 1, True
        goal.forget_offers()
    if reading.when is not None and not _is_the_old_time(goal, reading):
        changed = True
        set_wish(goal, reading.when)
    return amend_person(turn, reading) or changed


def amend_person(turn: Turn, reading: Reading) -> bool:
    """A name or number that the caller gave in so many words."""
    state, changed = turn.state, False
    if reading.name is not None and reading.name != state.name:
        state.name, state.name_given, changed = reading.name, True, True
    if reading.number is not None and reading.number != state.number:
        state.number, changed = reading.number, True
    if changed and state.goal is not None:
        state.goal.read_back = False
    return changed


def set_wish(goal: Goal, when: When) -> None:
    goal.when = when
    goal.when_known = when.problem is None and (bool(when.windows) or when.soonest)
    goal.refused = ()
    goal.forget_offers()


def _amend_offering(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if not reading.offerings or reading.offerings[0] == goal.offering or goal.kind is GoalKind.MOVE:
        return False
    if goal.offering in reading.offerings and len(reading.offerings) == 1:
        return False
    if goal.chain is not None and goal.is_chain and reading.offerings[0] in goal.chain.links:
        return False  # one of those that belong together
    replaced = goal.offering is not None
    goal.offering = reading.offerings[0]
    goal.forget_offers()
    if goal.resource is not None and goal.resource not in skilled(turn, goal):
        goal.resource = None if reading.person is None else goal.resource
    if replaced:
        offering = turn.state.business.offering(goal.offering)
        turn.say("corrected", offering=say_name(offering_name(offering, turn.language), turn.language))
    return True


def _is_the_old_time(goal: Goal, reading: Reading) -> bool:
    """ "Mein Termin am Dienstag": the day of the appointment that is to be moved, not a wish."""
    if reading.about and reading.when is not None and reading.about == reading.when.windows:
        return True
    return goal.kind is GoalKind.MOVE and goal.appointment is None and not reading.about


def skilled(turn: Turn, goal: Goal) -> frozenset[str]:
    if goal.offering is None:
        return frozenset()
    return frozenset(person.id for person in turn.state.business.people_for(goal.offering))
