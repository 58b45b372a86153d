"""When talking fails or a person is needed: danger to life, silence, words not understood, broken engines and tools."""

from collections.abc import Mapping

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.naming import under_number
from app.dialogue.next_step import ask_again, go_on
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wanted import wanted
from app.domain.errors import VorzimmerError
from app.domain.escalation.reasons import Reason
from app.domain.ids import E164
from app.domain.transfers.choosing import path_for, targets_for

# --- people -----------------------------------------------------------------------------------------------------------


def line_for(turn: Turn, reason: str) -> E164 | None:
    """The telephone that would ring first; None when nobody is to be rung now."""
    targets = targets_for(turn.state.business, wanted(turn.state, reason), turn.desk.now())
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
        if reason == "asked_for_human" and _is_beingcalled_back(turn):
            _settle_callback(turn)
            await go_on(turn)
            return
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "no_human_now")
        _set_aside(turn)
        return
    await turn.desk.put_through(reason, inputs)
    turn.say(key, claim=Claim(ClaimKind.PUT_THROUGH))
    turn.transfer(reason)


def _is_beingcalled_back(turn: Turn) -> bool:
    return turn.state.goal is not None and turn.state.goal.kind is GoalKind.CALLBACK


def _settle_callback(turn: Turn) -> None:
    """Who asks for a person again while a callback is being noted wants it soon, and few questions."""
    goal, state = turn.state.goal, turn.state
    if goal is not None and state.asking is Asking.CALLBACK_WHEN:
        goal.when, goal.when_known = None, True
    elif state.asking in NAMES and state.number is not None:
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


async def fetch_as_wished(turn: Turn, inputs: Mapping[str, object] | None = None) -> None:
    """The caller wants a person: for the reason that one was offered for, if that was our question."""
    offered = turn.state.asking is Asking.HUMAN_OR_MESSAGE
    await fetch_human(turn, turn.state.person_for if offered else Reason.ASKED_FOR_HUMAN, "transfer", inputs)


def offer_person(turn: Turn, reason: Reason, key: str) -> None:
    turn.state.person_for = reason
    turn.ask(Asking.HUMAN_OR_MESSAGE, key)


async def billing(turn: Turn) -> None:
    if _has_own_line(turn, Reason.BILLING):
        await fetch_human(turn, Reason.BILLING, "transfer_billing")
        return
    turn.ask(Asking.MESSAGE_OR_CALLBACK, "billing_message")


async def complaint(turn: Turn) -> None:
    if _has_own_line(turn, Reason.COMPLAINT):
        await fetch_human(turn, Reason.COMPLAINT, "transfer_complaint")
        return
    offer_person(turn, Reason.COMPLAINT, "complaint")


def _has_own_line(turn: Turn, reason: Reason) -> bool:
    """Whether the owner wants this to ring somebody at once."""
    path = path_for(turn.state.business, wanted(turn.state, reason), turn.desk.now())
    return path is not None and path.when == reason and bool(path.rings) and line_for(turn, reason) is not None


def _set_aside(turn: Turn) -> None:
    """What was being worked on waits: a message or callback comes first now, but nothing that was said is lost."""
    turn.state.question_heard = True


# --- silence ------------------------------------------------------------------------------------------


NAMES = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING})
KEYS_TRIED_ALONE = 3
"""How often speech may fail before the call is given up when nobody sits at the human line."""

_BY_VOICE_ONLY = frozenset(
    {Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.MESSAGE_TEXT, Asking.CALLBACK_TOPIC, Asking.CALLBACK_WHEN}
)


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


async def called_back(turn: Turn) -> bool:
    """Nobody hangs up with nothing: what they have told so far is noted, and somebody calls. False without a number,
    when something was noted before, and when nothing can be written."""
    state, goal = turn.state, turn.state.goal
    number = state.number or state.number_candidate
    if number is None or any(done.kind in ("callback", "message") for done in state.done):
        return False
    told = goal.text if goal is not None and goal.kind in (GoalKind.MESSAGE, GoalKind.CALLBACK) else None
    text = told or turn.phrases.choose("not_understood_callback_text", state.business.default_language)
    urgent = goal is not None and goal.urgent
    try:
        await turn.desk.request_callback(
            text=text, name=state.name, number=number, windows=(), urgent=urgent, person=state.staff
        )
    except VorzimmerError:
        return False
    state.done.append(Done("callback", text=text))
    return True


async def put_through_or_end(turn: Turn, reason: str) -> None:
    if line_for(turn, reason) is None:
        if await called_back(turn):
            turn.say("callback_noted_soon", claim=Claim(ClaimKind.CALLBACK_NOTED))
        else:
            turn.say("trouble_again")
        turn.hang_up(reason)
        return
    try:
        await turn.desk.put_through(reason)
        turn.say("transfer", claim=Claim(ClaimKind.PUT_THROUGH))
    except VorzimmerError:
        pass  # nothing is claimed; the transfer itself needs no store
    turn.transfer(reason)
