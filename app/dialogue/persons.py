"""What follows when a caller's mood calls for a person, and the word of sympathy when it does not."""

import re

from app.dialogue import troubles
from app.dialogue.intents import Intent
from app.dialogue.reading import Reading
from app.dialogue.state import DICTATED, YES_NO, Asking
from app.dialogue.turn import Turn
from app.domain.escalation.mood import alarmed
from app.domain.escalation.reasons import Reason
from app.domain.escalation.signals import Kind

_ALREADY_OFFERED = DICTATED | {Asking.MESSAGE_OR_CALLBACK, Asking.CALLBACK_WHEN}
_NAMED = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.APPOINTMENT_NAME, Asking.SPELLING})
_TIMES_ASKED = frozenset({Asking.WHEN, Asking.OFFERS, Asking.WHICH_READING, Asking.APPOINTMENT_DAY})
GRIEVING = 0.5
FEW_WORDS = 10
_ONE_OF_THEM = re.compile(
    r"^\W*(?:(?:well|um|uh|oh|yes|ja|äh|ähm),? )*"
    r"(?:(?:the|that|this) (?:\w+ )?one|(?:den|der|die|das) \w+(?:st|er)e[nrs]?)"
    r"(?:,? (?:please|bitte|then|dann|thanks|danke))*\W*$",
    re.IGNORECASE,
)
""" "The soonest one, please", also where the word itself was misheard."""


async def person_needed(turn: Turn, reading: Reading) -> bool:
    """Acts on the verdict of this utterance. False when there is none, or when it was answered before."""
    state, verdict = turn.state, turn.state.verdict
    if verdict is None:
        return False
    if verdict.reason is Reason.EMERGENCY_OF_LIFE:
        await troubles.emergency(turn, verdict.inputs)
        return True
    nobody = troubles.line_for(turn, verdict.reason) is None
    if nobody and state.asking in _ALREADY_OFFERED:
        return False  # they know that nobody is there: what they say now is the message or the wish to be called
    if verdict.reason is Reason.ASKED_FOR_HUMAN:
        return await _wished_for(turn, reading)
    state.mood = alarmed(state.mood)
    key = "transfer_distress" if verdict.reason is Reason.DISTRESS else "transfer_sorry"
    await troubles.fetch_human(turn, verdict.reason, key, verdict.inputs)
    return True


async def _wished_for(turn: Turn, reading: Reading) -> bool:
    """A wish that the reading of intents did not see; what it sees has its own place among the answers."""
    state, verdict = turn.state, turn.state.verdict
    meant_otherwise = (
        reading.intent in (Intent.HUMAN, Intent.MACHINE)
        or state.asking in _NAMED | DICTATED
        or reading.mentions_message
        or reading.wants_callback
        or (reading.intent is Intent.BOOK and bool(reading.offerings))
        or (state.asking in YES_NO and reading.answer == "no")
        or (state.asking is Asking.OFFERS and _ONE_OF_THEM.match(reading.text) is not None)
        or (_names_a_time(state.asking, reading) and not reading.mentions_human)
    )
    if verdict is None or meant_otherwise:
        return False
    await troubles.fetch_as_wished(turn, verdict.inputs)
    return True


def _names_a_time(asked: Asking, reading: Reading) -> bool:
    """ "One thirty, please": where a time was asked for, a few words that are one, and nothing of a person."""
    few = len(reading.text.split()) <= FEW_WORDS
    return (
        asked in _TIMES_ASKED and few and (reading.is_timed or reading.choice is not None or bool(reading.candidates))
    )


def say_sorry(turn: Turn, reading: Reading) -> None:
    """Before the answer: to who is angry, and once to who has lost somebody."""
    state = turn.state
    if state.mood.signals.get(Kind.GRIEF, 0.0) >= GRIEVING and not state.condoled:
        state.condoled = True
        turn.say("sorry_grief")
    elif state.mood.emotion == "angry" and reading.intent is not Intent.COMPLAINT:
        turn.say("sorry_anger")
