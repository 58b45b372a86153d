"""What English callers said who were strangers to the product: each a mistake once, here in other words."""

from datetime import datetime

import pytest

from tests.dialogue.text_call import ZONE, comprehension, said_in_english

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
