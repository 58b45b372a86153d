"""The steps of the path in their order, and the form of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.web.pages.setup import (
    basics,
    handover,
    hours,
    numbers,
    offerings,
    paths,
    people,
    questions,
    recording,
    retention,
)
from app.web.pages.setup.fields import Entry, Fields


@dataclass(frozen=True, slots=True)
class Step:
    """`shown`: a description as fields; `read`: fields as changes of a description; `rows`: of its table."""

    name: str
    shown: Callable[[Mapping[str, object]], dict[str, str]]
    read: Callable[[Fields, Mapping[str, object]], Entry]
    rows: Callable[[Fields], int] = lambda _: 0


FORMS = (
    Step("basics", basics.shown, basics.read),
    Step("hours", hours.shown, hours.read, hours.closures_shown),
    Step("offerings", offerings.shown, offerings.read, offerings.rows_shown),
    Step("people", people.shown, people.read, people.rows_shown),
    Step("questions", questions.shown, questions.read, questions.rows_shown),
    Step("handover", handover.shown, handover.read, paths.rows_shown),
    Step("numbers", numbers.shown, numbers.read, numbers.rows_shown),
    Step("recording", recording.shown, recording.read),
    Step("retention", retention.shown, retention.read),
)
BY_NAME = {step.name: step for step in FORMS}
PATH = ("basics", "hours", "offerings", "people", "questions", "handover", "greeting", "numbers", "try")
"""All steps that lead to going live; greeting and try have no form, and recording and retention are beside the path."""


def after(name: str) -> str | None:
    if name == "recording":
        return "greeting"  # where the way to it begins, and what it changes is heard
    if name not in PATH:
        return name  # what it does from now on stands beside it
    place = PATH.index(name) + 1
    return PATH[place] if place < len(PATH) else None
