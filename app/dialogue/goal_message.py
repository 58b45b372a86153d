"""A message for the staff, and the wish to be called back: a text, who, on which number, and when."""

from app.dialogue.asking import knows_person
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.domain.spoken.say import speakable


async def advance(turn: Turn, goal: Goal) -> None:
    if turn.state.keypad and goal.text is None:
        goal.text = turn.phrases.choose("keypad_callback_text", turn.state.business.default_language)
        goal.when_known = True
    if goal.text is None:
        asking = Asking.MESSAGE_TEXT if goal.kind is GoalKind.MESSAGE else Asking.CALLBACK_TOPIC
        turn.ask(asking, "ask_message" if goal.kind is GoalKind.MESSAGE else "ask_callback_topic")
    elif goal.kind is GoalKind.CALLBACK and not goal.when_known:
        turn.ask(Asking.CALLBACK_WHEN, "ask_callback_when")
    elif not knows_person(turn):
        return
    elif goal.kind is GoalKind.MESSAGE and not goal.text_right:
        turn.quote(turn.varied("message_right"), text=speakable(goal.text, turn.language).rstrip(" .!?"))
        turn.await_answer(Asking.MESSAGE_RIGHT)
    elif goal.kind is GoalKind.MESSAGE:
        await _note_message(turn, goal, goal.text)
    else:
        await _note_callback(turn, goal, goal.text)


async def answer_text(goal: Goal, reading: Reading) -> bool:
    text = reading.text.strip()
    if len(text.split()) < 2 and (reading.answer is not None or len(text) < 4):
        return False
    goal.text = text[:1].upper() + text[1:]
    return True


async def answer_right(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if reading.answer == "yes":
        goal.text_right = True
        return True
    if reading.answer == "no":
        goal.corrected += 1
        if goal.corrected > 2:
            goal.text_right = True  # noted as it was understood: staff call back and hear for themselves
            return True
        rest = reading.rest.strip()
        if len(rest.split()) >= 3:
            goal.text = rest[:1].upper() + rest[1:]
            return True
        goal.text = None
        turn.ask(Asking.MESSAGE_TEXT, "message_once_more")
        return True
    return False


async def answer_when(goal: Goal, reading: Reading) -> bool:
    if reading.when is not None and (reading.when.windows or reading.when.soonest):
        goal.when, goal.when_known = reading.when, True
        return True
    if reading.anyone_time:
        goal.when, goal.when_known = None, True
        return True
    return False


async def _note_message(turn: Turn, goal: Goal, text: str) -> None:
    state = turn.state
    await turn.desk.take_message(text=text, name=state.name, number=state.number)
    state.goals.remove(goal)
    state.done.append(Done("message", text=text))
    turn.say("message_noted", claim=Claim(ClaimKind.MESSAGE_NOTED))


async def _note_callback(turn: Turn, goal: Goal, text: str) -> None:
    state = turn.state
    if state.number is None:
        state.number_declined = False
        turn.ask(Asking.NUMBER, "ask_number")
        return
    windows = goal.when.windows if goal.when is not None else ()
    await turn.desk.request_callback(text=text, name=state.name, number=state.number, windows=windows)
    state.goals.remove(goal)
    state.done.append(Done("callback", text=text))
    if not windows:
        turn.say("callback_noted_soon", claim=Claim(ClaimKind.CALLBACK_NOTED))
        return
    turn.say("callback_noted", claim=Claim(ClaimKind.CALLBACK_NOTED), when=turn.window(windows[0]))
