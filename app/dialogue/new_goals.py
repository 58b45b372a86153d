"""What the caller wants now: a new goal, or only the small change of a conversation."""

from app.dialogue import details, digressions, settling, standing, troubles
from app.dialogue.intents import Intent
from app.dialogue.next_step import ask_again, say_goodbye
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.spoken.say import say_name
from app.domain.transfers.paths import Mode

SURE = 0.45
SURE_OF_MORE = 0.7
GOAL_OF = {
    Intent.BOOK: GoalKind.BOOK,
    Intent.MOVE: GoalKind.MOVE,
    Intent.CANCEL: GoalKind.CANCEL,
    Intent.LIST: GoalKind.LIST,
    Intent.MESSAGE: GoalKind.MESSAGE,
    Intent.CALLBACK: GoalKind.CALLBACK,
}

BY_STAFF_ALONE = frozenset({GoalKind.BOOK, GoalKind.MOVE, GoalKind.CANCEL, GoalKind.LIST})
"""What the assistant leaves to people while it only takes messages."""


async def new_goal(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    intent = reading.intent
    if intent is Intent.BILLING and reading.guess.confidence >= SURE:
        await troubles.billing(turn)
        return True
    if intent is Intent.COMPLAINT and reading.guess.confidence >= SURE:
        await troubles.complaint(turn)
        return True
    kind = GOAL_OF.get(intent) if reading.guess.confidence >= 0.3 else None
    if reading.wants_callback and (kind is None or reading.guess.confidence < SURE):
        kind = GoalKind.CALLBACK
    if kind is GoalKind.LIST and reading.offerings and not reading.own_appointment:
        kind = GoalKind.BOOK  # "wann kann ich zur Füllung kommen" asks for a new one
    if kind is None and (
        reading.offerings or (reading.when is not None and intent in (Intent.INFORM, Intent.QUESTION))
    ):
        kind = GoalKind.BOOK if state.goal is None else None
    kind = await _by_what_stands(turn, kind, reading)
    if kind is None or _is_more_likely_a_goodbye(turn, kind, reading):
        return False
    if state.business.escalation.mode is Mode.MESSAGE_ONLY and kind in BY_STAFF_ALONE:
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "only_messages")
        return True
    if (
        state.goal is not None
        and state.goal.kind is GoalKind.BOOK
        and kind is GoalKind.CANCEL
        and not reading.own_appointment
    ):
        await settling.drop(turn, state.goal)
        return True
    if kind is GoalKind.MOVE and state.goal is not None and _barely_begun(state.goal):
        state.goals.remove(state.goal)  # it was never to be a new one
    goal = next((goal for goal in state.goals if goal.kind is kind), None)
    if goal is None:
        goal = Goal(kind)
        state.goals.append(goal)
    elif state.goal is goal:
        turn.again = True
        return _begin(turn, goal, reading)
    _begin(turn, goal, reading)
    return True


async def _by_what_stands(turn: Turn, kind: GoalKind | None, reading: Reading) -> GoalKind | None:
    """A move where one stands that is spoken of; a new one where what stood was cancelled in this call."""
    if kind is GoalKind.BOOK and await standing.is_to_move(turn, reading):
        return GoalKind.MOVE
    has_cancelled = any(done.kind == "cancelled" for done in turn.state.done)
    if kind is GoalKind.MOVE and reading.offerings and has_cancelled:
        return GoalKind.BOOK
    return kind


def _barely_begun(goal: Goal) -> bool:
    return goal.kind is GoalKind.BOOK and goal.slot is None and not goal.offers_said


def _is_more_likely_a_goodbye(turn: Turn, kind: GoalKind, reading: Reading) -> bool:
    """After what was wanted is done, a second appointment needs more than a guess: "no thanks" is often misheard."""
    state = turn.state
    if state.asking is not Asking.ANYTHING_ELSE or not state.done or kind is not GoalKind.BOOK:
        return False
    sure = reading.guess.certain or reading.guess.confidence >= SURE_OF_MORE
    named = bool(reading.offerings) and reading.when is not None  # "eine Kontrolle am Donnerstag" is nobody's goodbye
    return not sure and not named and not (reading.has_details and reading.guess.confidence >= SURE)


async def small_talk(turn: Turn, reading: Reading) -> bool:
    state = turn.state
    if reading.asks and state.goal is None and reading.guess.confidence < 0.35:
        await digressions.answer(turn, reading)
        return True
    if reading.guess.confidence < 0.35:
        return False
    match reading.intent:
        case Intent.GOODBYE:
            say_goodbye(turn)
        case Intent.THANKS if state.asking is Asking.ANYTHING_ELSE:
            say_goodbye(turn)
        case Intent.THANKS:
            turn.say("welcome")
            turn.again = True
            await ask_again(turn)
        case Intent.GREETING | Intent.INFORM if state.goal is None and (
            reading.name or reading.intent is Intent.GREETING
        ):
            _greet(turn, reading)
        case Intent.YES if state.goal is None:
            turn.ask(Asking.GOAL, "please_go_on")
        case Intent.NO if state.asking is Asking.GOAL and state.turns_heard > 1:
            say_goodbye(turn)
        case Intent.QUESTION | Intent.OTHER | Intent.INFORM if reading.asks and state.goal is None:
            await digressions.answer(turn, reading)
        case Intent.OTHER if reading.guess.confidence >= 0.6 and len(reading.text.split()) > 2:
            return await digressions.off_topic(turn, reading)
        case _:
            return False
    return True


def _greet(turn: Turn, reading: Reading) -> None:
    if reading.name is not None:
        details.amend_person(turn, reading)
        turn.say("greeting_name", name=say_name(reading.name, turn.language))
    else:
        turn.say("greeting_back")
    turn.ask(Asking.GOAL, "goal")


def _begin(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Take from the words that opened a goal all that they already say. True when that was anything."""
    details.amend_person(turn, reading)
    if reading.means_several and goal.kind in (GoalKind.MOVE, GoalKind.CANCEL):
        goal.several, goal.both = True, reading.means_both
    if goal.kind in (GoalKind.BOOK, GoalKind.MOVE):
        goal.about = goal.about or reading.about
        goal.further = goal.further or reading.wants_one_more
        changed = details.amend(turn, goal, reading)
        if goal.kind is GoalKind.MOVE and goal.appointment is None and not goal.when_known:
            goal.when, goal.opening = reading.when, reading.text
            goal.offering = goal.offering or next(iter(reading.offerings), None)
        return changed
    if goal.kind in (GoalKind.CANCEL, GoalKind.LIST):
        goal.about = reading.about or (reading.when.windows if reading.when is not None else ())
        goal.offering = goal.offering or next(iter(reading.offerings), None)
    elif goal.kind is GoalKind.MESSAGE and goal.text is None:
        goal.text = reading.message_text
    elif goal.kind is GoalKind.CALLBACK and reading.when is not None and reading.when.windows:
        goal.when, goal.when_known = reading.when, True
    return True
