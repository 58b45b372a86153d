import asyncio
import threading
from collections.abc import Iterator

import pytest

from tests.fakes.threads import threads_of_ours
from voice.engines.protocols import EngineError
from voice.engines.work_queue import WorkQueue


class Bench:
    """One worker that stands still until it is let go, and a note of what it did."""

    def __init__(self, limit: int = 8) -> None:
        self.queue: WorkQueue[str] = WorkQueue("bench", limit=limit)
        self.done: list[str] = []
        self.started = threading.Event()
        self.go = threading.Event()

    def blocking(self) -> str:
        self.started.set()
        self.go.wait()
        return "first"

    def note(self, name: str) -> str:
        self.done.append(name)
        return name

    async def occupied(self) -> "asyncio.Future[str]":
        future = self.queue.submit("occupied", self.blocking)
        await asyncio.to_thread(self.started.wait)
        return future


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.go.set()
    bench.queue.stop()


async def test_calls_take_turns_in_the_order_of_asking(bench: Bench) -> None:
    await bench.occupied()
    futures = [bench.queue.submit(name, lambda name=name: bench.note(name)) for name in "abc"]  # type: ignore[misc]
    bench.go.set()
    assert await asyncio.gather(*futures) == ["a", "b", "c"]
    assert bench.done == ["a", "b", "c"]


async def test_asking_again_replaces_what_waits_and_answers_both(bench: Bench) -> None:
    await bench.occupied()
    older = bench.queue.submit("call", lambda: bench.note("older"))
    newer = bench.queue.submit("call", lambda: bench.note("newer"))
    bench.go.set()
    assert [await older, await newer] == ["newer", "newer"]
    assert bench.done == ["newer"]


async def test_work_that_nobody_waits_for_is_dropped_before_it_starts(bench: Bench) -> None:
    await bench.occupied()
    unwanted = bench.queue.submit("a", lambda: bench.note("a"))
    wanted = bench.queue.submit("b", lambda: bench.note("b"))
    unwanted.cancel()
    bench.go.set()
    await wanted
    assert bench.done == ["b"]


async def test_a_dropped_key_cancels_who_asked(bench: Bench) -> None:
    await bench.occupied()
    future = bench.queue.submit("a", lambda: bench.note("a"))
    bench.queue.drop("a")
    bench.queue.drop("never asked")
    assert future.cancelled()


async def test_a_full_queue_refuses_at_once_and_may_be_asked_again() -> None:
    bench = Bench(limit=1)
    await bench.occupied()
    waiting = bench.queue.submit("a", lambda: "a")
    with pytest.raises(EngineError, match="too much") as refusal:
        await bench.queue.submit("b", lambda: "b")
    assert refusal.value.retryable
    bench.go.set()
    assert await waiting == "a"
    bench.queue.stop()


async def test_whatever_is_raised_becomes_an_engine_error_and_work_goes_on(bench: Bench) -> None:
    def broken() -> str:
        raise RuntimeError("no memory")

    with pytest.raises(EngineError, match="no memory"):
        await bench.queue.submit("a", broken)
    assert await bench.queue.submit("b", lambda: bench.note("b")) == "b"


async def test_stopping_finishes_what_runs_fails_what_waits_and_leaves_no_thread() -> None:
    threads = threads_of_ours()
    bench = Bench()
    running = await bench.occupied()
    waiting = bench.queue.submit("a", lambda: bench.note("a"))
    bench.go.set()
    await asyncio.to_thread(bench.queue.stop)
    assert await running == "first"
    if not waiting.done() or waiting.exception():
        with pytest.raises(EngineError, match="stopped"):
            await waiting
    with pytest.raises(EngineError, match="stopped"):
        await bench.queue.submit("b", lambda: "b")
    assert threads_of_ours() <= threads
