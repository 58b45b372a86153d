"""Words with how they were spoken: what the numbers cost, and what becomes of them when anything fails."""

import asyncio

import pytest

from tests.fakes.engines import HANGS, ScriptedStt, silence_pcm16, tone_pcm16
from tests.fakes.virtual_time import run_virtual
from voice.contract import Prosody
from voice.engines.measured_stt import MeasuredStt, measure_in_a_thread
from voice.engines.protocols import EngineError, Transcript

SPOKEN = Prosody(-23.0, 180.0, 900)


async def spoken(_: bytes) -> Prosody:
    return SPOKEN


async def never(_: bytes) -> Prosody:
    await asyncio.sleep(HANGS)
    raise AssertionError


def test_the_words_come_with_how_they_were_spoken() -> None:
    async def heard() -> Transcript:
        stream = MeasuredStt(ScriptedStt(["Guten Tag"]), measure=spoken).open(language="de")
        stream.feed(tone_pcm16(500))
        return await stream.text()

    assert run_virtual(heard()) == Transcript("Guten Tag", "de", prosody=SPOKEN)


def test_the_whole_utterance_is_measured_each_time_the_words_are_asked_for() -> None:
    lengths: list[int] = []

    async def measure(pcm16: bytes) -> Prosody:
        lengths.append(len(pcm16))
        return SPOKEN

    async def hear() -> None:
        stream = MeasuredStt(ScriptedStt(["Guten Tag"]), measure=measure).open(language="de")
        for _ in range(2):
            stream.feed(tone_pcm16(100))
            await stream.text()
        stream.close()

    run_virtual(hear())
    assert lengths == [1_600, 3_200]


def test_words_do_not_wait_for_numbers_that_do_not_come() -> None:
    async def heard() -> Transcript:
        return await MeasuredStt(ScriptedStt(["Guten Tag"]), measure=never).open(language="de").text()

    assert run_virtual(heard()) == Transcript("Guten Tag", "de")


def test_a_recogniser_that_fails_fails_as_ever() -> None:
    async def heard() -> Transcript:
        return await MeasuredStt(ScriptedStt([EngineError("broken")]), measure=spoken).open(language="de").text()

    with pytest.raises(EngineError, match="broken"):
        run_virtual(heard())


async def test_a_thread_measures_real_sound() -> None:
    found = await measure_in_a_thread(silence_pcm16(300) + tone_pcm16(1_000, hz=200))
    assert found.pitch_hz == pytest.approx(200, rel=0.02)
