"""Whole calls by text over a line on which the recogniser mishears: `python -m tests.dialogue.score_misheard`.

Options: `dev`, `heldout`, `fresh` (which callers), `de`, `en`, `quiet`, `noise`, `keys` or `voice` (callers who press a
key when told to, or never), `-v` (the calls that went wrong).
"""

import asyncio
import logging
import sys

import structlog

from tests.dialogue.caller import Scenario, load_scenarios, sentences
from tests.dialogue.misheard import LINES, recording, recording_file
from tests.dialogue.score import show
from tests.dialogue.text_call import WRONG_NAME, Grade, play, wish_for

SPLITS = ("dev", "heldout", "fresh")


async def graded(
    language: str, line: str, *, splits: tuple[str, ...] = SPLITS, presses: bool = True, showing: bool = False
) -> list[Grade]:
    grades = []
    for scenario in load_scenarios():
        if scenario.language == language and scenario.split in splits and is_recorded(scenario, line):
            grades.append(await play(scenario, bad_line=line, presses=presses))
            if showing and not grades[-1].passed:
                show(grades[-1])
    return grades


def is_recorded(scenario: Scenario, line: str) -> bool:
    """Whether every sentence that this caller may say is on record."""
    if not recording_file(scenario.language, line).exists():
        return False
    return recording(scenario.language, line).keys() >= sentences(scenario, wish_for(scenario)).keys()


def only_misnamed(grade: Grade) -> bool:
    return bool(grade.faults) and all(fault.startswith(WRONG_NAME) for fault in grade.faults)


def summary(grades: list[Grade]) -> str:
    right = sum(grade.passed for grade in grades)
    misnamed = sum(only_misnamed(grade) for grade in grades)
    booked = [grade.turns for grade in grades if grade.passed and grade.scenario.expect.get("outcome") == "booked"]
    return (
        f"{right} of {len(grades)} right ({right / max(1, len(grades)):.0%}), {misnamed} more wrong in the name alone, "
        f"{sum(len(grade.false_claims) for grade in grades)} false claims, "
        f"{sum(booked) / max(1, len(booked)):.1f} caller turns a booking"
    )


def main() -> None:
    asked = set(sys.argv[1:])
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    splits = tuple(split for split in SPLITS if split in asked) or SPLITS
    for presses in (True, False):
        way = "keys" if presses else "voice"
        if asked & {"keys", "voice"} and way not in asked:
            continue
        for language in ("de", "en"):
            for line in LINES:
                if (asked & {"de", "en"} and language not in asked) or (asked & set(LINES) and line not in asked):
                    continue
                grades = asyncio.run(graded(language, line, splits=splits, presses=presses, showing="-v" in asked))
                print(f"{way:5} {language} {line:5} {summary(grades)}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
