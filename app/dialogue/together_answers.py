"""The caller's answer where several of their appointments move or go together."""

from dataclasses import replace

from app.dialogue import settling
from app.dialogue.chain_answers import FIRST, SECOND, TURNED_DOWN_AT_MOST, heard_alone, later_or_earlier
from app.dialogue.details import amend_person
from app.dialogue.plans import TogetherPlan
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wish import set_wish
from app.domain.spoken.when import When

ASKED = frozenset({Asking.WHEN, Asking.READ_BACK, Asking.CANCEL_SURE, Asking.WHAT_WRONG})


async def answered(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """False when it was no answer to the question."""
    plan, asking = goal.together, turn.state.asking
    if plan is None or asking not in ASKED:
        return False
    if "lets_it_be" in reading.marks and reading.answer != "yes":
        await _drop(turn, goal)
        return True
    if "only_one" in reading.marks and reading.marks & {FIRST, SECOND}:
        _keep_one(goal, plan, -1 if SECOND in reading.marks else 0)
        return True
    if goal.kind is GoalKind.CANCEL:
        return await _about_cancelling(turn, goal, reading)
    if reading.answer == "yes" and asking is Asking.READ_BACK and _repeats(plan, reading):
        goal.agreed, turn.again = goal.read_back, True  # a yes to something that was not heard is no agreement
        return True
    if (when := _wish(turn, plan, reading)) is not None:
        goal.together = replace(plan, about=_index(plan, reading), refused=())
        set_wish(goal, when)
        amend_person(turn, reading)
        return True
    if asking is Asking.WHEN and (reading.anyone_time or reading.leaves_it_to_us):
        goal.when, goal.when_known = None, True
        return True
    if reading.wants_other_day:
        settling.another_day(goal)
        return True
    if reading.answer == "no" and asking is not Asking.WHEN:
        _turn_down(goal, plan)
        return True
    return False


async def _about_cancelling(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if reading.answer == "yes":
        goal.agreed, turn.again = goal.read_back, True
    elif reading.answer == "no":
        turn.state.goals.remove(goal)
        turn.say("together_not_cancelled")
    return reading.answer is not None


async def _drop(turn: Turn, goal: Goal) -> None:
    turn.state.goals.remove(goal)
    await turn.desk.release()
    turn.say("together_not_cancelled" if goal.kind is GoalKind.CANCEL else "together_not_moved")


def _keep_one(goal: Goal, plan: TogetherPlan, nth: int) -> None:
    """ "Nur den ersten": the other one stays where it is."""
    goal.forget_offers()
    goal.together, goal.several = None, False
    goal.appointments, goal.appointment = plan.bookings, plan.bookings[nth]
    goal.offering = goal.appointment.slot.offering


def _wish(turn: Turn, plan: TogetherPlan, reading: Reading) -> When | None:
    """ "Etwas später" is later than where they would go; the second may be wished for on another day than the first."""
    if plan.slots and reading.direction is not None and heard_alone(turn, reading) is None:
        return later_or_earlier(turn, plan.slots[_index(plan, reading)], reading)
    when = heard_alone(turn, reading) if reading.marks & {FIRST, SECOND} else reading.when
    return when if when is not None and (when.windows or when.problem is not None or when.soonest) else None


def _index(plan: TogetherPlan, reading: Reading) -> int:
    """Which of them a wish is for: the first, unless the second is spoken of."""
    return len(plan.bookings) - 1 if SECOND in reading.marks else 0


def _repeats(plan: TogetherPlan, reading: Reading) -> bool:
    """ "Ja, Dienstag um zehn, genau": what is said beside the yes is what was read out."""
    when = reading.when
    fits = when is None or any(window.fits(slot.starts_at) for window in when.windows for slot in plan.slots)
    return fits or (when is not None and not when.windows)


def _turn_down(goal: Goal, plan: TogetherPlan) -> None:
    """Other places, up to a point; then the caller says when."""
    goal.forget_offers()
    refused = (*plan.refused, plan.slots) if plan.slots else plan.refused
    more = len(refused) < TURNED_DOWN_AT_MOST
    goal.together = replace(plan, slots=(), refused=refused if more else ())
    if not more:
        goal.when, goal.when_known = None, False
