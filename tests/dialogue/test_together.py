"""Several appointments of a caller are moved or cancelled as one: read back once, all of them or none."""

import json

import pytest

from app.domain.bookings import BookingStatus
from tests.dialogue.model_line import ModelLine
from tests.dialogue.text_call import Line
from voice.contract import Heard, Language

MOTHER = {"offering": "checkup", "resource": "dr-anna-sommer", "start": "2026-03-24T10:00", "name": "Sabine Hoffmann"}
DAUGHTER = MOTHER | {"start": "2026-03-24T10:30", "name": "Emma Hoffmann"}
LATER = MOTHER | {"offering": "cleaning", "resource": "mia-schulz", "start": "2026-04-02T09:00"}


async def called(language: Language = "de", *more: dict[str, str]) -> Line:
    line = Line(language=language)
    line.know("Sabine Hoffmann")
    for entry in (MOTHER, DAUGHTER, *more):
        line.has_booking(entry)
    await line.pick_up()
    return line


def starts(line: Line) -> list[str]:
    return [f"{booking.slot.starts_at:%d %H:%M}" for booking in line.calendar.bookings.values()]


@pytest.mark.parametrize(
    ("language", "wish", "when", "day"),
    [
        ("de", "Wir möchten beide Termine verschieben.", "Am Donnerstag um elf.", 26),
        ("de", "Ich muss unsere Termine am Dienstag verlegen.", "Donnerstag elf Uhr, bitte.", 19),
        ("de", "Kann ich meinen Termin und den meiner Tochter verschieben?", "Auf Donnerstag um elf.", 26),
        ("en", "We would like to move both of our appointments.", "To Thursday at eleven.", 26),
        ("en", "Could you reschedule my appointment and my daughter's?", "Thursday at eleven, please.", 26),
    ],
)
async def test_two_in_a_row_move_with_one_yes(language: Language, wish: str, when: str, day: int) -> None:
    line = await called(language)
    await line.say(wish)
    said = await line.say(when)
    assert "Sabine Hoffmann" in said
    assert "Emma Hoffmann" in said
    await line.say("Ja, bitte." if language == "de" else "Yes, please.")
    assert starts(line) == [f"{day} 11:00", f"{day} 11:45"]


async def test_all_said_in_one_sentence_is_read_back_at_once() -> None:
    line = await called()
    said = await line.say("Wir würden gern beide Termine auf Donnerstag um elf verschieben.")
    assert "neunzehnten März, um elf Uhr" in said
    await line.say("Ja, das passt.")
    assert starts(line) == ["19 11:00", "19 11:45"]


async def test_a_yes_to_a_read_back_of_which_only_half_was_heard_moves_nothing() -> None:
    line = await called()
    await line.say("Wir möchten beide Termine verschieben.")
    said = await line.say("Am Donnerstag um elf.")
    line.conversation.heard(Heard(line.turns, said, " ".join(said.split()[:6]), interrupted=True))
    again = await line.say("Ja.")
    assert starts(line) == ["24 10:00", "24 10:30"]
    assert "Emma Hoffmann" in again
    await line.say("Ja.")
    assert starts(line) == ["26 11:00", "26 11:45"]


async def test_when_one_place_is_lost_before_the_yes_both_stay_and_the_caller_hears_so() -> None:
    line = await called()
    await line.say("Wir möchten beide Termine verschieben.")
    await line.say("Am Donnerstag um elf.")
    del line.calendar.chain_holds[line.call_sid]
    line.has_booking(MOTHER | {"start": "2026-03-26T11:45", "name": "Jemand", "number": "+493023125111"})
    said = await line.say("Ja.")
    assert starts(line)[:2] == ["24 10:00", "24 10:30"]
    assert "verschoben" not in said
    await line.say("Ja, bitte.")
    assert starts(line)[:2] != ["24 10:00", "24 10:30"]


async def test_both_of_three_are_the_two_that_belong_together() -> None:
    line = await called("de", LATER)
    said = await line.say("Wir möchten beide Termine absagen.")
    assert "Zahnreinigung" not in said
    await line.say("Ja.")
    gone = [b.status is BookingStatus.CANCELLED for b in line.calendar.bookings.values()]
    assert gone == [True, True, False]


async def test_of_both_the_caller_may_keep_one() -> None:
    line = await called()
    await line.say("Ich möchte unsere Termine verschieben.")
    await line.say("Am Donnerstag um elf.")
    await line.say("Nein, nur den zweiten.")
    await line.say("Am Donnerstag um elf.")
    await line.say("Ja.")
    assert starts(line) == ["24 10:00", "26 11:00"]


async def test_a_model_moves_both_only_when_the_caller_said_both() -> None:
    def call(tool: str, **given: object) -> tuple[str, str]:
        return tool, json.dumps(given)

    asked = {"appointment": None, "all_of_them": True, "which": None, "when": "am Donnerstag um elf"}
    for words, moved in (
        ("Ich möchte beide Termine auf Donnerstag um elf verschieben.", True),
        ("Ich möchte meinen Termin auf Donnerstag um elf verschieben.", False),
    ):
        line = ModelLine([call("move", **asked)], [call("book")])
        line.know("Sabine Hoffmann")
        for entry in (MOTHER, DAUGHTER):
            line.has_booking(entry)
        await line.pick_up()
        await line.say(words)
        await line.say("Ja, bitte.")
        assert (starts(line) == ["19 11:00", "19 11:45"]) is moved
