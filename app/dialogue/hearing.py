"""Which of the recogniser's guesses answers what was asked: the first that does, then what sounds like an answer."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from app.dialogue.comprehension import Comprehension
from app.dialogue.doubtful_times import days_alone
from app.dialogue.intents import Intent
from app.dialogue.likely_answers import likely_answer
from app.dialogue.likely_names import as_people_are_called, likeliest
from app.dialogue.name_lore import family_names, given_names
from app.dialogue.naming import sounds_like_name
from app.dialogue.preferring import only_prefers
from app.dialogue.reading import Reading
from app.dialogue.state import YES_NO, Asking, CallState
from app.domain.spoken.folding import fold
from app.domain.spoken.times.wishes import MonthDay

log = structlog.get_logger()

GUESSES_READ = 5
SURE = 0.6
MOST_DAYS = 7
MOST_COUNTED = 4
"""Offers that somebody may believe to have heard."""
TELLING = 3
"""Words from which on something else than the name of a part may have been said."""

NAME_WORDS = 4
"""At most, of somebody who says their name and nothing else."""
LETTER_WORDS = 6
"""Of somebody who spells it, and of whose letters a time was made."""
SURE_NAME = 0.8
"""From here on nearly every name is heard right."""
HARDLY_HEARD_NAME = 0.5
"""Below, a letter of it may be wrong: half of the names on a quiet line were above, and one of nine in noise."""

_PLAIN_NO = re.compile(
    r"\b(nein|nee|nö|keine[rnms]?|nichts|passt (mir )?nicht|geht (bei mir )?nicht"
    r"|no|nope|none|neither|nothing|don't|doesn't|can't)\b"
)
_CHANGES = re.compile(
    r"\b(?:doch|lieber|besser|statt\w*|sondern|nicht|anders|andere\w*|noch|kann|können|könnte|geht|ginge|wäre|moment"
    r"|actually|rather|instead|but|better|not|can|could|would|make|other|another|sorry|wait)\b",
    re.IGNORECASE,
)
_TIMES = frozenset({Asking.WHEN, Asking.CALLBACK_WHEN, Asking.APPOINTMENT_DAY, Asking.WHICH_READING})
_NAMES = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.APPOINTMENT_NAME})
_OBJECTING = frozenset({Asking.READ_BACK, Asking.WHAT_WRONG})
_SPEAKS_OF_IT = re.compile(r"\b(?:der|the) (?:nach)?name\b", re.IGNORECASE)
"""Nobody calls their own name "the name": it is said to be wrong."""
_AGREEING = YES_NO - {Asking.ANYTHING_ELSE}
_SAID_ANY_TIME = frozenset(
    {Intent.HUMAN, Intent.REPEAT, Intent.GOODBYE, Intent.HOLD_ON, Intent.EMERGENCY_OF_LIFE, Intent.COMPLAINT}
)


class Hearing:
    """Reads an utterance in the light of the question."""

    def __init__(self, comprehension: Comprehension) -> None:
        self._comprehension = comprehension

    def read(
        self, text: str, guesses: Sequence[str], state: CallState, *, now: datetime, confidence: float = 1.0
    ) -> Reading:
        """The reading to go by; that of `text` itself when no other guess answers better.

        `confidence`: 0..1, how sure the recogniser is of `text`.
        """
        reading = self._chosen(text, guesses, state, now=now)
        if confidence < SURE_NAME:
            likelier = self._likelier_name(reading, text, guesses, state, now=now, confidence=confidence)
            reading = _without_strange_name(likelier, state)
        return replace(reading, guesses=tuple(dict.fromkeys((text, *guesses))), confidence=confidence)

    def _chosen(self, text: str, guesses: Sequence[str], state: CallState, *, now: datetime) -> Reading:
        first = self._comprehension.read(text, state, now=now)
        if not text.strip() or _stands_on_its_own(first):
            return first
        if state.asking is Asking.SPELLING and _is_misheard_name(first, state):
            return self._spelled(guesses, state, now=now) or replace(first, when=None)
        if _counts_past_the_offers(first, state):
            return self._one_of_the_offers(guesses, state, now=now) or replace(first, when=None)
        if denied := _denied_once_more(first, state):
            return self._not_what_is_denied(first, guesses, denied, state, now=now)
        if answers(first, state.asking) and (state.asking is not Asking.OFFERS or _is_plain(first, state.asking)):
            return self._with_known_first_name(first, guesses, state, now=now) if state.asking in _NAMES else first
        found = self._from_guesses((text, *guesses), state, now=now) or first
        return replace(found, when=None) if _is_misheard_name(found, state) else found

    def _one_of_the_offers(self, guesses: Sequence[str], state: CallState, *, now: datetime) -> Reading | None:
        others = (self._comprehension.read(guess, state, now=now, is_guess=True) for guess in guesses[:GUESSES_READ])
        return next((other for other in others if other.choice is not None), None)

    def _spelled(self, guesses: Sequence[str], state: CallState, *, now: datetime) -> Reading | None:
        others = (self._comprehension.read(guess, state, now=now, is_guess=True) for guess in guesses[:GUESSES_READ])
        return next((other for other in others if other.spelling is not None and other.when is None), None)

    def _not_what_is_denied(
        self, first: Reading, guesses: Sequence[str], denied: Sequence[datetime], state: CallState, *, now: datetime
    ) -> Reading:
        """Another time that the caller may have said; else a no alone, after which they are asked what is wrong."""
        others = (self._comprehension.read(guess, state, now=now, is_guess=True) for guess in guesses[:GUESSES_READ])
        return next(
            (
                other
                for other in others
                if other.when is not None
                and other.when.problem is None
                and other.when.windows
                and not any(window.fits(start) for window in other.when.windows for start in denied)
            ),
            replace(first, when=None),
        )

    def _likelier_name(
        self,
        chosen: Reading,
        text: str,
        guesses: Sequence[str],
        state: CallState,
        *,
        now: datetime,
        confidence: float = 0.0,
    ) -> Reading:
        """Where a name was asked for, or is said to be another, the guess that people are likelier called.

        Whoever objects has heard the name that they deny: it is not taken again, and nor are those denied before.
        """
        asked, objects = state.asking in _NAMES, state.asking in _OBJECTING and chosen.answer != "yes"
        name = chosen.said_name if asked else chosen.name
        if not name or not (asked or objects) or _SPEAKS_OF_IT.search(text) or chosen.offerings:
            return chosen
        others = [
            reading
            for guess in (text, *guesses[:GUESSES_READ])
            if (reading := self._comprehension.read(guess, state, now=now, is_guess=True)).answer == chosen.answer
        ]
        readings = [chosen, *(other for other in others if other.text != chosen.text)]
        denied = (*state.names_denied, *((state.name or "").split()[-1:] if objects else ()))
        names = [one.said_name if asked else one.name for one in readings]
        place = likeliest(names, denied=denied, before=state.names_guessed)
        if place is None:
            return chosen
        hardly = confidence < HARDLY_HEARD_NAME and state.language == "de"
        return _as_people_are_called(readings[place], state, denied) if hardly else readings[place]

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
        if state.asking in _NAMES:
            reading = self._likelier_name(reading, reading.text, guesses, state, now=now)
        if state.asking in _NAMES and not _is_credible_name(reading.said_name or reading.name):
            return None
        chosen = reading.choice is not None or reading.candidates or reading.answer == "no"
        if state.asking is Asking.OFFERS and not chosen:
            return None  # a new wish is not built on a guess, while what was offered stands
        if state.asking is Asking.SPELLING and not sounds_like_name(reading.spelling, state.name):
            return None
        reading = replace(reading, guesses=tuple(guesses), confidence=0.0)
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


def _denied_once_more(reading: Reading, state: CallState) -> tuple[datetime, ...]:
    """The starts that were read back and are wrong, when a no names one of them: it was not heard right.

    "Nein, ab vierzehn Uhr" in noise is "nein, halb vierzehn Uhr", which is what was read back.
    """
    goal, when = state.goal, reading.when
    denies = reading.answer == "no" and not only_prefers(reading.text)
    if state.asking is not Asking.READ_BACK or not denies or goal is None or goal.slot is None:
        return ()
    starts = tuple(slot.starts_at.astimezone(state.business.zone) for slot in (goal.slot, *goal.denied))
    exact = when is not None and any(window.earliest == window.latest == starts[0] for window in when.windows)
    return starts if exact else ()


def _is_misheard_name(reading: Reading, state: CallState) -> bool:
    """A few words that are a time, where a name was asked for: who changes their mind says so."""
    if (
        state.asking not in {Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING}
        or reading.when is None
        or reading.answer
        or reading.offerings
        or (state.asking is Asking.SPELLING and reading.spelling is not None)
    ):
        return False
    most = LETTER_WORDS if state.asking is Asking.SPELLING else NAME_WORDS
    return len(reading.text.split()) <= most and _CHANGES.search(reading.text) is None


def _without_strange_name(reading: Reading, state: CallState) -> Reading:
    """ "Hier ist Einstück für Junge rausgebrochen": not asked for, hardly heard and nobody's name: it is asked for."""
    name = (reading.name or "").split()
    if state.asking is not Asking.GOAL or not name or name[-1] in family_names() or fold(name[0]) in given_names():
        return reading
    return replace(reading, name=None, only_given=False)


def _as_people_are_called(reading: Reading, state: CallState, denied: Collection[str]) -> Reading:
    """A customer whose telephone this is has their name as it is written."""
    known = state.caller.name if state.caller is not None else None
    name, said = (
        as_people_are_called(one, denied=denied, before=state.names_guessed) if one and one != known else one
        for one in (reading.name, reading.said_name)
    )
    return replace(reading, name=name, said_name=said)


def _is_plain(reading: Reading, asked: Asking) -> bool:
    """An answer to an offer that names one of them, or says no in so many words; "nicht" alone may be a mishearing."""
    if asked is not Asking.OFFERS:
        return True
    if reading.choice is not None or reading.candidates or reading.answer == "yes" or reading.direction is not None:
        return True
    if reading.answer == "no":
        names_a_day = reading.when is not None and reading.when.problem is None and reading.when.said_day
        return names_a_day or _PLAIN_NO.search(reading.text.lower()) is not None  # "eher so Donnerstag"
    return not _is_far_fetched(reading, asked) and reading.has_details


def _is_far_fetched(reading: Reading, asked: Asking) -> bool:
    """A new wish for a time that names no day, in answer to an offer: "im Winter" was "um neun, bitte"."""
    days = {window.earliest.date() for window in reading.when.windows} if reading.when is not None else set()
    return asked is Asking.OFFERS and reading.answer is None and len(days) > MOST_DAYS


def _is_credible_name(name: str | None) -> bool:
    """Of speech that the recogniser does not stand by: only with a first name that people have."""
    return name is not None and fold(name.split()[0]) in given_names()


def _counts_past_the_offers(reading: Reading, state: CallState) -> bool:
    """ "Den dritten, bitte" after two offers: hardly the third of next month, and "den ersten" is soon misheard so."""
    goal = state.goal
    if goal is None or state.asking is not Asking.OFFERS or reading.when is None or reading.choice is not None:
        return False
    wish = reading.when.wish
    only = wish.clauses[0] if len(wish.clauses) == 1 and not wish.excluded else None
    return (
        only is not None
        and only.times is None
        and isinstance(only.days, MonthDay)
        and len(goal.offers) < only.days.day <= MOST_COUNTED
    )


def _stands_on_its_own(reading: Reading) -> bool:
    """Something callers say whatever they were asked."""
    confident = reading.guess.certain or reading.guess.confidence >= SURE
    known_question = reading.asks and (reading.question is not None or reading.faq is not None)
    return known_question or (confident and reading.intent in _SAID_ANY_TIME)
