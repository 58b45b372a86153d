"""How many calls one core carries: `python -m tests.bench.load [CALLS] [SECONDS]`.

The server (real edge, sessions and voice detector; the other engines answer at once) is pinned to one core, the callers
to another. Late: ticks on which playout had run dry in the middle of speech. Latency at the caller's ear includes the
endpointing silence, so it is compared with one call's.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx
import uvloop
from rich.console import Console

from app.simulator.network import CallResult, Line, place_call
from app.simulator.phone_call import Caller, PhoneCall
from app.simulator.sounds import spoken
from tests.bench.figures import free_port, percentile, show_table
from tests.bench.speech import sentence_pcm16

SERVER_CORE, CALLER_CORE = 0, 1
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class LoadResult:
    calls: int
    response_ms: list[int]
    late_share: float
    greeting_ms: list[int]
    cpu_s_per_call_minute: float
    cpu_share: float
    memory_mb_per_call: float
    generator_late: int
    failed: int

    def row(self) -> list[str]:
        return [
            str(self.calls),
            f"{percentile(self.response_ms, 50)}",
            f"{percentile(self.response_ms, 95)}",
            f"{percentile(self.greeting_ms, 95)}",
            f"{100 * self.late_share:.2f} %",
            f"{self.cpu_s_per_call_minute:.2f}",
            f"{100 * self.cpu_share:.0f} %",
            f"{self.memory_mb_per_call:.1f}",
            str(self.generator_late),
            str(self.failed),
        ]


@asynccontextmanager
async def stub_server(max_calls: int = 500) -> AsyncIterator[tuple[str, int]]:
    """Address and process id."""
    port = free_port()
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.stub_server", str(port), str(SERVER_CORE), str(max_calls)
    )
    url = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient() as http:
            for _ in range(1_800):  # a busy machine takes a minute to start a program
                try:
                    if (await http.get(f"{url}/readyz")).is_success:
                        break
                except httpx.HTTPError:
                    await asyncio.sleep(0.1)
        yield url, running.pid
    finally:
        running.terminate()
        await running.wait()


def talker(speech: bytes, seconds: float) -> Caller:
    async def caller(call: PhoneCall) -> None:
        await call.until_finished(quiet_ms=500)
        while call.now_ms < seconds * 1000:
            await call.say(speech, "Ich hätte gern einen Termin.")
            if not await call.until_finished(quiet_ms=600):
                continue

    return caller


def cpu_seconds(pid: int) -> float:
    with open(f"/proc/{pid}/stat") as stat:  # noqa: PTH123
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS


def memory_mb(pid: int) -> float:
    with open(f"/proc/{pid}/statm") as statm:  # noqa: PTH123
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


async def run_load(url: str, pid: int, *, calls: int, seconds: float, speech: bytes) -> LoadResult:
    loop = asyncio.get_running_loop()
    line = Line(url, "+493023125000", "+493023125199")
    before_cpu, before_mb, began = cpu_seconds(pid), memory_mb(pid), loop.time()

    async def one(nth: int) -> CallResult:
        await asyncio.sleep(nth * 2.0 / calls)  # callers do not ring in the same instant
        return await place_call(line, talker(speech, seconds))

    async def memory_in_the_middle() -> float:
        await asyncio.sleep(seconds * 0.7)
        return memory_mb(pid)

    middle_mb, *ended = await asyncio.gather(
        memory_in_the_middle(), *(one(nth) for nth in range(calls)), return_exceptions=True
    )
    wall_s = loop.time() - began
    recordings = [result.recording for result in ended if isinstance(result, CallResult)]
    cpu_s = cpu_seconds(pid) - before_cpu
    minutes = sum(recording.ticks for recording in recordings) / 50 / 60
    played = sum(recording.played_frames for recording in recordings)
    late = sum(recording.late_frames for recording in recordings)
    return LoadResult(
        calls=calls,
        response_ms=[ms for r in recordings for line in r.lines if (ms := r.response_ms(line)) is not None],
        late_share=late / max(1, played + late),
        greeting_ms=[ms for r in recordings if (ms := r.greeting_ms) is not None],
        cpu_s_per_call_minute=cpu_s / max(minutes, 1e-9),
        cpu_share=cpu_s / wall_s,
        memory_mb_per_call=(middle_mb - before_mb) / calls if isinstance(middle_mb, float) else 0.0,
        generator_late=sum(recording.generator_late for recording in recordings),
        failed=calls - len(recordings),
    )


async def measure(levels: list[int], seconds: float) -> list[LoadResult]:
    speech = spoken(await sentence_pcm16("Guten Tag, ich hätte gern einen Termin zur Kontrolle.", "de"))
    async with stub_server() as (url, pid):
        await run_load(url, pid, calls=2, seconds=4, speech=speech)  # everything is loaded after this
        return [await run_load(url, pid, calls=calls, seconds=seconds, speech=speech) for calls in levels]


HEADS = ["calls", "response p50", "p95", "greeting p95", "late", "CPU s/call-min", "core", "MB/call"]
HEADS += ["caller late", "lost"]
TITLE = "Calls on one core (voice detector real, other engines stubbed)"


def show(console: Console, results: list[LoadResult]) -> None:
    show_table(console, TITLE, HEADS, [result.row() for result in results])


def main() -> None:
    os.sched_setaffinity(0, {CALLER_CORE if (os.cpu_count() or 1) > 1 else 0})
    levels = [int(sys.argv[1])] if len(sys.argv) > 1 else [1, 50, 100, 150]
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 30.0
    show(Console(highlight=False, width=140), uvloop.run(measure(levels, seconds)))


if __name__ == "__main__":
    main()
