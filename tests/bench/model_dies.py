"""The language model's server goes in the middle of a spoken call: `python -m tests.bench.model_dies [DRILL …]`.

The real server with the engines of this machine, a stand-in model server as a program of its own that leads the call
and is then killed or falls silent, a synthesized caller over the media stream. Prints, for each drill, who led the
turns, the longest wait between the end of the caller's speech and the next sound, and what stands in the database.
"""

import asyncio
import sys
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

from rich.console import Console

from app.settings import Settings
from app.wiring.speech import caller_voice
from tests.bench.figures import show_table
from tests.bench.real_server import real_server
from tests.calls.spoken import Graded, WhoCalls, play
from tests.dialogue.caller import Caller, Scenario
from tests.dialogue.wishes import Wish
from tests.fakes.leading_model import MODEL, LeadingModel, leading_model
from voice.contract import Language

ANSWERED_WITHIN_MS = 5_000
WAITING_MS = 3_000
"""A caller who has heard "one moment" waits for what follows."""


@dataclass(frozen=True, slots=True)
class Drill:
    """`model`: the stand-in's arguments. `dies_at`: what the caller is asked when it is killed from outside."""

    name: str
    language: Language
    model: tuple[str, ...] = ()
    dies_at: str | None = None

    def serving(self) -> AbstractAsyncContextManager[LeadingModel]:
        return leading_model(*self.model)


DRILLS = (
    Drill("killed-in-mid-answer-de", "de", ("--answers", "1", "--then", "die")),
    Drill("killed-in-mid-answer-en", "en", ("--answers", "1", "--then", "die")),
    Drill("stalls-in-mid-answer-de", "de", ("--answers", "1", "--then", "stall")),
    Drill("stalls-in-mid-answer-en", "en", ("--answers", "1", "--then", "stall")),
    Drill("killed-between-read-back-and-yes-de", "de", dies_at="confirm"),
    Drill("killed-between-read-back-and-yes-en", "en", dies_at="confirm"),
)

CALLERS: Mapping[Language, dict[str, Any]] = {
    "de": {
        "voice": "pico",
        "says": {
            "start": "Guten Tag, ich brauche einen Termin zur Kontrolluntersuchung.",
            "when": "Nächste Woche Dienstag vormittag.",
            "name": "Anna Schneider.",
        },
        "expect": {"offering": "checkup", "weekday": 1, "to": "12:30", "name": "Schneider"},
    },
    "en": {
        "voice": None,
        "says": {
            "start": "Hello, I would like to book a check-up, please.",
            "when": "Next week on Tuesday morning.",
            "name": "Laura Bennett.",
        },
        "expect": {"offering": "checkup", "weekday": 1, "to": "12:30", "name": "Bennett"},
    },
}


class KillingCaller(Caller):
    """Says what any caller says; the model's server is killed when a certain thing is asked."""

    def __init__(self, scenario: Scenario, wish: Wish, model: LeadingModel, dies_at: str | None) -> None:
        super().__init__(scenario, wish)
        self._model = model
        self._dies_at = dies_at

    def answer(self, assistant_text: str, *, otherwise: str | None = None) -> str | None:
        text = super().answer(assistant_text, otherwise=otherwise)
        if self._dies_at is not None and self.asked[-1] == self._dies_at:
            self._model.kill()
        return text


@dataclass(frozen=True, slots=True)
class Survived:
    """`turns_led`: how many turns each led: model, built_in (needed no model), fallback (the model failed)."""

    drill: Drill
    graded: Graded
    turns_led: Mapping[str, int]
    model_is_gone: bool

    @property
    def longest_wait_ms(self) -> int:
        return max(self.graded.response_ms, default=0)

    @property
    def faults(self) -> tuple[str, ...]:
        return (*self.graded.faults, *self.graded.false_claims)


async def survive(drill: Drill) -> Survived:
    async with drill.serving() as model, real_server(**_led_by(model)) as server:
        async with caller_voice(Settings(), CALLERS[drill.language]["voice"], drill.language) as voice:
            who: WhoCalls = lambda scenario, wish: KillingCaller(scenario, wish, model, drill.dies_at)  # noqa: E731
            entry = {"id": drill.name, "language": drill.language, "split": "drill", **CALLERS[drill.language]}
            graded = await play(entry, 0, server, voice, who=who, quiet_ms=WAITING_MS)
        return Survived(drill, graded, _turns_led(graded), not model.alive)


def _led_by(model: LeadingModel) -> dict[str, str]:
    return {"OPENAI_BASE_URL": model.url, "OPENAI_MODEL": MODEL, "OPENAI_API_KEY": "none"}


def _turns_led(graded: Graded) -> Mapping[str, int]:
    decisions: Any = graded.record["decisions"]
    return next((dict(one["inputs"]["turns"]) for one in decisions if one["kind"] == "model_use"), {})


async def main(names: Sequence[str]) -> int:
    survived = []
    for drill in DRILLS:
        if not names or drill.name in names:
            print(f"{drill.name} …", flush=True)  # noqa: T201
            survived.append(await survive(drill))
    rows = [
        (
            one.drill.name,
            ", ".join(f"{by} {turns}" for by, turns in sorted(one.turns_led.items())),
            f"{one.longest_wait_ms} ms",
            " ".join(f"{wait_ms / 1000:.1f}" for wait_ms in one.graded.response_ms),
            "; ".join(one.faults) or str(one.graded.record["outcome"]),
        )
        for one in survived
    ]
    show_table(
        Console(width=150),
        "Calls whose language model goes",
        ("drill", "turns led by", "longest wait", "all waits, s", "ended"),
        rows,
    )
    return 0 if all(not one.faults and one.longest_wait_ms <= ANSWERED_WITHIN_MS for one in survived) else 1


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
