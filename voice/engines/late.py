"""Engines that come later than their server: each answers with an EngineError until they are `put`, then as they do.

Decision: a server whose models cannot be loaded starts all the same, so that its webhooks can send callers to people.
What calls are wired with stands from the start; only what is behind it changes, once.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Protocol

from voice.contract import Language
from voice.engines.protocols import (
    EngineError,
    SpeechChunk,
    SpeechToText,
    SttAbilities,
    SttStream,
    TextToSpeech,
    TtsAbilities,
    VoiceActivity,
    VoiceActivityStream,
)
from voice.engines.whisper_model import LANGUAGES
from voice.engines.wrappers import closable

Phrase = tuple[str, Language]


class WarmTts(TextToSpeech, Protocol):
    async def warm(self, phrases: Iterable[Phrase]) -> None: ...


class Loaded(Protocol):
    """What `voice.engines.loading` gives."""

    @property
    def stt(self) -> SpeechToText: ...

    @property
    def tts(self) -> WarmTts: ...

    @property
    def vad(self) -> VoiceActivity: ...

    @property
    def missing_voices(self) -> Mapping[str, str]: ...

    async def stop(self) -> None: ...


@dataclass(slots=True)
class LateEngines:
    """`fault` says why they are not here, for whoever runs the server; None = they are. `here` is set then."""

    fault: str | None = "the speech engines are still being loaded"
    here: asyncio.Event = field(default_factory=asyncio.Event)
    _engines: Loaded | None = None

    def put(self, engines: Loaded) -> None:
        self._engines, self.fault = engines, None
        self.here.set()

    @property
    def engines(self) -> Loaded:
        """Raises EngineError."""
        if self._engines is None:
            raise EngineError(self.fault or "the speech engines are not here", retryable=True)
        return self._engines

    @property
    def missing_voices(self) -> Mapping[str, str]:
        """Why, by name: voices in whose place another one speaks."""
        return self._engines.missing_voices if self._engines is not None else {}

    async def warm(self, phrases: Iterable[Phrase]) -> None:
        """Nothing, before they are here."""
        if self._engines is not None:
            await self._engines.tts.warm(phrases)

    async def stop(self) -> None:
        if self._engines is not None:
            await self._engines.stop()


@dataclass(frozen=True, slots=True)
class LateStt:
    late: LateEngines

    @property
    def abilities(self) -> SttAbilities:
        if self.late.fault is not None:
            return SttAbilities(languages=LANGUAGES, detects_language=True, streams_partials=False)
        return self.late.engines.stt.abilities

    def open(self, *, language: Language | None, hints: tuple[str, ...] = ()) -> SttStream:
        """Raises EngineError."""
        return self.late.engines.stt.open(language=language, hints=hints)


@dataclass(frozen=True, slots=True)
class LateTts:
    late: LateEngines

    @property
    def abilities(self) -> TtsAbilities:
        if self.late.fault is not None:
            return TtsAbilities(languages=LANGUAGES)
        return self.late.engines.tts.abilities

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        async with aclosing(closable(self.late.engines.tts.synthesize(text, language=language))) as chunks:
            async for chunk in chunks:
                yield chunk


@dataclass(frozen=True, slots=True)
class LateVad:
    late: LateEngines

    @property
    def window_ms(self) -> int:
        """Raises EngineError."""
        return self.late.engines.vad.window_ms

    def open(self) -> VoiceActivityStream:
        """Raises EngineError."""
        return self.late.engines.vad.open()
