from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.dialogue.brain import BrainAct
from app.dialogue.claims import Claim, ClaimKind, Evidence
from app.dialogue.desk import Desk
from app.dialogue.guardrails import may_be_spoken, reads_like_a_claim
from app.dialogue.manager import ReceptionConversation
from app.dialogue.state import CallState, Sentence
from app.domain.bookings import Slot
from app.domain.ids import OfferingKey, ResourceId
from tests.dialogue.text_call import ZONE, Line, comprehension, phrase_book
from voice.contract import CallerEvent, Listen, Say, Utterance

START = datetime(2026, 3, 19, 10, 0, tzinfo=ZONE)
SLOT = Slot(OfferingKey("checkup"), START, START + timedelta(minutes=30), ResourceId("dr-anna-sommer"))


@pytest.mark.parametrize(
    "text",
    [
        "Ihr Termin ist gebucht.",
        "Am Dienstag ist noch etwas frei.",
        "Ich habe das notiert.",
        "Der Termin ist abgesagt.",
        "Ich verbinde Sie.",
    ],
)
def test_a_german_sentence_that_asserts_a_fact_reads_like_a_claim(text: str) -> None:
    assert reads_like_a_claim(text, "de")


@pytest.mark.parametrize(
    "text",
    ["Soll ich das so eintragen?", "Es ist noch nichts gebucht.", "Wann passt es Ihnen?", "Da ist leider nichts frei."],
)
def test_a_question_or_denial_is_no_claim(text: str) -> None:
    assert not reads_like_a_claim(text, "de")


@pytest.mark.parametrize(
    "text", ["Your appointment is booked.", "I have cancelled it.", "Tuesday at nine is free, it is available."]
)
def test_an_english_sentence_that_asserts_a_fact_reads_like_a_claim(text: str) -> None:
    assert reads_like_a_claim(text, "en")


def test_a_claim_needs_evidence_for_the_very_slot() -> None:
    claim = Claim(ClaimKind.BOOKED, (SLOT,))
    other = replace(SLOT, starts_at=START + timedelta(hours=1), ends_at=START + timedelta(hours=2))
    assert may_be_spoken("Gebucht.", claim, [Evidence(ClaimKind.BOOKED, SLOT)], "de")
    assert not may_be_spoken("Gebucht.", claim, [Evidence(ClaimKind.BOOKED, other)], "de")
    assert not may_be_spoken("Gebucht.", claim, [Evidence(ClaimKind.FREE, SLOT)], "de")
    assert not may_be_spoken("Gebucht.", claim, [], "de")


class LyingBrain:
    """Says whatever it likes, without asking a tool."""

    def __init__(self, *sentences: Sentence) -> None:
        self._sentences = sentences

    async def think(self, event: CallerEvent, state: CallState, desk: Desk) -> AsyncIterator[BrainAct]:
        for sentence in self._sentences:
            yield sentence
        yield Listen()


class BrokenBrain:
    async def think(self, event: CallerEvent, state: CallState, desk: Desk) -> AsyncIterator[BrainAct]:
        yield Sentence("Einen Moment.", "de")
        raise ZeroDivisionError


def conversation_with(line: Line, brain: LyingBrain | BrokenBrain) -> ReceptionConversation:
    return ReceptionConversation(
        call=line.opened,
        business=line.calendar.business,
        tools=line.tools,
        records=line.records,
        clock=line.clock,
        comprehension=comprehension(),
        phrase_book=phrase_book(),
        brain=brain,
    )


async def said_by(conversation: ReceptionConversation) -> list[str]:
    acts = [act async for act in conversation.respond(Utterance(1, "Ja bitte.", "de", 0, 0))]
    return [act.text for act in acts if isinstance(act, Say)]


async def test_a_brain_that_claims_a_booking_which_no_tool_made_is_not_spoken() -> None:
    lie = Sentence("Ihr Termin am Donnerstag ist gebucht.", "de")
    marked = Sentence("Donnerstag um zehn ist frei.", "de", Claim(ClaimKind.FREE, (SLOT,)))
    said = await said_by(conversation_with(Line(), LyingBrain(lie, marked)))
    assert len(said) == 1
    assert "gebucht" not in said[0]
    assert "frei" not in said[0]


async def test_a_brain_that_breaks_leaves_nobody_alone() -> None:
    line = Line()
    await line.pick_up()
    conversation = conversation_with(line, BrokenBrain())
    said = await said_by(conversation)
    assert any("technisches Problem" in text for text in said)
    assert await line.records.escalation(line.call_sid) == "brain_failed"
