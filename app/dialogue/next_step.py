"""Where a turn goes when nothing else ends it: on with the goal on top, or back to the open question."""

from app.dialogue import asking as asking_for
from app.dialogue import goal_appointments, goal_booking, goal_message, together, waiting
from app.dialogue.state import Asking, GoalKind
from app.dialogue.turn import Turn

STEPS_AT_MOST = 8  # goals settled without a word between them: more would mean going round in circles


async def go_on(turn: Turn) -> None:
    """The next step of the goal on top, or the question whether there is anything else."""
    for _ in range(STEPS_AT_MOST):
        if turn.ending is not None:
            return
        goal = turn.state.goal
        if goal is None:
            turn.ask(Asking.ANYTHING_ELSE, "anything_else")
            return
        if await together.concerns(turn, goal):
            await together.advance(turn, goal)
        elif goal not in turn.state.goals:
            continue  # it fell into several
        elif goal.kind in (GoalKind.BOOK, GoalKind.MOVE):
            await goal_booking.advance(turn, goal)
        elif goal.kind is GoalKind.WAIT:
            await waiting.advance(turn, goal)
        elif goal.kind in (GoalKind.CANCEL, GoalKind.LIST):
            await goal_appointments.advance(turn, goal)
        else:
            await goal_message.advance(turn, goal)
    if turn.ending is None:
        turn.state.goals.clear()
        turn.ask(Asking.ANYTHING_ELSE, "anything_else")


_SIMPLE_QUESTIONS = {
    Asking.GOAL: "goal",
    Asking.ANYTHING_ELSE: "anything_else",
    Asking.MESSAGE_OR_CALLBACK: "message_or_callback",
    Asking.HUMAN_OR_MESSAGE: "human_or_message",
    Asking.SPELLING: "ask_spelling",
    Asking.FAMILY_NAME: "ask_family_name",
    Asking.NUMBER: "ask_number",
    Asking.RETRY: "ask_retry",
    Asking.WAITLIST: "ask_waitlist",
    Asking.WHAT_WRONG: "what_wrong",
    Asking.APPOINTMENT_OR_CALLBACK: "appointment_or_callback",
}


async def ask_again(turn: Turn, *, after_answer: bool = False) -> None:
    """The open question once more, in other words; from the state, so it is right in any language."""
    turn.again = True
    asking, goal = turn.state.asking, turn.state.goal
    settled = asking in (Asking.GOAL, Asking.ANYTHING_ELSE, Asking.HUMAN_OR_MESSAGE, Asking.MESSAGE_OR_CALLBACK)
    if after_answer and goal is None and settled:
        turn.ask(Asking.ANYTHING_ELSE, "anything_else")
    elif after_answer and asking is Asking.READ_BACK and goal is not None and goal.read_back:
        turn.ask(asking, "read_back_move_short" if goal.kind is GoalKind.MOVE else "read_back_short")
    elif after_answer and asking is Asking.OFFERS and goal is not None and len(goal.offers) > 1 and not goal.unheard:
        turn.ask(asking, "which_offer")
    elif asking is Asking.NUMBER_RIGHT:
        asking_for.say_number_back(turn)
    elif asking is Asking.WHICH_READING and goal is not None and len(goal.readings) == 2:
        asking_for.ask_which_reading(turn, goal)
    elif asking is Asking.WHAT_WRONG and goal is not None and goal.kind is GoalKind.MESSAGE:
        turn.ask(asking, "message_what_wrong")
    elif asking in _SIMPLE_QUESTIONS or goal is None:
        turn.ask(asking if asking in _SIMPLE_QUESTIONS else Asking.GOAL, _SIMPLE_QUESTIONS.get(asking, "goal"))
    else:
        await go_on(turn)


def say_goodbye(turn: Turn) -> None:
    turn.say("goodbye")
    turn.hang_up("goodbye")
