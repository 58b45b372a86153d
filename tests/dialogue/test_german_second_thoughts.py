"""German callers who put off, turn down and want several things: what they hold now is what happens."""

from datetime import datetime

import pytest

from app.domain.bookings import Booking
from tests.dialogue.text_call import ZONE, Line, said_after

TODAY_AT_THREE = {
    "start": "2026-03-16T15:00",
    "offering": "checkup",
    "resource": "dr-anna-sommer",
    "name": "Sabine Hoffmann",
}


def _starts(line: Line) -> list[str]:
    booked = sorted(line.calendar.confirmed(), key=lambda booking: booking.slot.starts_at)
    return [booking.slot.starts_at.astimezone(ZONE).strftime("%d.%m. %H:%M") for booking in booked]


@pytest.mark.parametrize(
    "words",
    [
        "Ich kann heute nicht kommen, geht's morgen?",
        "Ich schaffe es heute leider nicht. Könnte ich morgen kommen?",
        "Ich kann heute nicht kommen und hätte gern morgen einen neuen Termin.",
    ],
)
async def test_who_cannot_come_today_and_asks_for_tomorrow_moves_their_appointment(words: str) -> None:
    line = Line()
    line.has_booking(TODAY_AT_THREE)
    await said_after(line, words, "Der erste passt.", "Ja.")
    [start] = _starts(line)
    assert start.startswith("17.03.")


async def test_who_cannot_come_today_and_wants_nothing_else_cancels() -> None:
    line = Line()
    line.has_booking(TODAY_AT_THREE)
    said = await said_after(line, "Ich kann heute nicht kommen, ich habe morgen eine Prüfung.")
    assert "absagen?" in said


def _offered(line: Line) -> list[datetime]:
    goal = line.conversation.state.goal
    assert goal is not None
    return [slot.starts_at.astimezone(ZONE) for slot in goal.offers]


@pytest.mark.parametrize(
    "words", ["Das ist mir zu früh.", "Zu früh.", "Geht's auch später?", "Nein, viel später.", "Acht ist mir zu früh."]
)
async def test_what_is_too_early_is_followed_by_something_clearly_later_that_day(words: str) -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am vierundzwanzigsten März.")
    before = _offered(line)
    await line.say(words)
    after = _offered(line)
    assert {start.date() for start in after} == {before[0].date()}
    assert (after[0] - before[-1]).total_seconds() >= 3600
    assert after[-1].hour >= 13


async def test_of_two_offers_the_one_that_is_not_too_early_is_taken() -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am vierundzwanzigsten März.", "Um acht ist mir zu früh, den zweiten bitte.")
    said = await line.say("Annette Krüger.")
    assert "neun Uhr" in said


async def test_what_is_too_late_is_followed_by_something_clearly_earlier() -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am dreiundzwanzigsten März ab sechzehn Uhr.")
    before = _offered(line)
    await line.say("Das ist mir zu spät.")
    assert (before[0] - _offered(line)[-1]).total_seconds() >= 3600


async def test_a_time_that_is_too_early_when_it_is_read_back_is_made_later() -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am 24. März um acht.", "Annette Krüger.", "Ach nein, das ist mir zu früh.")
    assert all(start.hour >= 9 for start in _offered(line))


async def _all_booked(line: Line, opens: str, *then: str) -> list[Booking]:
    await said_after(line, opens, *then)
    return sorted(line.calendar.confirmed(), key=lambda booking: booking.slot.starts_at)


async def test_of_three_appointments_none_is_lost() -> None:
    booked = await _all_booked(
        Line(),
        "Ich bräuchte drei Termine zur Zahnreinigung.",
        "Am dreiundzwanzigsten März um neun.",
        "Annette Krüger.",
        "Ja.",
        "Am vierundzwanzigsten März um neun.",
        "Ja.",
        "Am fünfundzwanzigsten März um neun.",
        "Ja.",
    )
    assert [booking.slot.offering for booking in booked] == ["cleaning"] * 3


async def test_who_lets_an_appointment_stand_after_all_keeps_it() -> None:
    line = Line()
    line.has_booking(TODAY_AT_THREE)
    said = await said_after(
        line, "Ich muss meinen Termin absagen.", "Ach ne, wissen Sie was, lassen Sie ihn doch stehen."
    )
    assert "bleibt" in said
    assert len(_starts(line)) == 1


async def test_a_yes_beside_a_question_that_nobody_can_answer_books() -> None:
    line = Line()
    said = await said_after(
        line, "Eine Zahnreinigung am Freitag um neun.", "Annette Krüger.", "Zahlt das die Kasse? Na egal, ja."
    )
    assert "weiß ich leider nicht" in said
    assert len(_starts(line)) == 1


async def test_a_day_that_is_turned_down_with_a_reason_is_not_offered_again() -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle diese Woche am Donnerstag oder Freitag.", "Nee, donnerstags hab ich Chor.")
    assert {start.strftime("%a") for start in _offered(line)} == {"Fri"}


async def test_between_work_and_train_is_what_lies_between_them() -> None:
    line = Line()
    await said_after(
        line,
        "Ich arbeite bis halb vier und muss um halb sechs am Zug sein, dazwischen ginge eine Kontrolle, am Dienstag.",
    )
    assert all("15:30" <= start.strftime("%H:%M") <= "17:00" for start in _offered(line))


async def test_what_works_only_at_another_time_is_moved() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-24T09:30"})
    await said_after(line, "Ich habe nächsten Dienstag um halb zehn Kontrolle, das klappt bei mir erst nachmittags.")
    await line.say("Der erste.")
    await line.say("Ja.")
    [start] = _starts(line)
    assert start == "24.03. 13:30"


async def test_an_appointment_that_is_read_back_is_somebody_elses_when_they_are_named() -> None:
    [booking] = await _all_booked(
        Line(),
        "Kontrolle am Freitag um neun.",
        "Bernd Seifert.",
        "Der Termin ist aber für meine Frau, Monika Seifert.",
        "Ja.",
    )
    assert booking.customer_name == "Monika Seifert"


async def test_a_colleague_who_wants_to_become_a_patient_gets_an_appointment() -> None:
    [booking] = await _all_booked(
        Line(),
        "Meine Kollegin möchte Patientin bei Ihnen werden.",
        "Zur Kontrolle.",
        "Am Freitag um neun.",
        "Petra Lang.",
        "Ja.",
    )
    assert booking.customer_name == "Petra Lang"


async def test_whether_a_child_may_come_alone_is_not_told_by_whether_children_are_treated() -> None:
    line = Line()
    said = await said_after(line, "Kann mein Sohn alleine kommen? Der ist vierzehn.")
    assert "weiß ich leider nicht" in said


async def test_whether_they_are_taken_at_all_is_what_is_told_of_new_patients() -> None:
    assert "privat Versicherte" in await said_after(Line(), "Ich bin privat versichert, nehmen Sie mich trotzdem?")


async def test_a_mother_and_her_daughter_get_a_place_each() -> None:
    booked = await _all_booked(
        Line(),
        "Meine Tochter und ich müssten beide zur Kontrolle.",
        "Am Freitag um neun.",
        "Gabi Roth.",
        "Ja.",
        "Lea Roth.",
        "Ja.",
    )
    assert {booking.customer_name for booking in booked} == {"Gabi Roth", "Lea Roth"}


async def test_before_a_journey_on_a_day_is_before_that_day() -> None:
    line = Line()
    await said_after(line, "Eine Zahnreinigung vor meinem Urlaub am zwanzigsten März.")
    assert all(start.day < 20 for start in _offered(line))


async def test_by_a_week_is_the_same_hour_a_week_later() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-17T11:00"})
    said = await said_after(line, "Ich hab morgen um elf einen Termin, den würd ich gern um eine Woche verschieben.")
    assert "vierundzwanzigsten März, um elf Uhr" in said


async def test_how_old_a_child_is_says_no_time_of_day() -> None:
    line = Line()
    said = await said_after(
        line, "Für meine Tochter Lena, die ist acht, bräuchte ich eine Kontrolle, mittwochs vormittags nach zehn."
    )
    assert all(start.strftime("%a") == "Wed" and start.hour >= 10 for start in _offered(line)), said


async def test_something_for_oneself_and_something_else_for_the_husband_are_two() -> None:
    booked = await _all_booked(
        Line(),
        "Ich bräuchte eine Füllung, und mein Mann will zur Zahnreinigung.",
        "Am Freitag um neun.",
        "Claudia Peters.",
        "Ja.",
        "Am Freitag um elf.",
        "Jörg Peters.",
        "Ja.",
    )
    assert {(str(one.slot.offering), one.customer_name) for one in booked} == {
        ("filling", "Claudia Peters"),
        ("cleaning", "Jörg Peters"),
    }


async def test_rather_something_else_is_at_the_time_that_was_read_back() -> None:
    [booking] = await _all_booked(
        Line(),
        "Eine Kontrolle am Freitag um neun.",
        "Claudia Peters.",
        "Moment, eigentlich bräuchte ich eher eine Zahnreinigung. Geht das da auch?",
        "Ja.",
    )
    assert (booking.slot.offering, booking.slot.starts_at.astimezone(ZONE).hour) == ("cleaning", 9)


async def test_who_has_to_talk_to_somebody_first_books_nothing() -> None:
    line = Line()
    said = await said_after(
        line,
        "Eine Zahnreinigung nächste Woche.",
        "Ach, wissen Sie was, ich muss erst mit meinem Chef reden, ich ruf noch mal an.",
    )
    assert "trage ich nichts ein" in said


async def test_a_new_one_is_made_after_the_old_one_was_cancelled() -> None:
    line = Line()
    line.has_booking(TODAY_AT_THREE)
    await said_after(
        line, "Ich möchte den Termin heute absagen.", "Ja.", "Doch, könnte ich stattdessen im April kommen?"
    )
    assert {start.month for start in _offered(line)} == {4}


async def test_what_to_bring_to_an_appointment_that_stands_is_told() -> None:
    said = await said_after(Line(), "Muss ich zu meinem Termin am Mittwoch irgendwas mitbringen?")
    assert "Versichertenkarte" in said


async def test_why_it_has_to_be_before_ten_is_no_wish() -> None:
    line = Line()
    await said_after(
        line, "Eine Kontrolle, nächste Woche Donnerstag vor zehn, weil ich um elf einen Termin beim Amt hab."
    )
    assert {start.strftime("%d.%m.") for start in _offered(line)} == {"26.03."}
    assert all(start.hour < 10 for start in _offered(line))


async def test_another_day_without_a_word_which_is_asked_for() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-25T10:00"})
    said = await said_after(line, "Der Mittwoch passt mir leider überhaupt nicht mehr, ein anderer Tag wäre super.")
    assert said.endswith("Wann passt es Ihnen besser?")


async def test_the_second_of_two_is_offered_on_the_day_of_the_first() -> None:
    line = Line()
    await said_after(
        line, "Kontrolle und Zahnreinigung bitte.", "Am vierundzwanzigsten März um neun.", "Annette Krüger.", "Ja."
    )
    assert {start.strftime("%d.%m.") for start in _offered(line)} == {"24.03."}


async def test_what_nobody_knows_beside_a_wish_is_said_and_the_wish_taken_up() -> None:
    said = await said_after(Line(), "Ich hätte gern einen Termin für meinen Sohn, muss ich da eigentlich dabeibleiben?")
    assert "weiß ich leider nicht" in said
    assert said.endswith("?")


async def test_a_time_that_the_appointment_is_to_be_laid_to_is_no_other_day() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-25T10:00"})
    said = await said_after(line, "Mein Termin am Mittwoch um zehn, könnten wir den auf zwölf legen?")
    assert "fünfundzwanzigsten März, um zwölf Uhr" in said


async def test_of_a_day_that_does_not_suit_and_another_the_other_is_offered() -> None:
    line = Line()
    await said_after(
        line, "Eine Kontrolle am dreiundzwanzigsten März.", "Ach ne, Montag hab ich ja Handwerker im Haus. Dienstag?"
    )
    assert {start.strftime("%d.%m.") for start in _offered(line)} == {"24.03."}


async def test_as_late_as_possible_is_the_end_of_that_day() -> None:
    line = Line()
    await said_after(line, "Kontrolle, am Donnerstag so spät wie möglich.")
    assert all(start.hour >= 18 for start in _offered(line))


async def test_the_same_for_the_husband_right_after_is_a_second_appointment() -> None:
    booked = await _all_booked(
        Line(),
        "Eine Kontrolle am Freitag um neun.",
        "Ingrid Lorenz.",
        "Ja.",
        "Ja, mein Mann bräuchte auch eine, direkt danach.",
        "Ja.",
        "Dieter Lorenz.",
        "Ja.",
    )
    assert [booking.customer_name for booking in booked] == ["Ingrid Lorenz", "Dieter Lorenz"]
    assert booked[1].slot.starts_at == booked[0].slot.ends_at


async def test_what_comes_to_nothing_is_cancelled() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-20T09:00"})
    said = await said_after(line, "Das mit der Kontrolle am Freitag wird leider nichts.")
    assert "absagen?" in said


async def test_not_this_thursday_but_the_next_is_a_week_later() -> None:
    line = Line()
    said = await said_after(
        line, "Zahnreinigung am Donnerstag um zehn.", "Gerda Pohl.", "Stopp, nicht diesen Donnerstag, den nächsten."
    )
    assert "sechsundzwanzigsten März, um zehn Uhr" in said


async def test_who_says_for_somebody_that_they_cannot_come_moves_what_stands() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-25T10:00"})
    said = await said_after(
        line,
        "Ich rufe für meine Frau an, sie kann am Mittwoch nicht zur Kontrolle kommen, Freitag ginge.",
        "Der erste.",
    )
    assert "siebenundzwanzigsten März" in said


async def test_what_is_asked_for_hours_later_is_moved_and_no_message() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-24T14:00"})
    said = await said_after(line, "Ich komme am Dienstag nicht rechtzeitig weg, kann ich eine Stunde später kommen?")
    assert "vierundzwanzigsten März, um fünfzehn Uhr" in said
    assert not line.tools.messages


async def test_what_is_not_needed_any_more_is_cancelled() -> None:
    line = Line()
    line.has_booking({**TODAY_AT_THREE, "start": "2026-03-25T10:00"})
    said = await said_after(line, "Ich hab einen neuen Zahnarzt, die Kontrolle brauch ich nicht mehr.")
    assert "absagen?" in said


async def test_who_does_not_know_the_day_of_their_appointment_is_not_asked_for_it_again() -> None:
    said = await said_after(Line(), "Wann ist denn mein nächster Termin?", "Gerda Pohl.", "Weiß ich nicht.")
    assert "Nachricht" in said


async def test_a_time_that_was_turned_down_can_be_had_after_all() -> None:
    line = Line()
    said = await said_after(
        line,
        "Zahnreinigung am Donnerstag um zehn.",
        "Gerda Pohl.",
        "Nein, das ist mir doch zu früh.",
        "Ach, dann doch um zehn.",
    )
    assert "um zehn Uhr, professionelle Zahnreinigung" in said


async def test_a_yes_with_a_goodbye_behind_it_books_what_was_read_back() -> None:
    line = Line()
    await said_after(
        line, "Eine Kontrolle am Donnerstag ab halb vier.", "Den ersten.", "Emil Kröger.", "Ja, genau, bis später."
    )
    assert _starts(line) == ["19.03. 15:30"]


async def test_the_offering_said_once_more_with_a_time_that_fits_changes_nothing() -> None:
    line = Line()
    await said_after(line, "Eine Kontrolle am Donnerstag ab halb vier.", "Den zweiten.", "Emil Kröger.")
    assert "so eintragen" in await line.say("Die Kontrolle für meinen Sohn, Donnerstag ab halb vier.")
    await line.say("Ja.")
    assert _starts(line) == ["19.03. 16:30"]
