"""The waiting list by voice: who waits for an earlier place has an appointment first, and is told only what is true."""

from dataclasses import replace

import pytest

from app.domain.business import Business
from tests.dialogue.model_line import ModelLine
from tests.dialogue.text_call import Line
from tests.fakes.business import praxis
from voice.contract import Language

KNOWN = {"offering": "checkup", "resource": "dr-anna-sommer", "start": "2026-03-26T10:00", "name": "Sabine Hoffmann"}


async def test_a_wish_for_an_earlier_place_in_the_middle_of_a_booking_is_seen_to_after_it() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle nächste Woche Donnerstag.")
    said = await line.say("Rufen Sie mich bitte an, wenn früher etwas frei wird.")
    assert "Warteliste" in said
    assert not line.tools.waiting
    await line.say("Den ersten Termin nehme ich.")
    said = await line.say("Ja, bitte.")
    [booking] = line.calendar.confirmed()
    [(offering, number, windows, moving)] = line.tools.waiting
    assert (offering, number, moving) == ("checkup", line.number, booking.reference)
    assert windows[0].latest == booking.slot.starts_at
    assert "auf der Warteliste" in said


async def test_who_has_an_appointment_waits_for_an_earlier_one_in_its_place() -> None:
    line = Line(language="en")
    old = line.has_booking(KNOWN)
    await line.pick_up()
    said = await line.say("Hello, can you call me if something earlier opens up?", "en")
    [(_, _, _, moving)] = line.tools.waiting
    assert moving == old.reference
    assert "waiting list" in said


async def test_nothing_is_said_of_a_waiting_list_that_the_business_does_not_keep() -> None:
    line = Line()
    line.has_booking(KNOWN)
    line.tools.keeps_waiting_list = False
    await line.pick_up()
    said = await line.say("Können Sie mich auf die Warteliste setzen?")
    assert "leider nicht" in said
    assert "Sie stehen" not in said


@pytest.mark.parametrize(
    ("language", "wish"),
    [
        ("de", "Rufen Sie mich an, wenn früher etwas frei wird."),
        ("de", "Sagen Sie mir Bescheid, wenn jemand abspringt."),
        ("de", "Ich hätte gern einen früheren Termin, falls einer abgesagt wird."),
        ("de", "Informieren Sie mich, sobald ein früherer Termin möglich ist."),
        ("de", "Ich würde gerne nachrücken, wenn jemand absagt."),
        ("en", "Let me know if anybody cancels."),
        ("en", "I would take an earlier appointment if one comes up."),
        ("en", "Please notify me if you have a cancellation."),
        ("en", "Give me a call should something sooner become available."),
    ],
)
async def test_the_wish_to_wait_is_heard_in_many_wordings(language: Language, wish: str) -> None:
    line = Line(language=language)
    old = line.has_booking(KNOWN)
    await line.pick_up()
    await line.say(wish)
    assert [moving for *_, moving in line.tools.waiting] == [old.reference]


@pytest.mark.parametrize(
    ("language", "asked"),
    [
        ("de", "Was kostet es, wenn ein Termin abgesagt wird?"),
        ("de", "Wenn es früher möglich ist, gern am Montag."),
        ("en", "Is there a fee if I cancel?"),
    ],
)
async def test_who_speaks_of_cancelling_or_of_an_earlier_time_is_not_put_on_the_list(
    language: Language, asked: str
) -> None:
    line = Line(language=language)
    line.has_booking(KNOWN)
    await line.pick_up()
    await line.say(asked)
    assert line.tools.waiting == []


async def test_who_waits_for_mornings_alone_waits_for_mornings_before_the_appointment_that_stands() -> None:
    line = Line()
    old = line.has_booking(KNOWN)
    await line.pick_up()
    await line.say("Rufen Sie mich an, wenn früher etwas frei wird, aber bitte nur vormittags.")
    [(_, _, windows, _)] = line.tools.waiting
    assert all(window.latest.hour <= 12 for window in windows)
    assert max(window.latest for window in windows) <= old.slot.starts_at


QUESTIONS = [
    ("de", "Gibt es bei Ihnen eine Warteliste?"),
    ("de", "Haben Sie eigentlich eine Warteliste"),
    ("de", "Wie funktioniert denn die Warteliste?"),
    ("en", "Do you have a waiting list?"),
    ("en", "Is there a cancellation list"),
]


def without_a_list() -> Business:
    return replace(praxis(), rules=replace(praxis().rules, keeps_waiting_list=False))


@pytest.mark.parametrize(("language", "asked"), QUESTIONS)
async def test_who_asks_whether_there_is_a_list_is_told_how_it_works_and_asked_and_not_put_on_it(
    language: Language, asked: str
) -> None:
    line = Line(language=language)
    old = line.has_booking(KNOWN)
    await line.pick_up()
    said = await line.say(asked, language)
    assert ("Ja, wir führen eine Warteliste" if language == "de" else "Yes, we keep a waiting list") in said
    assert said.endswith("?")
    assert line.tools.waiting == []
    await line.say("Ja, gern." if language == "de" else "Yes, please.", language)
    assert [moving for *_, moving in line.tools.waiting] == [old.reference]


async def test_who_does_not_want_to_be_on_the_list_is_on_none_and_goes_on() -> None:
    line = Line()
    line.has_booking(KNOWN)
    await line.pick_up()
    await line.say("Gibt es eine Warteliste?")
    said = await line.say("Nein, danke.")
    assert line.tools.waiting == []
    assert "sonst noch" in said


async def test_a_question_about_the_list_in_the_middle_of_a_booking_leads_back_to_it() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle nächste Woche Donnerstag.")
    await line.say("Haben Sie eine Warteliste?")
    said = await line.say("Nein.")
    assert line.tools.waiting == []
    assert "Uhr" in said
    await line.say("Den ersten Termin nehme ich.")
    await line.say("Ja, bitte.")
    assert len(line.calendar.confirmed()) == 1


async def test_a_business_without_a_list_says_so_when_asked() -> None:
    line = Line()
    line.conversation.state.business = without_a_list()
    await line.pick_up()
    said = await line.say("Gibt es eine Warteliste?")
    assert "Nein, eine Warteliste führen wir leider nicht" in said
    assert line.tools.waiting == []


async def test_a_wish_for_a_list_that_is_not_kept_is_declined_before_anybody_is_asked_for_anything() -> None:
    line = Line()
    line.conversation.state.business = without_a_list()
    await line.pick_up()
    said = await line.say("Setzen Sie mich bitte auf die Warteliste.")
    assert "Eine Warteliste führen wir leider nicht" in said
    assert said.endswith("?")


async def test_a_model_that_takes_the_question_for_the_wish_puts_nobody_on_the_list() -> None:
    line = ModelLine([("join_waitlist", '{"offering": null, "when": null, "name": null}')])
    line.has_booking(KNOWN)
    await line.pick_up()
    said = await line.say("Gibt es bei Ihnen eine Warteliste?")
    assert "Ja, wir führen eine Warteliste" in said
    assert line.tools.waiting == []
    await line.say("Ja, bitte.")
    assert len(line.tools.waiting) == 1
    assert len(line.scripted.requests) == 1
