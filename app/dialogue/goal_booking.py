"""A new appointment, or another time for one: ask what is missing, offer, settle.

The caller may change anything at any point.
"""

from app.dialogue import chain, goal_appointments, standing
from app.dialogue.asking import ask_offering, ask_when
from app.dialogue.offering import offer_again, search
from app.dialogue.second_wish import begin_second
from app.dialogue.settling import settle
from app.dialogue.state import Goal, GoalKind
from app.dialogue.turn import Turn


async def advance(turn: Turn, goal: Goal) -> None:
    """The next thing to do or to ask, from what is known."""
    if goal.kind is GoalKind.MOVE and goal.appointment is None:
        if not await goal_appointments.identify(turn, goal):
            return
        standing.take_told_wish(turn, goal)
    if goal.follows:
        begin_second(turn, goal)
    if goal.offering is None:
        ask_offering(turn, goal.could_be)
    elif await standing.asks(turn, goal):
        return
    elif await chain.concerns(turn, goal):
        await chain.advance(turn, goal)
    elif not _when_is_settled(turn, goal):
        ask_when(turn, goal)
    elif goal.slot is not None:
        await settle(turn, goal)
    elif goal.offers:
        offer_again(turn, goal)
    else:
        await search(turn, goal)


def _when_is_settled(turn: Turn, goal: Goal) -> bool:
    urgent = goal.offering is not None and turn.state.business.offering(goal.offering).same_day
    if urgent and goal.when is None:
        goal.when_known = True
    return goal.when_known
