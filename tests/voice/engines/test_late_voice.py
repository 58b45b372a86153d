"""A voice that does not start: another one speaks in its place until it does."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from tenacity import wait_none

from tests.fakes.engines import ToneTts
from voice.contract import Language
from voice.engines.late_voice import LateVoice, LateVoices
from voice.engines.piper_tts import PiperTts
from voice.engines.protocols import EngineError
from voice.engines.voice_child import VoiceChild
from voice.engines.wrappers import CachingTts, FallbackTts

PATIENCE_S = 60


class Stopping(ToneTts):
    stopped = False

    def stop(self) -> None:
        self.stopped = True


@dataclass
class Shelf:
    """Gives the voice when it is `whole`."""

    whole: bool = False
    voice: Stopping = field(default_factory=Stopping)
    tries: int = 0

    def load(self) -> Stopping:
        self.tries += 1
        if not self.whole:
            raise EngineError("the file is damaged")
        return self.voice


@asynccontextmanager
async def voices(*late: LateVoice, within_s: float = PATIENCE_S) -> AsyncIterator[LateVoices]:
    found = LateVoices(late, wait_none())
    try:
        await found.first_tries(within_s=within_s)
        yield found
    finally:
        await found.leave()


def named(shelf: Shelf) -> LateVoice:
    return LateVoice("de_DE-thorsten-medium", "de", shelf.load)


async def spoken(tts: CachingTts, text: str, language: Language = "de") -> int:
    return sum([len(chunk.pcm16) async for chunk in tts.synthesize(text, language=language)])


async def test_another_voice_speaks_until_it_is_here_and_then_what_was_remembered_is_spoken_anew() -> None:
    shelf, plain = Shelf(), ToneTts(letter_ms=20)
    voice = named(shelf)
    async with voices(voice) as late:
        tts = CachingTts(FallbackTts(voice, plain))
        late.renew_when_here(tts)
        await tts.warm([("Guten Tag.", "de"), ("Good day.", "en")])
        assert late.faults == {"de_DE-thorsten-medium": "the file is damaged"}
        assert not late.speaks_all(["de"])
        plainly = await spoken(tts, "Guten Tag."), await spoken(tts, "Ja.")
        shelf.whole = True
        async with asyncio.timeout(PATIENCE_S):
            await voice.here.wait()
            while await spoken(tts, "Guten Tag.") == plainly[0]:  # noqa: ASYNC110  spoken anew beside us
                await asyncio.sleep(0)
        assert (await spoken(tts, "Ja.")) > plainly[1]
        assert (late.faults, late.speaks_all(["de"]), late.speaks_all(["de", "en"])) == ({}, True, False)
        assert plain.asked.count(("Good day.", "en")) == 1
    assert shelf.tries > 1
    assert shelf.voice.stopped


async def test_a_voice_that_starts_is_here_after_the_first_try() -> None:
    shelf = Shelf(whole=True)
    async with voices(named(shelf)) as late:
        assert (late.faults, shelf.tries) == ({}, 1)


async def test_a_voice_that_takes_for_ever_is_not_waited_for_and_is_ended_when_it_comes_too_late() -> None:
    goes_on, shelf, loaded = Event(), Shelf(whole=True), asyncio.Event()
    loop = asyncio.get_running_loop()

    def slow() -> Stopping:
        goes_on.wait(PATIENCE_S)
        return shelf.load()

    class Noted(Stopping):
        def stop(self) -> None:
            loop.call_soon_threadsafe(loaded.set)

    shelf.voice = Noted()
    async with voices(LateVoice("slow", "de", slow), within_s=0.01) as late:
        assert late.faults == {"slow": "it is still being loaded"}
    goes_on.set()
    async with asyncio.timeout(PATIENCE_S):
        await loaded.wait()


async def test_whatever_a_library_raises_is_a_fault_and_no_end() -> None:
    def full() -> Stopping:
        raise MemoryError

    async with voices(LateVoice("large", "de", full)) as late:
        assert late.faults == {"large": "the voice large cannot be loaded: MemoryError"}
        with pytest.raises(EngineError, match="the voice large is not here"):
            await spoken(CachingTts(late.voices[0]), "Ja.")


async def test_a_program_that_dies_at_its_start_is_tried_again_until_it_speaks(tmp_path: Path) -> None:
    (tmp_path / "broken").touch()
    program = (sys.executable, "-m", "tests.fakes.speaking_program", str(tmp_path))
    voice = LateVoice("spoken", "de", lambda: PiperTts(VoiceChild("voice spoken", program), "de"))
    async with voices(voice) as late:
        tts = CachingTts(FallbackTts(voice, ToneTts()))
        assert "does not start" in late.faults["spoken"]
        assert await spoken(tts, "Guten Tag.")
        (tmp_path / "broken").unlink()
        async with asyncio.timeout(PATIENCE_S):
            await voice.here.wait()
        assert await spoken(tts, "Auf Wiederhören.")
