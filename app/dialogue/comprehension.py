"""Everything that one utterance says, read once: intent, answer, times, names, offerings.

Deterministic; nothing is decided here.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from app.dialogue.clause_marks import clause_marks
from app.dialogue.doubtful_times import as_that_week, names_a_lost_day
from app.dialogue.intent_rules import plain_words, without_denied_change
from app.dialogue.intents import IntentClassifier
from app.dialogue.lexicon import Lexicon
from app.dialogue.marks import MARKS
from app.dialogue.name_lore import family_names
from app.dialogue.questions import Knowledge
from app.dialogue.reading import Reading
from app.dialogue.standing_marks import standing_marks
from app.dialogue.state import Asking, CallState, GoalKind
from app.dialogue.topics import Topics
from app.domain.business import Business, Language
from app.domain.escalation.mood import CALM, after
from app.domain.escalation.words import heard_in_words
from app.domain.ids import E164, CallSid
from app.domain.spoken.concluded import concluded
from app.domain.spoken.gone_by import gone_by
from app.domain.spoken.hear_answer import Answer, hear_answer, hear_choice
from app.domain.spoken.hear_name import hear_name, hear_spelling
from app.domain.spoken.hear_number import HeardPhone, correct_phone, hear_phone
from app.domain.spoken.hear_when import hear_when
from app.domain.spoken.known_names import name_likeness
from app.domain.spoken.mend_times import join_parts_of_day, mend_times
from app.domain.spoken.when import When, WhenProblem, Window

_EXPECT_TIME = frozenset({Asking.WHEN, Asking.OFFERS, Asking.CALLBACK_WHEN, Asking.APPOINTMENT_DAY})
_SAME_PERSON = 0.8
_EXPECT_NAME = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.SPELLING, Asking.APPOINTMENT_NAME})


_OPENS_WITH_NAME = re.compile(
    r"^(?:(?:ja|hallo|hi|hello|yes|moin|servus|guten (?:tag|morgen|abend)|grüß gott"
    r"|good (?:morning|afternoon|evening)|äh|ähm|uh)[,.!]?\s+)*"
    r"(?P<name>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?)[,.]\s+(?:ich|wir|i\b|i'd|mein|es\b|können"
    r"|könnte|kann|haben|we\b|can\b|my\b)",
    re.IGNORECASE,
)


_COUNTS = re.compile(r"(first|second|third|one|two|once|eins?|erst\w*|zwei\w*|einmal|zweitens| )+")  # no times at all
_SENTENCE_END = re.compile(r"[.!?;]\s+(?=\w)")


class Comprehension:
    """One business's, shared by its calls."""

    def __init__(self, business: Business, classifier: IntentClassifier) -> None:
        self.business = business
        self.lexicon = Lexicon(business)
        self.topics = Topics(business)
        self.knowledge = Knowledge(business)
        self.classifier = classifier
        self._warm_up()

    def _warm_up(self) -> None:
        """Tables and grammars are built on first use: not while the first caller waits."""
        family_names()
        now = datetime(2026, 1, 5, 9, 0, tzinfo=self.business.zone)
        for language in self.business.languages:
            state = CallState(CallSid("warm-up"), self.business, language, None, asking=Asking.NAME)
            self.read("Müller, nächsten Dienstag um neun, 030 123456", state, now=now)

    def read(self, text: str, state: CallState, *, now: datetime, is_guess: bool = False) -> Reading:
        """`is_guess`: one of many that the recogniser has of this utterance."""
        language = state.language
        said = plain_words(text)
        guess = self.classifier.classify(without_denied_change(text, language), language, weigh_meaning=not is_guess)
        asks = text.rstrip().endswith("?")
        heard = hear_answer(text, language)
        marks = frozenset(mark for mark, pattern in MARKS[language].items() if pattern.search(said))
        marks |= clause_marks(text, language) | standing_marks(text, language) | ({"question_form"} if asks else set())
        question = self.knowledge.kind(text, language)
        options = _options(state)
        earlier, standing, expected = _earlier(state), _standing(state), state.asking in _EXPECT_TIME
        when = self.when(
            text, language, now=now, earlier=earlier, offered=options, standing=standing, expected=expected
        )
        when = self._gone_by(text, state, when, now) or when
        lost_day = when is not None and names_a_lost_day(text, when, language)
        leaves_open = lost_day or when is None or when.problem is WhenProblem.NOT_UNDERSTOOD or not when.said_day
        if expected and leaves_open and (mended := mend_times(text, language)) is not None:
            better = self.when(
                mended, language, now=now, earlier=earlier, offered=options, standing=standing, expected=True
            )
            when = better if lost_day and _says_a_day(better, when) else _clearer(when, better)
        if when is not None and names_a_lost_day(text, when, language) and lost_day:
            when = as_that_week(when)
        when = self._moved(text, language, when, now)
        choice = hear_choice(text, language, options=options, today=now.date())
        name, said_name, only_given = self._names(text, state)
        return Reading(
            text=text,
            guess=guess,
            emotion=after(CALM, heard_in_words(text, language)).emotion,
            answer={Answer.YES: "yes", Answer.NO: "no"}.get(heard.answer),
            rest=heard.rest,
            choice=choice.index,
            candidates=choice.candidates,
            when=when,
            about=when.existing if when is not None else (),
            asked_day=self._asked_day(text, language, now) if question == "hours" else None,
            offerings=self.lexicon.offerings(text, language),
            person=self.lexicon.person(text),
            topic=self.topics.spoken_of(text, language, self.lexicon.offerings(text, language)),
            anyone=self.lexicon.anyone(text, language),
            anyone_time="any_time" in marks and when is None,
            direction="later" if "later" in marks else ("earlier" if "earlier" in marks else None),
            name=name,
            said_name=said_name,
            only_given=only_given,
            number=self._number(text, language),
            spelling=hear_spelling(text, language) if state.asking in _EXPECT_NAME | {Asking.READ_BACK} else None,
            question=question,
            faq=self.knowledge.faq(text, language) if len(said.split()) > 1 else None,
            marks=marks,
        )

    # --- times --------------------------------------------------------------------------------------------------------

    def when(
        self,
        text: str,
        language: Language,
        *,
        now: datetime,
        earlier: When | None = None,
        offered: tuple[datetime, ...] = (),
        standing: datetime | None = None,
        expected: bool = False,
    ) -> When | None:
        """None when the words speak of no time at all (or of none that could be read, unless one was asked for)."""
        heard = hear_when(
            join_parts_of_day(concluded(text, language), language),
            language=language,
            now=now,
            hours=self.business.hours,
            earlier=earlier,
            offered=offered,
            standing=standing,
            expect_time=expected,
            horizon_days=self.business.rules.horizon.days,
        )
        if not heard.heard:
            return None
        if heard.problem is WhenProblem.NOT_UNDERSTOOD and heard.wish.clauses and heard.wish.lost:
            kept = re.sub(rf"\b({'|'.join(map(re.escape, heard.wish.lost))})\b", " ", text, flags=re.IGNORECASE)
            if kept != text and _COUNTS.fullmatch(" ".join(heard.wish.lost)):
                return self.when(
                    kept, language, now=now, earlier=earlier, offered=offered, standing=standing, expected=expected
                )
        if heard.problem is WhenProblem.NOT_UNDERSTOOD and len(sentences := _SENTENCE_END.split(text)) > 1:
            parts = [
                self.when(part, language, now=now, earlier=earlier, offered=offered, standing=standing)
                for part in sentences
            ]
            heard = next(
                (part for part in reversed(parts) if part is not None and part.windows and part.wish.clauses), heard
            )
        if heard.windows or heard.soonest:
            return heard
        if heard.problem is None:
            return None
        if not expected and heard.problem in (WhenProblem.NOT_UNDERSTOOD, WhenProblem.PAST):
            return None  # "gestern ist mir ein Zahn abgebrochen" wishes for nothing
        return heard

    def _gone_by(self, text: str, state: CallState, plainly: When | None, now: datetime) -> When | None:
        """When the start is that leaves the caller in time for what comes after; None when nothing does."""
        language = state.language
        named = self.lexicon.offerings(text, language)
        wanted = named[0] if named else state.goal.offering if state.goal is not None else None
        lasts = [one.duration for one in self.business.offerings if wanted in (None, one.key)]

        def clock(words: str) -> time | None:
            heard = self.when(f"{'um' if language == 'de' else 'at'} {words}", language, now=now, expected=True)
            times = {window.earliest.time() for window in heard.windows} if heard is not None else set()
            return times.pop() if len(times) == 1 else None

        by_then = gone_by(text, language, lasts=min(lasts, default=timedelta()), clock=clock)
        if by_then is None or (plainly is not None and plainly.windows and _is_after(by_then[1], plainly)):
            return None
        heard = self.when(by_then[0], language, now=now, earlier=_earlier(state), expected=True)
        return heard if heard is not None and heard.windows else None

    def _moved(self, text: str, language: Language, when: When | None, now: datetime) -> When | None:
        """ "Move it from Thursday to Wednesday" is no span of days: what stands after "to" is the wish."""
        if when is None or not when.existing or when.existing != when.windows or len(when.existing) < 2:
            return when
        old, to, new = text.partition(" to " if language == "en" else " auf ")
        while to:
            rest = self.when(new, language, now=now)
            if rest is not None and (known := self.when(old, language, now=now)) is not None:
                return replace(rest, existing=known.existing or known.windows)
            step, to, new = new.partition(" to " if language == "en" else " auf ")
            old = f"{old} {step}"
        return when

    def wish(self, windows: tuple[Window, ...]) -> When:
        return When(windows=windows, said_day=True, said_time=True)

    def _asked_day(self, text: str, language: Language, now: datetime) -> date | None:
        heard = self.when(text, language, now=now)
        days = {w.earliest.date() for w in heard.windows} if heard is not None else set()
        return days.pop() if len(days) == 1 else None

    # --- people -------------------------------------------------------------------------------------------------------

    def _names(self, text: str, state: CallState) -> tuple[str | None, str | None, bool]:
        """Introduced, given because we asked, and whether that is a first name only."""
        language = state.language
        introduced = hear_name(text, language, expected=False)
        name = introduced.full if introduced is not None and introduced.introduced else None
        if name is None and state.turns_heard <= 2 and (opening := _OPENS_WITH_NAME.match(text)) is not None:
            bare = hear_name(opening["name"], language, expected=True)
            name = bare.full if bare is not None else None
        expected = hear_name(text, language, expected=True) if state.asking in _EXPECT_NAME else None
        said = self._as_known(expected.full if expected is not None else None, state)
        asked_again = state.asking is Asking.NAME and state.not_understood > 0
        only_answers = hear_answer(text, language).answer in (Answer.YES, Answer.NO)
        if said is None and not only_answers and (asked_again or state.asking is Asking.FAMILY_NAME):
            said = _last_word(text)  # it will be read back
        only_given = expected is not None and expected.family is None and said == expected.full
        return self._as_known(name, state), said, only_given

    def _as_known(self, heard: str | None, state: CallState) -> str | None:
        """The customer's name as it is written, when the number on the line is theirs and the name sounds like it."""
        if heard is None or state.caller is None or (state.goal is not None and state.goal.right_after):
            return heard  # who comes along may be called much like the customer
        return state.caller.name if name_likeness(heard, state.caller.name) >= _SAME_PERSON else heard

    def phone(self, text: str, language: Language, *, earlier: str) -> HeardPhone:
        return hear_phone(text, language, earlier_digits=earlier)

    def corrected_phone(self, text: str, language: Language, *, known: E164) -> HeardPhone | None:
        return correct_phone(text, language, known=known)

    def _number(self, text: str, language: Language) -> E164 | None:
        if not re.search(r"\b(nummer|number|erreichbar unter|reach me)\b", text.lower()):
            return None
        heard = hear_phone(text, language)
        return heard.e164 if heard.complete else None


def _last_word(text: str) -> str | None:
    """A surname that is also another word ("Lange", "Sauer"): the caller was asked for it and said little else."""
    parts = re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", text)
    return parts[-1].capitalize() if 0 < len(parts) <= 4 and len(parts[-1]) > 1 else None


def _standing(state: CallState) -> datetime | None:
    """When the appointment is that the caller moves."""
    goal = state.goal
    if goal is None or goal.kind is not GoalKind.MOVE or goal.appointment is None:
        return None
    return goal.appointment.slot.starts_at


def _earlier(state: CallState) -> When | None:
    goal = state.goal
    if goal is None or goal.kind not in (GoalKind.BOOK, GoalKind.MOVE) or not goal.when_known:
        return None
    return goal.when


def _clearer(heard: When | None, mended: When | None) -> When | None:
    """What the mended words say, if the words as they came say no time at all or leave out a day ("donastag")."""
    if heard is None or heard.problem is WhenProblem.NOT_UNDERSTOOD:
        return mended
    names_the_day = mended is not None and mended.said_day and mended.problem is None
    return mended if names_the_day and not heard.said_day else heard


def _is_after(at: time, wished: When) -> bool:
    """What has to be done before the wished times is no end of them: "ab drei, um elf muss ich im Büro sein"."""
    return all(window.earliest.time() > at for window in wished.windows)


def _says_a_day(mended: When | None, heard: When | None) -> bool:
    """Whether mending found the day that was lost."""
    return mended is not None and mended.problem is None and heard is not None and mended.windows != heard.windows


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
