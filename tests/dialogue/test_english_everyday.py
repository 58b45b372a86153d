"""Ordinary English callers, as strangers would say it: each was understood as something else once."""

import pytest

from app.dialogue.state import GoalKind
from tests.dialogue.text_call import Line, said_in_english
from tests.dialogue.trade_line import SALON, TradeLine
from voice.contract import Transfer

THEIRS = {"offering": "filling", "start": "2026-04-09T09:00", "resource": "dr-anna-sommer", "name": "Nina Patel"}


@pytest.mark.parametrize(
    ("cannot", "on"),
    [
        ("I can't do anything until mid April though.", "the thirteenth of April"),
        ("I'm not back until the twenty-sixth.", "the twenty-sixth of March"),
        ("I won't be able to come until after the tenth of April.", "the thirteenth of April"),
        ("Nothing until after Easter, please.", "the seventh of April"),
        ("I'm away until after the tenth of April.", "the thirteenth of April"),
        ("I can't get there until half three.", "at three thirty"),
    ],
)
async def test_who_cannot_come_until_then_is_offered_nothing_before(cannot: str, on: str) -> None:
    _, said = await said_in_english("A check-up please.", cannot)
    assert on in said


async def test_who_cannot_wait_until_then_is_offered_something_before() -> None:
    _, said = await said_in_english("A check-up please.", "I can't wait until Friday.")
    assert "today" in said


@pytest.mark.parametrize(
    "check",
    [
        "I just want to check I'm still down for the ninth.",
        "Can you confirm my filling is still on?",
        "I'd like to double check that we're booked in.",
    ],
)
async def test_who_checks_that_they_are_still_down_is_told_when(check: str) -> None:
    line = Line(language="en")
    line.has_booking(THEIRS)
    _, said = await said_in_english(check, line=line)
    assert "Your next appointment is on Thursday, the ninth of April" in said


@pytest.mark.parametrize(
    "texts",
    [
        ("I've a filling booked for the ninth of April but it's started bothering me, is there anything sooner?",),
        ("I'd like to move my appointment.", "Have you got anything sooner?"),
        ("I'd like to move my appointment.", "An earlier date, if you've got one."),
    ],
)
async def test_sooner_than_an_appointment_in_weeks_is_on_a_day_before_it(texts: tuple[str, ...]) -> None:
    line = Line(language="en")
    line.has_booking(THEIRS)
    _, said = await said_in_english(*texts, line=line)
    assert "today" in said


async def test_what_somebody_did_not_mean_to_say_is_no_question_about_it() -> None:
    line, _ = await said_in_english(
        "A check-up on Tuesday at half nine.", "Holly Marsden.", "Sorry, did I say check-up? I meant cleaning.", "Yes."
    )
    [booking] = line.calendar.confirmed()
    assert booking.slot.offering == "cleaning"


async def test_who_has_to_look_in_their_diary_and_ring_again_is_let_go() -> None:
    _, said = await said_in_english(
        "A check-up on Friday.", "No, none of those work, I'll have to check my diary and call you back."
    )
    assert "not book anything" in said


async def test_a_tooth_that_was_knocked_is_seen_at_once() -> None:
    line, _ = await said_in_english(
        "My little boy's fallen over and knocked his front tooth, can you see him straight away?"
    )
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.offering == "emergency"


@pytest.mark.parametrize("wish", ["I've got a puncture, can you change the tyre today?", "Can you change my oil?"])
async def test_what_is_changed_on_a_car_is_no_appointment_that_is_changed(wish: str) -> None:
    line = TradeLine(language="en")
    await line.pick_up()
    said = await line.say(wish)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.kind is GoalKind.BOOK
    assert "appointment under" not in said


@pytest.mark.parametrize(
    "left",
    [
        "I think I left my glasses in the waiting room yesterday, could you have a look?",
        "Hiya, has anyone handed in a blue scarf?",
        "My son left his school bag at yours this morning.",
    ],
)
async def test_what_was_left_behind_is_passed_on_and_nothing_booked(left: str) -> None:
    line, said = await said_in_english(left)
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.kind is GoalKind.MESSAGE
    assert "name" in said


async def test_a_lost_filling_is_nothing_left_behind() -> None:
    line, _ = await said_in_english("I've lost a filling and I've lost my appointment card.")
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.offering == "filling"


async def test_about_ten_is_ten_if_that_is_free() -> None:
    _, said = await said_in_english("A cleaning on the twenty-fourth, in the morning, around ten.")
    assert "at ten in the morning" in said


async def test_somebody_of_the_staff_may_be_called_by_a_first_name() -> None:
    line = TradeLine(language="en", described=SALON)
    await line.pick_up()
    await line.say("Timo usually does my hair, is he in on Saturday? I just need a trim.")
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.resource == "timo-krause"


@pytest.mark.parametrize(
    ("wish", "on"),
    [
        ("A check-up on Easter Tuesday.", "Tuesday, the seventh of April"),
        ("A check-up on Thursday, late as poss.", "Thursday, the nineteenth of March, at six"),
    ],
)
async def test_everyday_words_for_a_time_are_the_time_that_is_meant(wish: str, on: str) -> None:
    _, said = await said_in_english(wish)
    assert on in said


async def test_half_past_alone_is_half_past_the_hour_before_it() -> None:
    _, said = await said_in_english(
        "Have you anything tomorrow at four or half past?", "A check-up.", "Half past four.", "Bryn Hughes."
    )
    assert "at four thirty" in said


async def test_both_children_have_a_place_each() -> None:
    talk = ("I'd like to book check-ups for both my kids on Tuesday at two.", "Yes.", "Max Holt.", "Yes.", "Evie Holt.")
    line, _ = await said_in_english(*talk)
    await line.say("Yes.")
    assert {one.customer_name for one in line.calendar.confirmed()} == {"Max Holt", "Evie Holt"}


async def test_who_asks_whom_to_speak_to_is_put_through_and_nothing_booked() -> None:
    line = Line(language="en")
    await line.pick_up()
    _, ending = await line.send("I was sent an estimate for a crown and I've questions about it, who can I speak to?")
    assert isinstance(ending, Transfer)


@pytest.mark.parametrize("name", ["Hi, my name is Timo.", "It's Timo, always a pleasure.", "This is Timo."])
async def test_a_caller_of_the_same_first_name_is_nobody_of_the_staff(name: str) -> None:
    line = TradeLine(language="en", described=SALON)
    await line.pick_up()
    await line.say(f"{name} I need a men's haircut.")
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.resource is None


async def test_a_time_said_where_the_cut_was_asked_for_is_acknowledged() -> None:
    line = TradeLine(language="en", described=SALON)
    await line.pick_up()
    await line.say("Can I get a haircut?")
    said = await line.say("On Thursday after six, if you can.")
    assert "look for" in said
    assert "women's haircut or men's" in said
    assert "six" in await line.say("A men's one.")


@pytest.mark.parametrize(
    "story",
    [
        "Right, so I was in in September I think it was, and you said come back in six months, so here I am.",
        "My last check-up was in October.",
    ],
)
async def test_when_somebody_came_last_is_no_wish(story: str) -> None:
    _, said = await said_in_english("A check-up please.", story, "Thursday after eleven.")
    assert "Thursday, the nineteenth of March" in said


async def test_half_a_head_is_no_half_past() -> None:
    line = TradeLine(language="en", described=SALON)
    await line.pick_up()
    assert "twenty-eighth of March" in await line.say("I'd like half a head of highlights, a week on Saturday?")
