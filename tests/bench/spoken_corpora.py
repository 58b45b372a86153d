"""Scores of the phrase corpora: `python -m tests.bench.spoken_corpora [held_out|development] [-v]`."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from app.domain.spoken.hear_answer import hear_answer, hear_choice
from app.domain.spoken.hear_name import hear_name, hear_spelling
from app.domain.spoken.hear_number import hear_phone
from app.domain.spoken.say import speakable

Language = Literal["de", "en"]
FOLDER = Path(__file__).parents[1] / "corpora" / "spoken"
TOPICS = ("answers", "choices", "names", "spelling", "phones", "speakable")

_OPTIONS = {
    "a": ((3, 24, 9, 0), (3, 24, 11, 15), (3, 25, 10, 0)),
    "b": ((4, 2, 8, 30), (4, 3, 14, 0), (4, 6, 16, 45)),
    "c": ((3, 24, 9, 0), (3, 24, 14, 30)),
    "d": ((3, 30, 11, 0), (3, 30, 11, 30), (3, 31, 11, 0)),
}


@dataclass(frozen=True, slots=True)
class Case:
    topic: str
    language: Language
    columns: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.columns[1] if self.topic in ("choices", "names") else self.columns[0]


@dataclass(frozen=True, slots=True)
class Outcome:
    case: Case
    expected: str
    got: str

    @property
    def right(self) -> bool:
        return self.expected == self.got

    @property
    def confidently_wrong(self) -> bool:
        """Something definite was understood that was not said; "nothing understood" leads to a question only."""
        return not self.right and self.got not in ("-", "none", "maybe", "") and not self.got.startswith("?")


def cases(part: str, topic: str, language: Language) -> Iterator[Case]:
    path = FOLDER / f"{topic}.{language}.{part}.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield Case(topic, language, tuple(line.split("\t")))


def check(case: Case) -> Outcome:
    expected, got = _CHECKS[case.topic](case)
    return Outcome(case, expected, got)


def _answer(case: Case) -> tuple[str, str]:
    heard = hear_answer(case.columns[0], case.language)
    if len(case.columns) < 3:
        return case.columns[1], heard.answer.value
    return " | ".join(case.columns[1:]), f"{heard.answer.value} | {heard.rest or '-'}"


def _choice(case: Case) -> tuple[str, str]:
    options = [datetime(2026, *parts, tzinfo=UTC) for parts in _OPTIONS[case.columns[0]]]
    choice = hear_choice(case.columns[1], case.language, options=options)
    several = "?" + ",".join(map(str, choice.candidates)) if choice.candidates else "-"
    return case.columns[2], several if choice.index is None else str(choice.index)


def _name(case: Case) -> tuple[str, str]:
    heard = hear_name(case.columns[1], case.language, expected=case.columns[0] == "asked")
    return case.columns[2], heard.full if heard else "-"


def _spelling(case: Case) -> tuple[str, str]:
    return case.columns[1], hear_spelling(case.columns[0], case.language) or "-"


def _phone(case: Case) -> tuple[str, str]:
    return case.columns[1] if len(case.columns) > 1 else "", hear_phone(case.columns[0], case.language).digits


def _speakable(case: Case) -> tuple[str, str]:
    return case.columns[1], speakable(case.columns[0], case.language)


_CHECKS: dict[str, Callable[[Case], tuple[str, str]]] = {
    "answers": _answer,
    "choices": _choice,
    "names": _name,
    "spelling": _spelling,
    "phones": _phone,
    "speakable": _speakable,
}


def outcomes(part: str) -> list[Outcome]:
    languages: tuple[Language, ...] = ("de", "en")
    return [check(case) for topic in TOPICS for language in languages for case in cases(part, topic, language)]


def main(arguments: list[str]) -> None:
    part = "development" if "development" in arguments else "held_out"
    found = outcomes(part)
    lines = [f"{'topic':<12}{'language':<10}{'phrases':>8}{'exact':>8}{'confidently wrong':>20}"]
    for topic in TOPICS:
        for language in ("de", "en"):
            these = [outcome for outcome in found if outcome.case.topic == topic and outcome.case.language == language]
            exact = sum(outcome.right for outcome in these) / max(1, len(these))
            wrong = sum(outcome.confidently_wrong for outcome in these) / max(1, len(these))
            lines.append(f"{topic:<12}{language:<10}{len(these):>8}{exact:>8.1%}{wrong:>20.1%}")
    total = sum(outcome.right for outcome in found)
    lines.append(f"{'all':<22}{len(found):>8}{total / max(1, len(found)):>8.1%}")
    if "-v" in arguments:
        lines += [
            f"{o.case.topic}.{o.case.language}: {o.case.text!r}: {o.expected!r} heard as {o.got!r}"
            for o in found
            if not o.right
        ]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
