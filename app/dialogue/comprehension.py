"""Everything that one utterance says, read once: intent, answer, times, names, offerings.

Deterministic; nothing is decided here.
"""

import re
from collections.abc import Callable
from datetime import datetime

from app.dialogue.another_marks import FOR_ANOTHER, tells_of_another
from app.dialogue.asked_further import asked_further
from app.dialogue.clause_marks import clause_marks, clauses
from app.dialogue.intent_rules import plain_words, without_denied_change
from app.dialogue.intents import Guess, Intent, IntentClassifier
from app.dialogue.left_behind import LEFT_BEHIND, left_behind
from app.dialogue.lexicon import Lexicon
from app.dialogue.marks import MARKS
from app.dialogue.name_lore import family_names
from app.dialogue.not_here import asked_for_in_vain
from app.dialogue.one_of import OneOfSeveral
from app.dialogue.questions import Knowledge
from app.dialogue.reading import Reading
from app.dialogue.reading_names import EXPECT_NAME, NameReader
from app.dialogue.reading_times import TimeReader
from app.dialogue.standing_marks import HAD_BEFORE, STANDING_MARKS, standing_marks
from app.dialogue.state import Asking, CallState
from app.dialogue.topics import Topics
from app.dialogue.two_wishes import two_wishes
from app.dialogue.woman_or_man_marks import wished_marks
from app.dialogue.word_lore import known_words
from app.domain.business import Business, Language
from app.domain.escalation.mood import CALM, after
from app.domain.escalation.words import heard_in_words
from app.domain.ids import E164, CallSid, OfferingKey
from app.domain.spoken.contractions import spelled_out
from app.domain.spoken.courtesies import without_courtesies
from app.domain.spoken.dialects import as_written
from app.domain.spoken.hear_answer import Answer, hear_answer, hear_choice
from app.domain.spoken.hear_name import hear_spelling
from app.domain.spoken.hear_number import HeardPhone, correct_phone, hear_phone
from app.domain.spoken.known_days import known_days
from app.domain.spoken.taken_back import without_taken_back
from app.domain.spoken.when import When, Window

_NO_TROUBLE = frozenset(
    {
        Intent.LIST,
        Intent.MOVE,
        Intent.CANCEL,
        Intent.MESSAGE,
        Intent.CALLBACK,
        Intent.HUMAN,
        Intent.HOLD_ON,
        Intent.REPEAT,
    }
)
_MAY_AIL = frozenset({Asking.GOAL, Asking.OFFERING, Asking.ANYTHING_ELSE, Asking.HUMAN_OR_MESSAGE})


_OPENS_WITH_QUESTION = re.compile(
    r"(?:[^.!?]*, )?(?:do|does|did|are|is|have|has|what|how|where|who)\b[^.!?]*\?", re.IGNORECASE
)
_A_GUESS = 0.3
"""Less sure than this, no intent speaks against a trouble that was told."""
_SPEAK_TO: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\bmit\b.*\b(sprechen|reden|verbinden|verbunden|telefonieren)\b|\b(ist|wäre) .* (zu sprechen|erreichbar)\b"
    ),
    "en": re.compile(r"\b(speak|talk|chat|put me through|connect me|have a word)( quickly| briefly)? (to|with)\b"),
}
_READS_BACK = frozenset({Asking.READ_BACK, Asking.CANCEL_SURE, Asking.MESSAGE_RIGHT, Asking.NUMBER_RIGHT})
_TO_SOMEBODY_ABOUT: dict[Language, re.Pattern[str]] = {
    "de": re.compile(
        r"\bmit (?:jemand\w*|wem|einem arzt|einer ärztin) (?:\w+ ){0,3}(?:über|wegen|zu) (?:ein\w*|neue\w*) "
    ),
    "en": re.compile(
        r"\b(?:speak|talk|chat)\w* (?:to|with) (?:somebody|someone|anyone|a dentist|a doctor) (?:\w+ ){0,2}about "
        r"(?:getting|having|a|an|some) "
    ),
}
_ABOUT_THEIRS: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(wegen|über|zu) (meine[rnms]?|unsere[rnms]?)\b"),
    "en": re.compile(r"\babout (my|our)\b"),
}
"""What is spoken about is there already: nothing is to be booked."""
_STILL_FREE = re.compile(
    r"\b(?:ist|wäre) (?:denn |da |der |dieser |eine?n? )*(?:\w*termin|zeit) .*\b(?:frei|verfügbar|zu haben)\b"
    r"|\bis (?:the|that|your) (?:\w+ )?(?:appointment|slot|time) .*\b(?:free|available|going)\b"
)
""" "Ist der Termin am Freitag um zwölf noch frei?": nobody's yet."""
_BY_PRONOUN: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\b(bei|zu|mit) (ihr|ihm)\b(?! \w*(mann|frau|kind|sohn|tochter)\b)"),
    "en": re.compile(r"\b(with|by|see) (her|him)\b(?! \w)"),
}
"""Of the staff, whom the caller named before."""


class Comprehension:
    """One business's, shared by its calls."""

    def __init__(self, business: Business, classifier: IntentClassifier) -> None:
        self.business = business
        self.lexicon = Lexicon(business)
        self._one_of = OneOfSeveral(business)
        self.topics = Topics(business)
        self.knowledge = Knowledge(business)
        self.classifier = classifier
        self._times = TimeReader(business, self.lexicon)
        self.when = self._times.when
        self._people = NameReader(business, self.lexicon)
        self._warm_up()

    def _warm_up(self) -> None:
        """Tables and grammars are built on first use: not while the first caller waits."""
        family_names()
        now = datetime(2026, 1, 5, 9, 0, tzinfo=self.business.zone)
        for language in self.business.languages:
            known_words(language)
            state = CallState(CallSid("warm-up"), self.business, language, None, asking=Asking.NAME)
            self.read("Müller, nächsten Dienstag um neun, 030 123456", state, now=now)

    def read(self, text: str, state: CallState, *, now: datetime, is_guess: bool = False) -> Reading:
        """`is_guess`: one of many that the recogniser has of this utterance."""
        language = state.language
        text = without_taken_back(spelled_out(text) if language == "en" else as_written(text), language)
        text = without_courtesies(text, language)
        said = plain_words(text)
        guess = self.classifier.classify(without_denied_change(text, language), language, weigh_meaning=not is_guess)
        asks = text.rstrip().endswith("?") or _OPENS_WITH_QUESTION.match(text) is not None
        heard = hear_answer(text, language, read_back=state.asking in _READS_BACK)
        marks = frozenset(mark for mark, pattern in MARKS[language].items() if pattern.search(said))
        marks |= clause_marks(text, language) | standing_marks(text, language) | ({"question_form"} if asks else set())
        marks |= wished_marks(said, language)
        marks |= {LEFT_BEHIND} if left_behind(text, language) else set()
        guess = self._wants_to_speak_to(text, language, said, guess)
        two = two_wishes(text, language, self.lexicon)
        of_one = two.first_words if two is not None else text
        if tells_of_another(of_one, language, is_treated=self._is_treated(language)):
            marks |= {FOR_ANOTHER}
        question = self.knowledge.kind(text, language)
        question = question or asked_further(text, state, lambda words: self.knowledge.kind(words, language))
        options = _options(state)
        offered = options or _read_back(state)
        when = self._times.read(text, state, now=now, options=offered, of_two=two is not None)
        choice = hear_choice(text, language, options=options, today=now.date())
        name, said_name, only_given = self._people.names(text, state)
        offerings = (two.first, two.second) if two else self._offerings(text, state, guess)
        could_be = self._could_be(text, language, offerings)
        if len(could_be) == 1:
            offerings, could_be = (*offerings, *could_be), ()
        return Reading(
            text=text,
            guess=guess,
            emotion=after(CALM, heard_in_words(text, language)).emotion,
            answer={Answer.YES: "yes", Answer.NO: "no"}.get(heard.answer),
            rest=heard.rest,
            choice=choice.index,
            candidates=choice.candidates,
            when=when,
            about=when.existing if when is not None and _STILL_FREE.search(said) is None else (),
            asked_day=self._times.asked_day(text, language, now) if question == "hours" else None,
            offerings=offerings,
            could_be=could_be,
            two=two,
            person=self.lexicon.person(text) or (state.staff if _BY_PRONOUN[language].search(said) else None),
            avoided=self.lexicon.avoided(text),
            stranger=asked_for_in_vain(text, language, is_staff=self.lexicon.names_staff),
            topic=self.topics.spoken_of(text, language, self.lexicon.offerings(text, language)),
            anyone=self.lexicon.anyone(text, language),
            anyone_time="any_time" in marks and when is None,
            direction="later" if "later" in marks else ("earlier" if "earlier" in marks else None),
            name=name,
            said_name=said_name,
            only_given=only_given,
            number=self._people.number(text, language),
            spelling=hear_spelling(text, language) if state.asking in EXPECT_NAME | {Asking.READ_BACK} else None,
            question=question,
            faq=self.knowledge.faq(text, language) if len(said.split()) > 1 else None,
            marks=marks,
        )

    def _could_be(self, text: str, language: Language, offerings: tuple[OfferingKey, ...]) -> tuple[OfferingKey, ...]:
        """None where one of them is named: "Haare schneiden, Herren"."""
        meant = self._one_of.meant(text, language)
        return meant if set(meant).isdisjoint(offerings) else ()

    def _offerings(self, text: str, state: CallState, guess: Guess) -> tuple[OfferingKey, ...]:
        """Named, or where nothing is known yet, what a trouble is looked at in."""
        named = self.lexicon.offerings(text, state.language)
        if len(named) > 1:  # "I'm in for a cleaning on Tuesday, can I add a check-up?"
            others = STANDING_MARKS[state.language]["stands"], HAD_BEFORE[state.language]
            wished = ", ".join(part for part in clauses(text) if not any(one.search(part.lower()) for one in others))
            named = self.lexicon.offerings(wished, state.language) or named
        asks = MARKS[state.language]["question_form"].search(plain_words(text)) is not None
        if (
            named
            or asks
            or left_behind(text, state.language)
            or (guess.intent in _NO_TROUBLE and guess.confidence >= _A_GUESS)
            or state.asking not in _MAY_AIL
            or (state.goal is not None and state.goal.offering is not None)
        ):
            return named
        return self.lexicon.ailments(text, state.language)

    def _wants_to_speak_to(self, text: str, language: Language, said: str, guess: Guess) -> Guess:
        """ "Can I speak to Doctor Aydin?", about nothing an appointment is for: "to someone about an implant" is."""
        if guess.intent is Intent.HUMAN and _TO_SOMEBODY_ABOUT[language].search(said) is not None:
            return Guess(Intent.BOOK, 1.0) if self.lexicon.offerings(text, language) else guess
        asks_for = _SPEAK_TO[language].search(said) is not None and self.lexicon.person(text) is not None
        booked = self.lexicon.offerings(text, language) or MARKS[language]["appointment"].search(said)
        about = bool(booked) and _ABOUT_THEIRS[language].search(said) is None
        return Guess(Intent.HUMAN, 1.0, certain=True) if asks_for and not about and not guess.certain else guess

    def _is_treated(self, language: Language) -> Callable[[str], bool]:
        lexicon = self.lexicon
        return lambda words: bool(
            lexicon.offerings(words, language)
            or lexicon.ailments(words, language)
            or self._one_of.meant(words, language)
        )

    def wish(self, windows: tuple[Window, ...]) -> When:
        return When(windows=windows, said_day=True, said_time=True, wish=known_days(windows))

    def phone(self, text: str, language: Language, *, earlier: str) -> HeardPhone:
        return hear_phone(text, language, earlier_digits=earlier)

    def corrected_phone(self, text: str, language: Language, *, known: E164) -> HeardPhone | None:
        return correct_phone(text, language, known=known)


def _options(state: CallState) -> tuple[datetime, ...]:
    goal, zone = state.goal, state.business.zone
    if goal is None:
        return ()
    if state.asking is Asking.OFFERS:
        return tuple(slot.starts_at.astimezone(zone) for slot in goal.offers)
    if state.asking is Asking.WHICH_READING:
        return tuple(windows[0].earliest for windows in goal.readings)
    if state.asking is Asking.WHICH_APPOINTMENT:
        return tuple(booking.slot.starts_at.astimezone(zone) for booking in goal.appointments or ())
    return ()


def _read_back(state: CallState) -> tuple[datetime, ...]:
    """What "etwas später" hangs on, said to what was read back."""
    goal = state.goal
    if goal is None or goal.slot is None or state.asking is not Asking.READ_BACK:
        return ()
    return (goal.slot.starts_at.astimezone(state.business.zone),)
