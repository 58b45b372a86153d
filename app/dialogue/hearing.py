"""Which of the recogniser's guesses answers what was asked: the first that does, then what sounds like an answer."""

from collections.abc import Sequence
from datetime import datetime

import structlog

from app.dialogue.comprehension import Comprehension
from app.dialogue.intents import Intent
from app.dialogue.likely_answers import likely_answer
from app.dialogue.reading import Reading
from app.dialogue.state import YES_NO, Asking, CallState

log = structlog.get_logger()

GUESSES_READ = 5
SURE = 0.6
_TIMES = frozenset({Asking.WHEN, Asking.CALLBACK_WHEN, Asking.APPOINTMENT_DAY, Asking.WHICH_READING})
_NAMES = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.APPOINTMENT_NAME})
_AGREEING = YES_NO - {Asking.ANYTHING_ELSE}
_SAID_ANY_TIME = frozenset(
    {Intent.HUMAN, Intent.REPEAT, Intent.GOODBYE, Intent.HOLD_ON, Intent.EMERGENCY_OF_LIFE, Intent.COMPLAINT}
)


class Hearing:
    """Reads an utterance in the light of the question."""

    def __init__(self, comprehension: Comprehension) -> None:
        self._comprehension = comprehension

    def read(self, text: str, guesses: Sequence[str], state: CallState, *, now: datetime) -> Reading:
        """The reading to go by; that of `text` itself when no other guess answers better."""
        first = self._comprehension.read(text, state, now=now)
        if not text.strip() or answers(first, state.asking) or _stands_on_its_own(first):
            return first
        return self._from_guesses((text, *guesses), state, now=now) or first

    def read_doubtful(self, guesses: Sequence[str], state: CallState, *, now: datetime) -> Reading | None:
        """Of speech that the recogniser does not stand by. Never agrees to anything: that is asked again."""
        if state.asking in _AGREEING or not guesses:
            return None
        reading = self._from_guesses(guesses, state, now=now)
        return reading if reading is not None and reading.answer != "yes" else None

    def _from_guesses(self, guesses: Sequence[str], state: CallState, *, now: datetime) -> Reading | None:
        for guess in guesses[:GUESSES_READ]:
            reading = self._comprehension.read(guess, state, now=now)
            if answers(reading, state.asking):
                log.info("answer_from_other_guess", pii_text=guess)
                return reading
        likely = likely_answer(guesses, state, now=now)
        if likely is not None:
            log.info("answer_by_sound", likeness=round(likely.likeness, 2), pii_text=likely.text)
            return self._comprehension.read(likely.text, state, now=now)
        return None


def answers(reading: Reading, asked: Asking) -> bool:
    """Whether this is an answer to that question; any other sense is left to the goals."""
    if asked in _TIMES:
        return (reading.when is not None and reading.when.problem is None) or reading.anyone_time
    if asked in _NAMES:
        return reading.said_name is not None or reading.name is not None
    if asked is Asking.OFFERS:
        return bool(reading.answer or reading.choice is not None or reading.candidates or reading.has_details)
    if asked is Asking.OFFERING:
        return bool(reading.offerings)
    if asked in YES_NO:
        return reading.answer is not None or reading.has_details
    return bool(reading.text.strip())


def _stands_on_its_own(reading: Reading) -> bool:
    """Something callers say whatever they were asked."""
    confident = reading.guess.certain or reading.guess.confidence >= SURE
    known_question = reading.asks and (reading.question is not None or reading.faq is not None)
    return known_question or (confident and reading.intent in _SAID_ANY_TIME)
