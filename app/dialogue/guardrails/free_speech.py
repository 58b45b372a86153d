"""Sentences in a language model's own words: judged by what they assert, name and speak of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.dialogue.claims import ClaimKind, Evidence
from app.dialogue.guardrails import asserted, particulars
from app.dialogue.guardrails.leaks import Instructions
from app.dialogue.guardrails.topics import House
from app.dialogue.lexicon import offering_name, spoken_name
from app.dialogue.state import CallState, Sentence
from app.domain.bookings import Slot
from app.domain.business import Business, Language, ResourceKind
from app.domain.spoken.folding import words
from app.domain.spoken.say import say_name, say_slot, speakable

LONGEST_SENTENCE = 40  # words
SPELLED_OUT = 4  # single letters in a row: a way around every list of words
TOLD_BY_KNOWLEDGE = 0.7  # of the telling words of a sentence about the house


@dataclass(frozen=True, slots=True)
class FreeSentence(Sentence):
    """Worded by a language model."""


@dataclass(frozen=True, slots=True)
class Known:
    """What this call may be told: what tools gave, what the caller said and is called."""

    evidence: Sequence[Evidence]
    caller_words: Sequence[str] = ()
    caller_names: tuple[str, ...] = ()


def known_to(state: CallState, evidence: Sequence[Evidence], caller_words: Sequence[str]) -> Known:
    names = (state.name, state.caller.name if state.caller is not None else None)
    return Known(evidence, caller_words, tuple(name for name in names if name))


@dataclass(slots=True)
class SpeechGuard:
    """One business's, shared by its calls."""

    business: Business
    instructions: Instructions
    _houses: dict[Language, House] = field(init=False)

    def __post_init__(self) -> None:
        self._houses = {language: House(self.business, language) for language in self.business.languages}

    def objection(self, text: str, language: Language, known: Known) -> str | None:
        """Why the sentence may not be spoken, as a constant word; None when it may."""
        house, said = self._houses[language], words(text)
        if len(said) > LONGEST_SENTENCE:
            return "too_long"
        if _spells(said):
            return "spelled_out"
        if self.instructions.told_by(text):
            return "instructions"
        if house.passes_itself_off(text):
            return "passing_off"
        if house.promises(text) or house.advises(text):
            return "promise_or_advice"
        question = asserted.is_question(text, language)
        sources = _Sources(self.business, language, known)
        return (
            self._false_claim(text, language, sources, question=question)
            or self._unknown_person(text, sources, question=question)
            or self._loose_particular(text, language, sources, question=question)
            or self._other_topic(text, house, sources, question=question)
        )

    def strangers(self, text: str, language: Language, *, besides: frozenset[str]) -> list[str]:
        """Telling words that are neither ordinary, nor the house's, nor among `besides`."""
        return self._houses[language].strangers(text, besides=besides)

    def _false_claim(self, text: str, language: Language, sources: "_Sources", *, question: bool) -> str | None:
        kinds = asserted.asserted(text, language)
        for kind in sorted(kinds):
            if kind is ClaimKind.KNOWLEDGE:
                if not sources.knowledge_tells(text):
                    return "knowledge"
            elif not sources.has(kind):
                return kind.value
        about_house = not question and self._houses[language].speaks_of_itself(text)
        return "knowledge" if about_house and not kinds and not sources.knowledge_tells(text) else None

    def _unknown_person(self, text: str, sources: "_Sources", *, question: bool) -> str | None:
        for name in particulars.people_in(text):
            if set(name) <= sources.caller_name_words:
                continue
            if not set(name) <= self._staff_words():
                return "person"
            if not question and not particulars.within_one(name, sources.told):
                return "person"
        return None

    def _staff_words(self) -> frozenset[str]:
        people = [resource for resource in self.business.resources if resource.kind is ResourceKind.PERSON]
        return frozenset(word for person in people for word in words(person.name))

    def _loose_particular(self, text: str, language: Language, sources: "_Sources", *, question: bool) -> str | None:
        days = particulars.days_in(text, language)
        clock = particulars.clock_in(text, language)
        numbers = particulars.numbers_in(text, language)
        if particulars.within_one(days | clock | numbers, sources.told):
            return None
        if question and not clock and not numbers and days <= sources.caller:
            return None  # "am Dienstag also?"; an hour in a question would be an offer
        return "time" if days or clock else "number"

    def _other_topic(self, text: str, house: House, sources: "_Sources", *, question: bool) -> str | None:
        besides = sources.caller_name_words | frozenset(word for source in sources.told for word in source)
        return (
            "off_topic"
            if house.is_off_topic(text, besides=besides | (sources.caller if question else frozenset()))
            else None
        )


_APPOINTMENTS = frozenset({ClaimKind.HAS_APPOINTMENT, ClaimKind.BOOKED, ClaimKind.MOVED, ClaimKind.CANCELLED})


class _Sources:
    """The words that stand behind a sentence, by where they come from."""

    def __init__(self, business: Business, language: Language, known: Known) -> None:
        self._known = known
        self.caller = frozenset(
            word for text in known.caller_words for word in (*words(text), *words(speakable(text, language)))
        )
        self.caller_name_words = frozenset(word for name in known.caller_names for word in words(name))
        self._knowledge = [frozenset(words(item.text)) for item in known.evidence if item.text]
        slots = [item.slot for item in known.evidence if item.slot is not None]
        self.told = [*(_slot_words(business, slot, language) for slot in slots), *self._knowledge]

    def has(self, kind: ClaimKind) -> bool:
        kinds = _APPOINTMENTS if kind is ClaimKind.HAS_APPOINTMENT else {kind}
        return any(item.kind in kinds for item in self._known.evidence)

    def knowledge_tells(self, text: str) -> bool:
        telling = {word for word in words(text) if len(word) > 3}
        return any(len(telling & source) >= len(telling) * TOLD_BY_KNOWLEDGE for source in self._knowledge)


def _slot_words(business: Business, slot: Slot, language: Language) -> frozenset[str]:
    start = slot.starts_at.astimezone(business.zone)
    offering = offering_name(business.offering(slot.offering), language)
    person = spoken_name(business.resource(slot.resource), language)
    told = [say_slot(start, language, today=start.date()), say_slot(start, language, today=start.date().replace(day=1))]
    return frozenset(
        word for text in (*told, say_name(offering, language), say_name(person, language)) for word in words(text)
    )


def _spells(said: Iterable[str]) -> bool:
    row = 0
    for word in said:
        row = row + 1 if len(word) == 1 and word.isalpha() else 0
        if row >= SPELLED_OUT:
            return True
    return False
