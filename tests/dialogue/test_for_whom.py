from typing import Literal

import pytest

from tests.dialogue.text_call import Line


async def _after(line: Line, *texts: str) -> str:
    await line.pick_up()
    said = ""
    for text in texts:
        said = await line.say(text)
    return said


def _names(line: Line) -> list[str]:
    return [booking.customer_name for booking in line.calendar.confirmed()]


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("I'd like a check-up for my daughter on Thursday at ten.", "Amara Okafor."),
        ("My mother, she is having pain in her gums.", "Her name is Lakshmi Okafor."),
        ("Could I get my husband in for a filling on Thursday at ten?", "It's for him, so Tom Okafor."),
        ("My son fell off his bike and his front tooth is chipped, can you see him today?", "Arjun Okafor."),
    ],
)
async def test_who_calls_for_somebody_else_is_asked_for_their_name_though_their_own_is_known(
    opening: str, name: str
) -> None:
    line = Line(language="en")
    line.know("Jenny Okafor")
    said = await _after(line, opening)
    if "Which" in said:
        said = await line.say("The first one.")
    assert "for them" in said or "who is coming" in said
    await line.say(name)
    await line.say("Yes.")
    assert _names(line) == [name.removeprefix("Her name is ").removeprefix("It's for him, so ").rstrip(".")]


async def test_a_german_caller_who_books_for_a_child_is_asked_for_the_childs_name() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await _after(line, "Eine Kontrolle für meinen Sohn am Donnerstag um zehn.", "Paul Hoffmann.", "Ja.")
    assert _names(line) == ["Paul Hoffmann"]


async def test_the_next_appointment_of_the_call_is_the_callers_own_again() -> None:
    line = Line(language="en")
    line.know("Jenny Okafor")
    await _after(line, "I'd like a check-up for my daughter on Thursday at ten.", "Amara Okafor.", "Yes.")
    await line.say("And I need a cleaning on Thursday at eleven.")
    await line.say("Yes.")
    assert _names(line) == ["Amara Okafor", "Jenny Okafor"]


@pytest.mark.parametrize(
    "opening",
    [
        "My husband told me to ring, I need a check-up on Thursday at ten.",
        "My wife works until nine, so I need a check-up on Thursday at ten.",
        "A check-up on Thursday at ten please, my neighbour recommended you.",
    ],
)
async def test_relatives_who_only_come_up_are_nobody_who_will_come(opening: str) -> None:
    line = Line(language="en")
    line.know("Jenny Okafor")
    said = await _after(line, opening)
    assert "for Jenny Okafor" in said


async def test_a_child_that_is_named_with_the_wish_is_asked_for_no_more() -> None:
    line = Line(language="en")
    line.know("Jenny Okafor")
    said = await _after(line, "I'd like a check-up on Thursday at ten for my daughter Amara Okafor.")
    assert "for Amara Okafor" in said


async def test_two_things_in_one_sentence_become_two_appointments() -> None:
    line = Line(language="en")
    said = await _after(line, "I need a check-up for me and a cleaning for my wife.")
    assert "both" in said
    said = await line.say("Thursday at nine.")
    await line.say("Ravi Menon.")
    said = await line.say("Yes.")
    assert "cleaning" in said
    for text in ("The same day at ten.", "Anita Menon.", "Yes."):
        said = await line.say(text)
    made = sorted(
        (b.slot.offering, b.slot.starts_at.strftime("%d %H"), b.customer_name) for b in line.calendar.confirmed()
    )
    assert made == [("checkup", "19 09", "Ravi Menon"), ("cleaning", "19 10", "Anita Menon")]


async def test_two_things_on_one_day_are_not_offered_at_the_same_time() -> None:
    line = Line(language="en")
    await _after(
        line, "I'd like a check-up and a cleaning on Thursday morning.", "The first one.", "Ravi Menon.", "Yes."
    )
    await line.say("The first one.")
    await line.say("Yes.")
    one, other = sorted(line.calendar.confirmed(), key=lambda booking: booking.slot.starts_at)
    assert one.slot.ends_at <= other.slot.starts_at


async def test_zwei_wuensche_in_einem_satz_werden_zwei_termine() -> None:
    line = Line()
    said = await _after(line, "Ich bräuchte eine Kontrolle und eine Zahnreinigung.")
    assert "beides" in said
    for text in ("Am Donnerstag um neun.", "Thomas Berger", "Ja.", "Am selben Tag um zehn.", "Ja."):
        said = await line.say(text)
    assert sorted(booking.slot.offering for booking in line.calendar.confirmed()) == ["checkup", "cleaning"]


async def test_what_ails_a_tooth_is_one_wish_however_it_is_told() -> None:
    line = Line(language="en")
    said = await _after(line, "My filling came out and now it hurts.")
    assert "both" not in said


@pytest.mark.parametrize(
    ("language", "opening"),
    [
        ("de", "Ich rufe an für meine Mutter. Die kommt zu ihrer Vorsorge nicht hin, dienstags nach drei ginge es."),
        ("en", "My wife's down for a check-up, only she's flying to Lisbon that day. Can you swap it?"),
        ("en", "My mother has a check-up with you and can't make it, could she come some other time?"),
    ],
)
async def test_who_calls_about_the_appointment_that_somebody_else_has_is_asked_about_that_one(
    language: Literal["de", "en"], opening: str
) -> None:
    line = Line(language=language)
    line.has_booking(
        {"offering": "checkup", "start": "2026-03-24T14:00", "resource": "dr-jonas-weber", "name": "Sabine Hoffmann"}
    )
    said = await _after(line, opening)
    assert ("vierundzwanzigsten" if language == "de" else "twenty-fourth") in said
