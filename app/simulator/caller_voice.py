"""Giving simulated callers a voice: any speech engine, slower or quicker, with pauses where the text says so."""

import re
from dataclasses import dataclass

from app.simulator import sounds
from voice.contract import Language
from voice.engines.protocols import TextToSpeech

_PAUSE = re.compile(r"\[pause (\d+)\]")


@dataclass(frozen=True, slots=True)
class CallerVoice:
    """`rate` above 1 is quicker and higher: two voices from one engine."""

    tts: TextToSpeech
    rate: float = 1.0

    async def speak(self, text: str, language: Language) -> bytes:
        """PCM16 at 8 kHz without silence at the ends. `[pause 900]` inside the text is 900 ms of silence.

        Raises EngineError.
        """
        pieces = _PAUSE.split(text)
        spoken = b""
        for nth, piece in enumerate(pieces):
            if nth % 2:
                spoken += sounds.silence(int(piece))
            elif piece.strip():
                spoken += await self._sentence(piece.strip(), language)
        return spoken

    async def _sentence(self, text: str, language: Language) -> bytes:
        chunks = [chunk.pcm16 async for chunk in self.tts.synthesize(text, language=language)]
        return sounds.spoken(b"".join(chunks), rate=self.rate)
