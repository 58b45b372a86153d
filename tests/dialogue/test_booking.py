from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.dialogue.state import GoalKind
from app.domain.bookings import BookingStatus
from app.domain.calls import CallOutcome
from app.domain.ids import CallSid
from tests.dialogue.text_call import Line
from voice.contract import Expectation, HangUp, Heard, Keys, Listen, Unintelligible


async def test_a_known_caller_who_says_everything_at_once_books_in_three_turns() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Guten Tag, Hoffmann, ich bräuchte nächste Woche Dienstag vormittag eine Zahnreinigung.")
    await line.say("Um neun bitte.")
    said = await line.say("Ja.")
    assert "eingetragen" in said or "gebucht" in said
    [booking] = line.calendar.confirmed()
    assert booking.customer_name == "Sabine Hoffmann"


async def test_nothing_is_booked_before_a_yes_to_the_read_back() -> None:
    line = Line()
    await line.pick_up()
    for text in ("Eine Kontrolle am Donnerstag um elf Uhr.", "Thomas Berger"):
        await line.say(text)
    assert line.calendar.confirmed() == ()
    await line.say("Nein, lieber nicht.")
    assert line.calendar.confirmed() == ()


async def test_the_read_back_names_weekday_date_time_offering_person_and_name() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag um elf Uhr.")
    said, listen = await line.send("Thomas Berger")
    for fact in ("Donnerstag", "neunzehnten März", "elf Uhr", "Kontrolluntersuchung", "Doktor", "Thomas Berger"):
        assert fact in said
    assert isinstance(listen, Listen)
    assert listen.expects is Expectation.YES_NO


async def test_an_offer_is_held_while_the_caller_thinks() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    assert line.call_sid in line.calendar.holds
    await line.hang_up()
    assert line.call_sid not in line.calendar.holds
    assert line.outcome is CallOutcome.ABANDONED


async def test_a_slot_that_is_gone_at_the_last_moment_is_told_honestly_with_another_one() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Zahnreinigung am Mittwoch um neun Uhr.")
    await line.say("Thomas Berger")
    line.clock.advance(timedelta(minutes=10))  # the hold has expired, and somebody else was faster
    line.has_booking({"offering": "cleaning", "resource": "mia-schulz", "start": "2026-03-18T09:00", "name": "Else"})
    said = await line.say("Ja, bitte.")
    assert "vergeben" in said or "schneller" in said
    assert [b.customer_name for b in line.calendar.confirmed()] == ["Else"]


async def test_a_yes_that_cut_off_the_read_back_is_asked_again() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag um elf Uhr.")
    said = await line.say("Thomas Berger")
    line.conversation.heard(Heard(2, said, " ".join(said.split()[:4]), interrupted=True))
    again = await line.say("Ja.")
    assert "Thomas Berger" in again
    assert line.calendar.confirmed() == ()
    await line.say("Ja, genau.")
    assert len(line.calendar.confirmed()) == 1


async def test_an_offer_that_was_not_heard_is_offered_again_when_it_is_chosen() -> None:
    line = Line()
    await line.pick_up()
    said = await line.say("Eine Kontrolle am Donnerstag.")
    words = said.split()
    line.conversation.heard(Heard(1, said, " ".join(words[: len(words) // 2]), interrupted=True))
    again = await line.say("Das zweite.")
    assert "neunzehnten März" in again
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.slot is None


async def test_keys_choose_offers_and_confirm() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag.")
    await line.send(Keys(2, "2", 0))
    await line.send(Keys(3, "1", 0))
    [booking] = line.calendar.confirmed()
    assert booking.slot.starts_at.isoformat().startswith("2026-03-19T09:00")


async def test_a_number_is_asked_for_only_when_the_line_withholds_it_and_read_back_digit_by_digit() -> None:
    line = Line(number=None)
    await line.pick_up()
    await line.say("Eine Kontrolle am Donnerstag um elf Uhr.")
    asked = await line.say("Thomas Berger")
    assert "Nummer" in asked
    back, _ = await line.send(Keys(3, "03023125144#", 0))
    assert "null drei null" in back.lower()
    await line.say("Ja, stimmt.")
    await line.say("Ja.")
    [booking] = line.calendar.confirmed()
    assert booking.customer_number == "+493023125144"


async def test_the_caller_may_change_the_offering_after_the_read_back() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um neun Uhr.")
    await line.say("Ach nee, keine Kontrolle, eine Zahnreinigung.")
    while line.calendar.confirmed() == () and line.turns < 5:
        await line.say("Ja, gerne.")
    [booking] = line.calendar.confirmed()
    assert booking.slot.offering == "cleaning"


async def test_a_booked_appointment_can_be_moved_in_the_same_call() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um neun Uhr.")
    await line.say("Ja.")
    for text in ("Ach, ich muss meinen Termin doch verschieben.", "Auf Donnerstag um elf Uhr.", "Ja."):
        await line.say(text)
    [booking] = line.calendar.confirmed()
    assert booking.slot.starts_at.isoformat().startswith("2026-03-19T11:00")


async def test_two_callers_are_never_given_the_same_slot() -> None:
    first, second = Line(), Line(call_sid=CallSid("CA" + "1" * 32), number="+493023125177")
    second.calendar = second.tools.calendar = first.calendar
    for line in (first, second):
        await line.pick_up()
        await line.say("Eine Zahnreinigung am Mittwoch um neun Uhr.")
        await line.say("Thomas Berger" if line is first else "Anna Kern")
    await first.say("Ja.")
    await second.say("Ja.")
    starts = [(b.slot.resource, b.slot.starts_at) for b in first.calendar.confirmed()]
    assert len(starts) == len(set(starts))


async def test_thanks_and_goodbye_end_the_call() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um neun Uhr.")
    await line.say("Ja.")
    _, ending = await line.send("Nein danke, das war alles. Tschüss!")
    assert isinstance(ending, HangUp)


async def test_another_persons_appointment_is_neither_told_nor_cancelled() -> None:
    line = Line(number="+493023125188")
    booked = line.has_booking(
        {
            "offering": "checkup",
            "resource": "dr-anna-sommer",
            "start": "2026-03-19T10:00",
            "name": "Renate Scholz",
            "number": "+493023125177",
        }
    )
    await line.pick_up()
    for text in ("Ich will meinen Termin absagen.", "Müller", "Am Donnerstag."):
        await line.say(text)
    assert "zehn Uhr" not in line.assistant_said
    assert line.calendar.bookings[booked.reference].status is BookingStatus.CONFIRMED


async def test_a_name_that_cannot_be_made_out_costs_nobody_their_appointment() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich hätte gern eine Kontrolle am Dienstag um neun Uhr.")
    said = await line.say("Ja, das passt.")
    assert "ame" in said
    await line.send(Unintelligible(50, 0, 900))
    said, _ = await line.send(Unintelligible(51, 0, 900))
    assert "buchstabier" in said.lower()
    said, _ = await line.send(Unintelligible(52, 0, 900))
    assert "unter Ihrer Telefonnummer" in said
    assert "eingetragen" not in said
    await line.say("Ja, bitte.")
    [booking] = line.calendar.confirmed()
    assert booking.customer_number == line.number


async def test_who_insists_on_a_person_at_night_is_asked_about_a_callback_and_not_in_circles() -> None:
    line = Line(at=datetime(2026, 3, 15, 22, 0, tzinfo=ZoneInfo("Europe/Berlin")))
    await line.pick_up()
    first = await line.say("Ich möchte mit einem Menschen sprechen.")
    second = await line.say("Ich möchte mit einem Menschen sprechen.")
    assert "Nachricht" in first
    assert second != first
    assert line.conversation.state.goal is not None
    assert line.conversation.state.goal.kind is GoalKind.CALLBACK
    third = await line.say("Ich möchte mit einem Menschen sprechen.")
    assert "niemand" not in third
    assert line.conversation.state.goal.text == "Ich möchte mit einem Menschen sprechen."
    for _ in range(3):
        await line.say("Ich möchte mit einem Menschen sprechen.")
    assert [text for text, *_ in line.tools.callbacks] == ["Ich möchte mit einem Menschen sprechen."]


async def test_a_garbled_weekday_beside_a_clear_time_of_day_is_still_a_weekday() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich hätte gern eine Kontrolle.")
    said = await line.say("auf donastag nachmittag.")
    assert "Donnerstag" in said


async def test_a_no_is_nobodys_name() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um neun Uhr.")
    await line.say("Nein.")
    said = await line.say("Nein.")
    assert "Namen Nein" not in said


async def test_a_name_that_was_not_understood_twice_is_spelled() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Ich hätte gern eine Kontrolle am Dienstag um neun Uhr.")
    await line.send(Unintelligible(50, 0, 900))
    await line.send(Unintelligible(51, 0, 900))
    said = await line.say("N, G, U, Y, E, N.")
    assert "Nguyen" in said
    await line.say("Ja, bitte.")
    [booking] = line.calendar.confirmed()
    assert booking.customer_name == "Nguyen"


async def test_who_would_rather_move_than_cancel_moves() -> None:
    line = Line()
    line.know("Sabine Hoffmann")
    line.has_booking(
        {"offering": "checkup", "start": "2026-03-18T10:00", "resource": "dr-anna-sommer", "name": "Hoffmann"}
    )
    await line.pick_up()
    await line.say("Ich wollte meinen Termin absagen.")
    said = await line.say("Ach, wissen Sie was, verschieben wir ihn doch lieber, auf Donnerstag um elf Uhr.")
    assert "Donnerstag" in said
    await line.say("Ja, bitte.")
    [booking] = line.calendar.confirmed()
    assert booking.slot.starts_at.isoformat().startswith("2026-03-19T11:00")


async def test_a_wish_beside_a_question_is_taken_up_once_the_question_is_answered() -> None:
    line = Line(language="en")
    await line.pick_up()
    said = await line.say(
        "What do you charge for a cleaning? And could I have one on Wednesday between two and four?", "en"
    )
    assert "eighty-nine euros" in said
    assert "free" in said or "Wednesday" in said


async def test_who_was_taken_to_want_a_new_appointment_may_say_that_it_is_a_move() -> None:
    line = Line(language="en")
    line.know("Sabine Hoffmann")
    line.has_booking(
        {"offering": "cleaning", "start": "2026-03-24T09:30", "resource": "mia-schulz", "name": "Hoffmann"}
    )
    await line.pick_up()
    await line.say("Hello, my train gets in too late for my cleaning.", "en")
    await line.say("I'd like to move my cleaning.", "en")
    said = await line.say("The same day, from eleven o'clock on.", "en")
    assert "Tuesday, the twenty-fourth of March" in said
    await line.say("The first one.", "en")
    await line.say("Yes, please.", "en")
    [booking] = line.calendar.confirmed()
    assert booking.slot.starts_at.isoformat() >= "2026-03-24T11:00"


@pytest.mark.parametrize("yes", ["Ja, das schaffe ich vor der Arbeit.", "Ja, das passt mir nach der Schule."])
async def test_where_a_time_fits_into_the_day_is_no_other_wish(yes: str) -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um zehn Uhr.")
    await line.say("Eva Berger.")
    said = await line.say(yes)
    assert "eingetragen" in said or "gebucht" in said


async def test_a_yes_but_earlier_is_another_wish() -> None:
    line = Line()
    await line.pick_up()
    await line.say("Eine Kontrolle am Mittwoch um zehn Uhr.")
    await line.say("Eva Berger.")
    await line.say("Ja, aber lieber vor der Arbeit.")
    assert list(line.calendar.confirmed()) == []


async def test_noon_is_not_offered_for_an_english_afternoon_that_has_later_times() -> None:
    line = Line(language="en")
    await line.pick_up()

    said = await line.say("A check-up on Thursday afternoon, please.")

    assert "one thirty" in said
    assert "twelve" not in said
