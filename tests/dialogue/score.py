"""Prints the score of the scenario suite: `python -m tests.dialogue.score [dev|heldout|fresh] [-v]`."""

import asyncio
import sys
from collections import Counter

from tests.dialogue.caller import load_scenarios
from tests.dialogue.text_call import Grade, play


def main() -> None:
    splits = [arg for arg in sys.argv[1:] if not arg.startswith("-")] or ["dev", "heldout", "fresh"]
    for split in splits:
        grades = [asyncio.run(play(scenario)) for scenario in load_scenarios(split)]
        for grade in grades:
            if not grade.passed or "-v" in sys.argv:
                show(grade)
        print(line(split, grades))  # noqa: T201


def show(grade: Grade) -> None:
    print(f"--- {grade.scenario.id} {grade.scenario.goal}")  # noqa: T201
    for who, text in grade.transcript:
        print(f"    {who:9} {text}")  # noqa: T201
    for fault in (*grade.faults, *grade.false_claims):
        print(f"    FAULT     {fault}")  # noqa: T201


def line(split: str, grades: list[Grade]) -> str:
    passed = sum(grade.passed for grade in grades)
    turns = Counter(grade.scenario.language for grade in grades)
    booked = [grade.turns for grade in grades if grade.scenario.expect.get("outcome") == "booked"]
    return (
        f"{split}: {passed} of {len(grades)} in the right state, "
        f"{sum(len(grade.false_claims) for grade in grades)} false claims, "
        f"{sum(booked) / max(1, len(booked)):.1f} caller turns a booking, languages {dict(turns)}"
    )


if __name__ == "__main__":
    main()
