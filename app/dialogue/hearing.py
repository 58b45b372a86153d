"""Which of the recogniser's guesses answers what was asked: the first that does, then what sounds like an answer."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from app.dialogue.comprehension import Comprehension
from app.dialogue.doubtful_times import days_alone
from app.dialogue.intents import Intent
from app.dialogue.likely_answers import likely_answer
from app.dialogue.naming import sounds_like_name
from app.dialogue.reading import Reading
from app.dialogue.state import YES_NO, Asking, CallState
from app.domain.spoken.folding import fold
from app.domain.spoken.name_words import GIVEN

log = structlog.get_logger()

GUESSES_READ = 5
SURE = 0.6
MOST_DAYS = 7
TELLING = 3
"""Words from which on something else than the name of a part may have been said."""

_PLAIN_NO = re.compile(
    r"\b(nein|nee|nö|keine[rnms]?|nichts|passt (mir )?nicht|geht (bei mir )?nicht"
    r"|no|nope|none|neither|nothing|don't|doesn't|can't)\b"
)
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
        if not text.strip() or _stands_on_its_own(first):
            return first
        if answers(first, state.asking) and (state.asking is not Asking.OFFERS or _is_plain(first, state.asking)):
            return self._with_known_first_name(first, guesses, state, now=now) if state.asking in _NAMES else first
        return self._from_guesses((text, *guesses), state, now=now) or first

    def _with_known_first_name(
        self, first: Reading, guesses: Sequence[str], state: CallState, *, now: datetime
    ) -> Reading:
        """Of several guesses at a name, the first with a first name that people have."""
        if _is_credible_name(first.said_name or first.name) or " " not in (first.said_name or ""):
            return first
        others = (self._comprehension.read(guess, state, now=now, is_guess=True) for guess in guesses[:GUESSES_READ])
        return next((reading for reading in others if _is_credible_name(reading.said_name)), first)

    def read_doubtful(self, guesses: Sequence[str], state: CallState, *, now: datetime) -> Reading | None:
        """Of speech that the recogniser does not stand by. Never agrees to anything: that is asked again."""
        if state.asking in _AGREEING or not guesses:
            return None
        reading = self._from_guesses(guesses, state, now=now)
        if reading is None or reading.answer == "yes":
            return None
        if state.asking in _NAMES and not _is_credible_name(reading.said_name or reading.name):
            return None
        if state.asking is Asking.SPELLING and not sounds_like_name(reading.spelling, state.name):
            return None
        return replace(reading, when=days_alone(reading.when)) if state.asking in _TIMES else reading

    def _from_guesses(self, guesses: Sequence[str], state: CallState, *, now: datetime) -> Reading | None:
        """What one of the guesses says outright, else what they sound like, else a guess that only may be an answer."""
        readings = [self._comprehension.read(guess, state, now=now, is_guess=True) for guess in guesses[:GUESSES_READ]]
        answering = [reading for reading in readings if answers(reading, state.asking)]
        outright = next((reading for reading in answering if _is_plain(reading, state.asking)), None)
        if outright is not None:
            log.info("answer_from_other_guess", pii_text=outright.text)
            return outright
        likely = likely_answer(guesses, state, now=now)
        if likely is not None:
            log.info("answer_by_sound", likeness=round(likely.likeness, 2), pii_text=likely.text)
            return self._comprehension.read(likely.text, state, now=now)
        return next((reading for reading in answering if not _is_far_fetched(reading, state.asking)), None)


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
    if asked is Asking.WHAT_WRONG:
        return bool(reading.marks or reading.answer or reading.has_details) or len(reading.text.split()) >= TELLING
    if asked in YES_NO:
        return reading.answer is not None or reading.has_details
    return bool(reading.text.strip())


def _is_plain(reading: Reading, asked: Asking) -> bool:
    """An answer to an offer that names one of them, or says no in so many words; "nicht" alone may be a mishearing."""
    if asked is not Asking.OFFERS:
        return True
    if reading.choice is not None or reading.candidates or reading.answer == "yes" or reading.direction is not None:
        return True
    if reading.answer == "no":
        return _PLAIN_NO.search(reading.text.lower()) is not None
    return not _is_far_fetched(reading, asked) and reading.has_details


def _is_far_fetched(reading: Reading, asked: Asking) -> bool:
    """A new wish for a time that names no day, in answer to an offer: "im Winter" was "um neun, bitte"."""
    days = {window.earliest.date() for window in reading.when.windows} if reading.when is not None else set()
    return asked is Asking.OFFERS and reading.answer is None and len(days) > MOST_DAYS


def _is_credible_name(name: str | None) -> bool:
    """Of speech that the recogniser does not stand by: only with a first name that people have."""
    return name is not None and fold(name.split()[0]) in GIVEN


def _stands_on_its_own(reading: Reading) -> bool:
    """Something callers say whatever they were asked."""
    confident = reading.guess.certain or reading.guess.confidence >= SURE
    known_question = reading.asks and (reading.question is not None or reading.faq is not None)
    return known_question or (confident and reading.intent in _SAID_ANY_TIME)
