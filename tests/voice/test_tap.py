"""Whole calls in virtual time with somebody who records: the caller as they spoke, the assistant as it was heard."""

import asyncio

from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts
from tests.fakes.phone import FakePhone, ScriptedCaller
from tests.fakes.virtual_time import run_virtual
from tests.voice.audio.test_recording import File
from voice.audio.frames import FRAME_MS, MULAW_FRAME_BYTES
from voice.audio.recording import CallRecorder
from voice.contract import SpeechAct
from voice.session import SpeechEngines, VoiceSession

LONG = "Guten Tag wir haben am Dienstag um neun oder um zehn Uhr noch etwas frei"


def recorded(caller: ScriptedCaller, *turns: list[SpeechAct]) -> tuple[FakePhone, bytes, bytes]:
    """The telephone, and both sides of the recording."""
    phone, file = FakePhone(caller), File()
    recorder = CallRecorder(file)
    recorder.told()
    recorder.agreed()

    async def call() -> None:
        playing = asyncio.create_task(phone.play())
        engines = SpeechEngines(ScriptedStt(caller.texts, delay_s=0.15), ToneTts(delay_s=0.02), LoudnessVad())
        await VoiceSession(phone, ScriptedConversation(turns[0], list(turns[1:])), engines, tap=recorder).run()
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)

    run_virtual(call())
    recorder.close()
    return phone, *file.sides()


def sounds_at(side: bytes) -> set[int]:
    """In ms, by 20 ms, where there is more than silence."""
    frames = range(0, len(side), MULAW_FRAME_BYTES)
    return {
        at // MULAW_FRAME_BYTES * FRAME_MS for at in frames if set(side[at : at + MULAW_FRAME_BYTES]) - {0xFF, 0x7F}
    }


def test_the_caller_is_recorded_to_the_frame() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=4_000).says("Ja, genau.", at_ms=1_000, lasts_ms=800)
    _, left, _ = recorded(caller, say("Guten Tag."), say("Gern."))
    frames = range(0, 4_000, FRAME_MS)
    assert left == b"".join(caller.frame(at_ms) for at_ms in frames)


def test_the_assistant_is_recorded_as_it_was_heard_and_cut_where_it_was_cut() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Nein, lieber Montag.", at_ms=2_000, lasts_ms=1_200)
    phone, _, right = recorded(caller, say(LONG), say("Gern."))
    assert phone.cleared_at()
    heard, kept = set(phone.played_ms), sounds_at(right)
    strayed = {at_ms for at_ms in heard ^ kept if not {at_ms - FRAME_MS, at_ms + FRAME_MS} & heard & kept}
    assert strayed == set()
    assert len(kept) * FRAME_MS < 6_000
