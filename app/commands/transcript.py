"""A call as it is read off the API while it runs, beside the latencies that the caller's end measured."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from app.simulator.measurements import Recording
from voice.audio.frames import FRAME_MS

POLL_S = 0.25
RECORD_WITHIN_S = 5.0
SAME_ANSWER_MS = 1_500
"""Server and caller count the same stream, but a turn's start may be seen this much apart on a busy machine."""

Json = dict[str, object]


@dataclass(slots=True)
class RecordReader:
    """Reads one call's record over the API. Without a token it reads nothing, and the call is heard but not seen."""

    http: httpx.AsyncClient
    base_url: str
    call_sid: str
    token: str | None
    seen: int = 0
    latest: Json = field(default_factory=dict)

    async def read(self) -> Json:
        if self.token is None:
            return {}
        response = await self.http.get(
            f"{self.base_url}/api/v1/calls/{self.call_sid}", headers={"Authorization": f"Bearer {self.token}"}
        )
        if response.status_code == httpx.codes.OK:
            self.latest = response.json()
        elif response.status_code == httpx.codes.UNAUTHORIZED:
            self.token = None
        return self.latest

    async def turns(self) -> list[tuple[str, str]]:
        return [(str(turn["speaker"]), str(turn["text"])) for turn in turns_of(await self.read())]

    async def follow(self, show: Callable[[Json], None]) -> None:
        """Show each turn once, when it is on record. Runs until cancelled."""
        while True:
            await self.show_new(show)
            await asyncio.sleep(POLL_S)

    async def show_new(self, show: Callable[[Json], None]) -> None:
        turns = turns_of(await self.read())
        for turn in turns[self.seen :]:
            show(turn)
        self.seen = max(self.seen, len(turns))

    async def finished(self) -> Json:
        """The record once it is closed, or as it is when that takes too long."""
        for _ in range(round(RECORD_WITHIN_S / POLL_S)):
            if self.token is None or (await self.read()).get("ended_at"):
                break
            await asyncio.sleep(POLL_S)
        return self.latest


def turns_of(record: Json) -> list[Json]:
    turns = record.get("turns")
    return turns if isinstance(turns, list) else []


def measured_ms(turn: Json, recording: Recording) -> int | None:
    """What the caller waited for this answer; None for a turn that answered nothing (a greeting, a prompt)."""
    started_ms = turn.get("started_ms")
    if turn.get("speaker") != "assistant" or not isinstance(started_ms, int):
        return None
    best: tuple[int, int] | None = None
    for line in recording.lines:
        response_ms = recording.response_ms(line)
        if response_ms is None:
            continue
        distance = abs(line.ended * FRAME_MS + response_ms - started_ms)
        if distance <= SAME_ANSWER_MS and (best is None or distance < best[0]):
            best = (distance, response_ms)
    return best[1] if best else None
