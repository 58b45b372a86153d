"""When talking fails or a person is needed: danger to life, silence, words not understood, broken engines and tools."""

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.next_step import ask_again, go_on
from app.dialogue.questions import is_open
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.errors import VorzimmerError
from app.domain.ids import E164

# --- people -----------------------------------------------------------------------------------------------------------


def line_for(turn: Turn, reason: str) -> E164 | None:
    """The line for this reason, else the human line; None outside opening hours, when nobody sits there."""
    escalation = turn.state.business.escalation
    if not is_open(turn.state.business, turn.desk.now()):
        return None
    return next((path.to for path in escalation.paths if path.when == reason and path.to), escalation.human_line)


async def fetch_human(turn: Turn, reason: str, key: str) -> None:
    """Puts the caller through, or says honestly that nobody is there and offers what is left."""
    if line_for(turn, reason) is None:
        await turn.desk.decide("escalation", "outside_hours", {"reason": reason})
        if reason == "asked_for_human" and turn.state.asking is Asking.MESSAGE_OR_CALLBACK:
            turn.state.goals.append(Goal(GoalKind.CALLBACK))  # they want a person, not a choice: one will ring them
            await go_on(turn)
            return
        turn.ask(Asking.MESSAGE_OR_CALLBACK, "no_human_now")
        _set_aside(turn)
        return
    await turn.desk.put_through(reason)
    turn.say(key, claim=Claim(ClaimKind.PUT_THROUGH))
    turn.transfer(reason)


async def emergency(turn: Turn) -> None:
    """112 first, whatever else fails; then a person, also outside hours when there is a line at all."""
    turn.say("emergency")
    if turn.state.business.escalation.human_line is None:
        turn.say("emergency_alone")
        turn.hang_up("emergency_of_life")
        return
    try:
        await turn.desk.put_through("emergency_of_life")
        turn.say("emergency_transfer", claim=Claim(ClaimKind.PUT_THROUGH))
    except VorzimmerError:
        pass  # 112 has been named; the transfer is tried all the same
    turn.transfer("emergency_of_life")


async def billing(turn: Turn) -> None:
    own_line = any(path.when == "billing" and path.to for path in turn.state.business.escalation.paths)
    if own_line and line_for(turn, "billing") is not None:
        await fetch_human(turn, "billing", "transfer_billing")
        return
    turn.ask(Asking.MESSAGE_OR_CALLBACK, "billing_message")


def _set_aside(turn: Turn) -> None:
    """What was being worked on waits: a message or callback comes first now, but nothing that was said is lost."""
    turn.state.question_heard = True


# --- not understood, silence ------------------------------------------------------------------------------------------


async def not_understood(turn: Turn) -> None:
    state = turn.state
    state.silences = 0
    state.not_understood += 1
    turn.again = True
    if state.not_understood == 1:
        turn.say("not_understood")
        await ask_again(turn)
    elif state.asking in (Asking.NAME, Asking.FAMILY_NAME) and state.number is not None:
        await _do_without_name(turn)
    elif state.not_understood == 2:
        turn.say("not_understood_example")
        await ask_again(turn)
    elif state.not_understood == 3:
        await fetch_human(turn, "not_understood_twice", "transfer_sorry")
    else:
        await turn.desk.decide("refusal", "not_understood")
        turn.say("not_understood_end")
        turn.say("goodbye")
        turn.hang_up("not_understood")


async def _do_without_name(turn: Turn) -> None:
    """A name that cannot be made out costs nobody their appointment: the number is known, the rest is asked later."""
    state = turn.state
    state.not_understood = 0
    if state.name is None:
        state.name, state.nameless = turn.phrases.choose("nameless", turn.language), True
        turn.say("without_name")
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
    if stage == "text_to_speech" or state.failures > 1:
        await put_through_or_end(turn, "engine_failed")
        return
    state.keypad = True
    turn.ask(Asking.KEYPAD_MENU, "keypad_menu")


async def keypad_choice(turn: Turn, pressed: str) -> None:
    state = turn.state
    if pressed == "1" and state.number is not None:
        text = turn.phrases.choose("keypad_callback_text", state.business.default_language)
        await turn.desk.request_callback(text=text, name=state.name, number=state.number, windows=())
        state.done.append(Done("callback", text=text))
        turn.say("callback_noted_soon", claim=Claim(ClaimKind.CALLBACK_NOTED))
        turn.say("goodbye")
        turn.hang_up("keypad_callback")
        return
    if pressed != "2":
        turn.again = True
        turn.say("keypad_unknown")
    turn.ask(Asking.KEYPAD_MENU, "keypad_menu")


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
