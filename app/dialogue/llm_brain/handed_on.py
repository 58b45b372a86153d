"""What a model hands on from a caller to a tool, taken for what it is: names, wishes and words must be the caller's."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.dialogue.comprehension import Comprehension
from app.dialogue.desk import Desk
from app.dialogue.intent_rules import plain_words
from app.dialogue.intents import Intent
from app.dialogue.llm_brain.grounding import is_among, name_said_by_caller, said_by_caller
from app.dialogue.llm_brain.identifiers import Identifiers
from app.dialogue.marks import MARKS
from app.dialogue.reading import Reading
from app.dialogue.state import CallState, Goal, GoalKind, Told
from app.dialogue.transcript import Transcript
from app.domain.bookings import Booking
from app.domain.ids import OfferingKey, ResourceId
from app.domain.spoken.folding import words
from app.domain.spoken.when import When, Window

APPOINTMENT_GOALS = frozenset({GoalKind.BOOK, GoalKind.MOVE})
_WISHES = ("message", "says_message", "errand", "late", "callback", "wants_callback")
"""Marks of a wish to leave a message or to be called."""
_TELLING = 4
"""Letters."""


class Refused(Exception):  # noqa: N818  an answer to the model, not a fault
    """The call cannot be carried out as asked: `problem` is a constant word, `remedy` tells the model what would."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class HandedOn:
    """One call's."""

    state: CallState
    desk: Desk
    comprehension: Comprehension
    transcript: Transcript
    identifiers: Identifiers

    def goal(self, kind: GoalKind) -> Goal:
        """The open goal of this kind, now on top; a new one when there is none."""
        goals = self.state.goals
        goal = next((goal for goal in goals if goal.kind is kind), None) or Goal(kind)
        if goal in goals:
            goals.remove(goal)
        goals.append(goal)
        return goal

    def take_name(self, name: str | None) -> None:
        """Only a name that the caller said: a model neither makes one up nor corrects one."""
        state = self.state
        if not name or name == state.name or len(words(name)) > 4:
            return
        if state.name_given and words(name)[-1:] == words(state.name or "")[-1:]:
            return
        if name_said_by_caller(name, self.transcript.caller_words, state.language):
            state.name, state.name_given = " ".join(part[:1].upper() + part[1:] for part in name.split()), True
            if state.goal is not None:
                state.goal.read_back = False

    def take_offering(self, goal: Goal, key: str | None) -> None:
        if key is None or goal.kind not in (GoalKind.BOOK, GoalKind.WAIT) or key == goal.offering:
            return
        if not any(offering.key == key for offering in self.state.business.offerings):
            raise Refused("unknown_offering", "Use one of the identifiers of what can be booked.")
        goal.offering = OfferingKey(key)
        goal.forget_offers()

    def take_person(self, goal: Goal, person: str | None) -> None:
        if person is None or person == goal.resource:
            return
        known = next((resource for resource in self.state.business.resources if resource.id == person), None)
        if known is None:
            raise Refused("unknown_person", "Use one of the identifiers of who works here.")
        said = frozenset(word for text in self.transcript.caller_words for word in words(text))
        if is_among(words(known.name)[-1], said):
            goal.resource = ResourceId(person)
            goal.forget_offers()

    def take_appointment(self, goal: Goal, name: str | None) -> None:
        if name is None:
            return
        booking = self.identifiers.booking(name)
        if booking is None and not self.identifiers.names_bookings:
            return  # made up before any was given: which one is meant is found out as if none had been named
        if booking is None:
            raise Refused("unknown_appointment", "Call my_appointments, or say null and give which.")
        if goal.appointment is None or goal.appointment.reference != booking.reference:
            _settle_on(goal, booking)

    def take_several(self, goal: Goal, all_of_them: bool | None, reading: Reading) -> None:
        """Both or all of their appointments, when the caller's words say so; a model does not widen a wish."""
        if all_of_them is False or goal.appointment is not None:
            return
        if reading.means_several or (all_of_them and reading.means_all):
            goal.several, goal.both = True, reading.means_both

    def take_text(self, goal: Goal, text: str | None, reading: Reading) -> None:
        """The caller's words as they were said, where the model's are others. To announce a message is none yet."""
        announced = goal.text is None and reading.intent is Intent.MESSAGE and reading.message_text is None
        if not text or announced:
            return
        said = self.transcript.caller_words
        if said_by_caller(text, said, self.state.language):
            goal.text = text[:1].upper() + text[1:]
        elif goal.text is None and said:
            goal.text = said[-1]
        else:
            return
        if said:
            goal.told = self._told(goal.text, said)

    def _told(self, text: str, said: Sequence[str]) -> Told:
        """In the caller's own words: what they said that has most of the text in it, the latest of it."""
        telling = [word for word in words(text) if len(word) >= _TELLING]
        latest_first = list(reversed(said))
        own = max(latest_first, key=lambda one: sum(is_among(word, frozenset(words(one))) for word in telling))
        marks, plain = MARKS[self.state.language], [plain_words(one) for one in said]
        wished = any(marks[mark].search(one) is not None for mark in _WISHES for one in plain)
        return Told(own, wished, went_on=own != said[-1])

    def callers(self, text: str | None) -> str | None:
        """The words, when they are the caller's; else what the caller said last."""
        if not text:
            return None
        said = self.transcript.caller_words
        return text if said_by_caller(text, said, self.state.language) else (said[-1] if said else None)

    def about_time(self, text: str | None) -> Reading | None:
        said = self.callers(text)
        return self.comprehension.read(said, self.state, now=self.desk.now()) if said is not None else None

    def when(self, text: str | None) -> When | None:
        said, state = self.callers(text), self.state
        if said is None:
            return None
        goal = state.goal
        earlier = goal.when if goal is not None and goal.when_known and goal.kind in APPOINTMENT_GOALS else None
        return self.comprehension.when(said, state.language, now=self.desk.now(), earlier=earlier, expected=True)

    def windows(self, text: str | None) -> tuple[Window, ...]:
        when = self.when(text)
        return (when.existing or when.windows) if when is not None else ()


def _settle_on(goal: Goal, booking: Booking) -> None:
    goal.forget_offers()
    goal.appointment, goal.offering = booking, booking.slot.offering
    goal.appointments = goal.appointments or (booking,)
