"""A caller is told that the call is recorded, before it is, and has the last word on it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from app.dialogue.greeting import greeting
from app.dialogue.objections import objects, without_objection
from app.dialogue.phrase_book import CallPhrases, PhraseBook
from app.dialogue.recorded import RecordedConversation
from app.domain.rules.recording import RecordingRules
from tests.fakes.business import praxis
from voice.contract import (
    CallerEvent,
    EndReason,
    Expectation,
    Heard,
    Keys,
    Language,
    Listen,
    Say,
    SpeechAct,
    Transfer,
    TurnReport,
    Unintelligible,
    Utterance,
)

BOOK = PhraseBook.load()
RECORDED = replace(praxis(), recording=RecordingRules(switched_on=True))
REFUSED = "In Ordnung, es wird nichts aufgezeichnet."
QUESTION = "Was kann ich für Sie tun?"


@dataclass
class Receptionist:
    """Greets as the product does, answers in the language that it is spoken to in."""

    language: Language = "de"
    asks: Expectation = Expectation.OPEN
    ends: SpeechAct | None = None
    events: list[CallerEvent] = field(default_factory=list)
    told: list[Heard] = field(default_factory=list)

    async def begin(self) -> AsyncIterator[SpeechAct]:
        for sentence in greeting(CallPhrases(BOOK, "CA1"), RECORDED):
            yield Say(sentence.text, sentence.language)
        yield Listen()

    async def respond(self, event: CallerEvent) -> AsyncIterator[SpeechAct]:
        self.events.append(event)
        if isinstance(event, Utterance):
            self.language = event.language
        yield Say({"de": "Wann passt es Ihnen?", "en": "When would suit you?"}[self.language], self.language)
        yield self.ends or Listen(self.asks)

    def heard(self, heard: Heard) -> None:
        self.told.append(heard)

    async def record_turn(self, report: TurnReport) -> None: ...

    async def end(self, reason: EndReason) -> None: ...


@dataclass
class Recording:
    words: list[str] = field(default_factory=list)

    def told(self) -> None:
        self.words.append("told")

    async def agreed(self, language: Language) -> None:
        self.words.append(f"agreed {language}")

    async def refused(self, language: Language) -> None:
        self.words.append(f"refused {language}")


@dataclass
class Call:
    inner: Receptionist = field(default_factory=Receptionist)
    recording: Recording = field(default_factory=Recording)
    turns: int = 0

    def __post_init__(self) -> None:
        self.talk = RecordedConversation(self.inner, self.recording, CallPhrases(BOOK, "CA1"))

    async def greets(self, *, hears: int | None = None) -> list[str]:
        """`hears`: so many words before the caller speaks."""
        return await self._turn(self.talk.begin(), hears)

    async def says(
        self, text: str, language: Language = "de", *, hears: int | None = None, alternatives: tuple[str, ...] = ()
    ) -> list[str]:
        event = Utterance(1, text, language, 0, 900, alternatives=alternatives)
        return await self._turn(self.talk.respond(event), hears)

    async def meets(self, event: CallerEvent) -> list[str]:
        return await self._turn(self.talk.respond(event), None)

    async def _turn(self, acts: AsyncIterator[SpeechAct], hears: int | None) -> list[str]:
        said = [act.text async for act in acts if isinstance(act, Say)]
        self.turns += 1
        whole = " ".join(said)
        heard = whole if hears is None else " ".join(whole.split()[:hears])
        self.talk.heard(Heard(self.turns, whole, heard, interrupted=hears is not None))
        return said


def test_the_greeting_tells_of_the_recording_before_it_asks() -> None:
    said = [sentence.text for sentence in greeting(CallPhrases(BOOK, "CA1"), RECORDED)]
    assert said[-3:] == [
        "Dieses Gespräch wird aufgezeichnet.",
        "Wenn Sie das nicht möchten, sagen Sie es bitte oder drücken Sie die Rautetaste.",
        QUESTION,
    ]
    plain = [sentence.text for sentence in greeting(CallPhrases(BOOK, "CA1"), praxis())]
    assert plain == [*said[:-3], QUESTION]


async def test_who_was_told_and_goes_on_is_recorded_from_then_on() -> None:
    call = Call()
    await call.greets()
    assert call.recording.words == ["told"]
    await call.says("Ich hätte gern einen Termin.")
    await call.says("Am Dienstag.")
    assert call.recording.words == ["told", "agreed de"]
    assert len(call.inner.events) == 2


async def test_who_spoke_before_the_notice_was_over_is_told_again_and_not_recorded_yet() -> None:
    call = Call()
    greeted = await call.greets(hears=12)
    said = await call.says("Guten Tag, ich brauche einen Termin.")
    assert said == ["Wann passt es Ihnen?", *greeted[-3:-1]]
    assert call.recording.words == ["told"]
    assert call.inner.told[-1].said_text == "Wann passt es Ihnen?"
    await call.says("Am Dienstag.")
    assert call.recording.words == ["told", "agreed de"]


async def test_an_answer_that_was_heard_counts_as_heard_although_the_notice_behind_it_was_not() -> None:
    call = Call()
    await call.greets(hears=12)
    await call.says("Guten Tag, ich brauche einen Termin.", hears=6)
    heard = call.inner.told[-1]
    assert (heard.heard_text, heard.interrupted) == ("Wann passt es Ihnen?", False)
    assert call.recording.words == []


async def test_who_is_passed_on_is_not_kept_with_a_notice() -> None:
    call = Call()
    await call.greets(hears=12)
    call.inner.ends = Transfer("emergency_of_life")
    assert await call.says("Hilfe, mein Mann atmet nicht!") == ["Wann passt es Ihnen?"]


async def test_who_speaks_the_other_language_is_told_in_it_first() -> None:
    call = Call()
    await call.greets()
    said = await call.says("I would like an appointment.", "en")
    assert said[1] == "This call is recorded."
    assert "agreed de" not in call.recording.words
    await call.says("On Tuesday.", "en")
    assert call.recording.words[-1] == "agreed en"


async def test_a_bare_no_to_the_notice_is_an_objection_and_the_question_is_asked_again() -> None:
    call = Call()
    await call.greets()
    assert await call.says("Nein, das möchte ich nicht.") == [REFUSED, QUESTION]
    assert call.recording.words == ["told", "refused de"]
    assert call.inner.events == []
    assert call.inner.told[1:] == []
    await call.says("Ich hätte gern einen Termin.")
    assert call.recording.words == ["told", "refused de"]


async def test_the_key_objects_at_any_time() -> None:
    call = Call()
    await call.greets()
    await call.says("Ich hätte gern einen Termin.")
    assert await call.meets(Keys(2, "#", 9_000)) == [REFUSED, "Wann passt es Ihnen?"]
    assert call.recording.words == ["told", "agreed de", "refused de"]


async def test_another_key_is_going_on() -> None:
    call = Call()
    await call.greets()
    await call.meets(Keys(2, "1", 9_000))
    assert call.recording.words == ["told", "agreed de"]


async def test_what_else_was_said_beside_an_objection_is_answered() -> None:
    call = Call()
    await call.greets()
    said = await call.says("Bitte nicht aufzeichnen. Ich hätte gern einen Termin.")
    assert said == [REFUSED, "Wann passt es Ihnen?"]
    (event,) = call.inner.events
    assert isinstance(event, Utterance)
    assert event.text == "Ich hätte gern einen Termin."
    assert call.inner.told[-1].said_text == "Wann passt es Ihnen?"


async def test_who_objects_after_half_a_sentence_is_heard_to_its_end() -> None:
    call = Call()
    await call.greets()
    await call.says("Nein.", hears=0)
    whole = Utterance(2, "Nein. Ich hätte gern einen Termin.", "de", 0, 2_000, continues=True)
    await call.meets(whole)
    (event,) = call.inner.events
    assert isinstance(event, Utterance)
    assert not event.continues
    assert call.recording.words == ["told", "refused de"]


async def test_a_no_to_a_question_is_no_objection_to_a_recording() -> None:
    call = Call(Receptionist(asks=Expectation.YES_NO))
    await call.greets(hears=3)
    await call.says("Ich möchte etwas fragen.")
    await call.says("Nein.")
    assert call.recording.words == ["told", "agreed de"]


async def test_in_doubt_it_is_an_objection() -> None:
    call = Call()
    await call.greets()
    await call.says("Ich will nicht auf Zeichen.", alternatives=("Ich will nicht aufgezeichnet werden.",))
    assert call.recording.words == ["told", "refused de"]
    assert len(call.inner.events) == 1
    mumbled = Call()
    await mumbled.greets()
    await mumbled.meets(Unintelligible(2, 0, 900, ("keine aufzeichnung bitte",)))
    assert mumbled.recording.words == ["told", "refused de"]


@pytest.mark.parametrize(
    "text",
    [
        "Bitte zeichnen Sie das nicht auf.",
        "Nehmen Sie das bitte nicht auf!",
        "Ich möchte nicht aufgezeichnet werden.",
        "Ohne Aufzeichnung bitte",
        "Die Aufnahme lehne ich ab.",
        "Können Sie die Aufzeichnung ausschalten?",
        "ich will nicht, dass das gespeichert wird",
        "Dem Mitschnitt widerspreche ich.",
        "Schalten Sie die Aufnahme ab.",
    ],
)
def test_german_objections_are_heard(text: str) -> None:
    assert objects(text, "de", just_told=False)
    assert without_objection(text, "de", just_told=False) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Please don't record this.",
        "I do not want to be recorded",
        "No recording, please.",
        "Can you stop recording me?",
    ],
)
def test_english_objections_are_heard(text: str) -> None:
    assert objects(text, "en", just_told=False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nein danke", "de"),
        ("Nein, lieber nicht.", "de"),
        ("Das will ich nicht.", "de"),
        ("Damit bin ich nicht einverstanden.", "de"),
        ("No, thank you", "en"),
        ("I'd rather not.", "en"),
        ("I don't want that.", "en"),
    ],
)
def test_a_bare_no_is_an_objection_only_to_being_told(text: str, language: Language) -> None:
    assert objects(text, language, just_told=True)
    assert not objects(text, language, just_told=False)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ich hätte gern einen Termin.", "de"),
        ("Nehmen Sie noch neue Patienten auf oder nicht?", "de"),
        ("Ich brauche keine Röntgenaufnahme.", "de"),
        ("Ich habe nichts dagegen.", "de"),
        ("Nein, am Dienstag kann ich nicht.", "de"),
        ("Guten Tag.", "de"),
        ("Ja, bitte.", "de"),
        ("Danke.", "de"),
        ("I need an appointment.", "en"),
        ("No, Tuesday is not good.", "en"),
        ("That is fine.", "en"),
        ("Thanks.", "en"),
        ("", "en"),
    ],
)
def test_what_callers_say_otherwise_is_no_objection(text: str, language: Language) -> None:
    assert not objects(text, language, just_told=True)
