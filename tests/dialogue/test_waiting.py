"""The waiting list by voice: who waits for an earlier place has an appointment first, and is told only what is true."""

from tests.dialogue.text_call import Line

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
