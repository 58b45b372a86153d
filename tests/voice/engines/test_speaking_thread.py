import asyncio
import threading
from collections.abc import Iterator

import pytest

from tests.fakes.threads import threads_of_ours
from voice.engines.protocols import EngineError, SpeechChunk
from voice.engines.speaking_thread import SpeakingThread


@pytest.fixture
def thread() -> Iterator[SpeakingThread]:
    thread = SpeakingThread("voice under test", limit=2)
    yield thread
    thread.stop()


def three_chunks() -> Iterator[SpeechChunk]:
    for nth in range(3):
        yield SpeechChunk(bytes([nth, nth]))


async def test_chunks_come_in_order(thread: SpeakingThread) -> None:
    assert [chunk.pcm16[0] async for chunk in thread.stream(three_chunks)] == [0, 1, 2]


async def test_the_first_chunk_comes_while_the_rest_is_still_computed(thread: SpeakingThread) -> None:
    rest = threading.Event()

    def slowly() -> Iterator[SpeechChunk]:
        yield SpeechChunk(b"\0\0")
        rest.wait()
        yield SpeechChunk(b"\1\1")

    chunks = thread.stream(slowly)
    assert (await anext(chunks)).pcm16 == b"\0\0"
    rest.set()
    assert [chunk.pcm16 async for chunk in chunks] == [b"\1\1"]


async def test_closing_stops_the_work(thread: SpeakingThread) -> None:
    ended = threading.Event()
    spoken = []

    def endless() -> Iterator[SpeechChunk]:
        try:
            while True:
                spoken.append(1)
                yield SpeechChunk(b"\0\0")
        finally:
            ended.set()

    chunks = thread.stream(endless)
    await anext(chunks)
    await chunks.aclose()
    assert await asyncio.to_thread(ended.wait, 5)


async def test_a_broken_engine_is_an_engine_error_and_the_next_sentence_is_spoken(thread: SpeakingThread) -> None:
    def broken() -> Iterator[SpeechChunk]:
        yield SpeechChunk(b"\0\0")
        raise RuntimeError("no memory")

    with pytest.raises(EngineError, match="no memory"):
        _ = [chunk async for chunk in thread.stream(broken)]
    assert len([chunk async for chunk in thread.stream(three_chunks)]) == 3


async def test_too_many_waiting_sentences_are_refused_for_now(thread: SpeakingThread) -> None:
    go, started = threading.Event(), threading.Event()

    def waiting() -> Iterator[SpeechChunk]:
        started.set()
        go.wait()
        yield SpeechChunk(b"\0\0")

    async def first_chunk() -> None:
        await anext(thread.stream(waiting))

    async with asyncio.TaskGroup() as group:
        for _ in range(3):
            group.create_task(first_chunk())
            await asyncio.to_thread(started.wait)
        with pytest.raises(EngineError, match="too much") as refusal:
            await anext(thread.stream(three_chunks))
        assert refusal.value.retryable
        go.set()


async def test_a_stopped_voice_refuses_and_leaves_no_thread() -> None:
    threads = threads_of_ours()
    thread = SpeakingThread("short-lived")
    thread.stop()
    assert threads_of_ours() <= threads
    with pytest.raises(EngineError, match="stopped"):
        await anext(thread.stream(three_chunks))
