"""The dialogue suite: `python -m tests.dialogue.dialogues [SPLIT|ID …] [--model NAME|small] [--keep] [-v]`.

Plays every scenario over ConversationRelay's words on the wired product and a database of its own, grades it by that
database and checks every claim; prints a table, and what has changed since the results that are kept beside the
prompts' versions (`results/`). Without `--model` the built-in brain leads; a name means the server at OPENAI_BASE_URL
(with OPENAI_API_KEY, where it wants one); `small` fetches and serves a small real one.
"""

import argparse
import asyncio
import hashlib
import logging
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from rich.console import Console
from rich.table import Table

from app.connectors.openai_chat import ChatDeadlines, OpenAIChat
from app.dialogue.llm_brain import LlmBrain
from app.dialogue.llm_brain.waiting import Patience
from app.dialogue.manager import CallWits
from app.dialogue.prompt_book import PromptBook
from app.dialogue.prompt_files import PROMPTS_DIR
from app.ports.chat_model import Usage
from app.settings import Settings
from app.wiring.calls import Wits, load_wits
from app.wiring.model import LanguageModel
from tests.dialogue import small_model
from tests.dialogue.caller import Scenario, load_scenarios
from tests.dialogue.relayed import Played, play
from tests.dialogue.results import Kept, changes, keep_results, kept_results

BUILT_IN = "built-in"
AT_ONCE = 3
"""Calls of the built-in brain at the same time; a model's server is asked for one after the other."""

UNHURRIED = Patience(filler_after_s=600.0, give_up_after_s=600.0, stalled_after_s=600.0, turn_s=800.0)
"""A slow machine must not hand the model's turns to the built-in brain: the model is what is tried."""


@dataclass
class Counting:
    """A `ModelObserver` of all calls: what the tools and the guard made of the model."""

    tools: Counter[str] = field(default_factory=Counter)
    withheld_why: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    leaders: Counter[str] = field(default_factory=Counter)

    def answered(self, *, first_event_s: float, usage: Usage) -> None:
        return

    def failed(self, reason: str) -> None:
        self.failures[reason] += 1

    def withheld(self, reason: str) -> None:
        self.withheld_why[reason] += 1

    def used_tool(self, name: str, status: str) -> None:
        self.tools[status] += 1

    def led(self, by: str) -> None:
        self.leaders[by] += 1

    @property
    def tool_errors(self) -> int:
        return sum(n for status, n in self.tools.items() if status not in ("done", "told_the_caller", "call_ends"))


class UnhurriedModel(LanguageModel):
    """Leads as the product's does, but waits as long as the server takes."""

    def lead(self, wits: CallWits) -> LlmBrain:
        language = wits.comprehension.business.default_language
        return LlmBrain(
            self.model,
            self.prompts.prompt("receptionist", language),
            wits.guard or self.guard(wits.comprehension.business),
            rules=wits.rules,
            comprehension=wits.comprehension,
            phrases=wits.phrases,
            transcript=wits.transcript,
            patience=UNHURRIED,
            observer=self.observer,
            use=wits.use,
        )


@asynccontextmanager
async def leading(name: str | None, counting: Counting) -> AsyncIterator[LanguageModel | None]:
    """None = the built-in brain."""
    if name is None:
        yield None
        return
    async with small_model.serving() if name == "small" else _named(name) as address:
        chat = OpenAIChat(
            model=name,
            api_key=os.environ.get("OPENAI_API_KEY"),
            base_url=address,
            deadlines=ChatDeadlines(read_s=UNHURRIED.give_up_after_s),
        )
        try:
            yield UnhurriedModel(chat, PromptBook.load(), counting)
        finally:
            await chat.close()


@asynccontextmanager
async def _named(name: str) -> AsyncIterator[str | None]:
    if not os.environ.get("OPENAI_BASE_URL") and not os.environ.get("OPENAI_API_KEY"):
        raise SystemExit(f"{name}: set OPENAI_BASE_URL to the server that has it, or OPENAI_API_KEY for OpenAI's")
    yield os.environ.get("OPENAI_BASE_URL")


def chosen(only: Sequence[str]) -> list[Scenario]:
    """In the order asked for, which is what `--minutes` plays as much of as it can."""
    everybody = load_scenarios()
    wished = [one for wish in only for one in everybody if wish in (one.id, one.split)]
    return list({one.id: one for one in (wished if only else everybody)}.values())


async def play_all(
    scenarios: Sequence[Scenario],
    wits: Wits,
    *,
    model: LanguageModel | None = None,
    at_once: int = AT_ONCE,
    counting: Counting | None = None,
    until: float | None = None,
    tell: Callable[[Played], None] | None = None,
) -> list[Played]:
    """`until`: on `time.monotonic`; what has not begun by then is left out. `tell`: of each call once it is over."""
    doors, played = asyncio.Semaphore(at_once), []

    async def one(scenario: Scenario, folder: Path) -> None:
        async with doors:
            if until is not None and time.monotonic() > until:
                return
            errors = counting.tool_errors if counting is not None else 0
            call = await play(scenario, wits, folder, model=model)
            call.tool_errors = counting.tool_errors - errors if counting is not None else 0
            played.append(call)
            if tell is not None:
                tell(call)

    with tempfile.TemporaryDirectory() as folder:
        async with asyncio.TaskGroup() as calls:
            for scenario in scenarios:
                calls.create_task(one(scenario, Path(folder)), name=scenario.id)
    return sorted(played, key=lambda call: call.scenario.id)


def table(calls: Sequence[Played], *, price: tuple[float, float] | None) -> Table:
    """`price`: for a million tokens in and out. A row for each split and language, and for all."""
    shown = Table(title="Dialogues, graded by the database")
    for column in ("split", "calls", "right", "false claims", "turns", "tool errors", "answer s", "call s"):
        shown.add_column(column, justify="left" if column == "split" else "right")
    shown.add_column("tokens in (cached) + out", justify="right")
    shown.add_column("cost a call", justify="right")
    groups = dict.fromkeys((call.scenario.split, call.scenario.language) for call in calls)
    for split, language in sorted(groups):
        here = [c for c in calls if (c.scenario.split, c.scenario.language) == (split, language)]
        shown.add_row(f"{split} {language}", *_row(here, price))
    shown.add_section()
    shown.add_row("all", *_row(calls, price))
    return shown


def _row(calls: Sequence[Played], price: tuple[float, float] | None) -> list[str]:
    n = max(1, len(calls))
    right, answers = sum(call.passed for call in calls), [s for call in calls for s in call.answer_s]
    tokens_in, cached, tokens_out = (
        sum(int(c.model_use.get(f"{kind}_tokens", 0)) for c in calls) for kind in ("input", "cached", "output")
    )
    money = "-" if price is None else f"{(tokens_in * price[0] + tokens_out * price[1]) / 1e6 / n:.4f}"
    return [
        str(len(calls)),
        f"{right} ({100 * right / n:.1f} %)",
        str(sum(len(call.false_claims) for call in calls)),
        f"{sum(call.turns for call in calls) / n:.1f}",
        f"{sum(call.tool_errors for call in calls) / n:.1f}",
        f"{statistics.median(answers):.2f}" if answers else "-",
        f"{sum(call.seconds for call in calls) / n:.1f}",
        f"{tokens_in // n} ({100 * cached // max(1, tokens_in)} %) + {tokens_out // n}",
        money,
    ]


def versions(brain: str) -> dict[str, str]:
    """What the words of a brain were made from: a change of any of these is what a diff of results is about."""
    if brain != BUILT_IN:
        return {f"{p.name}-{p.language}": p.label for p in PromptBook.load().all() if p.name == "receptionist"}
    return {
        f"{path.parent.name}/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()[:8]
        for path in sorted(PROMPTS_DIR.glob("*/*.yaml"))
        if path.parent.name in ("phrases", "answers", "intents", "synonyms")
    }


def show(console: Console, call: Played) -> None:
    console.print(f"--- {call.scenario.id} {call.scenario.goal}: {call.seconds:.0f} s", markup=False)
    for who, text in call.transcript:
        console.print(f"    {who:9} {text}", markup=False, highlight=False)
    for fault in call.faults:
        console.print(f"    FAULT     {fault}", markup=False, highlight=False)
    for false in call.false_claims:
        console.print(f"    FALSE     {false}", markup=False, highlight=False)


def show_counts(console: Console, counting: Counting) -> None:
    for title, counted in (
        ("turns led by", counting.leaders),
        ("tools", counting.tools),
        ("withheld", counting.withheld_why),
        ("model failed", counting.failures),
    ):
        if counted:
            console.print(f"{title}: " + ", ".join(f"{word} {n}" for word, n in counted.most_common()), highlight=False)


async def main(arguments: argparse.Namespace) -> int:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    console, counting = Console(width=150), Counting()
    scenarios = chosen(arguments.only)
    wits = await load_wits(Settings(models_dir=Path(tempfile.gettempdir()) / "vorzimmer-test-models"))
    async with leading(arguments.model, counting) as model:
        until = None if arguments.minutes is None else time.monotonic() + 60 * arguments.minutes
        at_once = 1 if model is not None else AT_ONCE
        calls = await play_all(
            scenarios,
            wits,
            model=model,
            at_once=at_once,
            counting=counting,
            until=until,
            tell=lambda call: None if call.passed and not arguments.verbose else show(console, call),
        )
    show_counts(console, counting)
    price = tuple(arguments.price) if arguments.price else None
    console.print(table(calls, price=price))
    brain = arguments.model or BUILT_IN
    now = Kept.of(versions(brain), calls)
    for line in changes(kept_results(brain), now):
        console.print(line, markup=False, highlight=False)
    if arguments.keep:
        keep_results(brain, now)
    return 1 if any(call.false_claims for call in calls) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "only", nargs="*", help="splits (dev, relay; held out: heldout, fresh, latest) or ids; none = all"
    )
    parser.add_argument("--model", help="what the server calls its model, or small")
    parser.add_argument("--minutes", type=float, help="begin no further call after so long")
    parser.add_argument("--price", type=float, nargs=2, metavar=("IN", "OUT"), help="of a million tokens")
    parser.add_argument("--keep", action="store_true", help="keep the results, for the next comparison")
    parser.add_argument("-v", "--verbose", action="store_true", help="show every call, not only those that failed")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(asyncio.run(main(_arguments())))
