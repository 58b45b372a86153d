import asyncio
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.fakes.engines import silence_pcm16, tone_pcm16
from tests.fakes.threads import threads_of_ours
from voice.audio.levels import to_pcm16
from voice.engines.protocols import EngineError
from voice.engines.silero_vad import Floats, SileroVad, load_model


@pytest.fixture
def vad() -> Iterator[SileroVad]:
    vad = SileroVad()
    yield vad
    vad.stop()


def noise(seconds: float, seed: int) -> bytes:
    rng = np.random.default_rng(seed)
    return to_pcm16((0.1 * rng.standard_normal(int(8000 * seconds))).astype(np.float32))


class CountingModel:
    """Says the mean of the state plus one, and remembers the size of every batch."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def __call__(self, windows: Floats, state: Floats) -> tuple[Floats, Floats]:
        self.batches.append(len(windows))
        return state.mean(axis=(0, 2))[:, None].astype(np.float32), state + 1


async def test_each_window_of_32_ms_gets_a_probability(vad: SileroVad) -> None:
    stream = vad.open()
    counts = [len(await stream.feed(silence_pcm16(20))) for _ in range(8)]
    assert counts == [0, 1, 0, 1, 1, 0, 1, 1]
    assert await stream.feed(b"") == ()


async def test_silence_and_tones_are_not_taken_for_speech(vad: SileroVad) -> None:
    stream = vad.open()
    assert max(await stream.feed(silence_pcm16(1000))) < 0.1
    assert np.mean(await stream.feed(tone_pcm16(2000, hz=440))) < 0.5


async def test_a_stream_hears_the_same_alone_and_in_a_batch_with_others(vad: SileroVad) -> None:
    alone = await vad.open().feed(noise(1.0, seed=1))
    streams = [vad.open() for _ in range(20)]
    together = await asyncio.gather(*(stream.feed(noise(1.0, seed=seed)) for seed, stream in enumerate(streams)))
    assert together[1] == pytest.approx(alone, abs=1e-4)


async def test_sound_in_pieces_is_heard_as_in_one_feed(vad: SileroVad) -> None:
    sound = noise(0.64, seed=2)
    whole = await vad.open().feed(sound)
    stream = vad.open()
    pieces = [await stream.feed(sound[start : start + 320]) for start in range(0, len(sound), 320)]
    assert [p for piece in pieces for p in piece] == pytest.approx(list(whole), abs=1e-5)


async def test_a_new_stream_knows_nothing_of_the_one_that_had_its_place() -> None:
    vad = SileroVad(CountingModel())
    first = vad.open()
    assert await first.feed(silence_pcm16(96)) == (0.0, 1.0, 2.0)
    first.close()
    first.close()
    assert await vad.open().feed(silence_pcm16(32)) == (0.0,)
    assert vad.open_streams == 1
    vad.stop()


async def test_windows_of_many_calls_share_a_batch() -> None:
    model = CountingModel()
    vad = SileroVad(model)
    streams = [vad.open() for _ in range(50)]
    await asyncio.gather(*(stream.feed(silence_pcm16(32)) for stream in streams))
    assert len(model.batches) < 10
    assert sum(model.batches) == 50
    vad.stop()


async def test_a_failing_model_is_an_engine_error_and_the_next_window_is_tried_again() -> None:
    calls = 0

    def model(windows: Floats, state: Floats) -> tuple[Floats, Floats]:
        nonlocal calls
        calls += 1
        if calls == 1:
            raise RuntimeError("out of memory")
        return np.zeros((len(windows), 1), dtype=np.float32), state

    vad = SileroVad(model)
    stream = vad.open()
    with pytest.raises(EngineError, match="out of memory"):
        await stream.feed(silence_pcm16(32))
    assert await stream.feed(silence_pcm16(32)) == (0.0,)
    vad.stop()


async def test_a_closed_stream_and_a_stopped_detector_refuse_sound() -> None:
    vad = SileroVad(CountingModel())
    stream, other = vad.open(), vad.open()
    stream.close()
    with pytest.raises(EngineError, match="closed"):
        await stream.feed(silence_pcm16(32))
    vad.stop()
    with pytest.raises(EngineError, match="stopped"):
        await other.feed(silence_pcm16(32))


async def test_stopping_answers_what_was_fed_and_leaves_no_thread() -> None:
    threads = threads_of_ours()
    vad = SileroVad(CountingModel())
    answer = vad.open().feed(silence_pcm16(64))
    vad.stop()
    assert await answer == (0.0, 1.0)
    assert threads_of_ours() <= threads


async def test_a_cancelled_wait_harms_nobody(vad: SileroVad) -> None:
    stream = vad.open()
    waiting = asyncio.ensure_future(stream.feed(silence_pcm16(64)))
    waiting.cancel()
    assert len(await stream.feed(silence_pcm16(32))) == 1


def test_a_broken_model_file_is_an_engine_error(tmp_path: Path) -> None:
    broken = tmp_path / "vad.onnx"
    broken.write_bytes(b"no model")
    with pytest.raises(EngineError, match="cannot be loaded"):
        load_model(broken)
