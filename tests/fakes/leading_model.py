"""A stand-in for a language model that leads a booking, as a program of its own that can be killed.

`python -m tests.fakes.leading_model [--answers N --then die|stall]` prints its address and serves until it is ended.
It understands next to nothing: what is said about times goes to find_offers, anything else takes the first offer. After
N whole answers it begins one more with half a sentence, and dies (as by SIGKILL) or says nothing further.
"""

import argparse
import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from tests.fakes.model_server import Answer, Call, Die, Json, Stall, Step, model_server

MODEL = "stand-in"
HALF_A_SENTENCE = "Gern, ich schaue für Sie"
_TIMES = re.compile(
    r"\b(?:(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|morgen|woche|uhr|(?:mon|tues|wednes|thurs|fri)day|week|o'clock)",
    re.IGNORECASE,
)
_OFFER = re.compile(r"'id': '(o\d+)'")


@dataclass(frozen=True, slots=True)
class LeadingModel:
    """The running program."""

    url: str
    program: asyncio.subprocess.Process

    def kill(self) -> None:
        if self.alive:
            self.program.kill()

    @property
    def alive(self) -> bool:
        return self.program.returncode is None


@asynccontextmanager
async def leading_model(*arguments: str) -> AsyncIterator[LeadingModel]:
    command = (sys.executable, "-m", "tests.fakes.leading_model", *arguments)
    program = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert program.stdout is not None
    try:
        yield LeadingModel((await program.stdout.readline()).decode().strip(), program)
    finally:
        if program.returncode is None:
            program.terminate()
        await program.wait()


def lead(request: Json) -> Sequence[Step]:
    """One answer: what a caller said last becomes a tool call."""
    latest = request["messages"][-1]
    if latest["role"] == "tool":
        return ["Wie kann ich Ihnen dabei helfen?"]
    situation, _, words = latest["content"].rpartition("]\n")
    offered = _OFFER.search(situation)
    if offered is not None and not _TIMES.search(words):
        return ["Gern. ", Call("hold", json.dumps({"offer": offered[1], "name": None}))]
    when = words if _TIMES.search(words) else None
    wish = {"offering": "checkup", "when": when, "person": None, "other_times": False, "name": None}
    return ["Gern. ", Call("find_offers", json.dumps(wish, ensure_ascii=False))]


def breaking(answers: int | None, last: Step) -> Answer:
    """`answers` None = never."""
    given = count()

    def answer(request: Json) -> Sequence[Step]:
        whole = answers is None or next(given) < answers
        return lead(request) if whole else [HALF_A_SENTENCE, last]

    return answer


async def _serve(arguments: argparse.Namespace) -> None:
    last: Step = Die() if arguments.then == "die" else Stall()
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    async with model_server(breaking(arguments.answers, last)) as server:
        print(server.url, flush=True)  # noqa: T201
        await ended.wait()
    if server.refused:
        print(server.refused, file=sys.stderr)  # noqa: T201
        os._exit(1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, help="whole ones before it breaks; none = it never does")
    parser.add_argument("--then", choices=("die", "stall"), default="die")
    asyncio.run(_serve(parser.parse_args()))
