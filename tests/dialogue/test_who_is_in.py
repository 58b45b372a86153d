"""Whether somebody of the staff is there: Doctor Weber is away from 30 March to 5 April, and never in on Wednesdays."""

import pytest

from tests.dialogue.text_call import Line
from voice.contract import Language


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Is Doctor Weber in on Friday?", "On Friday, the twentieth of March, Doctor Weber is here."),
        ("Is Doctor Weber in on Wednesday?", "Doctor Weber is not here, but is back on Thursday, the nineteenth"),
        ("Is Doctor Weber away on the thirty-first of March?", "is not here, but is back on Tuesday, the seventh"),
        ("Will Doctor Weber be working tomorrow?", "Tomorrow Doctor Weber is here."),
        ("Is Doctor Weber on holiday?", "Doctor Weber is next here today."),
        ("Is Doctor Weber in next week?", "Then Doctor Weber is here on Monday, Tuesday, Thursday and Friday."),
        ("What days does Doctor Weber work?", "Doctor Weber is here on Monday, Tuesday, Thursday and Friday."),
    ],
)
async def test_who_asks_whether_somebody_is_in_is_told_of_that_day(question: str, answered: str) -> None:
    line = Line(language="en")
    await line.pick_up()
    assert answered in await line.say(question)


@pytest.mark.parametrize(
    ("language", "question", "answered"),
    [
        ("de", "Ist Doktor Weber am Mittwoch da?", "ist Doktor Weber nicht da, aber am Donnerstag"),
        ("de", "Ist Doktor Weber im Urlaub?", "Doktor Weber ist heute wieder da."),
    ],
)
async def test_it_is_told_in_german_as_well(language: Language, question: str, answered: str) -> None:
    line = Line(language=language)
    await line.pick_up()
    assert answered in await line.say(question, language)
