"""Engines whose answers and failures are told to somebody. Each keeps its Protocol; nothing of what it does changes."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Literal

from voice.contract import Language
from voice.engines.protocols import (
    EngineError,
    SpeechChunk,
    SpeechToText,
    SttAbilities,
    SttStream,
    TextToSpeech,
    Transcript,
    TtsAbilities,
)
from voice.engines.wrappers import closable

Stage = Literal["speech_to_text", "text_to_speech"]
Note = Callable[[Stage, bool], None]
"""Told after every answer (True) and every EngineError (False). Must not raise, and not take long."""


class WatchedStt:
    def __init__(self, stt: SpeechToText, note: Note) -> None:
        self._stt = stt
        self._note = note

    @property
    def abilities(self) -> SttAbilities:
        return self._stt.abilities

    def open(self, *, language: Language | None, hints: tuple[str, ...] = ()) -> SttStream:
        return _WatchedStream(self._stt.open(language=language, hints=hints), self._note)


class _WatchedStream:
    def __init__(self, stream: SttStream, note: Note) -> None:
        self._stream = stream
        self._note = note
        self.feed = stream.feed
        self.close = stream.close

    def text(self) -> Awaitable[Transcript]:
        return self._text(self._stream.text())

    async def _text(self, words: Awaitable[Transcript]) -> Transcript:
        try:
            transcript = await words
        except EngineError:
            self._note("speech_to_text", False)
            raise
        self._note("speech_to_text", True)
        return transcript


class WatchedTts:
    def __init__(self, tts: TextToSpeech, note: Note) -> None:
        self._tts = tts
        self._note = note

    @property
    def abilities(self) -> TtsAbilities:
        return self._tts.abilities

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        try:
            async with aclosing(closable(self._tts.synthesize(text, language=language))) as chunks:
                async for chunk in chunks:
                    yield chunk
        except EngineError:
            self._note("text_to_speech", False)
            raise
        self._note("text_to_speech", True)
