"""German callers of every day: how people ask beside the way, count their cars, and name days that nobody can know."""

from datetime import datetime

import pytest

from app.dialogue.state import GoalKind
from tests.dialogue.text_call import ZONE, Line, said_after
from tests.dialogue.trade_line import SALON, TradeLine

TODAY_AT_THREE = {
    "start": "2026-03-19T15:00",
    "offering": "checkup",
    "resource": "dr-anna-sommer",
    "name": "Sabine Hoffmann",
}


def _offered(line: Line) -> list[datetime]:
    goal = line.conversation.state.goal
    assert goal is not None
    return [slot.starts_at.astimezone(ZONE) for slot in goal.offers]


@pytest.mark.parametrize(
    "words",
    [
        "Ich hätte gern eine Zahnreinigung in den Osterferien.",
        "Eine Kontrolle für meinen Sohn, am besten nach den Sommerferien.",
        "Geht eine Füllung vor den Ferien noch?",
    ],
)
async def test_that_the_dates_of_school_holidays_are_not_known_is_said_and_a_day_asked_for(words: str) -> None:
    line = Line()
    said = await said_after(line, words)
    assert "Ferien" in said
    assert said.endswith("?")
    await line.say("Am siebten April.")
    assert {start.strftime("%d.%m.") for start in _offered(line)} == {"07.04."}


async def test_a_day_named_beside_the_holidays_is_taken_as_it_is() -> None:
    line = Line()
    said = await said_after(line, "Eine Kontrolle am siebten April, da sind ja Ferien.")
    assert "Ferien" not in said
    assert {start.strftime("%d.%m.") for start in _offered(line)} == {"07.04."}


@pytest.mark.parametrize("words", ["Ende des Monats", "Ende März", "zum Monatsende hin"])
async def test_the_end_of_a_month_is_its_last_week_where_that_has_a_place(words: str) -> None:
    line = Line()
    await said_after(line, f"Eine Kontrolle, {words}.")
    assert all(start.day >= 25 for start in _offered(line))


async def test_the_end_of_a_month_whose_last_week_is_full_is_its_last_third() -> None:
    line = Line()
    for day in range(25, 32):
        line.calendar.fill(datetime(2026, 3, day, tzinfo=ZONE).date())
    await said_after(line, "Eine Kontrolle Ende des Monats.")
    assert all(21 <= start.day <= 24 and start.month == 3 for start in _offered(line))


async def test_of_two_days_that_are_named_each_has_an_offer() -> None:
    line = Line()
    said = await said_after(line, "Eine Kontrolle, Dienstag oder Donnerstag.")
    assert [start.strftime("%a") for start in _offered(line)] == ["Tue", "Thu"]
    assert "Donnerstag" in said


async def test_of_two_days_that_are_named_a_full_one_has_none() -> None:
    line = Line()
    line.calendar.fill(datetime(2026, 3, 17, tzinfo=ZONE).date())
    await said_after(line, "Eine Kontrolle, Dienstag oder Donnerstag.")
    assert {start.strftime("%a") for start in _offered(line)} == {"Thu"}


@pytest.mark.parametrize("name", ["Eva Kurz", "Heike Ruf"])
async def test_a_name_that_is_a_word_as_well_is_a_name_where_one_was_asked_for(name: str) -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am Freitag um neun.", f"{name}.", "Ja.")
    assert [booking.customer_name for booking in line.calendar.confirmed()] == [name]


async def test_the_week_before_easter_is_the_one_that_ends_in_it() -> None:
    line = Line()
    await said_after(line, "Eine Zahnreinigung in der Woche vor Ostern.")
    assert all("2026-03-30" <= start.date().isoformat() <= "2026-04-02" for start in _offered(line))


async def test_who_wants_to_make_an_appointment_moves_none_whatever_they_have_to_look_at() -> None:
    line = Line()
    said = await said_after(
        line,
        "Ich würde gern einen Termin machen, muss aber erst auf meinen Dienstplan schauen. "
        "Was hätten Sie denn übernächste Woche?",
    )
    assert "Auf welchen Namen" not in said
    await line.say("Zur Kontrolle.")
    assert all("2026-03-30" <= start.date().isoformat() <= "2026-04-05" for start in _offered(line))


async def test_whether_an_appointment_is_still_free_is_a_wish_for_it() -> None:
    said = await said_after(Line(), "Ist der Termin am Freitag um zwölf noch frei? Für eine Zahnreinigung?")
    assert "Das ist frei" in said or "Ja, das geht" in said


@pytest.mark.parametrize("further", ["Gut, und Freitag?", "Und am Freitag?", "Okay, wie sieht es am Freitag aus?"])
async def test_another_day_behind_a_question_for_the_hours_asks_for_its_hours(further: str) -> None:
    said = await said_after(Line(), "Wie lange haben Sie denn heute auf?", further)
    assert "Freitag" in said
    assert "vierzehn Uhr" in said


async def test_a_day_behind_the_question_whether_somebody_is_in_is_in_that_week_and_with_them() -> None:
    line = Line()
    await said_after(line, "Ist Frau Doktor Sommer nächste Woche da?", "Dienstag.", "Zur Kontrolle.")
    assert {start.strftime("%d.%m.") for start in _offered(line)} == {"24.03."}
    goal = line.conversation.state.goal
    assert goal is not None
    assert {slot.resource for slot in goal.offers} == {"dr-anna-sommer"}


async def test_a_laboratory_that_rings_about_its_work_is_asked_for_a_message() -> None:
    said = await said_after(
        Line(), "Hallo, hier ist das Dentallabor Krüger, wir bringen die Arbeit für Herrn Schmidt erst morgen."
    )
    assert "Nachricht" in said


async def test_who_manages_only_half_an_hour_later_is_offered_just_that() -> None:
    line = Line()
    line.has_booking(TODAY_AT_THREE)
    await said_after(
        line, "Ich hab am Donnerstag um drei einen Termin, ich schaff's aber erst um halb vier. Geht das noch?"
    )
    assert [start.strftime("%a %H:%M") for start in _offered(line)] == ["Thu 15:30"]


async def test_somebody_of_the_staff_is_known_by_their_first_name_with_an_article() -> None:
    line = TradeLine(described=SALON)
    await said_after(line, "Ich hätte gern einen Damenhaarschnitt bei der Katja, am Donnerstag.")
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.resource == "katja-sander"


async def test_two_cars_have_an_appointment_each() -> None:
    line = TradeLine()
    await said_after(
        line,
        "Ich müsste zwei Autos zum Reifenwechsel bringen.",
        "Am Donnerstag um neun.",
        "Klaus Meier.",
        "Ja.",
        "Am Donnerstag um elf.",
        "Ja.",
    )
    assert [booking.slot.offering for booking in line.calendar.confirmed()] == ["tyre_change"] * 2


async def test_of_two_cars_only_one_may_need_an_appointment() -> None:
    line = TradeLine()
    await said_after(line, "Wir haben zwei Autos, eins davon muss zum Reifenwechsel.")
    assert len(line.conversation.state.goals) == 1


@pytest.mark.parametrize(
    "words",
    [
        "Donnerstagnachmittag, da arbeitet sie nicht.",
        "Am Donnerstagnachmittag, da hab ich keinen Dienst.",
        "Donnerstagnachmittags, da muss ich nicht arbeiten.",
    ],
)
async def test_a_time_without_duties_is_wished_for(words: str) -> None:
    line = Line()
    await said_after(line, "Eine Zahnreinigung bitte.", words)
    assert all(start.strftime("%a") == "Thu" and start.hour >= 13 for start in _offered(line))


@pytest.mark.parametrize(
    "closing", ["Alles klar, danke, dann passt das.", "Okay, vielen Dank.", "Super, dann weiß ich Bescheid, danke."]
)
async def test_thanks_behind_an_answer_end_the_call(closing: str) -> None:
    assert "Wiederhören" in await said_after(Line(), "Wie lange haben Sie heute auf?", closing)


async def test_how_long_an_appointment_that_stands_takes_is_no_wish_for_another() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "offering": "root_canal"})
    said = await said_after(line, "Wie lange dauert denn meine Wurzelbehandlung am Donnerstag? Ich muss um elf weg.")
    assert "neunzig Minuten" in said
    assert "verlegt oder abgesagt" not in said


async def test_a_price_and_when_there_is_time_are_a_question_and_a_wish() -> None:
    said = await said_after(Line(), "Was kostet bei Ihnen eine Zahnreinigung, und wann hätten Sie Zeit?")
    assert "neunundachtzig Euro" in said
    assert "noch etwas" not in said


async def test_what_is_wanted_no_more_because_of_somebody_else_is_cancelled() -> None:
    line = Line()
    line.has_booking(TODAY_AT_THREE)
    said = await said_after(
        line, "Ich will den Termin am Donnerstag nicht mehr, ich hab mich für einen anderen Zahnarzt entschieden."
    )
    assert "absagen?" in said


async def test_another_day_behind_a_closed_one_is_a_wish() -> None:
    line = Line()
    await said_after(line, "Haben Sie Samstag auch offen?", "Schade. Dann Freitagnachmittag?", "Zur Kontrolle.")
    assert {start.strftime("%a") for start in _offered(line)} == {"Fri"}


async def test_who_does_it_and_then_with_one_of_them_is_a_wish() -> None:
    line = Line()
    await said_after(line, "Wer macht denn die Zahnreinigung?", "Gut, dann bei Frau Schulz bitte, am Donnerstag.")
    goal = line.conversation.state.goal
    assert goal is not None
    assert {slot.resource for slot in goal.offers} == {"mia-schulz"}


async def test_all_who_work_there_are_named() -> None:
    said = await said_after(Line(), "Welche Ärzte haben Sie denn?")
    assert "Doktor Sommer" in said
    assert "Doktor Aydin" in said


@pytest.mark.parametrize("words", ["Wann Sie halt was haben.", "Wie es bei Ihnen am besten passt."])
async def test_who_leaves_the_time_to_us_is_offered_what_comes_first(words: str) -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle bitte.", words)
    assert _offered(line)


async def test_a_check_up_and_perhaps_a_cleaning_are_two() -> None:
    line = Line()
    await said_after(line, "Kontrolle und vielleicht Zahnstein weg.")
    assert {goal.offering for goal in line.conversation.state.goals} == {"checkup", "cleaning"}


async def test_of_a_couple_each_has_the_cut_that_is_theirs() -> None:
    line = TradeLine(described=SALON)
    await said_after(
        line,
        "Ich bräuchte einen Termin für mich und meinen Mann, Haare schneiden. Am Samstag.",
        "Damen und Herren.",
        "Den ersten bitte.",
        "Claudia Busch.",
        "Ja.",
        "Jens Busch.",
        "Ja.",
    )
    booked = {(str(one.slot.offering), one.customer_name) for one in line.calendar.confirmed()}
    assert booked == {("cut_women", "Claudia Busch"), ("cut_men", "Jens Busch")}


async def test_a_childs_haircut_is_one_of_the_haircuts() -> None:
    line = TradeLine(described=SALON)
    await said_after(line, "Haben Sie am Freitag um drei was für einen Kinderhaarschnitt? Mein Sohn ist sechs.")
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.offering == "cut_men"


async def test_who_makes_a_new_one_later_is_offered_none_now() -> None:
    line = Line()
    line.has_booking(TODAY_AT_THREE)
    said = await said_after(
        line,
        "Ich wollt nur Bescheid sagen, dass ich am Donnerstag nicht kommen kann.",
        "Ja.",
        "Einen neuen mach ich später aus.",
    )
    assert "Wiederhören" in said


async def test_what_nobody_knows_asked_in_two_ways_is_said_and_nothing_booked() -> None:
    said = await said_after(Line(), "Machen Sie auch Invisalign? Also so unsichtbare Schienen?")
    assert "weiß ich leider nicht" in said
    assert "Nachricht" in said


async def test_who_asks_whether_they_may_come_without_one_and_tells_a_trouble_is_given_one() -> None:
    line = Line()
    await said_after(line, "Kann ich auch ohne Termin vorbeikommen? Mir ist die Plombe rausgefallen.", "Heute.")
    assert _offered(line)


@pytest.mark.parametrize(
    "words",
    [
        "Bitte rufen Sie meinen Mann zurück, er hat wegen seiner Brücke angerufen.",
        "Rufen Sie mich doch bitte heute Nachmittag zurück, es geht um die Krone.",
    ],
)
async def test_who_asks_to_be_rung_back_is_whatever_it_is_about(words: str) -> None:
    line = Line()
    await said_after(line, words)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.kind is GoalKind.CALLBACK


async def test_what_should_be_ready_by_now_is_passed_on() -> None:
    line = Line()
    await said_after(
        line,
        "Ja, Schuster, ich sollte mich melden wegen der Schiene, die müsste jetzt fertig sein.",
        "Bodo Schuster.",
        "Ja.",
    )
    [(text, _, _)] = line.tools.messages
    assert "Schiene" in text


@pytest.mark.parametrize("words", ["In zwei, drei Wochen.", "so in zwei drei Wochen"])
async def test_two_or_three_weeks_are_a_span(words: str) -> None:
    line = Line()
    await said_after(line, "Eine Zahnreinigung bitte.", words)
    assert all("2026-03-30" <= start.date().isoformat() <= "2026-04-06" for start in _offered(line))


async def test_what_came_off_says_no_time_beside_the_day_that_is_wished_for() -> None:
    line = Line()
    await said_after(line, "Moin, ich wollt fragen, ob ich heute noch kurz reinkommen kann, mein Provisorium ist ab.")
    await line.say("Zum Nachschauen.")
    assert {start.strftime("%d.%m.") for start in _offered(line)} == {"16.03."}


async def test_two_who_are_named_behind_their_number_have_a_place_each() -> None:
    line = Line()
    await said_after(
        line,
        "Zahnreinigung für zwei, meinen Mann und mich. Am Donnerstag ab vierzehn Uhr.",
        "Den ersten bitte.",
        "Beate Ludwig.",
        "Ja.",
        "Frank Ludwig.",
        "Ja.",
    )
    assert {one.customer_name for one in line.calendar.confirmed()} == {"Beate Ludwig", "Frank Ludwig"}


@pytest.mark.parametrize("reason", ["da muss ich aber arbeiten", "da muss ich aber zu einer Beerdigung"])
async def test_an_appointment_is_never_offered_the_time_that_it_has(reason: str) -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-19T09:00"})
    await said_after(line, f"Ich hab Donnerstag um neun Kontrolle, {reason}. Haben Sie am Freitag was?")
    assert {start.strftime("%a") for start in _offered(line)} <= {"Fri"}
