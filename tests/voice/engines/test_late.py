"""Engines that come after their server."""

from collections.abc import Iterable, Mapping

import pytest

from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts, tone_pcm16
from voice.contract import Language
from voice.engines.late import LateEngines, LateStt, LateTts, LateVad
from voice.engines.protocols import EngineError


class WarmTone(ToneTts):
    async def warm(self, phrases: Iterable[tuple[str, Language]]) -> None:
        for text, language in phrases:
            self.asked.append((text, language))


class Loaded:
    def __init__(self) -> None:
        self.stt, self.tts, self.vad, self.stopped = ScriptedStt(["Guten Tag."]), WarmTone(), LoudnessVad(), False
        self.missing_voices: Mapping[str, str] = {}

    async def stop(self) -> None:
        self.stopped = True


async def test_engines_that_are_not_here_say_why_and_speak_nothing() -> None:
    late = LateEngines("the model is damaged")
    with pytest.raises(EngineError, match="the model is damaged"):
        LateStt(late).open(language="de")
    with pytest.raises(EngineError, match="the model is damaged"):
        LateVad(late).open()
    with pytest.raises(EngineError, match="the model is damaged"):
        assert [chunk async for chunk in LateTts(late).synthesize("Ja.", language="de")]
    assert LateStt(late).abilities.languages == LateTts(late).abilities.languages == ("de", "en")
    await late.warm([("Ja.", "de")])


async def test_what_calls_are_wired_with_answers_once_the_engines_are_put() -> None:
    late = LateEngines()
    stt, tts, vad, loaded = LateStt(late), LateTts(late), LateVad(late), Loaded()
    late.put(loaded)
    stream = stt.open(language="de")
    stream.feed(tone_pcm16(200))
    assert (await stream.text()).text == "Guten Tag."
    assert [chunk async for chunk in tts.synthesize("Ja.", language="de")]
    assert vad.window_ms == loaded.vad.window_ms
    await late.warm([("Nein.", "de")])
    assert loaded.tts.asked == [("Ja.", "de"), ("Nein.", "de")]
    await late.stop()
    assert (late.fault, loaded.stopped) == (None, True)
