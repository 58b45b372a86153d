"""Callers who have an appointment, and seem to ask for a new one."""

import pytest

from app.dialogue.state import Asking, GoalKind
from app.domain.business import Language
from tests.dialogue.other_words import came_right
from tests.dialogue.text_call import Line

CHECKUP = {
    "start": "2026-03-25T09:30",
    "offering": "checkup",
    "resource": "dr-jonas-weber",
    "name": "Sabine Hoffmann",
}


async def _line(language: Language = "de") -> Line:
    line = Line(language=language)
    line.know("Sabine Hoffmann")
    line.has_booking(CHECKUP)
    await line.pick_up()
    return line


async def test_who_has_one_of_the_same_is_asked_by_its_day_before_a_second_one_is_looked_for() -> None:
    line = await _line()
    said = await line.say("Eine Kontrolle am Donnerstag, bitte.")
    assert "fünfundzwanzigsten März" in said
    assert "weiteren" in said
    assert line.call_sid not in line.calendar.holds


async def test_the_one_that_is_to_be_moved_is_moved_and_no_second_one_booked() -> None:
    line = await _line()
    for text in ("Eine Kontrolle am Donnerstag um elf, bitte.", "Den alten bitte verlegen.", "Ja."):
        await line.say(text)
    [booking] = line.calendar.confirmed()
    assert booking.slot.in_zone(line.calendar.business.zone).starts_at.day == 19


async def test_one_more_is_booked_when_one_more_is_wanted() -> None:
    line = await _line()
    for text in ("Eine Kontrolle am Donnerstag um elf, bitte.", "Nein, einen weiteren.", "Ja."):
        await line.say(text)
    assert len(line.calendar.confirmed()) == 2


async def test_a_bare_yes_is_asked_what_it_means_and_the_second_one_counts() -> None:
    line = await _line()
    await line.say("Eine Kontrolle am Donnerstag, bitte.")
    assert "ja oder nein" in await line.say("Ja.")
    await line.say("Ja.")
    assert {goal.kind for goal in line.conversation.state.goals} == {GoalKind.MOVE}


async def test_nobody_is_asked_about_an_appointment_for_something_else() -> None:
    line = await _line()
    await line.say("Eine Zahnreinigung am Donnerstag, bitte.")
    assert line.conversation.state.asking is Asking.OFFERS


async def test_nobody_is_asked_about_an_appointment_that_this_call_made() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    for text in ("Eine Kontrolle am Donnerstag um elf.", "Ja.", "Ich brauche einen Termin zur Kontrolle am Freitag."):
        await line.say(text)
    assert line.conversation.state.asking is not Asking.STANDING


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("de", "Ich hätte gern eine Kontrolle für meine Tochter am Donnerstag."),
        ("de", "Ich bräuchte eine weitere Kontrolle am Donnerstag."),
        ("en", "I'd like a check-up for my husband on Thursday."),
        ("en", "I need an additional check-up on Thursday."),
    ],
)
async def test_one_more_or_one_for_somebody_else_is_not_asked_about(language: Language, opening: str) -> None:
    assert await came_right("one_more_when_asked", opening, language)


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("de", "Ich habe bei Ihnen eine Kontrolle, aber die Uhrzeit passt mir nicht. Ginge es am Donnerstag?"),
        ("en", "I've got a check-up booked with you one morning. Could we do a Thursday afternoon instead?"),
        ("en", "I'm down for a check-up, but half past nine is proving awkward. Could I come later that morning?"),
    ],
)
async def test_who_says_that_one_stands_and_will_not_do_moves_it_without_being_asked(
    language: Language, opening: str
) -> None:
    assert await came_right("moves", opening, language)


@pytest.mark.parametrize(
    "answer",
    [
        "Verlegen.",
        "Den alten.",
        "Ja, verlegen.",
        "Lieber am Donnerstag.",
        "Den bisherigen bitte verschieben.",
        "Stattdessen.",
    ],
)
async def test_every_kind_of_answer_moves_the_one_that_stands(answer: str) -> None:
    assert await came_right("moves_when_asked", f"Eine Kontrolle bitte. | {answer}", "de")


@pytest.mark.parametrize(
    "answer", ["Absagen.", "Den alten bitte streichen.", "Der kann weg.", "Den brauche ich nicht mehr."]
)
async def test_every_kind_of_answer_cancels_the_one_that_stands(answer: str) -> None:
    assert await came_right("cancels_when_asked", f"Eine Kontrolle bitte. | {answer}", "de")


@pytest.mark.parametrize(
    "answer", ["Noch einen zusätzlich.", "Der andere bleibt.", "Einen neuen.", "Beide bitte.", "Noch einen."]
)
async def test_every_kind_of_answer_adds_one_more(answer: str) -> None:
    assert await came_right("one_more_when_asked", f"Eine Kontrolle am Donnerstag. | {answer}", "de")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Da ist mein Auto in der Werkstatt. Könnten wir einen anderen Tag finden?", "de"),
        ("My car is in the garage the day I am meant to be with you. Could we find another day?", "en"),
    ],
)
async def test_another_day_without_a_treatment_is_another_than_the_one_they_have(text: str, language: Language) -> None:
    line = Line(language=language)
    line.has_booking(
        {"start": "2026-03-24T09:30", "offering": "root_canal", "resource": "dr-anna-sommer", "name": "Eva"}
    )
    await line.pick_up()
    await line.say(text, language)
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind == "move"


async def test_who_says_no_to_cancelling_and_wants_another_day_moves() -> None:
    line = Line(language="en")
    line.has_booking({"start": "2026-03-24T09:30", "offering": "cleaning", "resource": "mia-schulz", "name": "Eva"})
    await line.pick_up()
    await line.say("I have to cancel my appointment.", "en")
    await line.say("No, no, she still wants to come, just on a different day.", "en")
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind == "move"


async def test_a_new_one_instead_of_what_was_cancelled_in_this_call_is_booked() -> None:
    line = Line(language="en")
    line.has_booking({"start": "2026-03-19T10:00", "offering": "checkup", "resource": "dr-jonas-weber", "name": "Eva"})
    await line.pick_up()
    await line.say("I want to cancel.", "en")
    await line.say("Yes please.", "en")
    said = await line.say("Yes, I need a new one instead, a check-up next week on Monday.", "en")
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind == "book"
    assert "Monday" in said
