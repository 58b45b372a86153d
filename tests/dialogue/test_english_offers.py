"""What English callers answer to offered times: each a mistake once."""

import pytest

from tests.dialogue.text_call import Line


async def _said(*texts: str) -> tuple[Line, str]:
    line = Line(language="en")
    await line.pick_up()
    said = ""
    for text in texts:
        said = await line.say(text)
    return line, said


@pytest.mark.parametrize(
    "more",
    [
        "Something else?",
        "What else have you got?",
        "Any other times?",
        "Have you got anything else?",
        "What other times do you have?",
    ],
)
async def test_who_asks_what_else_there_is_hears_other_times(more: str) -> None:
    _, said = await _said("A filling next week.", more)
    assert "twenty-third" in said
    assert "at eight in" not in said
    assert "at eight or" not in said


@pytest.mark.parametrize(
    "leaves",
    [
        "Either.",
        "Either's fine.",
        "Whichever.",
        "Whichever, I don't mind.",
        "You choose.",
        "You pick, I'm easy.",
        "I'll leave it up to you.",
        "Any of them.",
        "Whatever works best for you.",
        "I'm happy with either.",
    ],
)
async def test_who_leaves_the_choice_to_us_gets_the_first(leaves: str) -> None:
    line, said = await _said("A check-up tomorrow.", leaves)
    assert "name" in said
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.slot is not None
    assert goal.slot.in_zone(line.calendar.business.zone).starts_at.hour == 8


async def test_another_time_is_on_the_day_that_was_settled_between_two() -> None:
    _, said = await _said("A check-up next Tuesday.", "The twenty-fourth.", "What about two o'clock?", "Ros Tyler.")
    assert "Tuesday, the twenty-fourth of March, at two" in said


async def test_a_full_hour_is_not_the_half_past_that_was_offered() -> None:
    _, said = await _said("A check-up tomorrow around ten.", "Ten o'clock.", "Ros Tyler.")
    assert "at ten in the morning" in said


async def test_as_soon_as_there_is_one_is_no_one_o_clock() -> None:
    _, said = await _said("A cleaning please.", "As soon as you've got one, I'm retired.")
    assert "today" in said


async def test_letters_that_were_explained_before_they_were_spelled_are_not_heard_twice() -> None:
    _, said = await _said(
        "A check-up tomorrow at ten.", "Steven Hayes.", "No, it's Steven with a v, Hayes with an e. H A Y E S."
    )
    assert "for Steven Hayes" in said


@pytest.mark.parametrize("end", ["Ah smashing, that's all I wanted.", "Nope, all good.", "That answers my question."])
async def test_who_has_heard_what_they_wanted_is_bid_goodbye(end: str) -> None:
    _, said = await _said("Hi, do you have parking?", end)
    assert "goodbye" in said


async def test_a_choice_whose_word_was_misheard_is_no_one_o_clock() -> None:
    line, _ = await _said("A check-up tomorrow.", "The simplest one, please.")
    goal = line.conversation.state.goal
    assert goal is not None
    assert goal.slot is not None
    assert goal.slot.in_zone(line.calendar.business.zone).starts_at.hour == 8
