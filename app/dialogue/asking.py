"""Asking for what an appointment still lacks: what it is for, when, which of two readings, who, which number."""

from collections.abc import Sequence

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.lexicon import offering_name
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.domain.bookings import Refused
from app.domain.ids import OfferingKey
from app.domain.spoken.say import say_date, say_list, say_name, say_phone, say_time
from app.domain.spoken.when import When, WhenProblem, Window

_REFUSED_AS = {
    "same_day_conflict": "refused_same_day",
    "notice": "refused_notice",
    "prerequisite": "refused_order",
    "needed_by": "refused_order",
}


def ask_offering(turn: Turn, could_be: Sequence[OfferingKey] = ()) -> None:
    """`could_be`: those that what the caller named may be."""
    key = "ask_which_offering" if could_be else "ask_offering"
    turn.ask(Asking.OFFERING, key, offerings=offering_list(turn, could_be))


def offering_list(turn: Turn, could_be: Sequence[OfferingKey] = ()) -> str:
    offerings = [one for one in turn.state.business.offerings if not could_be or one.key in could_be]
    names = [say_name(offering_name(one, turn.language), turn.language) for one in offerings]
    return say_list(names, turn.language, word="oder" if turn.language == "de" else "or")


def ask_when(turn: Turn, goal: Goal) -> None:
    if goal.when is not None and goal.when.problem is not None:
        problem, goal.when = goal.when, None
        _ask_about_problem(turn, goal, problem)
        return
    if goal.kind is GoalKind.MOVE:
        _ask_when_move(turn, goal)
        return
    if goal.offering is not None and not turn.again and not turn.sentences:
        offering = turn.state.business.offering(goal.offering)
        named = say_name(offering_name(offering, turn.language), turn.language)
        turn.ask(Asking.WHEN, "ask_when_offering", offering=named)
        return
    turn.ask(Asking.WHEN, "ask_when")


def ask_when_instead(turn: Turn, goal: Goal, refused: Refused) -> None:
    """Why the time cannot be had, and which other one they want."""
    goal.when, goal.when_known = None, False
    turn.ask(Asking.WHEN, _REFUSED_AS.get(refused.reason, "refused_other"))


def _ask_when_move(turn: Turn, goal: Goal) -> None:
    begins = not turn.again and not turn.sentences
    if goal.appointment is not None and not goal.asked_identity and (begins or turn.state.done):  # else: which one now?
        slot = goal.appointment.slot
        goal.asked_identity = True
        turn.ask(Asking.WHEN, "ask_when_found", claim=Claim(ClaimKind.HAS_APPOINTMENT, (slot,)), on=turn.slots((slot,)))
        return
    turn.ask(Asking.WHEN, "ask_when_move")


def _ask_about_problem(turn: Turn, goal: Goal, when: When) -> None:
    goal.readings = when.readings[:2]
    if when.problem is WhenProblem.AMBIGUOUS and len(goal.readings) == 2:
        ask_which_reading(turn, goal)
        return
    keys = {WhenProblem.PAST: "when_past", WhenProblem.NONEXISTENT: "when_nonexistent"}
    turn.ask(Asking.WHEN, keys.get(when.problem, "when_not_understood") if when.problem else "when_not_understood")


def ask_which_reading(turn: Turn, goal: Goal) -> None:
    first, second = (say_reading(turn, windows[0], goal.readings) for windows in goal.readings)
    turn.ask(Asking.WHICH_READING, "when_ambiguous", first=first, second=second)


def say_reading(turn: Turn, window: Window, readings: tuple[tuple[Window, ...], ...]) -> str:
    """What tells the readings apart: the day, else the time."""
    if len({windows[0].earliest.date() for windows in readings}) > 1:
        return say_date(window.earliest.date(), turn.language, today=turn.today)
    return say_time(window.earliest.time(), turn.language)


def answer_reading(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if reading.choice is not None and 0 <= reading.choice < len(goal.readings):
        set_wish(goal, turn.comprehension.wish(goal.readings[reading.choice]))
        return True
    if (meant := _fitting(goal, reading.when)) is not None:
        set_wish(goal, turn.comprehension.wish(meant))
        return True
    if reading.when is not None and reading.when.problem is WhenProblem.AMBIGUOUS:
        set_wish(goal, turn.comprehension.wish(goal.readings[0]))  # the same words again: the nearer, read back later
        return True
    return False


def _fitting(goal: Goal, when: When | None) -> tuple[Window, ...] | None:
    """ "The one next week": the only reading that lies in what they say."""
    days = [(window.earliest.date(), window.latest.date()) for window in when.windows] if when is not None else []
    fitting = [
        windows for windows in goal.readings if any(first <= windows[0].earliest.date() <= last for first, last in days)
    ]
    return fitting[0] if len(fitting) == 1 else None


def knows_person(turn: Turn) -> bool:
    """Asks for the name, and for a number when the line gives none. True when both are known (or declined)."""
    state = turn.state
    if state.name is None and state.keypad:
        do_without_name(turn)
    if state.name is None:
        another = state.goal is not None and state.goal.for_another
        turn.ask(Asking.NAME, "ask_name_another" if another else "ask_name")
        return False
    if state.name == state.given_alone:
        ask_family_name(turn)
        return False
    if state.number is None and not state.number_declined:
        turn.ask(Asking.NUMBER, "ask_number")
        return False
    return True


def ask_family_name(turn: Turn) -> None:
    """Once for each first name: whoever keeps the rest to themselves is booked by it."""
    state = turn.state
    state.given_alone = None
    another = state.goal is not None and state.goal.for_another
    turn.ask(Asking.FAMILY_NAME, "ask_family_name_another" if another else "ask_family_name")


def do_without_name(turn: Turn) -> None:
    """The number stands for a name that cannot be said by keys, or not be made out."""
    turn.state.name, turn.state.nameless = turn.phrases.choose("nameless", turn.language), True


def say_number_back(turn: Turn) -> None:
    number = turn.state.number_candidate
    turn.ask(Asking.NUMBER_RIGHT, "number_right", number=say_phone(number or "", turn.language))
