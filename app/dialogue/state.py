"""What is known, offered, held and agreed in one call. Lives in the manager; every brain reads and writes it.

Goals form a stack: the last one is being worked on, a digression leaves it where it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.dialogue.claims import Claim
from app.dialogue.heard_again import HeardText
from app.dialogue.plans import ChainPlan, TogetherPlan
from app.domain.bookings import Booking, Slot
from app.domain.business import Business, Language
from app.domain.customers import Customer
from app.domain.escalation.mood import CALM, Mood, Verdict
from app.domain.escalation.reasons import Reason
from app.domain.ids import E164, CallSid, OfferingKey, ResourceId
from app.domain.spoken.when import When, Window

OFFERED_AT_ONCE = 2


class Asking(StrEnum):
    """What the assistant has asked last; the answer is read in its light."""

    GOAL = "goal"
    OFFERING = "offering"
    WHEN = "when"
    WHICH_READING = "which_reading"  # two readings of a time
    OFFERS = "offers"
    CHAIN = "chain"  # several appointments that belong together: do they suit?
    NAME = "name"
    FAMILY_NAME = "family_name"
    SPELLING = "spelling"
    NUMBER = "number"
    NUMBER_RIGHT = "number_right"
    READ_BACK = "read_back"
    WHICH_APPOINTMENT = "which_appointment"
    STANDING = "standing"  # one of the same stands: is that to be moved or cancelled, or is it one more?
    APPOINTMENT_NAME = "appointment_name"
    APPOINTMENT_DAY = "appointment_day"
    CANCEL_SURE = "cancel_sure"
    MESSAGE_TEXT = "message_text"
    MESSAGE_RIGHT = "message_right"
    CALLBACK_TOPIC = "callback_topic"
    CALLBACK_WHEN = "callback_when"
    WHO_CALLS = "who_calls"  # back: somebody with a title was wished for, and there are several
    MESSAGE_OR_CALLBACK = "message_or_callback"
    HUMAN_OR_MESSAGE = "human_or_message"
    ANYTHING_ELSE = "anything_else"
    APPOINTMENT_OR_CALLBACK = "appointment_or_callback"  # the wish was not understood twice: one of two
    WHAT_WRONG = "what_wrong"  # of a read-back that was denied
    RETRY = "retry"  # a tool failed: try again?
    WAITLIST = "waitlist"  # they asked about the waiting list: shall they be put on it?


DICTATED = frozenset({Asking.MESSAGE_TEXT, Asking.CALLBACK_TOPIC})
"""Answered in the caller's own words, which are passed on."""
YES_NO = frozenset(
    {
        Asking.CHAIN,
        Asking.READ_BACK,
        Asking.CANCEL_SURE,
        Asking.MESSAGE_RIGHT,
        Asking.NUMBER_RIGHT,
        Asking.RETRY,
        Asking.ANYTHING_ELSE,
        Asking.WAITLIST,
    }
)


class GoalKind(StrEnum):
    BOOK = "book"
    MOVE = "move"
    CANCEL = "cancel"
    LIST = "list"
    MESSAGE = "message"
    CALLBACK = "callback"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Told:
    """What a caller said when a language model took a message."""

    words: str
    wished: bool
    """In their own words they wanted a message taken, or a call back."""
    went_on: bool = False

    def also(self, said: str) -> "Told":
        return replace(self, words=f"{self.words} {said.strip()}", went_on=True)


@dataclass(slots=True)
class Goal:
    """Something the caller wants done. Which fields matter depends on `kind`."""

    kind: GoalKind
    offering: OfferingKey | None = None
    could_be: tuple[OfferingKey, ...] = ()  # one of these, by what the caller called it
    resource: ResourceId | None = None
    any_resource: bool = False
    avoided: frozenset[ResourceId] = frozenset()  # of the staff, whom the caller does not want
    when: When | None = None
    readings: tuple[tuple[Window, ...], ...] = ()  # of a time that may mean two things
    when_known: bool = False  # the wish for a time is settled (also "as soon as possible")
    offers: tuple[Slot, ...] = ()
    offers_said: bool = False
    asked_which: bool = False  # "ja" to several offers was asked about once
    unheard: tuple[Slot, ...] = ()  # offered, but the caller interrupted before hearing it
    refused: tuple[Slot, ...] = ()
    offered: tuple[tuple[Slot, ...], ...] = ()  # each time that some were searched out
    turned_down: int = 0  # how often all that was free in a time suited the caller as little
    denied: tuple[Slot, ...] = ()  # read back, and not at the wished time
    slot: Slot | None = None  # the one agreed on
    read_back: bool = False  # said and heard in full; a yes to anything less is asked again
    agreed: bool = False
    about: tuple[Window, ...] = ()  # when the appointment is that is to be moved, cancelled or told
    appointments: tuple[Booking, ...] | None = None  # candidates of move, cancel, list
    appointment: Booking | None = None
    asked_identity: bool = False
    further: bool = False  # one more is wanted, whatever stands already
    standing_doubted: bool = False  # yes or no to whether it is one that stands: asked so that it is an answer
    opening: str = ""  # the words that began it
    companions: int = 0  # people who want the place right after, one each
    for_another: bool = False  # somebody else comes than who is calling
    callers_name: str | None = None  # set aside for them
    follows: bool = False  # wished for in the same sentence as the one above it, which is made first
    same_again: bool = False  # one more of what was made before it: "drei Termine"
    on_that_day: bool = False  # on the day of the one above it, whichever that will be
    right_after: bool = False  # of somebody's: the first that is free is meant
    several: bool = False  # all of the caller's appointments are to be moved or cancelled
    both: bool = False  # of them two, in so many words
    together: TogetherPlan | None = None
    chain: ChainPlan | None = None  # None: not known yet whether something has to come first
    with_dependents: bool = False  # what stands on the appointment is cancelled with it
    text: str | None = None
    hearings: tuple[HeardText, ...] = ()  # of a message: each time that it was dictated
    doubtful: bool = False  # of a message: what was heard is to be asked for once more
    asked_again: bool = False  # and was
    named: tuple[str, ...] = ()  # words of a message that the caller said alone: "nein, ich sagte …"
    by_title: bool = False  # of a callback: "die Frau Doktor" should call
    asked_who: bool = False
    texts_denied: tuple[str, ...] = ()  # read back, and wrong
    text_right: bool = False
    corrected: int = 0
    mended: int = 0  # of it: a part put right
    urgent: bool = False  # a message or callback: the caller said so
    calm: bool = False  # they said that it is not
    yes_doubted: bool = False  # to a text after another was denied: asked once more
    unsure: bool = False  # the caller agreed to none of the texts that were read back
    text_at: tuple[str, int] | None = None  # what was heard last when it first had a text, as in `CallState.heard_last`
    told: Told | None = None  # its text came through a language model: where the caller's own words for it are

    def forget_offers(self) -> None:
        self.offers, self.offers_said, self.slot, self.read_back, self.agreed = (), False, None, False, False
        self.unheard, self.asked_which = (), False
        if self.chain is not None:
            self.chain = replace(self.chain, slots=(), suits=False)
        if self.together is not None:
            self.together = replace(self.together, slots=())

    @property
    def is_chain(self) -> bool:
        return self.chain is not None and len(self.chain.links) > 1


@dataclass(frozen=True, slots=True)
class Conveys:
    """What part of a sentence tells the caller: heard `words` words into it, they know it.

    `slot` None = a read-back.
    """

    words: int
    slot: Slot | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    language: Language
    claim: Claim | None = None
    conveys: tuple[Conveys, ...] = ()
    quoted: bool = False  # the caller's own words read back: no claim of ours, whatever they say


@dataclass(frozen=True, slots=True)
class Done:
    """Something achieved, for the outcome and the summary."""

    kind: str  # a CallOutcome value
    booking: Booking | None = None
    text: str | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    revocable: bool = False  # taken back when the caller goes on before a word of the answer was heard


LASTING = frozenset({"booked", "moved", "cancelled", "message", "callback"})
"""Kinds of what was done that cannot be taken back; an answer that nobody heard can."""


@dataclass(slots=True)
class CallState:
    """Mutable, one per call."""

    call_sid: CallSid
    business: Business
    language: Language
    line_number: E164 | None
    caller: Customer | None = None
    name: str | None = None
    nameless: bool = False  # their name could not be made out: the line's number stands for it
    name_given: bool = False  # said by the caller in this call, not taken from the customer's record
    given_alone: str | None = None  # a first name told by the way, of which the last name was not asked for yet
    name_objections: int = 0  # how often the caller said that it is wrong
    names_heard: tuple[str, ...] = ()  # what their family name was understood as when they said it
    names_guessed: tuple[str, ...] = ()  # family names among the guesses at earlier answers, taken or not
    names_denied: tuple[str, ...] = ()  # family names that were read back to them and are wrong
    letters_heard: tuple[str, ...] = ()  # what was understood each time they spelled it
    number: E164 | None = None
    number_candidate: E164 | None = None
    digits: str = ""  # of a number that the caller gives in several goes
    number_declined: bool = False
    number_denied: int = 0  # how often one that was read back was wrong
    to_bring: frozenset[str] = frozenset()  # documents that the caller was told to bring
    goals: list[Goal] = field(default_factory=list)
    asking: Asking = Asking.GOAL
    said: list[Sentence] = field(default_factory=list)  # the last assistant turn
    said_before: list[Sentence] = field(default_factory=list)  # the one before it, for "wie bitte?"
    question_heard: bool = True  # else an answer to it would be an answer to something else
    done: list[Done] = field(default_factory=list)
    not_understood: int = 0
    misses_in_words: int = 0  # of those: there were words, and nothing that we know fitted them
    person_for: Reason = Reason.ASKED_FOR_HUMAN  # why a person was offered last, which chooses who would be rung
    spoken_of: OfferingKey | None = None  # that the caller asked about last, or called off
    days_spoken_of: When | None = None  # that the caller asked about last: whether we are open, or somebody is in
    staff: ResourceId | None = None  # of the staff, whom the caller named last
    not_here: frozenset[str] = frozenset()  # of whom the caller was told that they are nobody of the staff
    topic: str | None = None  # of those that choose who is rung, what the caller spoke of last
    silences: int = 0
    stuck: int = 0
    waiting: bool = False  # the caller asked for a moment
    slowly: bool = False
    mood: Mood = CALM
    verdict: Verdict | None = None  # of the last utterance: a person has to take over
    heard_last: tuple[str, int] = ("", 0)  # words, and where they begin in the call's sound, in ms
    part: int = 1  # of the call: the next one begins when it comes back from telephones that nobody answered
    earlier_ms: int = 0  # how long before this part the call's first one began
    condoled: bool = False  # that we are sorry for somebody's loss was said
    keypad: bool = False  # speech does not get through at all: nothing is asked that keys cannot answer
    keys_said: bool = False  # the caller presses keys: every question tells its keys
    failures: int = 0
    turns_heard: int = 0
    transferred: str | None = None
    ended: str | None = None
    staff_notes: tuple[str, ...] = ()  # silent hints of staff who watch, for a language model
    heeded_notes: tuple[str, ...] = ()  # of those, the ones that the model was shown in this turn
    heeds_notes: bool = False  # a language model leads

    def copy(self) -> "CallState":
        """As it is now, whatever happens to this one afterwards."""
        return replace(
            self,
            goals=[replace(goal) for goal in self.goals],
            said=list(self.said),
            said_before=list(self.said_before),
            done=list(self.done),
        )

    @property
    def progress(self) -> tuple[object, ...]:
        """Changes whenever the call gets anywhere."""
        goal = self.goal
        told = (
            ()
            if goal is None
            else (
                goal.kind,
                goal.offering,
                goal.resource,
                goal.when_known and goal.when,
                goal.offers,
                goal.slot,
                goal.chain,
                goal.text,
            )
        )
        agreed = (
            () if goal is None else (goal.appointment, goal.read_back, goal.agreed, len(goal.refused), goal.together)
        )
        return (
            self.asking,
            len(self.goals),
            len({done.text for done in self.done}),
            self.name,
            self.name_objections,
            self.number,
            self.digits,
            self.language,
            told,
            agreed,
        )

    @property
    def goal(self) -> Goal | None:
        return self.goals[-1] if self.goals else None
