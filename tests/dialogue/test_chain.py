"""What needs an examination first is booked with it in one call; graded by the database, on both of them."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from app.dialogue.llm_brain.plain_answers import needs_no_model
from app.dialogue.plans import ChainPlan
from app.dialogue.state import Asking, CallState, Goal, GoalKind
from app.domain.ids import CallSid, OfferingKey
from tests.dialogue.chain_line import NOW, ChainLine, chained_comprehension
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from voice.contract import Language

THOMAS = "Thomas Berger"
EXAMINATION = ("checkup", "2026-03-17T10:00", "dr-anna-sommer")
ADVICE = ("implant_consultation", "2026-03-19T10:00", "dr-leyla-aydin")


@pytest.fixture
async def line(store: Store) -> AsyncIterator[ChainLine]:
    clock = FakeClock(NOW)
    async with praxis_database(store, clock) as database:
        yield ChainLine(database, clock)


def days(bookings: list[tuple[str, str, str, str]]) -> list[tuple[str, str]]:
    return [(offering, start[:10]) for offering, start, _, status in bookings if status == "confirmed"]


@pytest.mark.parametrize(
    ("language", "says", "first", "both"),
    [
        (
            "de",
            ("Ich hätte gern eine Implantatberatung.", "Morgen Vormittag.", "Ja.", THOMAS, "Ja, bitte.", "Nein danke."),
            "Dafür ist vorher noch ein Termin nötig: Kontrolluntersuchung.",
            "beide Termine sind eingetragen. Bitte bringen Sie Ihre Versichertenkarte mit. "
            "Bitte denken Sie daran: nüchtern kommen.",
        ),
        (
            "en",
            ("I need an implant consultation.", "Tomorrow morning.", "Yes.", THOMAS, "Yes, please.", "No, thank you."),
            "That needs another appointment first: check-up.",
            "both appointments are booked. Please bring your insurance card. "
            "Please remember: come on an empty stomach.",
        ),
    ],
)
async def test_a_new_caller_gets_the_examination_and_what_needs_it_in_one_call(
    line: ChainLine, language: Language, says: tuple[str, ...], first: str, both: str
) -> None:
    line.language = language
    await line.call(*says)
    assert await line.bookings() == [
        ("checkup", "2026-03-17 08:00", THOMAS, "confirmed"),
        ("implant_consultation", "2026-03-19 08:00", THOMAS, "confirmed"),
    ]
    assert line.assistant_said.count(first) == 1
    assert line.assistant_said.count(both) == 1


async def test_both_are_read_back_with_the_name_before_anything_is_booked(line: ChainLine) -> None:
    await line.pick_up()
    for text in ("Eine Implantatberatung, bitte.", "Morgen Vormittag.", "Ja."):
        await line.say(text)
    said = await line.say(THOMAS)
    for words in (
        "morgen um acht Uhr",
        "Donnerstag, den neunzehnten März",
        "Thomas Berger",
        "Soll ich das so eintragen?",
    ):
        assert words in said
    assert await line.bookings() == []
    await line.hang_up()
    assert await line.bookings() == []


async def test_who_has_the_examination_booked_goes_straight_on(line: ChainLine) -> None:
    await line.had(*EXAMINATION)
    await line.call("Eine Implantatberatung am Donnerstag um zehn Uhr.", "Ja.", "Nein danke.")
    assert "vorher" not in line.assistant_said
    assert days(await line.bookings()) == [("checkup", "2026-03-17"), ("implant_consultation", "2026-03-19")]


async def test_who_had_the_examination_last_month_goes_straight_on(line: ChainLine) -> None:
    await line.had(*EXAMINATION)
    line.clock.advance(timedelta(days=28))
    await line.call("Eine Implantatberatung am Donnerstag um zehn Uhr.", "Ja.", "Nein danke.")
    assert "vorher" not in line.assistant_said
    assert days(await line.bookings())[1] == ("implant_consultation", "2026-04-16")


async def test_whose_examination_runs_out_too_soon_is_told_that_it_is_needed_again(line: ChainLine) -> None:
    await line.had(*EXAMINATION)
    line.clock.advance(timedelta(days=60))
    await line.call("Eine Implantatberatung, so bald wie möglich.", "Ja.", THOMAS, "Ja, bitte.", "Nein danke.")
    assert "vorher noch ein Termin nötig" in line.assistant_said
    assert [offering for offering, _ in days(await line.bookings())] == ["checkup", "checkup", "implant_consultation"]


async def test_a_time_that_comes_with_the_wish_is_that_of_the_treatment(line: ChainLine) -> None:
    await line.pick_up()
    said = await line.say("Eine Implantatberatung am Donnerstag nächste Woche, bitte.")
    assert "Donnerstag, den sechsundzwanzigsten März" in said


@pytest.mark.parametrize(
    ("correction", "examination", "advice"),
    [
        ("Nein, die Kontrolluntersuchung lieber am Freitag.", "2026-03-20 08:00", "2026-03-26 08:00"),
        ("Lieber etwas später am Tag die Implantatberatung.", "2026-03-16 12:00", "2026-03-26 09:00"),
        ("Die Implantatberatung bitte nachmittags.", "2026-03-16 12:00", "2026-03-26 13:30"),
        ("Nein, den ersten lieber am Mittwoch um zehn.", "2026-03-18 10:00", "2026-03-26 08:00"),
        ("Donnerstag geht doch nicht.", "2026-03-16 12:00", "2026-03-24 08:00"),
    ],
)
async def test_a_correction_moves_the_one_that_is_meant_and_leaves_the_other(
    line: ChainLine, correction: str, examination: str, advice: str
) -> None:
    wish = "Eine Implantatberatung am Donnerstag nächste Woche, bitte."
    await line.call(wish, correction, "Ja.", THOMAS, "Ja, bitte.", "Nein danke.")
    starts = [start for _, start, _, _ in await line.bookings()]
    assert starts == [examination, advice], line.said


async def test_a_correction_of_what_was_read_back_is_read_back_again(line: ChainLine) -> None:
    await line.pick_up()
    for text in ("Eine Implantatberatung so bald wie möglich.", "Ja.", THOMAS):
        await line.say(text)
    said = await line.say("Nein, die Kontrolluntersuchung lieber morgen um neun.")
    assert "morgen um neun Uhr" in said
    assert "Soll ich das so eintragen?" in said
    await line.say("Ja, genau.")
    assert days(await line.bookings())[0] == ("checkup", "2026-03-17")


async def test_a_plan_that_is_turned_down_is_followed_by_another_and_then_by_a_question(line: ChainLine) -> None:
    await line.pick_up()
    first = await line.say("Eine Implantatberatung, so bald wie möglich.")
    second = await line.say("Nein, das passt nicht.")
    assert first != second
    await line.say("Nein, auch nicht.")
    assert "ersten" in await line.say("Nein.") or "erste" in line.said[-1][1]
    await line.hang_up()
    assert await line.bookings() == []


async def test_another_wish_in_the_middle_ends_the_chain(line: ChainLine) -> None:
    await line.pick_up()
    await line.say("Eine Implantatberatung, so bald wie möglich.")
    said = await line.say("Ach, lieber eine Füllung am Mittwoch um zehn Uhr.")
    assert "Füllung" in said
    await line.say(THOMAS)
    await line.say("Ja.")
    assert days(await line.bookings()) == [("filling", "2026-03-18")]


@pytest.mark.parametrize("says", ["Die Kontrolle hatte ich schon.", "Nein, nur die Implantatberatung."])
async def test_who_says_that_it_is_not_needed_is_heard_by_people(line: ChainLine, says: str) -> None:
    await line.pick_up()
    await line.say("Ich hätte gern eine Implantatberatung.")
    said = await line.say(says)
    assert "zurückrufen" in said
    assert await line.bookings() == []


async def test_a_place_that_goes_while_the_caller_thinks_is_told_and_replaced(line: ChainLine) -> None:
    await line.pick_up()
    for text in ("Eine Implantatberatung.", "Morgen um acht Uhr.", "Ja."):
        await line.say(text)
    line.clock.advance(timedelta(minutes=5))
    other = ChainLine(line.database, line.clock, number="+493023125151", sid="CA2")
    await other.had("checkup", "2026-03-17T08:00", "dr-anna-sommer", name="Eva Vogel")
    await other.had("checkup", "2026-03-17T08:00", "dr-jonas-weber", name="Ina Vogel")
    await other.had("checkup", "2026-03-17T08:00", "dr-leyla-aydin", name="Uwe Vogel")
    said = await line.say(THOMAS)
    assert "leider gerade" in said
    await line.say("Ja, bitte.")
    mine = [booking for booking in await line.bookings() if booking[2] == THOMAS]
    assert len(mine) == 2
    assert mine[0][1] != "2026-03-17 08:00"


async def test_cancelling_the_examination_asks_about_what_stands_on_it_and_cancels_both(line: ChainLine) -> None:
    await line.had(*EXAMINATION)
    await line.had(*ADVICE)
    await line.pick_up()
    await line.say("Ich möchte meinen Termin am Dienstag absagen.")
    said = await line.say("Ja.")
    assert "Implantatberatung am Donnerstag" in said
    assert len(days(await line.bookings())) == 2
    await line.say("Ja, bitte.")
    assert days(await line.bookings()) == []


async def test_who_would_rather_keep_both_keeps_both(line: ChainLine) -> None:
    await line.had(*EXAMINATION)
    await line.had(*ADVICE)
    await line.call("Ich möchte meinen Termin am Dienstag absagen.", "Ja.", "Nein, dann nicht.")
    assert len(days(await line.bookings())) == 2
    assert "bleibt der Termin" in line.assistant_said


async def test_the_examination_is_moved_only_to_where_the_treatment_can_stay(line: ChainLine) -> None:
    await line.had(*EXAMINATION)
    await line.had(*ADVICE)
    await line.pick_up()
    await line.say("Ich möchte meinen Termin am Dienstag verschieben.")
    said = await line.say("Auf Donnerstag um fünfzehn Uhr.")
    assert "nicht mit Ihrem anderen Termin zusammen" in said
    await line.say("Den ersten.")
    await line.say("Ja.")
    examination = next(booking for booking in await line.bookings() if booking[0::3] == ("checkup", "confirmed"))
    assert examination[1] < "2026-03-18"


def test_a_language_model_leaves_the_answers_about_a_chain_to_the_rules() -> None:
    business = chained_comprehension().business
    links = (OfferingKey("checkup"), OfferingKey("implant_consultation"))
    goal = Goal(GoalKind.BOOK, offering=links[-1], chain=ChainPlan(links))
    state = CallState(CallSid("CA1"), business, "de", None, goals=[goal], asking=Asking.CHAIN)
    for text, without_a_model in (("Nein, die Kontrolle lieber am Freitag.", True), ("Was kostet das?", False)):
        reading = chained_comprehension().read(text, state, now=NOW)
        assert needs_no_model(reading, state) is without_a_model
