"""A caller whose speech never gets through books, moves and cancels with digits alone."""

from datetime import datetime

import pytest

from app.dialogue.state import Asking
from tests.dialogue.text_call import ZONE, Line
from tests.dialogue.wishes import keys_of
from voice.contract import EngineFailed, HangUp, Keys, Language, Listen, Unintelligible

KNOWN = {"offering": "checkup", "resource": "dr-anna-sommer", "start": "2026-03-19T10:00", "name": "Sabine Hoffmann"}


async def mumbles(line: Line) -> str:
    said, _ = await line.send(Unintelligible(line.turns + 1, 0, 0))
    return said


async def presses(line: Line, digits: str) -> str:
    said, _ = await line.send(Keys(line.turns + 1, digits, 0))
    return said


def key_for(meaning: str, said: str, language: Language) -> str:
    return next(key for key, text in keys_of(said, language).items() if meaning.lower() in text)


@pytest.mark.parametrize("language", ["de", "en"])
async def test_digits_alone_book_an_appointment_when_no_word_is_understood(language: Language) -> None:
    words = {
        "de": ("neuen termin", "zahnreinigung", "donnerstag", "andere zeiten", "neun uhr", "ja"),
        "en": ("new appointment", "cleaning", "thursday", "other times", "nine", "yes"),
    }[language]
    line = Line(language=language)
    await line.pick_up()
    line.conversation.state.language = language
    await mumbles(line)
    said = await mumbles(line)
    for meaning in words[:3]:
        said = await presses(line, key_for(meaning, said, language))
    said = await presses(line, "1")
    assert line.conversation.state.asking is Asking.NAME
    said = await mumbles(line)
    if line.conversation.state.asking is Asking.NAME:
        said = await mumbles(line)
    assert ("telefonnummer" if language == "de" else "telephone number") in said.lower()
    await presses(line, key_for(words[5], said, language))
    [booking] = line.calendar.confirmed()
    assert booking.slot.offering == "cleaning"
    assert booking.slot.starts_at.date().isoformat() == "2026-03-19"
    assert booking.customer_number == line.number


async def test_digits_alone_book_when_the_recogniser_is_down_and_the_number_is_withheld() -> None:
    line = Line(number=None)
    await line.pick_up()
    said, ending = await line.send(EngineFailed(1, "speech_to_text", 0))
    assert isinstance(ending, Listen)
    for meaning in ("neuen termin", "kontrolluntersuchung", "mittwoch"):
        said = await presses(line, key_for(meaning, said, "de"))
    said = await presses(line, "1")
    assert "tippen" in said.lower()
    said = await presses(line, "03023125144#")
    said = await presses(line, "1")
    await presses(line, "1")
    [booking] = line.calendar.confirmed()
    assert booking.customer_number == "+493023125144"


async def test_a_menu_of_times_leads_to_other_times_a_week_later_and_another_day() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    await line.send(EngineFailed(2, "speech_to_text", 0))
    first = line.conversation.state.goal
    assert first is not None
    offered = first.offers
    said = await presses(line, "3")
    assert first.offers
    assert set(first.offers).isdisjoint(offered)
    said = await presses(line, key_for("eine woche später", said, "de"))
    assert {slot.starts_at.date().isoformat() for slot in first.offers} == {"2026-03-26"}
    said = await presses(line, key_for("einen anderen tag", said, "de"))
    assert "montag" in said.lower()


async def test_keys_deny_a_read_back_and_say_what_is_wrong_with_it() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    said, _ = await line.send(EngineFailed(2, "speech_to_text", 0))
    await presses(line, "1")
    said = await presses(line, "2")
    said = await presses(line, key_for("ein anderes anliegen", said, "de"))
    said = await presses(line, key_for("füllung", said, "de"))
    assert not list(line.calendar.confirmed())
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.offering == "filling"


async def test_digits_alone_cancel_the_one_appointment_of_this_number() -> None:
    line = Line()
    line.has_booking(KNOWN)
    await line.pick_up()
    said, _ = await line.send(EngineFailed(1, "speech_to_text", 0))
    said = await presses(line, key_for("eine absage", said, "de"))
    await presses(line, key_for("ja", said, "de"))
    assert not list(line.calendar.confirmed())


async def test_a_key_that_stands_for_nothing_is_named_as_such_and_the_keys_are_told() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    said = await presses(line, "9")
    assert "Taste" in said
    assert "Drücken Sie" in said


async def test_nobody_at_the_human_line_keeps_the_caller_on_the_keys_and_ends_in_words() -> None:
    line = Line(at=datetime(2026, 3, 16, 21, 0, tzinfo=ZONE))
    await line.pick_up()
    for nth in range(3):
        _, ending = await line.send(EngineFailed(nth + 1, "speech_to_text", 0))
        assert isinstance(ending, Listen)
    said, ending = await line.send(EngineFailed(4, "speech_to_text", 0))
    assert isinstance(ending, HangUp)
    assert said
