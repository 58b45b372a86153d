"""When talking fails or a person is needed: danger to life, silence, words not understood, broken engines and tools."""

from collections.abc import Mapping

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.lexicon import offering_name
from app.dialogue.naming import under_number
from app.dialogue.next_step import ask_again, go_on
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.wanted import wanted
from app.domain.errors import VorzimmerError
from app.domain.escalation.reasons import Reason
from app.domain.ids import E164
from app.domain.spoken.say import say_name
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


# --- not understood, silence ------------------------------------------------------------------------------------------


_NAMES = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING})
KEYS_TRIED_ALONE = 3
"""How often speech may fail before the call is given up when nobody sits at the human line."""

_BY_VOICE_ONLY = frozenset(
    {Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.MESSAGE_TEXT, Asking.CALLBACK_TOPIC, Asking.CALLBACK_WHEN}
)


_WISHES = frozenset({Asking.GOAL, Asking.APPOINTMENT_OR_CALLBACK})


async def not_understood(turn: Turn) -> None:
    """Each time asked differently: with an example, then two choices, one word or a key, then a person."""
    state = turn.state
    state.silences = 0
    state.not_understood += 1
    text, at_ms = state.heard_last
    state.misses_in_words = bool(text) + (state.misses_in_words if state.not_understood > 1 else 0)
    await turn.desk.not_understood(text, turn.language, asked=state.asking.value, nth=state.not_understood, at_ms=at_ms)
    turn.again = True
    if state.asking is Asking.ANYTHING_ELSE and state.done:
        await _nothing_else(turn)
    elif state.not_understood == 1:
        turn.say("other_answer" if turn.beyond_us else "not_understood")
        await _ask_with_example(turn)
    elif state.asking in _NAMES and state.number is not None:
        await _go_without_name(turn)
    elif state.not_understood == 2:
        turn.tell_keys = True
        turn.say("still_not_helped" if turn.beyond_us else "not_understood_example")
        await ask_for_less(turn)
    elif state.not_understood == 3:
        await _let_a_person_hear(turn)
    else:
        await _end_without_words(turn)


async def neither_of_two(turn: Turn) -> None:
    """Nothing of what we know: there is no use in asking a third time."""
    turn.state.misses_in_words = max(turn.state.misses_in_words, turn.state.not_understood)
    await fetch_human(turn, Reason.UNKNOWN_WISH, "transfer_unknown")


async def _ask_with_example(turn: Turn) -> None:
    """Once more, with something that this business could do for them."""
    offerings = turn.state.business.offerings
    if turn.state.asking is not Asking.GOAL or not offerings:
        await ask_again(turn)
        return
    turn.again = True
    turn.ask(Asking.GOAL, "goal_example", offering=say_name(offering_name(offerings[0], turn.language), turn.language))


async def _let_a_person_hear(turn: Turn) -> None:
    """Words that came through and fitted nothing are a wish that the business taught us nothing about."""
    state = turn.state
    if state.asking in _WISHES and state.misses_in_words * 2 > state.not_understood:
        await fetch_human(turn, Reason.UNKNOWN_WISH, "transfer_unknown")
        return
    await fetch_human(turn, Reason.NOT_UNDERSTOOD_TWICE, "transfer_sorry")


async def _end_without_words(turn: Turn) -> None:
    """Nobody was there to take the call, and nothing more gets through: somebody calls back."""
    state = turn.state
    await turn.desk.decide("refusal", "not_understood")
    turn.say("not_understood_end")
    if state.number is not None and not any(done.kind in ("callback", "message") for done in state.done):
        text = turn.phrases.choose("not_understood_callback_text", state.business.default_language)
        await turn.desk.request_callback(text=text, name=state.name, number=state.number, windows=())
        state.done.append(Done("callback", text=text))
        turn.say("callback_noted_soon", claim=Claim(ClaimKind.CALLBACK_NOTED))
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
        turn.again = False  # a new question
        turn.ask(Asking.APPOINTMENT_OR_CALLBACK, "appointment_or_callback")
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
