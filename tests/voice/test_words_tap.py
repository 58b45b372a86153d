"""Whoever watches a call is told of its words while they are spoken, in virtual time."""

import asyncio
from dataclasses import dataclass, field

from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.engines import LoudnessVad, ScriptedStt, ToneTts
from tests.fakes.phone import FakePhone, ScriptedCaller
from tests.fakes.virtual_time import run_virtual
from voice.session import SpeechEngines, VoiceSession


@dataclass
class Watching:
    told: list[tuple[str, str]] = field(default_factory=list)

    def caller_speaks(self, text: str) -> None:
        self.told.append(("speaks", text))

    def caller_said(self, text: str) -> None:
        self.told.append(("said", text))

    def caller_said_nothing(self) -> None:
        self.told.append(("nothing", ""))

    def assistant_speaks(self, text: str) -> None:
        self.told.append(("assistant", text))


def watched(caller: ScriptedCaller, conversation: ScriptedConversation) -> list[tuple[str, str]]:
    watching, phone = Watching(), FakePhone(caller)

    async def call() -> None:
        playing = asyncio.create_task(phone.play())
        engines = SpeechEngines(ScriptedStt(caller.texts, delay_s=0.15), ToneTts(delay_s=0.02), LoudnessVad())
        await VoiceSession(phone, conversation, engines, words=watching).run()
        playing.cancel()
        await asyncio.gather(playing, return_exceptions=True)

    run_virtual(call())
    return watching.told


def test_words_come_with_each_pause_then_whole_and_the_answer_word_by_word() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=9_000).says("Ich hätte gern", at_ms=1_000)
    caller.says("Ich hätte gern einen Termin.", at_ms=2_600)
    told = watched(caller, ScriptedConversation(replies=[say("Was?"), say("Gern am Montag.")]))
    assert told[:2] == [("speaks", ""), ("speaks", "Ich hätte gern")]
    whole = told.index(("said", "Ich hätte gern einen Termin."))
    answer = [text for kind, text in told[whole:] if kind == "assistant"]
    assert answer == ["Gern", "Gern am", "Gern am Montag."]


def test_a_noise_that_is_no_words_is_taken_back() -> None:
    caller = ScriptedCaller(hangs_up_at_ms=5_000).says("", at_ms=1_000, lasts_ms=300)
    assert watched(caller, ScriptedConversation()) == [("speaks", ""), ("speaks", ""), ("nothing", "")]
