"""The server's ear without the waiting: a caller's sound goes through the telephone's coding, the voice activity
detector, the endpointing and the recogniser as in a call, as fast as they can.

What it leaves out is time: an answer is never late, and no caller goes on while it is spoken.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from app.simulator.sounds import Background, silence
from voice.audio.frames import FRAME_MS, PCM16_FRAME_BYTES
from voice.audio.mulaw import decode_mulaw, encode_mulaw
from voice.contract import CallerEvent, EngineFailed, Language, Listen, Silence, Unintelligible, Utterance
from voice.engines.protocols import Transcript
from voice.listener import Finished, Listener
from voice.session import SpeechEngines
from voice.turns.patience import LONGEST_MS

BEFORE_MS = 600
"""The line is heard a little before the first word, as during a greeting."""


class Ear:
    """One call's. `hear` gives what the conversation is told of a caller's turn."""

    def __init__(self, engines: SpeechEngines, language: Language, noise_pcm16: bytes | None) -> None:
        self._background = Background(noise_pcm16)
        self._decoding: asyncio.Task[None] | None = None
        self._finished: Finished | None = None
        self._turns = 0
        self._listener = Listener(
            stt=engines.stt,
            vad=engines.vad.open(),
            window_ms=engines.vad.window_ms,
            language=language,
            judge=self,
            spawn=self._spawn,
        )

    def expect(self, listen: Listen, language: Language) -> None:
        """As the floor does once the assistant has spoken."""
        listener = self._listener
        listener.expects, listener.hints, listener.commits = listen.expects, listen.hints, listen.commits
        listener.language = language

    async def hear(self, pcm16: bytes) -> CallerEvent:
        """The whole turn: a pause within it, however long, is one of this turn."""
        self._finished = None
        self._turns += 1
        await self._feed(silence(BEFORE_MS))
        await self._feed(pcm16)
        for _ in range(2 * LONGEST_MS // FRAME_MS):
            await self._feed(silence(FRAME_MS))
            if self._finished is not None and not self._listener.speaking:
                break
        return self._event()

    def close(self) -> None:
        self._listener.close()

    async def _feed(self, pcm16: bytes) -> None:
        for at in range(0, len(pcm16), PCM16_FRAME_BYTES):
            frame = self._background.under(pcm16[at : at + PCM16_FRAME_BYTES].ljust(PCM16_FRAME_BYTES, b"\0"))
            await self._listener.hear(decode_mulaw(encode_mulaw(frame)), arrived_ms=self._listener.audio_ms)
            if self._decoding is not None:
                await asyncio.gather(self._decoding, return_exceptions=True)
                self._decoding = None

    def _spawn(self, decoding: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        self._decoding = asyncio.create_task(decoding, name=name)
        return self._decoding

    def _event(self) -> CallerEvent:
        finished = self._finished
        if finished is None:
            return Silence(self._turns, 1, self._listener.audio_ms)
        words = finished.transcript
        if words is None:
            return EngineFailed(self._turns, "speech_to_text", finished.ended_ms)
        if not words.text:
            return Unintelligible(self._turns, finished.started_ms, finished.ended_ms, words.alternatives)
        return Utterance(
            self._turns,
            words.text,
            words.language,
            finished.started_ms,
            finished.ended_ms,
            words.confidence,
            words.alternatives,
        )

    # --- what the listener asks ---

    async def window(self, probability: float) -> None:
        """Nobody else speaks meanwhile."""

    def dismissed(self, transcript: Transcript, *, speech_ms: int) -> bool:
        return False

    async def finished(self, finished: Finished) -> None:
        self._finished = finished

    def is_unanswered(self, finished: Finished) -> bool:
        return finished is self._finished
