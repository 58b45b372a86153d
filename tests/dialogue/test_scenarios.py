"""The scenario suite: every scripted caller ends in the right state of the calendar, and nothing false is said."""

from tests.dialogue.caller import load_scenarios
from tests.dialogue.score import line
from tests.dialogue.text_call import Grade, play

SHARE_RIGHT = 0.95


async def graded(split: str) -> list[Grade]:
    return [await play(scenario) for scenario in load_scenarios(split)]


async def test_callers_of_the_development_set_get_what_they_want_and_hear_nothing_false() -> None:
    grades = await graded("dev")
    assert sum(grade.passed for grade in grades) >= SHARE_RIGHT * len(grades), failures(grades)
    assert not any(grade.false_claims for grade in grades), failures(grades)


async def test_callers_of_the_held_out_set_get_what_they_want_and_hear_nothing_false() -> None:
    grades = await graded("heldout")
    assert sum(grade.passed for grade in grades) >= SHARE_RIGHT * len(grades), failures(grades)
    assert not any(grade.false_claims for grade in grades), failures(grades)


async def test_callers_of_the_second_held_out_set_get_what_they_want_and_hear_nothing_false() -> None:
    grades = await graded("fresh")
    assert sum(grade.passed for grade in grades) >= SHARE_RIGHT * len(grades), failures(grades)
    assert not any(grade.false_claims for grade in grades), failures(grades)


def failures(grades: list[Grade]) -> str:
    bad = [f"{grade.scenario.id}: {grade.faults} {grade.false_claims}" for grade in grades if not grade.passed]
    return "\n".join([line("suite", grades), *bad])
