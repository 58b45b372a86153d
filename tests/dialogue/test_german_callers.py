"""German callers of the example practice: what they say around the appointment that they want."""

import pytest

from app.domain.bookings import Booking
from tests.dialogue.text_call import Line


async def _read_back(line: Line) -> None:
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um neun Uhr.")
    await line.say("Sandra Vogt.")


@pytest.mark.parametrize(
    "yes",
    [
        "Passt, da muss ich nur vorher noch die Kinder abholen.",
        "Ja, da hab ich eh frei.",
        "Ja, da nehm ich den Zug um acht.",
        "Tragen Sie's ein, ich muss dann halt den Bus um halb nehmen.",
    ],
)
async def test_who_agrees_and_tells_of_their_day_has_what_was_read_back(yes: str) -> None:
    line = Line()
    await _read_back(line)
    await line.say(yes)
    [booking] = line.calendar.confirmed()
    assert booking.slot.starts_at.isoformat() == "2026-03-18T09:00:00+01:00"


async def _booked(*said: str, number: str | None = "+493023125199") -> list[Booking]:
    line = Line(number=number)
    await line.pick_up()
    for text in said:
        await line.say(text)
    return sorted(line.calendar.confirmed(), key=lambda booking: booking.slot.starts_at)


@pytest.mark.parametrize(
    ("trouble", "offering"),
    [
        ("Bei mir wackelt die Krone, hinten links. Ich bräuchte da einen Termin.", "emergency"),
        ("Hallo, mein Sohn hat sich beim Fußball einen Zahn ausgeschlagen, was soll ich machen?", "emergency"),
        ("Mein Zahnfleisch blutet immer beim Putzen, morgen um neun bitte.", "checkup"),
        ("Der Backenzahn macht wieder Probleme, ich hätte gern morgen um neun einen Termin.", "checkup"),
    ],
)
async def test_a_trouble_is_booked_as_what_it_is_looked_at_in(trouble: str, offering: str) -> None:
    [booking] = await _booked(trouble, "Die erste.", "Sandra Vogt.", "Ja.", "Ja.")
    assert booking.slot.offering == offering


async def test_words_for_a_trouble_change_no_appointment_that_is_known() -> None:
    [booking] = await _booked("Eine Zahnreinigung am Donnerstag um zehn.", "Sandra Vogt.", "Ja, kein Problem, gern.")
    assert booking.slot.offering == "cleaning"


async def test_a_question_beside_a_wish_is_answered_and_the_wish_is_taken_up() -> None:
    line = Line()
    await line.pick_up()
    said = await line.say(
        "Für meine Mutter bräuchte ich einen Termin zur Kontrolle. Kommt man bei Ihnen mit dem Rollator rein?"
    )
    assert "Aufzug" in said
    assert said.endswith("?")
    assert "Wunsch" not in said


async def test_of_two_questions_at_once_both_are_answered() -> None:
    line = Line()
    await line.pick_up()
    said = await line.say("Was kostet denn so 'ne Zahnreinigung, und wie lange dauert das?")
    assert "neunundachtzig Euro" in said
    assert "sechzig Minuten" in said
    assert "Zahnreinigung" in await line.say("Dann machen wir mal einen Termin aus.")


async def test_name_and_number_in_a_list_are_not_asked_for() -> None:
    [booking] = await _booked(
        "Zahnreinigung, Donnerstag 14 Uhr, Markus Weidner, null eins sieben sechs drei vier fünf sechs sieben acht"
        " neun null.",
        "Ja.",
        number=None,
    )
    assert booking.customer_name == "Markus Weidner"
    assert booking.customer_number == "+4917634567890"


async def test_nobody_is_booked_with_whom_they_do_not_want() -> None:
    [booking] = await _booked(
        "Zur Kontrolle, aber bitte nicht bei Herrn Weber.", "Dienstag.", "Die erste.", "Sandra Vogt.", "Ja."
    )
    assert booking.slot.resource != "dr-jonas-weber"


async def test_an_offered_time_with_somebody_else_is_taken_with_them() -> None:
    [booking] = await _booked(
        "Kontrolle am Donnerstag.", "Bei der Frau Doktor Aydin bitte, die spätere.", "Sandra Vogt.", "Ja."
    )
    assert booking.slot.resource == "dr-leyla-aydin"


async def test_one_more_beside_the_yes_leaves_what_was_read_back() -> None:
    bookings = await _booked(
        "Eine Kontrolle am Mittwoch um neun Uhr.",
        "Sandra Vogt.",
        "Ja, und dann bräuchte ich gleich noch eine Zahnreinigung.",
        "Am Donnerstag um zehn.",
        "Ja.",
    )
    assert [booking.slot.offering for booking in bookings] == ["checkup", "cleaning"]


async def test_a_remark_that_the_time_fits_changes_nothing() -> None:
    line = Line()
    await _read_back(line)
    said = await line.say("Wie lange dauert das denn? Ich muss um zehn wieder los.")
    assert "dreißig Minuten" in said
    await line.say("Ja, passt.")
    [booking] = line.calendar.confirmed()
    assert booking.slot.starts_at.isoformat() == "2026-03-18T09:00:00+01:00"


async def test_a_birthday_is_no_wished_time() -> None:
    [booking] = await _booked(
        "Ich heiße Müller, geboren am dritten vierten achtundfünfzig, und brauche eine Kontrolle am Mittwoch um neun.",
        "Ja.",
    )
    assert booking.slot.starts_at.isoformat() == "2026-03-18T09:00:00+01:00"


async def test_who_will_be_late_moves_nothing_and_leaves_word() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    line.has_booking(
        {"offering": "cleaning", "start": "2026-03-16T10:00", "resource": "mia-schulz", "name": "Hoffmann"}
    )
    await line.pick_up()
    await line.say("Ich komme eine Viertelstunde zu spät zu meinem Termin, stecke im Stau.")
    await line.say("Ja, genau.")
    [(text, _, _)] = line.tools.messages
    assert "Viertelstunde" in text


async def test_an_appointment_that_is_not_needed_goes_and_does_not_move() -> None:
    line = Line()
    line.know("Karl Jankowski")
    line.has_booking({"offering": "checkup", "start": "2026-03-18T09:00", "resource": "dr-anna-sommer", "name": "Karl"})
    await line.pick_up()
    said = await line.say("Sie haben mir eine SMS geschickt mit einem Termin am Mittwoch. Den brauch ich nicht.")
    assert "absagen" in said


async def test_a_name_that_is_put_right_without_the_word_name_is_read_back_again() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Zahnreinigung am Donnerstag um zehn.")
    await line.say("Uwe Meier.")
    said = await line.say("Nein, Maier mit a i.")
    assert "Maier" in said


async def test_who_asks_what_their_name_is_for_is_told_and_keeps_the_time() -> None:
    [booking] = await _booked(
        "Eine Kontrolle am Mittwoch um neun Uhr.", "Wozu brauchen Sie den Namen?", "Sandra Vogt.", "Ja."
    )
    assert booking.customer_name == "Sandra Vogt"


@pytest.mark.parametrize(
    "errand",
    [
        "Ich bräuchte nur ein Rezept für Schmerztabletten.",
        "Hier ist das Labor Hansen, die Krone für Frau Meier ist fertig, können Sie das weitergeben?",
    ],
)
async def test_what_no_appointment_is_for_is_passed_on_as_it_was_said(errand: str) -> None:
    line = Line()
    await line.pick_up()
    await line.say(errand)
    await line.say("Gabi Holz.")
    await line.say("Ja.")
    [(text, _, _)] = line.tools.messages
    assert text == errand


async def test_who_missed_theirs_and_wants_a_new_one_is_not_asked_for_the_old_one() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    said = await line.say("Ich hab meinen Termin heute verpasst, das tut mir leid. Kann ich einen neuen haben?")
    assert "Worum geht es" in said or "gemacht werden" in said


@pytest.mark.parametrize(
    "dialect",
    ["I hob Zahnweh, kann i heit no kemma?", "Kontrolle, das Übliche halt, an einem Vormittag, so in zwei Wochen."],
)
async def test_german_with_words_that_are_english_too_is_answered_in_german(dialect: str) -> None:
    line = Line()
    await line.pick_up()
    said = await line.say(dialect)
    assert " Uhr" in said


async def test_who_has_looked_into_the_calendar_is_not_waited_for() -> None:
    line = Line()
    await _read_back(line)
    await line.say("Moment, ich schau mal in den Kalender. So, ja, geht.")
    assert len(list(line.calendar.confirmed())) == 1


async def test_another_day_after_an_offer_is_never_taken_for_one_of_the_offered() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Kontrolle nächste Woche.")
    said = await line.say("Eher so Donnerstag rum.")
    assert "Donnerstag" in said


async def test_the_week_after_alone_is_a_week() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Kontrolle nächste Woche.")
    said = await line.say("Ach, doch lieber übernächste.")
    assert "dreißigsten März" in said


async def test_a_yes_with_another_clock_is_read_back_anew() -> None:
    line = Line()
    await _read_back(line)
    said = await line.say("Ja, zehn geht.")
    assert list(line.calendar.confirmed()) == []
    assert "zehn Uhr" in said


async def test_a_time_that_is_too_tight_stays_on_its_day() -> None:
    line = Line()
    await _read_back(line)
    said = await line.say("Hm, neun ist doch knapp, ich muss erst die Kleine wegbringen.")
    assert "Mittwoch" in said


async def test_whoever_is_named_last_is_wanted() -> None:
    [booking] = await _booked(
        "Eine Kontrolle am Dienstag um neun Uhr.",
        "Sandra Vogt.",
        "Ist das dann bei Doktor Sommer? Ich wollte eigentlich zu Doktor Weber.",
        "Ja.",
    )
    assert booking.slot.resource == "dr-jonas-weber"


async def test_a_question_beside_the_yes_keeps_the_yes() -> None:
    line = Line()
    await _read_back(line)
    said = await line.say("Ja bitte. Und was muss ich mitbringen?")
    assert "Versichertenkarte" in said
    assert len(list(line.calendar.confirmed())) == 1


async def test_taking_the_last_offer_is_no_insult() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Kontrolle am Donnerstag.")
    assert "leid" not in await line.say("Gut, nehm ich, das letzte.")


async def test_what_is_moved_instead_of_cancelled_is_not_asked_about_again() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    line.has_booking(
        {"offering": "checkup", "start": "2026-03-18T08:00", "resource": "dr-anna-sommer", "name": "Sabine Hoffmann"}
    )
    await line.pick_up()
    await line.say("Ich würde den Termin am Mittwoch gern absagen.")
    await line.say("Hm, oder können wir ihn auf Freitag schieben?")
    await line.say("Die erste Zeit.")
    said = await line.say("Ja.")
    assert "absagen" not in said
    [booking] = line.calendar.confirmed()
    assert booking.slot.starts_at.date().isoformat() == "2026-03-20"
