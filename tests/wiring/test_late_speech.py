"""A server whose speech models cannot be loaded answers the telephone all the same, and the assistant once they can."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from rich.console import Console
from tenacity import wait_fixed

from app.commands.serve import refusals, serve_forever
from app.domain.errors import ConfigurationError
from app.settings import Settings
from app.wiring.calls import Wits
from app.wiring.late_speech import late_speech
from tests.fakes.engines import LoudnessVad, ScriptedStt
from tests.fakes.wired import speaker_of
from tests.voice.engines.test_late import Loaded, WarmTone
from tests.wiring.test_engine_watch import PATIENCE_S, first_verbs, problems
from tests.wiring.test_server import call, server
from voice.engines.late import Loaded as LoadedEngines
from voice.engines.protocols import EngineError, UnfitModelError

SOON = wait_fixed(0.02)
QUESTION = "Wann haben Sie am Mittwoch geöffnet?"


@dataclass
class Disk:
    """Gives the engines when it is `whole`."""

    whole: bool = False
    fault: EngineError = field(default_factory=lambda: EngineError("whisper-base cannot be loaded: out of memory"))
    engines: Loaded = field(default_factory=Loaded)
    tries: int = 0

    async def load(self, _settings: Settings) -> LoadedEngines:
        self.tries += 1
        if not self.whole:
            raise self.fault
        return self.engines


def hearing_one_question() -> Loaded:
    engines = Loaded()
    engines.stt, engines.tts, engines.vad = ScriptedStt(recognise=lambda *_: QUESTION), WarmTone(4), LoudnessVad()
    return engines


async def test_callers_reach_people_until_the_models_can_be_loaded_and_then_the_assistant(
    tmp_path: Path, wits: Wits
) -> None:
    disk = Disk(engines=hearing_one_question())
    async with (
        late_speech(Settings(), load=disk.load, again_after=SOON) as speech,
        server(tmp_path, wits, speech) as http,
    ):
        told = await http.get("/readyz")
        assert (told.status_code, told.json()["problems"]) == (503, ["speech_engines"])
        assert "out of memory" in told.json()["reasons"]["speech_engines"]
        refused = await first_verbs(http, "CA" + "1" * 32)
        assert "Connect" not in refused
        assert "Dial" in refused
        disk.whole = True
        await until_ready(http)
        assert "reasons" not in (await http.get("/readyz")).json()
        assert "Connect" in await first_verbs(http, "CA" + "2" * 32)
        _, record = await call(http, speaker_of(1))
    said = [turn["text"] for turn in record["turns"] if turn["speaker"] == "caller"]  # type: ignore[attr-defined]
    assert QUESTION in said
    assert disk.tries > 1
    assert disk.engines.stopped
    assert len(disk.engines.tts.asked) > 1  # the greetings were made ready as well


async def until_ready(http: httpx.AsyncClient) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while await problems(http):  # noqa: ASYNC110  a server tells it when asked
            await asyncio.sleep(0.1)


async def test_engines_that_load_at_once_are_here_before_the_server_is() -> None:
    disk = Disk(whole=True)
    async with late_speech(Settings(), load=disk.load) as speech:
        assert (speech.fault, disk.tries) == (None, 1)
        assert speech.check is not None
        await speech.check()


async def test_engines_that_take_for_ever_do_not_keep_the_server_from_starting() -> None:
    async def hangs(_settings: Settings) -> LoadedEngines:
        await asyncio.Event().wait()
        raise AssertionError

    async with late_speech(Settings(), load=hangs, start_within_s=0.01) as speech:
        assert speech.fault == "the speech engines are still being loaded"


@pytest.mark.parametrize(
    ("wrong", "variable"),
    [
        ({"whisper": "whisper-bass"}, "VORZIMMER_WHISPER"),
        ({"german_voice": "de_DE-torsten-medium"}, "VORZIMMER_GERMAN_VOICE"),
        ({"english_voice": "en_XX-nobody-low"}, "VORZIMMER_ENGLISH_VOICE"),
    ],
)
async def test_a_name_that_nobody_knows_ends_the_start_and_says_which(
    tmp_path: Path, wrong: dict[str, str], variable: str
) -> None:
    disk, settings = Disk(whole=True), Settings().model_copy(update={"models_dir": tmp_path, **wrong})
    with pytest.raises(ConfigurationError, match=f"{variable}: there is no .*vorzimmer models"):
        async with late_speech(settings, load=disk.load):
            pass
    assert disk.tries == 0


@pytest.mark.parametrize("chosen", [{}, {"whisper": "whisper-small"}, {"german_voice": "de_DE-thorsten-medium"}])
async def test_a_model_that_is_known_and_not_here_is_waited_for(tmp_path: Path, chosen: dict[str, str]) -> None:
    settings = Settings().model_copy(update={"models_dir": tmp_path, **chosen})
    async with late_speech(settings) as speech:
        assert "vorzimmer models fetch" in (speech.fault or "")


async def test_a_model_that_can_never_do_it_ends_the_start() -> None:
    disk = Disk(fault=UnfitModelError("whisper-tiny.en knows English only"))
    with pytest.raises(ConfigurationError, match="English only"):
        async with late_speech(Settings(), load=disk.load):
            pass


async def test_what_is_wrong_with_a_setting_is_what_the_command_ends_with() -> None:
    refused: list[ConfigurationError] = []
    with pytest.raises(ConfigurationError, match="no such thing"):
        async with refusals(refused):
            raise ConfigurationError("no such thing")
    assert [str(error) for error in refused] == ["no such thing"]


def test_serve_with_an_unknown_voice_ends_at_once_and_names_the_setting(tmp_path: Path) -> None:
    settings = Settings().model_copy(update={"models_dir": tmp_path, "german_voice": "de_DE-torsten-medium"})
    with pytest.raises(ConfigurationError, match="VORZIMMER_GERMAN_VOICE"):
        serve_forever(settings, Console(quiet=True))
