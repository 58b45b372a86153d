"""What English callers said who were strangers to the product: each a mistake once, here in other words."""

from datetime import datetime

import pytest

from app.domain.spoken.hear_name import hear_name
from tests.dialogue.text_call import ZONE, Line, comprehension, said_in_english

NOW = datetime(2026, 3, 16, 9, 0, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    [
        "Morning. Afternoon, I mean, sorry. It's for my wife, she needs a check-up.",
        "Morning, Walter Brown. A filling, please.",
        "Evening! A cleaning, please.",
        "Good evening. Oh, morning, still. I would like a check-up.",
    ],
)
def test_a_greeting_wishes_for_no_part_of_the_day(text: str) -> None:
    assert comprehension().when(text, "en", now=NOW) is None


@pytest.mark.parametrize("text", ["Morning or afternoon, whichever, a check-up", "Mornings only, for a cleaning"])
def test_a_part_of_the_day_that_is_wished_for_is_no_greeting(text: str) -> None:
    heard = comprehension().when(text, "en", now=NOW)

    assert heard is not None
    assert heard.windows


@pytest.mark.parametrize(
    "texts",
    [
        ("I'd like an appointment, please.", "No, I have one already, thanks."),
        ("I'd like an appointment, please.", "I'm already booked in for Thursday, thank you."),
        ("How late are you open on Mondays? I could come on Tuesday.", "I just wanted the opening hours."),
        ("Could I have an appointment on Friday?", "Not today, I only needed the address."),
    ],
)
async def test_who_never_wished_for_a_new_one_is_asked_about_none(texts: tuple[str, ...]) -> None:
    _, said = await said_in_english(*texts)

    assert "not book anything" in said


async def test_who_has_one_already_and_names_another_treatment_goes_on_to_it() -> None:
    _, said = await said_in_english("I'd like an appointment, please.", "I've got one already, but I need a filling.")

    assert "When" in said


@pytest.mark.parametrize(
    "text",
    [
        "Which was the first one again?",
        "Sorry, what were the two times?",
        "When did you say was the second one again?",
        "Oh, what was the later one again, please?",
    ],
)
async def test_who_asks_for_an_offer_again_hears_it_and_has_not_taken_it(text: str) -> None:
    _, said = await said_in_english("A filling on Monday next week in the morning, please.", text)

    assert "at eight or at nine" in said


CLEANING = {"offering": "cleaning", "start": "2026-03-24T09:30", "resource": "mia-schulz", "name": "Sabine Hoffmann"}
FILLING = {"offering": "filling", "start": "2026-03-24T09:30", "resource": "dr-anna-sommer", "name": "Sabine Hoffmann"}


@pytest.mark.parametrize(
    ("booking", "text", "sign"),
    [
        (CLEANING, "It's for my mum, Sabine Hoffmann. Her cleaning is at a bad time, could it be another day?", "move"),
        (CLEANING, "It's about the cleaning, it'd have to be a bit earlier in the day.", "twenty-fourth"),
        (
            FILLING,
            "For my aunt, Sabine Hoffmann: her filling's first thing and she can't get up. Thursday at two?",
            "move",
        ),
        (FILLING, "I have a filling next week and my shifts have changed. Could I do Thursday after four?", "sixth"),
        (
            FILLING,
            "My filling's in the morning and I can't get off work then. Can I have a Thursday, from five?",
            "at five",
        ),
    ],
)
async def test_who_tells_what_is_wrong_with_theirs_moves_it(booking: dict[str, str], text: str, sign: str) -> None:
    line = Line(language="en")
    line.has_booking(booking)

    _, said = await said_in_english(text, line=line)

    assert sign in said
    assert "or cancelled" not in said


async def test_one_more_for_somebody_else_moves_nothing() -> None:
    line = Line(language="en")
    line.has_booking(CLEANING)

    _, said = await said_in_english("My son needs a cleaning too, at another time than mine.", line=line)

    assert "move" not in said


BOOKED = ("A check-up on Thursday at nine, please.", "John Miller.", "Yes.")


@pytest.mark.parametrize(
    "text", ["So it's Thursday at nine, yes?", "Sorry, that was Thursday at ten, wasn't it?", "And that's on Thursday?"]
)
async def test_who_makes_sure_of_what_was_booked_hears_it_again(text: str) -> None:
    line, said = await said_in_english(*BOOKED, text)

    assert "nineteenth of March, at nine" in said
    assert len(list(line.calendar.confirmed())) == 1


async def test_another_time_after_a_booking_is_no_making_sure() -> None:
    _, said = await said_in_english(*BOOKED, "Could my son come on Thursday at ten for a check-up?")

    assert "next appointment" not in said


async def test_who_asks_whether_they_can_make_an_appointment_is_asked_what_for() -> None:
    _, said = await said_in_english("Oh hello? Hi there. Could I get an appointment?")

    assert "What would you like done" in said or "What is the appointment for" in said


@pytest.mark.parametrize("text", ["Take my work phone instead, please.", "Could you use my other number instead?"])
async def test_who_wants_another_number_taken_is_asked_for_it(text: str) -> None:
    _, said = await said_in_english("A check-up on Thursday at nine, please.", "John Miller.", text)

    assert "number" in said


@pytest.mark.parametrize("text", ["She's called Imogen Hartley.", "They call him Toby Marsh."])
def test_what_somebody_is_called_is_their_name(text: str) -> None:
    heard = hear_name(text, "en", expected=True)

    assert heard is not None
    assert heard.full in ("Imogen Hartley", "Toby Marsh")


def test_who_is_called_away_has_no_name_by_it() -> None:
    assert hear_name("He's called in sick.", "en", expected=False) is None


@pytest.mark.parametrize(
    "texts",
    [
        ("We're driving over on Friday, where can we park?",),
        ("How late are you open on Mondays?", "And on Sundays, are you closed?"),
        ("Is there a lift?", "Right. And what do I need to bring?"),
        ("I'm coming by tram tomorrow. How do I get there by train?",),
    ],
)
async def test_a_question_is_answered_and_nothing_is_taken_for_a_wish(texts: tuple[str, ...]) -> None:
    _, said = await said_in_english(*texts)

    assert said.endswith(("do anything else for you?", "else I can do for you?", "Anything else?", "anything else?"))


async def test_who_only_needed_the_hours_says_goodbye_with_it() -> None:
    _, said = await said_in_english("How late are you open on Fridays?", "Not now, I only needed the opening hours.")

    assert "goodbye" in said.lower()


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("A filling on Thursday at nine, and can you tell me where I can park?", "Weserstrasse"),
        ("I'd like a check-up on Thursday at nine, and is there a lift?", "lift"),
    ],
)
async def test_a_question_beside_a_wish_is_answered_and_the_wish_taken_up(text: str, sign: str) -> None:
    _, said = await said_in_english(text)

    assert sign in said
    assert "name" in said


@pytest.mark.parametrize("text", ["Yes, I'll see you then.", "Lovely, see you later.", "Grand, see you there so."])
async def test_a_goodbye_with_the_yes_books(text: str) -> None:
    line, _ = await said_in_english("A check-up on Thursday at nine, please.", "John Miller.", text)

    assert len(list(line.calendar.confirmed())) == 1


@pytest.mark.parametrize("text", ["Yes, but later.", "Later would be better."])
async def test_a_later_time_is_no_goodbye(text: str) -> None:
    line, _ = await said_in_english("A check-up on Thursday at nine, please.", "John Miller.", text)

    assert not list(line.calendar.confirmed())


async def test_ta_is_thanks_and_nothing_is_asked_again() -> None:
    _, said = await said_in_english("A check-up on Thursday at nine, please.", "John Miller.", "Yes.", "Lovely, ta.")

    assert "goodbye" in said.lower()


async def test_how_are_you_asks_for_nothing_beside_a_wish() -> None:
    _, said = await said_in_english("Hi, how are things today? I want a cleaning, please, I smoke too much.")

    assert "When" in said


@pytest.mark.parametrize(
    ("text", "passed_on"),
    [
        ("Hello, Norman Field. I only want Doctor Weber to know the bleeding's stopped.", "the bleeding's stopped"),
        ("Hi, Pam Reid here, I'm just ringing to let you know that the fever's gone.", "The fever's gone"),
        (
            "Afternoon, Ruth Parker. I was to let Doctor Sommer know the name of my pills. It's Bisoprolol.",
            "the name of my pills. It's Bisoprolol. From Ruth Parker",
        ),
    ],
)
async def test_what_the_doctor_is_to_know_is_passed_on(text: str, passed_on: str) -> None:
    _, said = await said_in_english(text)

    assert "pass on" in said or "Your message" in said
    assert passed_on in said


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("I'm ringing to tell you that I need to cancel my cleaning.", "appointment under"),
        ("I want the doctor to know it hurts a lot, could I be seen today?", "today"),
    ],
)
async def test_what_is_told_with_a_wish_is_no_message(text: str, sign: str) -> None:
    _, said = await said_in_english(text)

    assert sign in said


async def test_who_lets_us_know_that_they_cannot_come_is_asked_whether_to_cancel() -> None:
    line = Line(language="en")
    line.has_booking(FILLING)

    _, said = await said_in_english("I'm calling to let you know I won't be able to come to my filling.", line=line)

    assert "cancel" in said


@pytest.mark.parametrize(
    "text",
    [
        "I want to do the cleaning of my teeth. On which day is possible?",
        "I need a filling, what times are good for you?",
        "A root canal, and what day would be best?",
    ],
)
async def test_who_asks_which_day_is_possible_is_asked_when_it_would_suit(text: str) -> None:
    _, said = await said_in_english(text)

    assert said.endswith("?")
    assert "hen would" in said


async def test_which_days_somebody_is_in_is_still_a_question() -> None:
    _, said = await said_in_english("Which days is Doctor Weber in?")

    assert "Doctor Weber is here on" in said
