"""A message for the staff, and the wish to be called back: a text, who, on which number, and when."""

import re
from dataclasses import replace

from app.dialogue import naming, who_calls
from app.dialogue.amending import amended, names_a_word, said_again, words_named
from app.dialogue.as_understood import as_understood
from app.dialogue.asking import knows_person
from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.dictated import announces_one, answer_text, hearings_of, is_doubtful, text_by_all_hearings
from app.dialogue.intent_rules import plain_words
from app.dialogue.numbering import correct_number
from app.dialogue.promise import ask_for_another_time, asked_for, due, said_person, say_when, take_when
from app.dialogue.reading import Reading
from app.dialogue.state import Asking, Done, Goal, GoalKind
from app.dialogue.turn import Turn
from app.dialogue.urgency import sounds_calm, sounds_urgent
from app.domain.spoken.say import say_name, speakable
from voice.contract import Listen

MOST_CORRECTIONS = 2
MOST_MENDED = 3
"""Times a part of it was put right; in vain, these count like saying it anew: nobody objects for ever, and a text that
a caller no longer objects to must not look as if they had agreed."""
SHORT_WORDS = 4
LEAST_WORDS = 3
LEAST_SURE = 0.6
"""0..1: how sure the recogniser must be of a yes that follows on a no."""
HURRY_WORDS = 9
"""Beside a yes or no: it says how urgent the message is, and nothing else."""

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
    if goal.text is not None:
        goal.text_at = goal.text_at or turn.state.heard_last
    is_message = goal.kind is GoalKind.MESSAGE
    asking = Asking.MESSAGE_TEXT if is_message else Asking.CALLBACK_TOPIC
    if goal.text is None:
        turn.ask(asking, "ask_message" if is_message else "ask_callback_topic")
    elif goal.doubtful:
        goal.doubtful, goal.asked_again = False, True
        turn.ask(asking, "message_doubtful" if is_message else "topic_doubtful")
    elif goal.kind is GoalKind.CALLBACK and who_calls.is_open(turn, goal):
        who_calls.ask(turn, goal)
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
    calm = sounds_calm(reading.text, turn.language)
    urgent = not calm and any(sounds_urgent(one, turn.language) for one in (reading.text, *reading.guesses))
    hurry_alone = (urgent or calm) and len(reading.rest.split()) <= HURRY_WORDS
    by_guess = (
        urgent and not goal.urgent and not sounds_urgent(reading.text, turn.language)
    )  # read back before it counts
    if urgent or calm:
        goal.urgent, goal.calm = urgent, calm
    if reading.answer == "yes" and _is_doubtful_yes(goal, reading):
        goal.yes_doubted = turn.again = True
        turn.ask(Asking.MESSAGE_RIGHT, "message_right")
        return True
    if reading.answer == "yes":
        more = (
            None if hurry_alone or goal.unsure else amended(goal.text or "", reading.rest, turn.language, agreed=True)
        )
        goal.text, goal.text_right = more or goal.text, more is None and not by_guess
        return True
    if await _corrected(turn, reading):
        return True
    if reading.answer == "no" and goal.unsure:
        await naming.object_to_name(turn, reading)  # it was the name that was read back
        return True
    if reading.answer == "no":
        return hurry_alone or _denied(turn, goal, reading)
    return urgent or calm


def _is_doubtful_yes(goal: Goal, reading: Reading) -> bool:
    """To what they objected to before; in noise a no is heard as one."""
    objected = goal.corrected + goal.mended > 0 and not goal.unsure
    return objected and reading.confidence < LEAST_SURE and not goal.yes_doubted


def _denied(turn: Turn, goal: Goal, reading: Reading) -> bool:
    speaks_of_it = reading.mentions_message and len(reading.rest.split()) <= SHORT_WORDS  # "die Nachricht ist falsch"
    mended = None if speaks_of_it else _mended(turn, goal, reading)
    if mended is not None and goal.mended < MOST_MENDED:
        goal.mended, goal.text = goal.mended + 1, mended
        goal.told = goal.told and goal.told.also(reading.text)
        return True
    goal.corrected += 1
    if goal.corrected > MOST_CORRECTIONS or goal.corrected + goal.mended > MOST_MENDED:
        goal.unsure = True  # noted once the name is right: staff call back and hear for themselves
        goal.text = text_by_all_hearings(goal, turn.language) or goal.text
        goal.urgent = goal.urgent or (not goal.calm and _was_heard_urgent(goal, turn))
        return True
    if speaks_of_it:
        _ask_once_more(turn, goal)
    else:
        turn.ask(Asking.WHAT_WRONG, "message_what_wrong")
    return True


def _was_heard_urgent(goal: Goal, turn: Turn) -> bool:
    """In one hearing of several: where nobody agrees to a text, too soon is better than too late."""
    return any(sounds_urgent(one, turn.language) for one in hearings_of(goal))


def _mended(turn: Turn, goal: Goal, reading: Reading) -> str | None:
    """The same word misheard once more may be right in another guess."""
    text = goal.text or ""
    if names_a_word(reading.text, turn.language):
        goal.named = (*words_named(reading.guesses or (reading.text,), turn.language), *goal.named)
        return said_again(text, reading.guesses, turn.language)
    return amended(text, reading.rest, turn.language, agreed=False)


async def answer_what_wrong(turn: Turn, goal: Goal, reading: Reading) -> bool:
    if await _corrected(turn, reading):
        return True
    words = reading.text.split()
    if (
        announces_one(reading.text, turn.language)
        or ("message" in reading.marks and len(words) <= SHORT_WORDS)
        or reading.answer is not None
        or not words
    ):
        _ask_once_more(turn, goal)  # until there is a new one, the old one is better than none
        return True
    mended = amended(goal.text or "", reading.text, turn.language, agreed=False)
    if mended is not None:
        goal.text = mended
        return True
    return len(words) >= LEAST_WORDS and await answer_text(turn, goal, reading)


def _ask_once_more(turn: Turn, goal: Goal) -> None:
    """What was misheard twice is misheard again: the second time in other words, and fewer."""
    if goal.text is not None:
        goal.texts_denied = (*goal.texts_denied, goal.text)
    turn.ask(Asking.MESSAGE_TEXT, "message_once_more" if goal.corrected < MOST_CORRECTIONS else "message_in_short")
    if isinstance(turn.ending, Listen):
        turn.ending = replace(turn.ending, hints=(*goal.named, *turn.ending.hints))


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
        if take_when(turn, goal, reading.when):
            return True
        goal.turned_down += 1
        if goal.turned_down > 1 and turn.state.staff is not None:
            turn.state.staff = None  # they cannot be reached at any other time: somebody else calls
            return await answer_when(turn, goal, reading)
        ask_for_another_time(turn, reading.when.windows)
        return True
    if reading.anyone_time:
        goal.when, goal.when_known = None, True
        return True
    return False


async def _note_message(turn: Turn, goal: Goal, text: str) -> None:
    state = turn.state
    in_short = goal.asked_again or len(goal.texts_denied) >= MOST_CORRECTIONS
    text = as_understood(turn, goal, text, in_short=in_short)
    await turn.desk.take_message(
        text=text, name=state.name, number=state.number, urgent=goal.urgent, person=state.staff
    )
    state.goals.remove(goal)
    state.done.append(Done("message", text=text))
    turn.say("message_noted", claim=Claim(ClaimKind.MESSAGE_NOTED), by=due(turn, urgent=goal.urgent))


async def _note_callback(turn: Turn, goal: Goal, text: str) -> None:
    state = turn.state
    if state.number is None:
        state.number_declined = False
        turn.ask(Asking.NUMBER, "ask_number")
        return
    if goal.hearings and is_doubtful(goal.hearings[-1], turn.language):
        goal.unsure = True  # it was asked for twice, and nothing of a callback is read back
    text = as_understood(turn, goal, text, in_short=goal.asked_again)
    windows = goal.when.windows if goal.when is not None else ()
    await turn.desk.request_callback(
        text=text, name=state.name, number=state.number, windows=windows, urgent=goal.urgent, person=state.staff
    )
    state.goals.remove(goal)
    state.done.append(Done("callback", text=text))
    claim, person = Claim(ClaimKind.CALLBACK_NOTED), asked_for(turn)
    if not windows:
        by = due(turn, urgent=goal.urgent)
        if person is None or goal.urgent:  # what is urgent waits for nobody
            turn.say("callback_noted_by", claim=claim, by=by)
        else:
            turn.say("callback_noted_person_by", claim=claim, by=by, person=said_person(turn, person))
        return
    when = say_when(turn, windows)
    if person is None:
        turn.say("callback_noted", claim=claim, when=when)
    else:
        turn.say("callback_noted_person", claim=claim, when=when, person=said_person(turn, person))
