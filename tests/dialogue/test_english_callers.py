"""What callers said who were not foreseen, in English: each a mistake once."""

import pytest

from app.domain.bookings import BookingStatus
from app.domain.calls import CallOutcome
from tests.dialogue.text_call import Line, said_in_english
from voice.contract import Transfer

HERS = {"offering": "checkup", "start": "2026-03-24T14:00", "resource": "dr-jonas-weber", "name": "Ailsa McPhee"}


@pytest.mark.parametrize(
    ("wish", "on"),
    [
        ("Tuesday, no wait, Wednesday, I have a thing on Tuesday.", "Wednesday, the eighteenth"),
        ("Thursday. I've bingo on Wednesday.", "Thursday, the nineteenth"),
        ("Could I come in a fortnight today?", "Monday, the thirtieth"),
        ("Some time after the Easter holidays.", "Tuesday, the seventh of April"),
        ("Once I'm back from holiday on the tenth of April.", "the tenth of April"),
        ("I'm free most days after three.", "at three"),
    ],
)
async def test_a_wish_is_offered_for_and_nothing_else(wish: str, on: str) -> None:
    _, said = await said_in_english("A check-up please.", wish)
    assert on in said


async def test_a_short_form_behind_a_time_chooses_it() -> None:
    _, said = await said_in_english("A check-up tomorrow morning.", "Nine's fine.", "Katherine Smythe.")
    assert "at nine in the morning" in said


async def test_a_day_that_was_not_offered_takes_back_the_choice_before_it() -> None:
    _, said = await said_in_english("A check-up on Tuesday, mid-morning.", "The first one, eh no, the Thursday.")
    assert "Thursday" in said
    assert "name" not in said


async def test_what_is_none_of_the_offers_leaves_them_standing() -> None:
    _, said = await said_in_english("A check-up this Thursday.", "The middle one.")
    assert "at eight or at nine" in said


@pytest.mark.parametrize(
    "yes",
    [
        "Ah go on then.",
        "Yeah no that's perfect.",
        "Yes lovely, I'll just have to ask my neighbour to feed the cat.",
        "That's great, I'll just get her from nursery early.",
        "Yeah, I'm off that day anyway.",
        "Perfect, I finish at one on Thursdays.",
        "Lovely, I'll just drop the kids first.",
    ],
)
async def test_a_yes_with_an_aside_books_what_was_read_back(yes: str) -> None:
    line, _ = await said_in_english("A check-up on Thursday at ten.", "Graham Pettigrew.", yes)
    [booking] = line.calendar.confirmed()
    assert (booking.slot.starts_at.day, booking.slot.starts_at.hour) == (19, 10)


async def test_why_somebody_cannot_come_is_no_wish_to_keep_the_appointment() -> None:
    line = Line(language="en")
    booking = line.has_booking(HERS)
    await said_in_english(
        "I won't be able to make it on Tuesday week.", "Please, yes, I can't get out of bed.", line=line
    )
    assert line.calendar.bookings[booking.reference].status is BookingStatus.CANCELLED


async def test_an_appointment_is_found_on_either_of_two_days_that_its_day_may_mean() -> None:
    line = Line(language="en", number="+493055512345")
    line.has_booking({**HERS, "number": "+493099988877"})
    opening = "Morning. I've a check-up booked for next Tuesday at two and I need to shift it to later that week."
    _, said = await said_in_english(opening, "Ailsa McPhee.", "Next Tuesday.", line=line)
    assert "cannot find" not in said
    assert "March" in said


async def test_who_asks_for_a_doctor_by_name_is_put_through() -> None:
    line = Line(language="en")
    await line.pick_up()
    _, ending = await line.send("Can I speak to Doctor Aydin please?")
    assert isinstance(ending, Transfer)


async def test_who_wants_to_talk_about_an_implant_is_given_an_appointment() -> None:
    line, said = await said_in_english(
        "I've been told I might need an implant and I'd like to talk to somebody about it."
    )
    assert "implant" in said
    assert line.outcome is not CallOutcome.TRANSFERRED


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Hi, do you see kids? My daughter's four and it'd be her first visit.", "from the age of three"),
        ("Hi, quick question, do you take public insurance?", "public and private"),
    ],
)
async def test_a_question_is_answered_behind_a_greeting_and_before_a_remark(question: str, answer: str) -> None:
    _, said = await said_in_english(question)
    assert answer in said


async def test_on_which_days_somebody_works_is_told_in_the_middle_of_a_booking() -> None:
    _, said = await said_in_english("I would like to see Doctor Weber for a regular check.", "When is he in?")
    assert "Monday, Tuesday, Thursday and Friday" in said


async def test_who_would_treat_them_is_told_of_what_is_offered() -> None:
    _, said = await said_in_english("A check-up on Friday.", "Who would I be seeing?")
    assert "Doctor Weber" in said
    assert "Sommer" not in said


async def test_who_asks_what_there_is_hears_what_is_free() -> None:
    _, said = await said_in_english("A check-up please.", "What have you got?")
    assert "today" in said


async def test_a_time_alone_is_enough_to_begin_a_booking_with() -> None:
    _, said = await said_in_english("Dentist. Friday. Two o'clock.")
    assert "done" in said or "for?" in said


@pytest.mark.parametrize(
    ("trouble", "offering"),
    [
        ("A bit of my tooth snapped off last night, could somebody have a look at it?", "emergency"),
        ("My crown's come loose.", "emergency"),
        ("I think my wisdom teeth are coming through.", "emergency"),
        ("My gums bleed when I brush.", "checkup"),
        ("I want my teeth looking at.", "checkup"),
    ],
)
async def test_a_trouble_is_known_by_what_it_is_looked_at_in(trouble: str, offering: str) -> None:
    line, _ = await said_in_english(trouble)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.offering == offering


@pytest.mark.parametrize("opening", ["Hiya, I need a check-up.", "Hello dear, I need a check-up."])
async def test_a_greeting_is_nobodys_name(opening: str) -> None:
    line, _ = await said_in_english(opening)
    assert line.conversation.state.name is None


async def test_what_will_do_is_wished_for_and_not_ruled_out() -> None:
    _, said = await said_in_english("A check-up please.", "Thursday will work.")
    assert "Thursday" in said


async def test_the_wish_behind_a_cancellation_is_taken_up_after_it() -> None:
    line = Line(language="en")
    line.has_booking({**HERS, "offering": "cleaning", "start": "2026-03-19T10:00", "resource": "mia-schulz"})
    opening = "I want to cancel my cleaning this Thursday and book a filling with Dr Weber instead, next Friday."
    _, said = await said_in_english(opening, "Yes.", line=line)
    assert "cancelled" in said
    assert "filling" in said
    said = await line.say("The one next week.")
    assert "twenty-seventh" in said


async def test_how_much_earlier_is_counted_from_the_appointment_that_stands() -> None:
    line = Line(language="en")
    line.has_booking({**HERS, "start": "2026-03-26T11:00"})
    opening = "My check-up's on the Thursday of next week, could I come a couple of days earlier?"
    _, said = await said_in_english(opening, line=line)
    assert "Tuesday, the twenty-fourth" in said


async def test_a_first_name_that_is_spelled_stays_the_first_name() -> None:
    _, said = await said_in_english("A check-up on Friday at nine.", "Niamh Brennan.", "It's Niamh, N I A M H.")
    assert "for Niamh Brennan" in said


async def test_a_name_that_came_with_the_wish_is_asked_for_no_more() -> None:
    _, said = await said_in_english("Check-up for Ted Baxter on Thursday at half ten please.")
    assert "for Ted Baxter" in said


async def test_two_children_come_one_after_the_other_for_what_was_wished() -> None:
    line, said = await said_in_english(
        "I'd like to bring my two kids in for check-ups, back to back, on a Wednesday.", "The first."
    )
    assert "your name" not in said
    for text in ("Luis Mendes.", "Yes.", "And Clara Mendes.", "Yes."):
        await line.say(text)
    assert [(one.slot.offering, one.customer_name) for one in line.calendar.confirmed()] == [
        ("checkup", "Luis Mendes"),
        ("checkup", "Clara Mendes"),
    ]


async def test_what_an_appointment_is_for_is_named_without_an_article_that_may_be_wrong() -> None:
    _, said = await said_in_english(
        "I would like to talk about an implant with Doctor Aydin, so a consultation please."
    )
    assert "the implant consultation" in said


async def test_the_same_time_is_that_of_the_appointment_that_moves() -> None:
    line = Line(language="en")
    line.has_booking({**HERS, "start": "2026-03-18T09:00", "resource": "dr-anna-sommer"})
    opening = "Hello, I am having appointment on Wednesday at nine but kindly postpone it by one week."
    _, said = await said_in_english(opening, "Same time is good.", line=line)
    assert "Wednesday, the twenty-fifth of March, at nine in the morning" in said


async def test_what_staff_is_to_be_told_is_asked_for_no_more() -> None:
    _, said = await said_in_english("Can you tell Doctor Sommer I need a new prescription?", "Julie Frost.")
    assert "new prescription" in said


async def test_letters_of_the_name_that_is_known_are_that_name() -> None:
    talk = ("A check-up on Thursday at ten.", "Samantha Lloyd-Hughes.", "Nearly, it's Lloyd-Hughes with a hyphen.")
    _, said = await said_in_english(*talk, "L, L, O, Y, D, H, U, G, H, E, S.")
    assert "Samantha Lloyd-Hughes" in said


@pytest.mark.parametrize("check", ["Is that a Wednesday?", "What day is that?"])
async def test_who_asks_on_which_weekday_it_falls_changes_nothing(check: str) -> None:
    _, said = await said_in_english("A check-up on the first of April please.", check)
    assert "Wednesday, the first of April" in said


async def test_saturdays_are_asked_about_as_opening_hours() -> None:
    _, said = await said_in_english("Do you do Saturdays?")
    assert "closed" in said


async def test_an_endearment_is_nobodys_name() -> None:
    line, _ = await said_in_english("Oh hello cariad, I'm eighty one and I need a check-up.")
    assert line.conversation.state.name is None


async def test_who_is_only_calling_wants_no_cleaning() -> None:
    line, _ = await said_in_english(
        "I'm calling on behalf of my boss, he'd like a check-up with Doctor Weber before work."
    )
    goal = line.conversation.state.goal
    assert goal is not None
    assert (goal.offering, goal.resource) == ("checkup", "dr-jonas-weber")


async def test_two_that_are_wished_for_on_one_day_of_a_week_are_offered_in_it() -> None:
    _, said = await said_in_english("Keen to get a cleaning and a check-up done on the same day, sometime next week.")
    assert "Monday, the twenty-third" in said


async def test_a_wish_outlives_the_question_behind_it() -> None:
    _, said = await said_in_english("I want to take appointment for cleaning, is it covered by insurance?")
    assert "euros" not in said
    assert "When" in said or "day" in said


async def test_polite_words_are_no_pain_and_no_month() -> None:
    opening = "I do beg your pardon for troubling you, could I see the hygienist towards the end of next week?"
    _, said = await said_in_english(opening, "The earlier one if I may.", "Rosalind Peverell.")
    assert "at eight in the morning, professional cleaning" in said


async def test_sooner_than_a_day_is_before_it() -> None:
    line = Line(language="en")
    line.has_booking({**HERS, "start": "2026-04-14T14:00", "resource": "dr-anna-sommer"})
    _, said = await said_in_english("Is there any way I could be seen sooner than the fourteenth of April?", line=line)
    assert "today" in said


async def test_what_stands_is_not_what_is_wished_for_beside_it() -> None:
    line = Line(language="en")
    line.has_booking({**HERS, "offering": "cleaning", "start": "2026-03-19T09:00", "resource": "mia-schulz"})
    await said_in_english("I'm in for a cleaning on Thursday, can I add a check-up?", line=line)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.offering == "checkup"


async def test_an_appointment_is_moved_to_the_part_of_the_day_that_was_named() -> None:
    line = Line(language="en")
    line.has_booking({**HERS, "start": "2026-03-19T09:00"})
    _, said = await said_in_english("Could you move Thursday's appointment to the evening?", line=line)
    assert "evening" in said


async def test_how_long_it_has_hurt_is_no_wish_for_a_time() -> None:
    _, said = await said_in_english(
        "I've a tooth that's been sore this past week, would you have anything Friday morning?"
    )
    assert "Friday" in said


async def test_the_one_on_another_day_of_the_wish_is_looked_for_there() -> None:
    opening = "I'd like a check-up but I'm only in town from the twenty-fifth to the twenty-seventh."
    _, said = await said_in_english(opening, "The one on the Thursday?")
    assert "Thursday, the twenty-sixth" in said
