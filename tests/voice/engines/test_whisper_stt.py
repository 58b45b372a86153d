"""The stream and the queue around a scripted recogniser."""

from collections.abc import Iterator

import pytest

from tests.fakes.engines import silence_pcm16, tone_pcm16
from tests.fakes.threads import threads_of_ours
from voice.contract import Language
from voice.engines.protocols import EngineError, Transcript
from voice.engines.whisper_stt import LONGEST_UTTERANCE_BYTES, WhisperStt


class Recogniser:
    def __init__(self) -> None:
        self.asked: list[tuple[int, Language | None, tuple[str, ...]]] = []
        self.error: EngineError | None = None

    def __call__(self, pcm16: bytes, language: Language | None, hints: tuple[str, ...]) -> Transcript:
        self.asked.append((len(pcm16), language, hints))
        if self.error:
            raise self.error
        return Transcript(f"{len(pcm16)} bytes", language or "de")


@pytest.fixture
def recogniser() -> Recogniser:
    return Recogniser()


@pytest.fixture
def stt(recogniser: Recogniser) -> Iterator[WhisperStt]:
    stt = WhisperStt(recogniser)
    yield stt
    stt.stop()


async def test_the_text_is_of_everything_fed_so_far(stt: WhisperStt) -> None:
    stream = stt.open(language="en")
    stream.feed(bytes(320))
    assert await stream.text() == Transcript("320 bytes", "en")
    stream.feed(bytes(320))
    assert (await stream.text()).text == "640 bytes"


async def test_asking_again_without_new_sound_costs_nothing(stt: WhisperStt, recogniser: Recogniser) -> None:
    stream = stt.open(language=None)
    stream.feed(bytes(320))
    assert await stream.text() == await stream.text()
    assert len(recogniser.asked) == 1


async def test_nothing_fed_is_nothing_said(stt: WhisperStt, recogniser: Recogniser) -> None:
    assert (await stt.open(language=None).text()).text == ""
    assert recogniser.asked == []


async def test_hints_reach_the_recogniser(stt: WhisperStt, recogniser: Recogniser) -> None:
    stream = stt.open(language="de", hints=("Frau Weiß", "Bleaching"))
    stream.feed(bytes(320))
    await stream.text()
    assert recogniser.asked == [(320, "de", ("Frau Weiß", "Bleaching"))]


async def test_an_endless_utterance_keeps_its_newest_minute(stt: WhisperStt, recogniser: Recogniser) -> None:
    stream = stt.open(language="de")
    for _ in range(130):
        stream.feed(silence_pcm16(1000))
    await stream.text()
    assert LONGEST_UTTERANCE_BYTES <= recogniser.asked[0][0] <= 2 * LONGEST_UTTERANCE_BYTES


async def test_a_failing_recogniser_fails_this_question_only(stt: WhisperStt, recogniser: Recogniser) -> None:
    stream = stt.open(language="de")
    stream.feed(tone_pcm16(100))
    recogniser.error = EngineError("broken")
    with pytest.raises(EngineError, match="broken"):
        await stream.text()
    recogniser.error = None
    assert (await stream.text()).text


async def test_a_closed_utterance_is_not_asked(stt: WhisperStt) -> None:
    stream = stt.open(language="de")
    stream.feed(bytes(320))
    stream.close()
    stream.close()
    with pytest.raises(EngineError, match="closed"):
        await stream.text()


def test_stopping_leaves_no_thread() -> None:
    threads = threads_of_ours()
    WhisperStt(Recogniser(), workers=3).stop()
    assert threads_of_ours() <= threads
