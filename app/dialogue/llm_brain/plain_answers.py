"""Turns that need no language model: the built-in brain answers them at once, and does not err."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from app.dialogue.chain_answers import ASKED as CHAIN_ASKED
from app.dialogue.intents import Intent
from app.dialogue.reading import Reading
from app.dialogue.state import DICTATED, Asking, CallState, GoalKind
from app.dialogue.together_answers import ASKED as TOGETHER_ASKED
from app.domain.spoken.folding import words

_AGREEING = frozenset(
    {
        Asking.READ_BACK,
        Asking.CANCEL_SURE,
        Asking.MESSAGE_RIGHT,
        Asking.NUMBER_RIGHT,
        Asking.RETRY,
        Asking.WAITLIST,
    }
)
_NAMES = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.APPOINTMENT_NAME})
_SAME_EACH_TIME = frozenset({Intent.REPEAT, Intent.SLOWER, Intent.HOLD_ON, Intent.LANGUAGE_SWITCH, Intent.MACHINE})
MOST_WORDS_OF_A_NAME = 7
LEAST_WORDS_AGAIN = 4  # shorter ones are said twice to two questions
SAME_AGAIN = 85.0  # of 100, letter by letter


def needs_no_model(reading: Reading, state: CallState) -> bool:
    if not reading.text.strip() or state.keypad:
        return True
    sure = reading.guess.certain or reading.guess.confidence > 0.8
    if reading.intent is Intent.EMERGENCY_OF_LIFE and sure:
        return True  # the number to ring is said first, whatever a model would say
    if state.verdict is not None:
        return True  # a person has to come: no model can talk that away
    if reading.guess.certain and reading.intent in _SAME_EACH_TIME:
        return True
    if state.goal is not None and state.goal.is_chain and state.asking in CHAIN_ASKED:
        return not reading.asks  # which of several a wish is for, and what it does to the others, is the rules' to say
    if state.goal is not None and state.goal.together is not None and state.asking in TOGETHER_ASKED:
        return not reading.asks
    return _answers_plainly(reading, state)


def _answers_plainly(reading: Reading, state: CallState) -> bool:
    asked, said = state.asking, reading.text.split()
    if asked in DICTATED:
        return state.question_heard and state.goal is not None and not reading.asks
    if reading.asks:
        return False
    if asked in _AGREEING:
        return reading.answer is not None and len(reading.rest.split()) < 3
    if asked is Asking.ANYTHING_ELSE:
        return reading.answer == "no" and len(reading.rest.split()) < 3 and not reading.has_details
    if asked in _NAMES:
        return reading.said_name is not None and len(said) <= MOST_WORDS_OF_A_NAME
    if asked is Asking.WHICH_READING:
        return reading.choice is not None
    if asked is Asking.SPELLING:
        return reading.spelling is not None
    return asked is Asking.NUMBER and any(ch.isdigit() for ch in reading.text)


def says_it_again(said: Sequence[str]) -> bool:
    """What was said last is what was said before: the caller was not understood. `said`: all of it, latest last."""
    if len(said) < 2:
        return False
    before, now = (words(text) for text in said[-2:])
    return len(now) >= LEAST_WORDS_AGAIN and fuzz.ratio(" ".join(before), " ".join(now)) >= SAME_AGAIN


def note_agreement(reading: Reading, state: CallState) -> None:
    """A yes counts for what was read back in full just before it, and for this turn alone.

    Any particular beside the yes makes it a correction: that is read back again.
    """
    goal = state.goal
    for other in state.goals:
        other.agreed = False
    if goal is None or not goal.read_back or reading.answer != "yes" or reading.has_details:
        return
    asked = Asking.CANCEL_SURE if goal.kind is GoalKind.CANCEL else Asking.READ_BACK
    goal.agreed = state.asking is asked and state.question_heard
