"""Text to speech by Piper, whose voices sound human. Optional: the package is under the GPL.

It is imported by the program `piper_child` alone, which runs beside ours and is spoken to over a pipe.
"""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from voice.contract import Language
from voice.engines.protocols import EngineError, SpeechChunk, TtsAbilities
from voice.engines.speaking_thread import SpeakingThread
from voice.engines.voice_child import VoiceChild


class SpeakingVoice(Protocol):
    """What is needed of a loaded voice. `speak` blocks and may raise EngineError."""

    @property
    def is_late(self) -> bool: ...

    def speak(self, text: str) -> Iterator[SpeechChunk]: ...

    def stop(self) -> None: ...


def is_installed() -> bool:
    return find_spec("piper") is not None


class PiperVoice(VoiceChild):
    def __init__(self, model: Path, *, threads: int = 2) -> None:
        """`model` is the .onnx file, with its .onnx.json beside it. Raises EngineError."""
        if not is_installed():
            raise EngineError("Piper is not installed: pip install 'vorzimmer[piper]'")
        if not model.is_file():
            raise EngineError(f"the voice {model.name} is not there")
        program = (sys.executable, "-m", "voice.engines.piper_child", str(model), str(threads))
        super().__init__(f"voice {model.stem}", program)


class PiperTts:
    """Implements TextToSpeech for the one language of its voice, which it stops with itself."""

    def __init__(self, voice: SpeakingVoice, language: Language) -> None:
        self._voice = voice
        self._language = language
        self._thread = SpeakingThread(f"piper {language}")

    @property
    def abilities(self) -> TtsAbilities:
        return TtsAbilities(languages=(self._language,))

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        if self._voice.is_late:
            raise EngineError(f"the voice for {self._language} is late", retryable=True)
        async with aclosing(self._thread.stream(lambda: self._speak(text, language))) as chunks:
            async for chunk in chunks:
                yield chunk

    def stop(self) -> None:
        self._thread.stop()
        self._voice.stop()

    def _speak(self, text: str, language: Language) -> Iterator[SpeechChunk]:
        if language != self._language:
            raise EngineError(f"this voice speaks {self._language}, not {language}")
        yield from self._voice.speak(text)
