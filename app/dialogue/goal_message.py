"""A message for the staff, and the wish to be called back: a text, who, on which number, and when."""

import re
from dataclasses import replace
from datetime import timedelta

from app.dialogue import naming
from app.dialogue.amending import amended
from app.dialogue.asking import knows_person
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.intent_rules import plain_words
from app.dialogue.numbering import correct_number
from app.dialogue.questions import say_week
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.urgency import sounds_calm, sounds_urgent
from app.domain.business import Language
from app.domain.spoken.say import say_date, say_name, say_time, speakable
from app.domain.workday import due_by, while_open

MOST_CORRECTIONS = 2
SHORT_WORDS = 4
LEAST_WORDS = 3
QUARTER_MIN = 15
HURRY_WORDS = 9
"""Beside a yes or no: it says how urgent the message is, and nothing else."""

_ANNOUNCES: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"^(?:\w+ ){0,5}(?:nachricht|notiz|etwas|was)(?: \w+){0,4} (?:hinterlassen|dalassen|lassen|aufgeben|ausrichten)"
        r"(?: lassen)?(?: bitte)?$"
    ),
    "en": re.compile(
        r"^(?:\w+ ){0,6}(?:leave|take|pass on|give you)(?: \w+){0,3} (?:message|note)(?: please)?$"
        r"|^(?:\w+ ){0,4}pass something on"
    ),
}
"""That there is something to pass on, and not yet what."""
_OTHER_NUMBER = re.compile(
    r"\b(?!(?:telefon|handy|mobil|rückruf|mobilfunk)nummer)\w+nummer\b"
    r"|\b(?:invoice|order|account|policy|insurance|customer|patient|reference|case) number\b"
)


async def advance(turn: Turn, goal: Goal) -> None:
    if not goal.calm and goal.text is not None and sounds_urgent(goal.text, turn.language):
        goal.urgent = True
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
    elif goal.kind is GoalKind.MESSAGE and not goal.text_right and not (goal.unsure and _has_no_name(turn)):
        _read_back(turn, goal, goal.text)
    elif goal.kind is GoalKind.MESSAGE:
        await _note_message(turn, goal, goal.text)
    else:
        await _note_callback(turn, goal, goal.text)


async def answer_text(goal: Goal, reading: Reading, language: Language) -> bool:
    text = reading.text.strip()
    if len(text.split()) < 2 and (reading.answer is not None or len(text) < 4):
        return False
    if _ANNOUNCES[language].search(plain_words(text)) is not None:
        return False
    goal.text = text[:1].upper() + text[1:]
    return True


def _read_back(turn: Turn, goal: Goal, text: str) -> None:
    """What, from whom, how urgent; the number was read back digit by digit when it was given."""
    state = turn.state
    sender = turn.phrases.choose(
        "message_from_line" if _has_no_name(turn) else "message_from",
        turn.language,
        name=say_name(state.name or "", turn.language),
    )
    if goal.unsure:
        turn.quote("message_as_heard", sender=sender)
        turn.await_answer(Asking.MESSAGE_RIGHT)
        return
    if goal.urgent:
        sender = turn.phrases.choose("message_urgent", turn.language, sender=sender)
    turn.quote(turn.varied("message_right"), text=speakable(text, turn.language).rstrip(" .!?"), sender=sender)
    turn.await_answer(Asking.MESSAGE_RIGHT)


def _has_no_name(turn: Turn) -> bool:
    return turn.state.nameless and not turn.state.name_given


async def answer_right(turn: Turn, goal: Goal, reading: Reading) -> bool:
    urgent, calm = sounds_urgent(reading.text, turn.language), sounds_calm(reading.text, turn.language)
    hurry_alone = (urgent or calm) and len(reading.rest.split()) <= HURRY_WORDS
    if urgent or calm:
        goal.urgent, goal.calm = urgent, calm
    if reading.answer == "yes":
        more = (
            None if hurry_alone or goal.unsure else amended(goal.text or "", reading.rest, turn.language, agreed=True)
        )
        goal.text, goal.text_right = more or goal.text, more is None
        return True
    if await _corrected(turn, reading):
        return True
    if reading.answer == "no" and goal.unsure:
        await naming.object_to_name(turn, reading)  # it was the name that was read back
        return True
    if reading.answer == "no":
        return hurry_alone or _denied(turn, goal, reading)
    return urgent or calm


def _denied(turn: Turn, goal: Goal, reading: Reading) -> bool:
    goal.corrected += 1
    if goal.corrected > MOST_CORRECTIONS:
        goal.unsure = (
            True  # noted as it was understood, once the name is right: staff call back and hear for themselves
        )
        return True
    mended = amended(goal.text or "", reading.rest, turn.language, agreed=False)
    if mended is None:
        turn.ask(Asking.WHAT_WRONG, "message_what_wrong")
    goal.text = mended or goal.text
    return True


async def answer_what_wrong(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if await _corrected(turn, reading):
        return True
    words = reading.text.split()
    announced = _ANNOUNCES[turn.language].search(plain_words(reading.text)) is not None
    if (
        announced
        or ("message" in reading.marks and len(words) <= SHORT_WORDS)
        or reading.answer is not None
        or not words
    ):
        turn.ask(Asking.MESSAGE_TEXT, "message_once_more")  # until there is a new one, the old one is better than none
        return True
    mended = amended(goal.text or "", reading.text, turn.language, agreed=False)
    if mended is not None:
        goal.text = mended
        return True
    return len(words) >= LEAST_WORDS and await answer_text(goal, reading, turn.language)


async def _corrected(turn: Turn, reading: Reading) -> bool:
    """The name or the number, in whatever words; False when it is about neither."""
    if naming.is_about_name(reading):
        await naming.object_to_name(turn, reading)
        return True
    other = _OTHER_NUMBER.search(plain_words(reading.text)) is not None
    if reading.number is None and (other or "number" not in reading.marks):
        return False
    correct_number(turn, reading)
    return True


async def answer_when(turn: Turn, goal: Goal, reading: Reading) -> bool:
    """Only times are promised at which somebody is there."""
    if reading.when is not None and (reading.when.windows or reading.when.soonest):
        open_windows = while_open(turn.state.business, reading.when.windows, turn.desk.now())
        if reading.when.windows and not open_windows:
            turn.again = False
            turn.ask(Asking.CALLBACK_WHEN, "callback_closed", hours=say_week(turn.state.business, turn.language))
            return True
        goal.when, goal.when_known = replace(reading.when, windows=open_windows), True
        return True
    if reading.anyone_time:
        goal.when, goal.when_known = None, True
        return True
    return False


def _due(turn: Turn, *, urgent: bool) -> str:
    """When the staff's list calls it late, at the next quarter of an hour: "heute, achtzehn Uhr"."""
    at = due_by(turn.state.business, turn.desk.now(), urgent=urgent)
    at = (at + timedelta(minutes=-at.minute % QUARTER_MIN)).replace(second=0, microsecond=0)
    return f"{say_date(at.date(), turn.language, today=turn.today)}, {say_time(at.time(), turn.language)}"


async def _note_message(turn: Turn, goal: Goal, text: str) -> None:
    state = turn.state
    if goal.unsure:
        text = turn.phrases.choose("message_unsure", state.business.default_language, text=text)
    await turn.desk.take_message(
        text=text, name=state.name, number=state.number, urgent=goal.urgent, person=state.staff
    )
    state.goals.remove(goal)
    state.done.append(Done("message", text=text))
    turn.say("message_noted", claim=Claim(ClaimKind.MESSAGE_NOTED), by=_due(turn, urgent=goal.urgent))


async def _note_callback(turn: Turn, goal: Goal, text: str) -> None:
    state = turn.state
    if state.number is None:
        state.number_declined = False
        turn.ask(Asking.NUMBER, "ask_number")
        return
    windows = goal.when.windows if goal.when is not None else ()
    await turn.desk.request_callback(
        text=text, name=state.name, number=state.number, windows=windows, urgent=goal.urgent, person=state.staff
    )
    state.goals.remove(goal)
    state.done.append(Done("callback", text=text))
    if not windows:
        by = _due(turn, urgent=goal.urgent)
        turn.say("callback_noted_by", claim=Claim(ClaimKind.CALLBACK_NOTED), by=by)
        return
    turn.say("callback_noted", claim=Claim(ClaimKind.CALLBACK_NOTED), when=turn.window(windows[0]))
