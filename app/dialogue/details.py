"""What the caller tells about an appointment, taken over whenever it is said, also against what was said before."""

from app.dialogue.for_whom import note_for_whom
from app.dialogue.in_a_row import how_many_more
from app.dialogue.lexicon import offering_name, spoken_name
from app.dialogue.reading import Reading
from app.dialogue.school_holidays import set_aside
from app.dialogue.second_wish import note_second, note_several
from app.dialogue.state import Asking, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.dialogue.woman_or_man import take_wish
from app.domain.business import ResourceKind
from app.domain.spoken.say import say_list, say_name
from app.domain.spoken.when import WhenProblem

MOST_NAMED = 4
"""Of the staff, at once: more names nobody keeps in mind."""


def amend(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Take over every detail the caller gave, also against what was said before. True when something changed."""
    without_holidays = set_aside(turn, goal, reading)
    reading = without_holidays or reading
    changed = _amend_offering(turn, goal, reading) or without_holidays is not None
    if reading.person is not None and reading.person != goal.resource:
        goal.resource, goal.any_resource, changed = reading.person, False, True
        goal.forget_offers()
    elif reading.anyone and (goal.resource is not None or not goal.any_resource):
        goal.any_resource = changed = True
        if goal.resource is not None:
            goal.resource = None
            goal.forget_offers()
    if reading.avoided is not None and reading.avoided not in goal.avoided:
        goal.avoided, changed = goal.avoided | {reading.avoided}, True
        goal.resource = None if goal.resource == reading.avoided else goal.resource
        goal.forget_offers()
    changed = take_wish(turn, goal, reading) or changed
    say_who_is_not_here(turn, goal, reading)
    if reading.comes_with_somebody and goal.kind is GoalKind.BOOK and not goal.companions:
        goal.companions, changed = how_many_more(reading.text, turn.language), True
        goal.forget_offers()
    if reading.when is not None and not _is_the_old_time(goal, reading) and not _is_lost_on_offers(turn, reading):
        changed = True
        set_wish(goal, reading.when)
        if goal.offering is None and turn.state.asking is Asking.OFFERING and goal.when_known:
            turn.say("time_noted")  # they were asked for something else, which is asked again
            turn.again = True
    changed = amend_person(turn, reading) or changed
    changed = note_for_whom(turn.state, goal, reading) or changed
    return note_second(turn, goal, reading) or note_several(turn, goal, reading) or changed


def say_who_is_not_here(turn: Turn, goal: Goal | None, reading: Reading) -> bool:
    """Once a call; who could see them instead. True when it was said."""
    state, name = turn.state, reading.stranger
    if name is None or name in state.not_here:
        return False
    state.not_here |= {name}
    people = state.business.people_for(goal.offering) if goal is not None and goal.offering is not None else ()
    people = people or tuple(one for one in state.business.resources if one.kind is ResourceKind.PERSON)
    named = [say_name(spoken_name(one, turn.language), turn.language) for one in people]
    if reading.person is None and len(named) <= MOST_NAMED and (goal is None or goal.kind is GoalKind.BOOK):
        others = say_list(named, turn.language, word="oder" if turn.language == "de" else "or")
        turn.tell_phrase("not_here_but", person=name, others=others)
    else:
        turn.tell_phrase("not_here", person=name)
    return True


def amend_person(turn: Turn, reading: Reading) -> bool:
    """A name or number that the caller gave in so many words."""
    state, changed = turn.state, False
    if reading.name is not None and reading.name != state.name:
        state.name, state.name_given, changed = reading.name, True, True
        state.given_alone = reading.name if reading.only_given else None
    if reading.number is not None and reading.number != state.number:
        state.number, changed = reading.number, True
    elif "other_number" in reading.marks and reading.number is None and state.number == state.line_number:
        state.number, state.number_declined, changed = None, False, True  # it is asked for
    if changed and state.goal is not None:
        state.goal.read_back = False
    return changed


def _amend_offering(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if reading.could_be and not reading.offerings and goal.offering is None and goal.kind is GoalKind.BOOK:
        news, goal.could_be = goal.could_be != reading.could_be, reading.could_be
        return news
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


def _is_lost_on_offers(turn: Turn, reading: Reading) -> bool:
    """ "The middle one" of two: no time that could be asked about, and the offers stand."""
    unread = reading.when is not None and reading.when.problem is WhenProblem.NOT_UNDERSTOOD
    return unread and turn.state.asking is Asking.OFFERS


def skilled(turn: Turn, goal: Goal) -> frozenset[str]:
    if goal.offering is None:
        return frozenset()
    return frozenset(person.id for person in turn.state.business.people_for(goal.offering))
