"""Everything that one utterance says, as a value."""

from dataclasses import dataclass
from datetime import date

from app.dialogue.intents import Guess, Intent
from app.dialogue.two_wishes import TwoWishes
from app.domain.business import Language
from app.domain.ids import E164, OfferingKey, ResourceId
from app.domain.spoken.when import When, Window


@dataclass(frozen=True, slots=True)
class Reading:
    text: str
    guess: Guess
    emotion: str = "calm"
    answer: str | None = None  # yes | no
    rest: str = ""  # what was said beyond the answer
    choice: int | None = None  # from 0, in the order in which things were named
    candidates: tuple[int, ...] = ()  # when several of the offered are meant alike
    when: When | None = None
    about: tuple[Window, ...] = ()  # the appointment that is talked about: "von Dienstag auf …"
    asked_day: date | None = None
    offerings: tuple[OfferingKey, ...] = ()
    could_be: tuple[OfferingKey, ...] = ()  # of which one is meant, when no offering is named: "ein Haarschnitt"
    person: ResourceId | None = None
    topic: str | None = None  # of those that choose who is rung
    avoided: ResourceId | None = None  # of the staff, whom the caller does not want
    stranger: str | None = None  # asked for, and nobody of the staff: "Doktor Vogelsang"
    anyone: bool = False
    anyone_time: bool = False
    direction: str | None = None  # later | earlier
    name: str | None = None  # introduced as one's name
    said_name: str | None = None  # given because we asked
    only_given: bool = False  # of `said_name`, else of `name`: a first name, and no more
    number: E164 | None = None
    spelling: str | None = None
    question: str | None = None
    faq: tuple[str, float] | None = None
    marks: frozenset[str] = frozenset()
    two: TwoWishes | None = None  # for two things at once
    guesses: tuple[str, ...] = ()  # all that the recogniser has of it, likeliest first
    confidence: float = 1.0  # how sure the recogniser is, 0..1

    @property
    def intent(self) -> Intent:
        return self.guess.intent

    @property
    def has_details(self) -> bool:
        named = self.offerings or self.could_be
        return bool(self.when or named or self.choice is not None or self.person or self.name or self.number)

    @property
    def is_timed(self) -> bool:
        """It names a time that can be looked for."""
        return self.when is not None and bool(self.when.windows)

    @property
    def asks(self) -> bool:
        """It has the form of a question."""
        return "question_form" in self.marks

    @property
    def wants_spelling(self) -> bool:
        return "name_wrong" in self.marks

    @property
    def comes_with_somebody(self) -> bool:
        """Two in a row: "zusammen mit meiner Tochter"."""
        return "together" in self.marks

    @property
    def means_several(self) -> bool:
        """All of their appointments, where these are talked about: "beide Termine", "our appointments"."""
        return "several" in self.marks

    @property
    def means_all(self) -> bool:
        """The same as an answer to which one is meant."""
        return self.means_several or "all_of_them" in self.marks

    @property
    def means_both(self) -> bool:
        return "both_of_them" in self.marks

    @property
    def wants_to_wait(self) -> bool:
        """For an earlier place: the waiting list."""
        return "waitlist" in self.marks

    @property
    def asks_about_waiting(self) -> bool:
        """Whether there is a waiting list, or how it works: no wish yet to be on it."""
        return "waitlist_asked" in self.marks

    @property
    def mentions_name(self) -> bool:
        return "name" in self.marks

    @property
    def wants_other_day(self) -> bool:
        """Another day, without saying which."""
        return "other_day" in self.marks and self.when is None

    @property
    def own_appointment(self) -> bool:
        return "own_appointment" in self.marks

    @property
    def wants_one_more(self) -> bool:
        """Beside the one they have, in so many words, or for somebody else."""
        return "one_more" in self.marks

    @property
    def other_time(self) -> bool:
        """Not when it is now: "stattdessen", "passt mir nicht mehr"."""
        return "other_time" in self.marks

    @property
    def asks_for_time(self) -> bool:
        return "asks_for_time" in self.marks

    @property
    def asks_about_now(self) -> bool:
        return "now" in self.marks

    @property
    def announces_question(self) -> bool:
        return "announces_question" in self.marks

    @property
    def mentions_message(self) -> bool:
        return "message" in self.marks

    @property
    def mentions_callback(self) -> bool:
        return "callback" in self.marks

    @property
    def wants_callback(self) -> bool:
        return "wants_callback" in self.marks

    @property
    def leaves_it_to_us(self) -> bool:
        """ "Weiß ich nicht, was haben Sie denn?": no wish of their own."""
        return "leaves_it" in self.marks

    @property
    def mentions_human(self) -> bool:
        return "human" in self.marks

    @property
    def nth_of_two(self) -> int | None:
        """Of two things that were named, by their order, from 0."""
        return 0 if "first_of_two" in self.marks else (1 if "second_of_two" in self.marks else None)

    @property
    def mentions_appointment(self) -> bool:
        return "appointment" in self.marks

    @property
    def wrong_number(self) -> bool:
        return "wrong_number" in self.marks

    @property
    def wanted_language(self) -> Language:
        return "en" if "english" in self.marks else "de"

    @property
    def message_text(self) -> str | None:
        """A message that was given with the wish to leave one: "sagen Sie ihr bitte, dass …"."""
        return self.text if "says_message" in self.marks or "errand" in self.marks or self.is_late else None

    @property
    def is_late(self) -> bool:
        """They will come late to what they have: nothing to move, somebody should know."""
        return "late" in self.marks
