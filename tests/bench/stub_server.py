"""A server for the load bench: the real edge, sessions, turn-taking and voice detector; recogniser, speech and dialogue
are stubs that answer at once, so that what is measured is the price of carrying a call.

Run as `python -m tests.bench.stub_server PORT CORE [CALLS]`.
"""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import uvloop

from app.clock import SystemClock
from app.log import set_up_logging
from app.main import DrainingServer, create_app
from app.parts import Parts
from app.simulator.sounds import spoken
from tests.bench.speech import sentence_pcm16
from tests.fakes.clock import FakeClock
from tests.fakes.conversation import ScriptedConversation, say
from tests.fakes.edge import FakeServer
from tests.fakes.engines import ScriptedStt
from tests.fakes.records import FakeRecords
from voice.audio.frames import duration_ms
from voice.contract import Language
from voice.engines.protocols import SpeechChunk, SpokenWord, TtsAbilities
from voice.engines.silero_vad import SileroVad
from voice.session import SpeechEngines

ANSWERS = 1_000


class RealClock(FakeClock):
    """Tokens expire and calls are dated by the machine's clock, not by a standing one."""

    def now(self) -> datetime:
        return SystemClock().now()


class CannedTts:
    """The same recorded sentence for every text."""

    abilities = TtsAbilities(languages=("de", "en"))

    def __init__(self, pcm16: bytes) -> None:
        self._pcm16 = pcm16
        self._ends_ms = duration_ms(pcm16)

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        words = text.split()
        ends = tuple(SpokenWord(word, self._ends_ms * nth // len(words)) for nth, word in enumerate(words, 1))
        yield SpeechChunk(self._pcm16, ends)


def stub_server(pcm16: bytes, max_calls: int) -> FakeServer:
    return FakeServer(
        records=FakeRecords(clock=RealClock()),
        script=lambda: ScriptedConversation(say("Guten Tag."), [say("Gern, wann passt es Ihnen?")] * ANSWERS),
        engines=SpeechEngines(
            ScriptedStt(recognise=lambda _pcm16, _language: "Ich hätte gern einen Termin."),
            CannedTts(pcm16),
            SileroVad(),
        ),
        max_calls=max_calls,
    )


async def serve(port: int, max_calls: int) -> None:
    stub = stub_server(spoken(await sentence_pcm16("Gern, wann passt es Ihnen am besten?", "de")), max_calls=max_calls)
    stub.url = f"http://127.0.0.1:{port}"

    @asynccontextmanager
    async def assembly() -> AsyncIterator[Parts]:
        parts = stub.parts()
        await parts.telephony.directory.refresh()
        yield parts

    await DrainingServer(create_app(assembly), host="127.0.0.1", port=port, drain_s=0).serve()


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[2])})
    set_up_logging(style="json", level="error", with_pii=False)
    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[3]) if len(sys.argv) > 3 else 500))
