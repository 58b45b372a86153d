import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.engines import ToneTts
from voice.engines.piper_tts import PiperTts
from voice.engines.protocols import EngineError
from voice.engines.voice_child import VoiceChild
from voice.engines.wrappers import FallbackTts


def program(folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "tests.fakes.speaking_program", str(folder))


@pytest.fixture
def child(tmp_path: Path) -> Iterator[VoiceChild]:
    child = VoiceChild("voice under test", program(tmp_path), piece_s=1.0)
    yield child
    child.stop()


def words_of(child: VoiceChild, text: str) -> list[str]:
    return [word.text for chunk in child.speak(text) for word in chunk.words]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_sentences_come_as_pieces_with_their_words(child: VoiceChild) -> None:
    first, second = child.speak("Guten Tag")
    assert [word.text for word in (*first.words, *second.words)] == ["Guten", "Tag"]
    assert (first.words[0].end_ms, second.words[0].end_ms) == (100, 200)
    assert len(first.pcm16) == 1600


def test_a_sentence_nobody_wants_to_the_end_does_not_sound_in_the_next(child: VoiceChild) -> None:
    unwanted = child.speak("eins zwei drei vier")
    next(unwanted)
    unwanted.close()  # type: ignore[attr-defined]
    assert words_of(child, "fünf sechs") == ["fünf", "sechs"]


def test_a_refused_sentence_leaves_the_child_as_it_is(child: VoiceChild) -> None:
    with pytest.raises(EngineError, match="not this one"):
        words_of(child, "refuse")
    assert words_of(child, "weiter") == ["weiter"]
    assert child.restarts == 0


@pytest.mark.parametrize("fault", ["crash", "hang", "babble", "halfway there"])
def test_a_child_that_fails_is_replaced_and_speaks_again(child: VoiceChild, fault: str) -> None:
    failed = child.pid
    with pytest.raises(EngineError) as error:
        words_of(child, fault)
    assert error.value.retryable
    child.wait_until_loaded()
    assert words_of(child, "wieder da") == ["wieder", "da"]
    assert child.restarts == 1
    assert not is_alive(failed)


def test_a_child_that_is_slow_because_it_computes_is_left_alone(tmp_path: Path) -> None:
    child = VoiceChild("voice under test", program(tmp_path), piece_s=0.3)
    try:
        assert words_of(child, "busy") == ["busy"]
        assert child.restarts == 0
    finally:
        child.stop()


async def test_while_a_voice_is_late_the_next_sentence_goes_to_another_at_once(child: VoiceChild) -> None:
    class Late:
        is_late = True
        speak, stop = child.speak, child.stop

    human, robotic = PiperTts(Late(), "en"), ToneTts()
    assert [chunk async for chunk in FallbackTts(human, robotic).synthesize("Hello.", language="en")]
    assert robotic.asked == [("Hello.", "en")]
    human.stop()


def test_while_a_new_child_loads_sentences_are_refused_at_once(child: VoiceChild, tmp_path: Path) -> None:
    (tmp_path / "slow").touch()
    with pytest.raises(EngineError):
        words_of(child, "crash")
    asked_s = time.monotonic()
    with pytest.raises(EngineError, match="loaded again"):
        words_of(child, "jetzt")
    assert time.monotonic() - asked_s < 0.5


def test_a_child_that_cannot_load_is_not_started_over_and_over(child: VoiceChild, tmp_path: Path) -> None:
    (tmp_path / "broken").touch()
    with pytest.raises(EngineError):
        words_of(child, "crash")
    refused = 0
    while child.restarts < 3:
        with pytest.raises(EngineError):
            words_of(child, "jetzt")
        refused += 1
    assert refused > 10  # many asked, two tried
    (tmp_path / "broken").unlink()


def test_a_voice_that_cannot_be_loaded_at_all_is_an_engine_error(tmp_path: Path) -> None:
    (tmp_path / "broken").touch()
    with pytest.raises(EngineError, match="does not start"):
        VoiceChild("voice under test", program(tmp_path), piece_s=1.0)
    with pytest.raises(EngineError, match="cannot be started"):
        VoiceChild("voice under test", (str(tmp_path / "nothing"),))


def test_a_stopped_child_is_gone(child: VoiceChild) -> None:
    child.stop()
    assert not is_alive(child.pid)


@pytest.mark.parametrize(("sentence", "by_fallback"), [("crash", "crash"), ("halfway to Friday", "to Friday")])
async def test_what_a_failing_child_leaves_unsaid_the_fallback_says(
    child: VoiceChild, sentence: str, by_fallback: str
) -> None:
    human, robotic = PiperTts(child, "en"), ToneTts()
    voices = FallbackTts(human, robotic)
    chunks = [chunk async for chunk in voices.synthesize(sentence, language="en")]
    assert " ".join(word.text for chunk in chunks for word in chunk.words) == sentence
    assert robotic.asked == [(by_fallback, "en")]
    ends = [word.end_ms for chunk in chunks for word in chunk.words]
    assert ends == sorted(ends)
    human.stop()
