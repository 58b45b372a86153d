"""All that says whether the right calls reach a person: `python -m tests.bench.people [PART …] [--quick]`.

Parts: moods (callers who need a person: found, and fetched for nothing), messages (fields that are wrong in spoken
messages; `--messages SET …` for other sets than README's), burst (calls beyond what a server allows), calls (spoken
calls that belong to a person); all of them when none is named. Each tells how far it is, and one that breaks is told of
without stopping the others. Ends with one table, each figure beside its bar. Exits with 0 when every bar is met, 1 when
one is not, 3 when a part broke. `--quick` plays every fourth message of one set, and one call for each way to a person.
"""

import argparse
import asyncio
import logging
import sys
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

import structlog
from rich.console import Console

from app.connectors.e5_embeddings import can_embed
from tests.bench import burst, escalation
from tests.bench.figures import show_table
from tests.calls import escalated, heard, messages
from tests.calls.escalated_stories import STORIES
from tests.fakes.unhurried import run_unhurried

CALLS, WITHIN_S, ALLOWED = 100, 10.0, 40
MOST_WRONG_FIELDS, FEWEST_ANSWERED = 0.02, 0.995
SETS_OF_MESSAGES = ("fourteenth", "fifteenth")
QUICK_MESSAGES_OF = 4
TOLD_EVERY = 500
MISSED, BROKE = 1, 3
QUICK_CALLS = ("crisis", "anger-at-once", "billing", "unknown-twice", "busy-then-message", "kill-switch-missed")


@dataclass(frozen=True, slots=True)
class Figure:
    what: str
    found: str
    bar: str
    met: bool


class Progress:
    """A line for each step of a part, whether anybody watches or a file does."""

    def __init__(self, console: Console, name: str, steps: int) -> None:
        self._console, self._name, self._steps = console, name, steps
        self._done, self._began_s = 0, monotonic()
        self.tell("begins")

    def step(self) -> None:
        self._done += 1
        self.tell(f"{self._done} of {self._steps}")

    def broke(self, error: Exception) -> Figure:
        self._console.print_exception()
        self.tell(f"broke: {type(error).__name__}")
        return Figure(self._name, f"broke after {self._done} of {self._steps}: {type(error).__name__}", "", met=False)

    def done(self, figures: Sequence[Figure]) -> None:
        for one in figures:
            self.tell(f"{one.what}: {one.found}")

    def tell(self, what: str) -> None:
        self._console.print(f"--- {self._name}, {monotonic() - self._began_s:.0f} s: {what}", soft_wrap=True)


@dataclass(frozen=True, slots=True)
class Part:
    """`steps`: how many there are before it is done. `run`: on what clock."""

    steps: int
    measure: Callable[[Progress], Coroutine[Any, Any, list[Figure]]]
    run: Callable[[Coroutine[Any, Any, list[Figure]]], list[Figure]] = asyncio.run


# --- the parts --------------------------------------------------------------------------------------------------------


async def moods(progress: Progress) -> list[Figure]:
    """The set that nobody has read, and the others, which are known."""

    def learned(done: int, of: int) -> None:
        if done % TOLD_EVERY == 0:
            progress.tell(f"the judge learns: {done} of {of} sentences")

    judge = escalation.trained(learned) if can_embed() else None
    found = []
    for split in escalation.HELD_OUT:
        likely = escalation.likely_moods(split, judge) if judge is not None else None
        found.append(escalation.score(split, likely))
        progress.step()
    *older, latest = found
    how = "" if judge is not None else ", rules alone"
    return [
        *_of_callers(f"by a stranger{how}", latest),
        *_of_callers(f"two known sets{how}", escalation.together(older)),
    ]


def _of_callers(whose: str, one: escalation.Score) -> list[Figure]:
    return [
        _at_least(f"callers who need a person ({whose}): found", one.found, one.needed, escalation.BAR_RECALL),
        _at_most(f"other sentences ({whose}): a person fetched", one.false, one.others, escalation.BAR_FALSE),
    ]


async def wrong_fields(callers: Mapping[str, Sequence[str]], progress: Progress) -> list[Figure]:
    """`callers`: ids by set; a whole set is played by its name, for other sets may use its ids as well."""

    def seen(one: messages.Graded) -> None:
        messages.show(one)
        progress.step()

    figures = []
    for name, ids in callers.items():
        whole = len(ids) == len(messages.wanted_callers([name]))
        members = await heard.run_messages([name] if whole else ids, seen=seen)
        wrong = sum(len(one.wrong) for one in members)
        what = f"{len(members)} spoken messages (set {name}): wrong fields"
        figures.append(_at_most(what, wrong, len(members) * len(messages.FIELDS), MOST_WRONG_FIELDS))
    return figures


async def answered(progress: Progress) -> list[Figure]:
    counted = await burst.measure(CALLS, WITHIN_S, ALLOWED)
    progress.step()
    who = ", ".join(f"{counted[one]} {one}" for one in burst.HEARD)
    what = f"{CALLS} calls in {WITHIN_S:g} s, {ALLOWED} allowed ({who}): answered"
    return [_at_least(what, sum(counted[one] for one in burst.HEARD), counted.total(), FEWEST_ANSWERED)]


async def drills(names: Sequence[str], progress: Progress) -> list[Figure]:
    def seen(outcome: escalated.Outcome) -> None:
        escalated.show(outcome)
        progress.step()

    outcomes = await escalated.run(names, seen=seen)
    right = sum(not outcome.faults for outcome in outcomes)
    return [_at_least("spoken calls that belong to a person: as they should end", right, len(outcomes), 1.0)]


def parts(sets: Sequence[str] = SETS_OF_MESSAGES, *, quick: bool = False) -> dict[str, Part]:
    nth = QUICK_MESSAGES_OF if quick else 1
    chosen = sets[:1] if quick else sets
    callers = {name: [entry["id"] for _, entry in messages.wanted_callers([name])][::nth] for name in chosen}
    calls = QUICK_CALLS if quick else tuple(story.name for story in STORIES)
    return {
        "moods": Part(len(escalation.HELD_OUT), moods),
        "messages": Part(sum(map(len, callers.values())), partial(wrong_fields, callers)),
        "burst": Part(1, answered, partial(run_unhurried, pace=burst.SERVERS_PACE)),
        "calls": Part(len(calls), partial(drills, calls), run_unhurried),
    }


# --- the table --------------------------------------------------------------------------------------------------------


def _at_least(what: str, found: int, of: int, bar: float) -> Figure:
    return Figure(what, _told(found, of), f"at least {bar:.1%}", found >= bar * of)


def _at_most(what: str, found: int, of: int, bar: float) -> Figure:
    return Figure(what, _told(found, of), f"at most {bar:.1%}", found <= bar * of)


def _told(found: int, of: int) -> str:
    return f"{found / of:.1%} ({found} of {of})" if of else "nothing was measured"


def measure(wanted: dict[str, Part], console: Console) -> tuple[list[Figure], bool]:
    """The figures, and whether each part was measured to its end."""
    figures, whole = [], True
    for name, part in wanted.items():
        progress = Progress(console, name, part.steps)
        try:
            found = part.run(part.measure(progress))
        except Exception as error:  # the other parts have their own to tell
            found, whole = [progress.broke(error)], False
        progress.done(found)
        figures += found
    return figures, whole


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("parts", nargs="*", choices=[[], *parts()])
    arguments.add_argument("--messages", nargs="+", default=SETS_OF_MESSAGES, metavar="SET")
    arguments.add_argument("--quick", action="store_true", help="a part of the spoken calls")
    asked = arguments.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    console = Console(highlight=False, width=140)
    all_parts = parts(asked.messages, quick=asked.quick)
    wanted = {name: part for name, part in all_parts.items() if not asked.parts or name in asked.parts}
    figures, whole = measure(wanted, console)
    rows = [(one.what, one.found, one.bar, "met" if one.met else "not met") for one in figures]
    show_table(console, "The right calls reach a person", ("what", "measured", "bar", ""), rows)
    if not whole:
        sys.exit(BROKE)
    sys.exit(0 if all(one.met for one in figures) else MISSED)


if __name__ == "__main__":
    main()
