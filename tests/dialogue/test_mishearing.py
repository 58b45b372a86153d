"""What was hardly heard is doubted: asked again in other words, confirmed, or left to the keys; never a yes."""

from datetime import datetime

import pytest

from app.dialogue.state import Asking
from tests.dialogue.score_misheard import graded, summary
from tests.dialogue.text_call import ZONE, Line
from voice.contract import Language, Unintelligible

SHARE_RIGHT_QUIET = 0.7


async def test_callers_on_a_quiet_line_get_what_they_want_from_a_recogniser_that_mishears() -> None:
    grades = await graded("de", "quiet", splits=("dev",))
    assert len(grades) >= 20
    assert sum(grade.passed for grade in grades) >= SHARE_RIGHT_QUIET * len(grades), summary(grades)
    assert not any(grade.false_claims for grade in grades), summary(grades)


async def test_a_day_that_is_not_understood_is_asked_for_in_one_word_and_by_key() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle, bitte.")
    first, _ = await line.send(Unintelligible(2, 0, 0))
    second, _ = await line.send(Unintelligible(3, 0, 0))
    assert first != second
    assert "nur den Wochentag" in second
    assert "eins für Montag" in second


@pytest.mark.parametrize("mumble", ["Nein den gis war alles.", "Einen Termin ist alles.", "Mein Dank das war."])
async def test_a_misheard_no_thanks_opens_no_second_appointment(mumble: str) -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    for text in ("Eine Kontrolle am Donnerstag um elf.", "Ja, bitte."):
        await line.say(text)
    assert line.conversation.state.asking is Asking.ANYTHING_ELSE
    await line.say(mumble)
    assert not line.conversation.state.goals
    assert len(list(line.calendar.confirmed())) == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Am Donner steht in zwei Wochen."),
        ("de", "Am Brummkreisel in zwei Wochen."),
        ("en", "On thirst day in two weeks."),
    ],
)
async def test_a_garbled_weekday_before_the_weeks_is_not_taken_for_todays_weekday(
    language: Language, text: str
) -> None:
    line = Line(language=language)
    await line.pick_up()
    line.conversation.state.language = language
    await line.say("Eine Kontrolle." if language == "de" else "A check-up please.", language)
    await line.say(text, language)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.when is not None
    assert any(window.fits(datetime(2026, 4, 2, 10, 0, tzinfo=ZONE)) for window in goal.when.windows)


async def test_yes_to_the_question_what_is_wrong_books_nothing() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    for text in ("Eine Kontrolle am Donnerstag um elf.", "Nein.", "Ja."):
        await line.say(text)
    assert not list(line.calendar.confirmed())


async def test_a_name_that_stays_wrong_is_spelled_and_then_left_to_the_number() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag um elf.")
    await line.say("Anna Schneiter.")
    said = await line.say("Nein, mein Name ist Schneiter.")
    assert "uchstabier" in said
    await line.send(Unintelligible(5, 0, 0))
    said, _ = await line.send(Unintelligible(6, 0, 0))
    assert "Telefonnummer" in said
    await line.say("Ja, bitte.")
    [booking] = line.calendar.confirmed()
    assert "Schneiter" in booking.customer_name
    assert "unsicher" in booking.customer_name


@pytest.mark.parametrize(
    ("language", "wish", "text"),
    [
        ("de", "Eine Kontrolle am Donnerstag.", "Den dritten, bitte."),
        ("en", "A check-up on Thursday please.", "The third, please."),
    ],
)
async def test_who_counts_past_the_offers_is_asked_which_and_gets_no_other_month(
    language: Language, wish: str, text: str
) -> None:
    line = Line(language=language)
    await line.pick_up()
    await line.say(wish, language)
    goal = line.conversation.state.goal
    assert goal is not None
    offers = goal.offers
    assert len(offers) == 2
    await line.say(text, language)
    assert (goal.offers, line.conversation.state.asking) == (offers, Asking.OFFERS)
