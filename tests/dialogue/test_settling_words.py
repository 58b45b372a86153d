"""Words that settle a question, as strangers say them."""

from typing import Literal

import pytest

from app.domain.ids import OfferingKey
from tests.dialogue.text_call import Line
from voice.contract import HangUp, Transfer

L = Literal["de", "en"]


async def _read_back(language: L) -> Line:
    line = Line(language=language)
    await line.pick_up()
    await line.say("Eine Kontrolle, Donnerstag ab drei." if language == "de" else "A check-up, Thursday after three.")
    await line.say("Den ersten." if language == "de" else "The first one.")
    await line.say("Karin Berger." if language == "de" else "Callum MacLeod.")
    return line


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("de", "Ja, das war alles."),
        ("de", "Genau, mehr nicht."),
        ("en", "Yes, that's all."),
        ("en", "I'll do nicely."),
        ("en", "I, that will do nicely."),
    ],
)
async def test_a_yes_that_says_it_is_enough_books_what_was_read_back(language: L, words: str) -> None:
    line = await _read_back(language)

    await line.say(words)

    assert len(line.calendar.bookings) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "I'd like to talk to somebody about getting a proper implant."),
        ("de", "Ich würde gern mal mit jemandem über ein Implantat sprechen."),
    ],
)
async def test_who_wants_to_talk_to_somebody_about_a_treatment_gets_an_appointment(language: L, words: str) -> None:
    line = Line(language=language)
    await line.pick_up()

    _, last = await line.send(words)

    goal = line.conversation.state.goal
    assert not isinstance(last, Transfer)
    assert goal is not None
    assert goal.offering == OfferingKey("implant_consultation")


@pytest.mark.parametrize(
    ("language", "question", "words"),
    [
        ("de", "Wann haben Sie freitags auf?", "Nein, heute buche ich nichts."),
        ("de", "Wann haben Sie freitags auf?", "Ich möchte heute keinen Termin, das war nur die Frage."),
        ("en", "When are you open on Fridays?", "No, I'm not booking today."),
        ("en", "When are you open on Fridays?", "Not booking anything today, just asking."),
    ],
)
async def test_who_only_asked_is_let_go(language: L, question: str, words: str) -> None:
    line = Line(language=language)
    await line.pick_up()
    await line.say(question)

    _, last = await line.send(words)

    assert isinstance(last, HangUp)
