"""An ordinary week of English callers: each of these was booked, asked or passed on wrongly once."""

import pytest

from app.dialogue.state import Asking, GoalKind
from tests.dialogue.text_call import Line, said_in_english
from voice.contract import Language, Transfer

HERS = {"offering": "checkup", "start": "2026-03-24T09:30", "resource": "dr-anna-sommer", "name": "Moira Kincaid"}


@pytest.mark.parametrize(
    ("wish", "on"),
    [
        ("I get off late, the earliest I can be there is half five. Thursday's your late evening?", "five"),
        ("Wednesday. You shut at one on Wednesdays, so around noon would be lovely.", "eleven thirty"),
        ("Any afternoon before our trip on the twentieth.", "one thirty"),
        ("Thursday the nineteenth, the very last appointment you do.", "six thirty"),
        ("As soon as you can, I've only got a fortnight.", "today"),
        ("On Thursday, some time in the afternoon.", "one thirty"),
    ],
)
async def test_a_time_is_taken_as_it_is_meant(wish: str, on: str) -> None:
    _, said = await said_in_english("I need a check-up.", wish)
    assert on in said


@pytest.mark.parametrize(
    "wish",
    [
        "I'd like a check-up, and I'd rather be seen by a woman.",
        "Do you have a lady dentist who could do my check-up?",
        "A check-up with a female doctor, please.",
    ],
)
async def test_who_wishes_for_a_woman_hears_who_it_would_be_and_is_offered_nobody_else(wish: str) -> None:
    line, said = await said_in_english(wish)
    assert "Doctor Sommer or Doctor Aydin" in said
    said = await line.say("Friday or Monday week, in the morning.")
    await line.say("The first one.")
    said = await line.say("Moira Kincaid.")
    assert "Doctor Weber" not in said


async def test_where_there_is_no_woman_for_it_that_is_said() -> None:
    line = Line(language="en")
    cleaners = [one for one in line.calendar.business.resources if "cleaning" in one.skills]
    assert [one.name for one in cleaners] == ["Mia Schulz", "Noah Brandt"]
    _, said = await said_in_english("An implant consultation please, but with a man if you have one.", line=line)
    assert "only have Doctor Aydin" in said


async def test_a_clock_time_is_nobodys_name() -> None:
    line, _ = await said_in_english("A check-up on Thursday at ten.", "Hm.", "At 8 pm.")
    assert line.conversation.state.name is None


async def test_what_is_put_right_after_a_stop_is_booked_as_it_is_put_right() -> None:
    _, said = await said_in_english(
        "A cleaning on Friday at nine. Oh, actually no, could you make it ten?", "Moira Kincaid."
    )
    assert "at ten in the morning" in said


async def test_two_for_the_same_day_are_looked_for_on_the_same_day() -> None:
    line, _ = await said_in_english(
        "I need a filling and a cleaning, on the same day if possible.", "Next week on Thursday."
    )
    for text in ("The first one.", "Moira Kincaid.", "Yes.", "The first one.", "Yes."):
        await line.say(text)
    filling, cleaning = line.calendar.confirmed()
    assert filling.slot.starts_at.date() == cleaning.slot.starts_at.date()


async def test_who_is_to_be_called_on_another_number_is_asked_for_it() -> None:
    line, said = await said_in_english(
        "Could somebody phone me on a different number? It's about the bridge.", "Tomorrow at ten.", "Moira Kincaid."
    )
    assert "number" in said
    await line.say("Oh three oh, two three one two five, seven seven, sorry, seven eight nine.")
    await line.say("Yes.")
    assert [callback[2] for callback in line.tools.callbacks] == ["+493023125789"]


async def test_a_call_for_the_afternoon_is_promised_for_all_of_it() -> None:
    _, said = await said_in_english("Please ring me back about my crown.", "This afternoon.", "Moira Kincaid.")
    assert "between one thirty in the afternoon and six in the evening" in said


@pytest.mark.parametrize(
    "wish",
    [
        "Could you pull forward my check-up on the twenty-fourth? Thursday morning would be good.",
        "I'm down for a check-up on the twenty-fourth, but I'm away. What else have you got this Thursday?",
    ],
)
async def test_what_is_to_be_earlier_is_moved_and_nothing_is_asked_about_it(wish: str) -> None:
    line = Line(language="en")
    booking = line.has_booking(HERS)
    await said_in_english(wish, "Thursday morning.", "The first one.", "Yes.", line=line)
    assert line.calendar.bookings[booking.reference].slot.starts_at.day == 19


async def test_three_of_a_family_get_three_places_in_a_row() -> None:
    line, _ = await said_in_english(
        "A check-up for the whole family please, two adults and a child.", "Tuesday at two."
    )
    for name in ("Moira Kincaid.", "Rory Kincaid.", "Elspeth Kincaid."):
        await line.say(name)
        await line.say("Yes.")
    starts = [booking.slot.starts_at.strftime("%H:%M") for booking in line.calendar.confirmed()]
    assert len(set(starts)) == 3


async def test_who_asks_for_somebody_about_what_is_done_already_is_put_through() -> None:
    line = Line(language="en")
    await line.pick_up()
    _, ending = await line.send("Hello, could I talk to Noah Brandt about my cleaning last week?")
    assert isinstance(ending, Transfer)


async def test_a_question_behind_a_greeting_is_a_question() -> None:
    _, said = await said_in_english("Hello, are the tablets still waiting for me at yours?")
    assert "do not know" in said


async def test_the_wish_behind_a_no_is_taken_up() -> None:
    _, said = await said_in_english(
        "How much is a check-up without insurance?", "No, never mind. I'll book one for Friday at nine."
    )
    assert "name" in said


async def test_another_name_for_an_appointment_is_passed_on_and_nothing_is_moved() -> None:
    line = Line(language="en")
    line.has_booking(HERS)
    await said_in_english(
        "I need to correct my surname on the appointment, it's Kincaid-Shaw now.", "Yes.", "Yes.", line=line
    )
    assert len(line.tools.messages) == 1


async def test_what_may_be_brought_along_is_not_answered_with_what_must_be() -> None:
    _, said = await said_in_english("Would it be all right if I bring my baby along?")
    assert "insurance card" not in said


async def test_a_thing_that_nobody_knows_of_is_not_passed_over_beside_a_wish() -> None:
    line, said = await said_in_english("I'd like to book a filling. Do you use nitrous oxide?")
    assert "do not know" in said
    assert "When" in said
    await line.say("Thursday at eleven.")  # the call goes on: then the owner is told
    assert line.tools.unknown == ["Do you use nitrous oxide?"]


async def test_when_somebody_is_back_is_told_to_who_asks_about_one_day() -> None:
    _, said = await said_in_english("Could you tell me if Doctor Aydin is in on Monday?")
    assert "Doctor Aydin is not here, but is back on Tuesday" in said


async def test_who_speaks_the_language_already_is_asked_what_they_want_and_not_which_language() -> None:
    _, said = await said_in_english(
        "Sorry, I can't speak any German. Could I come in and see a dentist who speaks English?"
    )
    assert "done" in said or "for?" in said


async def test_what_is_booked_is_told_and_not_doubted() -> None:
    line = Line(language="en")
    line.has_booking(HERS)
    _, said = await said_in_english(
        "Could you have a look whether I've anything booked with you this month?", line=line
    )
    assert "moved or cancelled" not in said
    assert "twenty-fourth" in said


@pytest.mark.parametrize(
    "wish",
    [
        "We need two check-ups, one for me and one for my little boy, next to each other. Thursday at ten.",
        "A check-up for both my wife and me on Thursday at ten, please.",
    ],
)
async def test_two_who_come_together_get_two_places(wish: str) -> None:
    line, _ = await said_in_english(wish)
    for _ in range(2):
        await line.say("Moira Kincaid." if not line.calendar.confirmed() else "Rory Kincaid.")
        await line.say("Yes.")
    assert len(line.calendar.confirmed()) == 2


@pytest.mark.parametrize("wish", ["I'd like to see the doctor today.", "Could the dentist see me today?"])
async def test_a_doctor_is_not_called_today(wish: str) -> None:
    _, said = await said_in_english(wish, "A check-up.")
    assert "today" in said


@pytest.mark.parametrize(
    "wish",
    [
        "My check-up's on the twenty-fourth, could you make it half past ten rather than half past nine?",
        "Could I move my check-up on the twenty-fourth to half past ten, please?",
    ],
)
async def test_a_clock_time_alone_moves_an_appointment_on_its_own_day(wish: str) -> None:
    line = Line(language="en")
    booking = line.has_booking(HERS)
    await said_in_english(wish, "Yes.", line=line)
    starts = line.calendar.bookings[booking.reference].slot.in_zone(line.calendar.business.zone).starts_at
    assert (starts.day, starts.hour, starts.minute) == (24, 10, 30)


async def test_two_children_of_whom_nothing_else_is_said_get_two_places() -> None:
    line, _ = await said_in_english("Can you see both my girls on Thursday at ten, for check-ups?")
    for name in ("Isla Kincaid.", "Skye Kincaid."):
        await line.say(name)
        await line.say("Yes.")
    assert len(line.calendar.confirmed()) == 2


async def test_whether_a_holiday_is_a_working_day_is_told() -> None:
    _, said = await said_in_english("Is Good Friday a working day at yours?")
    assert "closed" in said


async def test_when_somebody_was_seen_before_is_no_wish() -> None:
    _, said = await said_in_english(
        "A check-up please, with the woman dentist who saw me in February.", "Tuesday morning."
    )
    assert "March" in said or "tomorrow" in said


async def test_a_new_address_is_not_answered_with_ours() -> None:
    _, said = await said_in_english("We've moved, could you update my address, please?")
    assert "Sonnenallee" not in said


@pytest.mark.parametrize("name", ["Corwin Price", "Isadora Bell"])
async def test_a_surname_that_is_a_word_is_a_surname_behind_a_first_name(name: str) -> None:
    _, said = await said_in_english("A check-up on Thursday at ten.", f"{name}.")
    assert f"for {name}" in said


async def test_two_people_get_two_places() -> None:
    line, _ = await said_in_english("Check-ups for two people please, my sister and me, on Thursday at ten.")
    for name in ("Moira Kincaid.", "Una Kincaid."):
        await line.say(name)
        await line.say("Yes.")
    assert len(line.calendar.confirmed()) == 2


async def test_what_to_bring_to_an_appointment_is_told() -> None:
    _, said = await said_in_english("What do I have to bring to my first appointment?")
    assert "insurance card" in said


async def test_straight_away_is_the_first_of_what_is_offered() -> None:
    _, said = await said_in_english("My tooth is throbbing, can you see me today?", "Straight away, please.")
    assert "name" in said


@pytest.mark.parametrize(
    ("language", "said", "answered"),
    [
        (
            "en",
            "What does a cleaning cost, and then I want to make an appointment for one.",
            "eighty-nine",
        ),
        ("de", "Was kostet die Zahnreinigung, und dann möchte ich gern einen Termin dafür machen.", "neunundachtzig"),
    ],
)
async def test_who_asks_first_and_then_books_is_answered_and_asked_when(
    language: Language, said: str, answered: str
) -> None:
    line = Line(language=language)
    await line.pick_up()
    assert answered in await line.say(said, language)
    assert line.conversation.state.asking is Asking.WHEN


async def test_an_appointment_that_is_put_off_to_a_day_is_moved_and_not_called_off() -> None:
    line = Line(language="en")
    line.has_booking(HERS)
    await line.pick_up()
    await line.say("I'd like to call my checkup off until the 23rd of April.", "en")
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.kind is GoalKind.MOVE
