"""Engines that break while the server runs: new calls go to people until they are back, and readiness tells it."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from app.simulator.exchange import Exchange
from app.simulator.network import Line, place_call
from app.telephony.calls_in_progress import CallsInProgress
from app.wiring.calls import Wits
from app.wiring.engine_watch import EngineWatch, watched
from app.wiring.speech import Speech
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts
from tests.fakes.wired import CALLER, PRAXIS, speaker_of
from tests.telephony.twilio import names, ring
from tests.wiring.test_server import server
from voice.contract import Language
from voice.engines.piper_tts import PiperTts
from voice.engines.protocols import EngineError
from voice.engines.voice_child import VoiceChild
from voice.session import SpeechEngines

PATIENCE_S = 120.0


@dataclass
class Engines:
    """Answers when `well`."""

    well: bool = True
    looks: int = 0
    looked: asyncio.Event = field(default_factory=asyncio.Event)

    async def check(self) -> None:
        self.looks += 1
        self.looked.set()
        if not self.well:
            raise EngineError("the model raised")


async def warm(_phrases: Iterable[tuple[str, Language]]) -> None:
    return


def watching(engines: Engines) -> tuple[EngineWatch, CallsInProgress]:
    calls = CallsInProgress(10)
    return EngineWatch(calls, engines.check), calls


def test_two_failures_in_a_row_keep_new_calls_away_and_one_between_answers_does_not() -> None:
    watch, calls = watching(Engines())
    for well in (False, True, False):
        watch.note("speech_to_text", well)
    watch.note("text_to_speech", False)
    assert calls.refusal is None
    watch.note("speech_to_text", False)
    assert calls.refusal == "engines_not_ready"


async def test_one_look_that_fails_is_no_proof_and_two_are() -> None:
    watch, calls = watching(Engines(well=False))
    assert (await watch.look(), calls.engines_ready) == (False, True)
    assert (await watch.look(), calls.engines_ready) == (False, False)


async def test_engines_that_take_too_long_are_too_busy_for_a_call() -> None:
    calls = CallsInProgress(10)

    async def never() -> None:
        await asyncio.Event().wait()

    watch = EngineWatch(calls, never, within_s=0.01)
    assert not await watch.look()
    assert not await watch.look()
    assert calls.refusal == "engines_not_ready"


async def test_after_failures_a_look_follows_at_once_and_takes_calls_again_when_it_succeeds() -> None:
    engines = Engines()
    watch, calls = watching(engines)
    looking = asyncio.create_task(watch.keep_looking(again_after_s=PATIENCE_S, quiet_for_s=PATIENCE_S))
    watch.note("speech_to_text", False)
    watch.note("speech_to_text", False)
    assert not calls.engines_ready
    async with asyncio.timeout(PATIENCE_S / 2):
        await engines.looked.wait()
    await asyncio.sleep(0)
    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking
    assert (calls.engines_ready, engines.looks) == (True, 1)


async def test_speech_without_a_check_is_taken_as_it_is() -> None:
    calls = CallsInProgress(10)
    plain = Speech(SpeechEngines(ScriptedStt([]), ToneTts(), LoudnessVad()), warm)
    async with watched(plain, calls) as same:
        assert same is plain


# --- drills -----------------------------------------------------------------------------------------------------------


async def problems(http: httpx.AsyncClient) -> list[str]:
    return list((await http.get("/readyz")).json()["problems"])


async def first_verbs(http: httpx.AsyncClient, call_sid: str) -> list[str]:
    """What the next caller meets."""
    base_url = str(http.base_url).rstrip("/")
    return names(await ring(Exchange(http, base_url, call_sid, "AC" + "0" * 32, CALLER, PRAXIS)))


async def test_while_the_recogniser_raises_the_next_caller_reaches_people_and_when_it_is_back_the_assistant(
    tmp_path: Path, wits: Wits
) -> None:
    engines = Engines()
    stt = ScriptedStt([EngineError("the model raised")] * 2)
    speech = Speech(SpeechEngines(stt, ToneTts(letter_ms=4), LoudnessVad()), warm, engines.check)
    async with server(tmp_path, wits, speech) as http:
        assert await problems(http) == []
        assert "Connect" in await first_verbs(http, "CA" + "1" * 32)
        engines.well = False
        await place_call(Line(str(http.base_url).rstrip("/"), PRAXIS, CALLER), speaker_of(2))
        assert await problems(http) == ["speech_engines"]
        assert (await http.get("/readyz")).status_code == 503
        refused = await first_verbs(http, "CA" + "2" * 32)
        assert "Connect" not in refused
        assert "Dial" in refused
        engines.well = True
        async with asyncio.timeout(PATIENCE_S):
            while await problems(http):  # noqa: ASYNC110  a server tells it when asked
                await asyncio.sleep(0.1)
        assert "Connect" in await first_verbs(http, "CA" + "3" * 32)


async def test_a_voice_whose_program_is_killed_again_and_again_keeps_calls_away_until_it_speaks_again(
    tmp_path: Path,
) -> None:
    program = (sys.executable, "-m", "tests.fakes.speaking_program", str(tmp_path))
    child = await asyncio.to_thread(VoiceChild, "the only voice", program, piece_s=PATIENCE_S)
    voice, calls = PiperTts(child, "de"), CallsInProgress(10)

    async def speaks() -> None:
        assert [chunk async for chunk in voice.synthesize("Guten Tag", language="de")]

    watch = EngineWatch(calls, speaks, within_s=PATIENCE_S)
    try:
        assert await watch.look()
        (tmp_path / "broken").touch()
        while calls.engines_ready:
            with suppress(ProcessLookupError):
                os.kill(child.pid, signal.SIGKILL)
            await watch.look()
        assert calls.refusal == "engines_not_ready"
        (tmp_path / "broken").unlink()
        async with asyncio.timeout(PATIENCE_S):
            while not await watch.look():  # noqa: ASYNC110  a program is asked until it speaks
                await asyncio.sleep(0.1)
        assert calls.refusal is None
    finally:
        await asyncio.to_thread(voice.stop)
