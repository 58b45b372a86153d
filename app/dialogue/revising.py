"""Goals revised in the middle: what a caller clearly wants outweighs what was begun, perhaps by a mishearing."""

import re
from dataclasses import replace

from app.dialogue import settling, standing
from app.dialogue.clause_marks import clauses, without_marked
from app.dialogue.intent_rules import plain_words
from app.dialogue.intents import Intent
from app.dialogue.new_goals import new_goal
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Goal, GoalKind
from app.dialogue.turn import Turn

_MAKES_ONE = frozenset({GoalKind.BOOK, GoalKind.MOVE})
_MAY_BE_DROPPED = frozenset({GoalKind.CANCEL, GoalKind.CALLBACK})
"""As long as it is not known which appointment is meant, or nothing is noted."""
_HAS_ONE = re.compile(
    r"^(?:no |nope |oh |but |well |yes )*(?:(?:i|we|he|she|they)(?:'ve|'s| have| has| am| are)?|i'm|we're)"
    r"(?: already| got| have| actually)* (?:an? |the |my |our |his |her )?(?:appointment|one|booked in|booked)"
    r"(?: already| booked| made| in| with (?:you|dr|doctor)"
    r"|(?: for| on| at| next| this)* \w+day| sorted| thanks| thank you)*$"
    r"|^(?:nein |nee |ach |aber |ja )*(?:ich|wir|er|sie) ha(?:b|be|ben|t) (?:ja |doch |aber )*(?:schon|bereits) "
    r"(?:einen|nen|meinen)(?: termin)?(?: danke| bei ihnen)*$"
)
_OWN_ANSWERS = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.NUMBER})


async def revised(turn: Turn, reading: Reading) -> bool:
    """False when the words leave what was begun as it is."""
    goal = turn.state.goal
    if goal is None or goal.kind not in _MAKES_ONE | _MAY_BE_DROPPED:
        return False
    if goal.kind in _MAY_BE_DROPPED:
        return goal.appointment is None and await _drops(turn, goal, reading)
    if turn.state.asking is Asking.STANDING and (reading.guess.certain or standing.is_answer(reading)):
        return False
    if reading.intent is Intent.CANCEL and reading.guess.certain:
        return await _cancels(turn, goal, reading)
    return goal.together is None and await _drops(turn, goal, reading)


async def _drops(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """With all else that was begun and came to nothing; a wish to be called outlives it."""
    if not _wants_none(turn, goal, reading):
        return False
    state = turn.state
    await settling.drop(turn, goal)
    state.goals[:] = [one for one in state.goals if one.kind not in _MAY_BE_DROPPED or one.appointment is not None]
    if goal.kind is not GoalKind.CALLBACK and reading.intent is Intent.CALLBACK and reading.guess.certain:
        state.goals.append(Goal(GoalKind.CALLBACK))
    return True


async def _cancels(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Nothing can be cancelled that is not booked yet: an appointment that stands is meant, if there is one."""
    if goal.together is not None or (goal.kind is GoalKind.BOOK and not await _one_stands(turn, goal, reading)):
        return False
    turn.state.goals.remove(goal)
    await turn.desk.release()
    if goal.kind is GoalKind.MOVE and goal.appointment is not None:
        known = Goal(GoalKind.CANCEL, offering=goal.offering, appointment=goal.appointment)
        known.appointments = goal.appointments
        turn.state.goals.append(known)
        return True
    return await new_goal(turn, replace(reading, person=None, anyone=False))


async def _one_stands(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Once a time for the new one was chosen, only in so many words."""
    chosen = goal.slot is not None and goal.offers_said
    if reading.own_appointment or "no_new_one" in reading.marks:
        return True
    return not chosen and bool(await turn.desk.my_appointments())


def _has_one(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """ "I've already got an appointment, thank you", where it was asked what a new one is for: it was never wished."""
    begun = goal.kind is GoalKind.BOOK and not goal.offers_said and turn.state.asking in (Asking.OFFERING, Asking.WHEN)
    return begun and any(_HAS_ONE.search(plain_words(part)) is not None for part in clauses(reading.text))


def _wants_none(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """ "Ich lasse es lieber": and no other wish beside it."""
    if _has_one(turn, goal, reading):
        told = reading.when is None or "already" in reading.text.lower() or "schon" in reading.text.lower()
        return told and not reading.guess.certain and not reading.offerings
    mark = next((mark for mark in ("lets_it_be", "nothing_more") if mark in reading.marks), None)
    if mark is None or reading.answer == "yes" or turn.state.asking in _OWN_ANSWERS:
        return False
    if reading.when is None or not reading.when.windows:
        return True
    rest = without_marked(reading.text, mark, turn.language)
    wished = turn.comprehension.when(rest, turn.language, now=turn.desk.now())
    rules_out_alone = wished is not None and not wished.wish.clauses and mark == "nothing_more"  # "not today, I only …"
    return wished is None or not wished.windows or rules_out_alone
