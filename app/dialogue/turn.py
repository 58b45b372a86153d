"""One turn of the built-in brain while it is being written: sentences collect, one last act ends it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.dialogue.claims import Claim, ClaimKind
from app.dialogue.comprehension import Comprehension
from app.dialogue.desk import Desk
from app.dialogue.lexicon import offering_name, spoken_name
from app.dialogue.phrase_book import CallPhrases
from app.dialogue.state import Asking, CallState, Conveys, GoalKind, Sentence
from app.domain.bookings import Slot
from app.domain.business import Language
from app.domain.spoken.say import say_date, say_name, say_slot, say_slots, say_time, speakable, split_sentences
from app.domain.spoken.when import Window
from voice.contract import Expectation, HangUp, Listen, Transfer

EXPECTS: dict[Asking, Expectation] = {
    Asking.OFFERING: Expectation.OPEN,
    Asking.WHEN: Expectation.TIME,
    Asking.WHICH_READING: Expectation.CHOICE,
    Asking.OFFERS: Expectation.CHOICE,
    Asking.NAME: Expectation.NAME,
    Asking.FAMILY_NAME: Expectation.NAME,
    Asking.SPELLING: Expectation.SPELLING,
    Asking.NUMBER: Expectation.NUMBER,
    Asking.NUMBER_RIGHT: Expectation.YES_NO,
    Asking.CHAIN: Expectation.YES_NO,
    Asking.READ_BACK: Expectation.YES_NO,
    Asking.WHICH_APPOINTMENT: Expectation.CHOICE,
    Asking.STANDING: Expectation.CHOICE,
    Asking.APPOINTMENT_NAME: Expectation.NAME,
    Asking.APPOINTMENT_DAY: Expectation.TIME,
    Asking.CANCEL_SURE: Expectation.YES_NO,
    Asking.MESSAGE_TEXT: Expectation.MESSAGE,
    Asking.MESSAGE_RIGHT: Expectation.YES_NO,
    Asking.CALLBACK_WHEN: Expectation.TIME,
    Asking.WHO_CALLS: Expectation.CHOICE,
    Asking.MESSAGE_OR_CALLBACK: Expectation.CHOICE,
    Asking.HUMAN_OR_MESSAGE: Expectation.CHOICE,
    Asking.ANYTHING_ELSE: Expectation.YES_NO,
    Asking.RETRY: Expectation.YES_NO,
    Asking.WAITLIST: Expectation.YES_NO,
    Asking.WHAT_WRONG: Expectation.OPEN,
    Asking.APPOINTMENT_OR_CALLBACK: Expectation.CHOICE,
}
LAST_MINUTE = 59
_NAMES = frozenset({Asking.NAME, Asking.FAMILY_NAME, Asking.APPOINTMENT_NAME})
NAME_CONTEXT: dict[Language, str] = {  # read by the recogniser, never said; rare names, because it may echo them
    "de": "Wie ist Ihr Name? Torben Achterberg. Wiebke Ostendorf. Emil Kretschmar.",
    "en": "What is your name? Torquil Ashdown. Imogen Wetherby. Barnaby Kershaw.",
}
SPELLING_CONTEXT: dict[Language, str] = {  # where a word for each letter was asked for; likewise
    "de": "Bitte buchstabieren Sie. A wie Anton, M wie Martha, K wie Kaufmann, L wie Ludwig, O wie Otto.",
    "en": "Please spell it. A for Alpha, M for Mike, K for Kilo, L for Lima, O for Oscar.",
}
_WRITTEN_AT_ONCE = frozenset({GoalKind.CALLBACK, GoalKind.WAIT})  # once all is known, without a last yes
_HINTED = frozenset(
    {
        *(Asking.GOAL, Asking.OFFERING, Asking.WHEN, Asking.OFFERS, Asking.CHAIN, Asking.READ_BACK),
        *(Asking.MESSAGE_TEXT, Asking.CALLBACK_TOPIC, Asking.WHO_CALLS),
    }
)


@dataclass(slots=True)
class Turn:
    state: CallState
    desk: Desk
    phrases: CallPhrases
    comprehension: Comprehension
    again: bool = False  # the same question once more: say it differently
    tell_keys: bool = False  # speech has failed on this question: say which keys answer it
    beyond_us: bool = False  # it was understood, and is nothing that we do
    sentences: list[Sentence] = field(default_factory=list)
    ending: Listen | Transfer | HangUp | None = None

    @property
    def language(self) -> Language:
        return self.state.language

    @property
    def today(self) -> date:
        return self.desk.now().date()

    def say(self, key: str, *, claim: Claim | None = None, slots: Sequence[Slot] = (), **values: str) -> None:
        """`slots` fills {slots}, and remembers after which word the caller knows each of them."""
        offered = self.slots(slots) if slots else ""
        text = self.phrases.sentence(key, self.language, slots=offered, **values)
        for sentence in split_sentences(text, self.language):
            conveys: tuple[Conveys, ...] = ()
            if offered and offered in sentence:
                before = len(sentence[: sentence.index(offered)].split())
                conveys = tuple(
                    Conveys(before + len(self.slots(slots[: nth + 1]).split()), slot) for nth, slot in enumerate(slots)
                )
            self.sentences.append(Sentence(sentence, self.language, _asserted(sentence, claim), conveys))

    def say_read_back(self, key: str, claim: Claim | None = None, /, **values: str) -> None:
        text = self.phrases.sentence(key, self.language, **values)
        sentences = split_sentences(text, self.language)
        for nth, sentence in enumerate(sentences):
            facts = () if nth == len(sentences) - 1 else (Conveys(len(sentence.split())),)
            self.sentences.append(Sentence(sentence, self.language, _asserted(sentence, claim), conveys=facts))

    def quote(self, key: str, **values: str) -> None:
        """A phrase with the caller's own words in it."""
        text = self.phrases.sentence(key, self.language, **values)
        for sentence in split_sentences(text, self.language):
            self.sentences.append(Sentence(sentence, self.language, quoted=True))

    def tell(self, text: str) -> None:
        """Words of the business's own data: an answer, an address. Once, in however many questions it was asked for."""
        self.desk.know(ClaimKind.KNOWLEDGE)
        said = {sentence.text for sentence in self.sentences}
        for sentence in split_sentences(speakable(text, self.language), self.language):
            if sentence in said:
                continue
            self.sentences.append(Sentence(sentence, self.language, Claim(ClaimKind.KNOWLEDGE)))

    def tell_phrase(self, key: str, **values: str) -> None:
        self.tell(self.phrases.sentence(key, self.language, **values))

    def ask(
        self, asking: Asking, key: str | None, *, claim: Claim | None = None, slots: Sequence[Slot] = (), **values: str
    ) -> None:
        """Ends the turn with a question. `key` None = the question is already in what was said."""
        if key is not None:
            self.say(self.varied(key), claim=claim, slots=slots, **values)
        self.await_answer(asking)

    def await_answer(self, asking: Asking) -> None:
        self.state.asking = asking
        hints = self.comprehension.lexicon.staff_words(self.language) if asking in _HINTED else ()
        if asking in _NAMES:
            hints = (NAME_CONTEXT[self.language],)
        commits = any(goal.kind in _WRITTEN_AT_ONCE for goal in self.state.goals)
        self.ending = Listen(EXPECTS.get(asking, Expectation.OPEN), hints, commits=commits)

    def varied(self, key: str) -> str:
        return f"{key}_again" if self.again and self.phrases.has(f"{key}_again", self.language) else key

    def transfer(self, reason: str) -> None:
        self.state.transferred = reason
        self.ending = Transfer(reason)

    def hang_up(self, reason: str) -> None:
        self.state.ended = reason
        self.ending = HangUp(reason)

    # --- words for things ---------------------------------------------------------------------------------------------

    def slots(self, slots: Sequence[Slot]) -> str:
        zone = self.state.business.zone
        return say_slots([slot.starts_at.astimezone(zone) for slot in slots], self.language, today=self.today)

    def slot(self, slot: Slot) -> str:
        return say_slot(slot.starts_at.astimezone(self.state.business.zone), self.language, today=self.today)

    def window(self, window: Window) -> str:
        """ "am Dienstag, den ..., zwischen zehn und zwölf Uhr"; only the day when that is all of it."""
        language, day = self.language, window.earliest.date()
        said = say_slots([window.earliest], language, today=self.today)
        if window.earliest == window.latest:
            return said
        named = say_date(day, language, today=self.today)
        if day != self.today and (day - self.today).days != 1:
            named = f"{'am' if language == 'de' else 'on'} {named}"
        if window.latest.date() != day or window.latest - window.earliest > timedelta(hours=6):
            return named
        until = window.latest + timedelta(minutes=window.latest.minute == LAST_MINUTE)  # "before noon"
        begin, end = say_time(window.earliest.time(), language), say_time(until.time(), language)
        return f"{named} " + self.phrases.choose("between", language, begin=begin, end=end)

    def offering(self, slot: Slot) -> str:
        return say_name(offering_name(self.state.business.offering(slot.offering), self.language), self.language)

    def what(self, slot: Slot) -> str:
        return self.phrases.choose("what_with", self.language, offering=self.offering(slot), resource=self.person(slot))

    def person(self, slot: Slot) -> str:
        return say_name(spoken_name(self.state.business.resource(slot.resource), self.language), self.language)


def _asserted(sentence: str, claim: Claim | None) -> Claim | None:
    """A question asserts nothing, so it needs no evidence."""
    return None if sentence.rstrip().endswith("?") else claim
