"""When talking fails or a person is needed: danger to life, silence, words not understood, broken engines and tools."""

from collections.abc import Mapping

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.naming import under_number
from app.dialogue.next_step import ask_again, go_on
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.errors import VorzimmerError
from app.domain.ids import E164
from app.domain.transfers.choosing import targets_for
from app.domain.transfers.paths import Wanted

# --- people -----------------------------------------------------------------------------------------------------------


def line_for(turn: Turn, reason: str) -> E164 | None:
    """The telephone that would ring first; None when nobody is to be rung now."""
    goal = turn.state.goal
    wanted = Wanted(reason, goal.offering if goal else None, goal.resource if goal else None)
    targets = targets_for(turn.state.business, wanted, turn.desk.now())
    return targets[0].number if targets else None


async def fetch_human(turn: Turn, reason: str, key: str, inputs: Mapping[str, object] | None = None) -> None:
    """Puts the caller through, or says honestly that nobody is there and offers what is left.

    `inputs`: those of the decision.
    """
    if line_for(turn, reason) is None:
        await turn.desk.decide("escalation", "outside_hours", {**(inputs or {}), "reason": reason})
        if reason == "asked_for_human" and turn.state.asking is Asking.MESSAGE_OR_CALLBACK:
            turn.state.goals.append(Goal(GoalKind.CALLBACK))  # they want a person, not a choice: one will ring them
            await go_on(turn)
            return
        if reason == "asked_for_human" and _is_being_called_back(turn):
            _settle_callback(turn)
            await go_on(turn)
            return
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "no_human_now")
        _set_aside(turn)
        return
    await turn.desk.put_through(reason, inputs)
    turn.say(key, claim=Claim(ClaimKind.PUT_THROUGH))
    turn.transfer(reason)


def _is_being_called_back(turn: Turn) -> bool:
    return turn.state.goal is not None and turn.state.goal.kind is GoalKind.CALLBACK


def _settle_callback(turn: Turn) -> None:
    """Who asks for a person again while a callback is being noted wants it soon, and few questions."""
    goal, state = turn.state.goal, turn.state
    if goal is not None and state.asking is Asking.CALLBACK_WHEN:
        goal.when, goal.when_known = None, True
    elif state.asking in _NAMES and state.number is not None:
        under_number(turn)


async def emergency(turn: Turn, inputs: Mapping[str, object] | None = None) -> None:
    """112 first, whatever else fails; then a person, also outside hours when there is a line at all."""
    turn.say("emergency")
    if line_for(turn, "emergency_of_life") is None:
        turn.say("emergency_alone")
        turn.hang_up("emergency_of_life")
        return
    try:
        await turn.desk.put_through("emergency_of_life", inputs)
        turn.say("emergency_transfer", claim=Claim(ClaimKind.PUT_THROUGH))
    except VorzimmerError:
        pass  # 112 has been named; the transfer is tried all the same
    turn.transfer("emergency_of_life")


async def billing(turn: Turn) -> None:
    own_line = any(path.when == "billing" and path.rings for path in turn.state.business.escalation.paths)
    if own_line and line_for(turn, "billing") is not None:
        await fetch_human(turn, "billing", "transfer_billing")
        return
    turn.ask(Asking.MESSAGE_OR_CALLBACK, "billing_message")


def _set_aside(turn: Turn) -> None:
    """What was being worked on waits: a message or callback comes first now, but nothing that was said is lost."""
    turn.state.question_heard = True


# --- not understood, silence ------------------------------------------------------------------------------------------


_NAMES = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING})
KEYS_TRIED_ALONE = 3
"""How often speech may fail before the call is given up when nobody sits at the human line."""

_BY_VOICE_ONLY = frozenset(
    {Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.MESSAGE_TEXT, Asking.CALLBACK_TOPIC, Asking.CALLBACK_WHEN}
)


async def not_understood(turn: Turn) -> None:
    """Each time asked differently: with an example, then for one word or a key, then a person."""
    state = turn.state
    state.silences = 0
    state.not_understood += 1
    text, at_ms = state.heard_last
    await turn.desk.not_understood(text, turn.language, asked=state.asking.value, nth=state.not_understood, at_ms=at_ms)
    turn.again = True
    if state.asking is Asking.ANYTHING_ELSE and state.done:
        await _nothing_else(turn)
    elif state.not_understood == 1:
        turn.say("not_understood")
        await ask_again(turn)
    elif state.asking in _NAMES and state.number is not None:
        await _go_without_name(turn)
    elif state.not_understood == 2:
        turn.tell_keys = True
        turn.say("not_understood_example")
        await ask_for_less(turn)
    elif state.not_understood == 3:
        await fetch_human(turn, "not_understood_twice", "transfer_sorry")
    else:
        await turn.desk.decide("refusal", "not_understood")
        turn.say("not_understood_end")
        turn.say("goodbye")
        turn.hang_up("not_understood")


async def ask_for_less(turn: Turn) -> None:
    """The open question in the form that is easiest to hear: one word, or one of two."""
    asking, goal = turn.state.asking, turn.state.goal
    key = f"only_{asking.value}"
    if asking is Asking.OFFERS and goal is not None and len(goal.offers) == 1:
        key = f"only_{Asking.READ_BACK.value}"
    unread = asking is Asking.READ_BACK and (goal is None or not goal.read_back)
    if asking is Asking.GOAL:
        turn.ask(Asking.NEW_APPOINTMENT, "only_goal")
    elif unread or (goal is None and asking is not Asking.ANYTHING_ELSE):
        await ask_again(turn)
    elif turn.phrases.has(key, turn.language):
        turn.ask(asking, key)
    else:
        await ask_again(turn)


async def _nothing_else(turn: Turn) -> None:
    """What was wanted is done: mumbling behind it is a goodbye rather than a reason to fetch somebody."""
    if turn.state.not_understood == 1:
        turn.ask(Asking.ANYTHING_ELSE, "only_anything_else")
        return
    turn.say("goodbye")
    turn.hang_up("goodbye")


async def _go_without_name(turn: Turn) -> None:
    """A name that cannot be made out costs nobody their appointment: the number is known, the rest is asked later."""
    state = turn.state
    state.not_understood = 0
    if state.name is None or state.asking is Asking.SPELLING:
        under_number(turn)
    else:
        state.name_given = True  # a first name is better than none
    await go_on(turn)


async def silence(turn: Turn, nth: int) -> None:
    state = turn.state
    state.silences = nth
    if state.waiting and nth <= 2:
        turn.say("still_there")
        turn.await_answer(state.asking)
    elif nth <= 1 or (state.waiting and nth == 3):
        await ask_again(turn)
    elif nth == 2:
        turn.say("silence")
        await ask_again(turn)
    else:
        turn.say("silence_end")
        turn.hang_up("silence")


# --- what broke -------------------------------------------------------------------------------------------------------


async def engine_failed(turn: Turn, stage: str) -> None:
    state = turn.state
    state.failures += 1
    tries = 1 if line_for(turn, "engine_failed") is not None else KEYS_TRIED_ALONE
    if stage == "text_to_speech" or state.failures > tries:
        await put_through_or_end(turn, "engine_failed")
        return
    await by_keys_alone(turn)


async def by_keys_alone(turn: Turn) -> None:
    """Speech does not get through: from here on nothing is asked that keys cannot answer."""
    state = turn.state
    state.keypad = state.keys_said = True
    turn.say("keypad_sorry")
    if state.asking is Asking.GOAL:
        turn.ask(Asking.GOAL, None)  # the keys that follow are the question
    elif state.asking in _BY_VOICE_ONLY:
        await go_on(turn)
    else:
        await ask_again(turn)


async def tool_failed(turn: Turn) -> None:
    """Our own store is down: say so, try once more on a yes, then a person."""
    state = turn.state
    state.failures += 1
    turn.say("trouble")
    if state.failures > 1 or state.goal is None:
        await put_through_or_end(turn, "store_unavailable")
        return
    turn.ask(Asking.RETRY, "ask_retry")


async def answer_retry(turn: Turn, reading: Reading) -> bool:
    if reading.answer == "no":
        await put_through_or_end(turn, "store_unavailable")
        return True
    turn.again = True
    return reading.answer == "yes"


async def put_through_or_end(turn: Turn, reason: str) -> None:
    if line_for(turn, reason) is None:
        turn.say("trouble_again")
        turn.hang_up(reason)
        return
    try:
        await turn.desk.put_through(reason)
        turn.say("transfer", claim=Claim(ClaimKind.PUT_THROUGH))
    except VorzimmerError:
        pass  # nothing is claimed; the transfer itself needs no store
    turn.transfer(reason)
