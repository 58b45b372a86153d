"""Scripted speech engines: they play a timeline instead of computing one, and wait on the loop's own clock."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from voice.audio.frames import TELEPHONE_HZ, duration_ms
from voice.audio.levels import level_of, to_pcm16
from voice.contract import Language
from voice.engines.protocols import (
    EngineError,
    SpeechChunk,
    SpokenWord,
    SttAbilities,
    SttStream,
    Transcript,
    TtsAbilities,
    VoiceActivityStream,
)

HANGS = 10**6
"""A delay in seconds that no test outlives: the engine that never answers."""

_STT_ABILITIES = SttAbilities(languages=("de", "en"), detects_language=True, streams_partials=False)
_TTS_ABILITIES = TtsAbilities(languages=("de", "en"))

Heard = str | Transcript | EngineError
Recognise = Callable[[bytes, Language | None], Heard]


def tone_pcm16(duration_ms: int, *, hz: float = 300.0, peak: float = 0.3) -> bytes:
    """Something loud: what the scripted detector takes for speech."""
    t = np.arange(TELEPHONE_HZ * duration_ms // 1000) / TELEPHONE_HZ
    return to_pcm16((peak * np.sin(2 * np.pi * hz * t)).astype(np.float32))


def silence_pcm16(duration_ms: int) -> bytes:
    return bytes(TELEPHONE_HZ * duration_ms // 1000 * 2)


# --- speech to text ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class ScriptedStt:
    """The nth opened stream hears the nth line of the script; later ones hear nothing (empty text).

    `recognise` decides from the audio instead of the order. `delay_s` passes before each answer.
    """

    script: Sequence[Heard] = ()
    delay_s: float = 0.0
    recognise: Recognise | None = None
    abilities: SttAbilities = _STT_ABILITIES
    streams: list["ScriptedSttStream"] = field(default_factory=list)

    def open(self, *, language: Language | None, hints: tuple[str, ...] = ()) -> SttStream:
        line = self.script[len(self.streams)] if len(self.streams) < len(self.script) else ""
        stream = ScriptedSttStream(self, line, language, hints)
        self.streams.append(stream)
        return stream


@dataclass(slots=True)
class ScriptedSttStream:
    """`asked_at_ms` says how much audio had been fed each time the text was asked for."""

    engine: ScriptedStt
    line: Heard
    language: Language | None
    hints: tuple[str, ...]
    pcm16: bytearray = field(default_factory=bytearray)
    asked_at_ms: list[int] = field(default_factory=list)
    cancelled: int = 0
    closed: bool = False

    def feed(self, pcm16: bytes) -> None:
        self.pcm16 += pcm16

    def text(self) -> Awaitable[Transcript]:
        return self._text(bytes(self.pcm16))

    async def _text(self, pcm16: bytes) -> Transcript:
        self.asked_at_ms.append(duration_ms(pcm16))
        try:
            await asyncio.sleep(self.engine.delay_s)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        recognise = self.engine.recognise
        heard = recognise(pcm16, self.language) if recognise else self.line
        if isinstance(heard, EngineError):
            raise heard
        return heard if isinstance(heard, Transcript) else Transcript(heard, self.language or "de")

    def close(self) -> None:
        self.closed = True


# --- text to speech ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class ToneTts:
    """Every letter is a bit of tone, so length and word ends are known: `letter_ms` each, spaces included.

    `failing` sentences raise; `delay_s` passes before the first chunk and `chunk_delay_s` before each later one.
    """

    letter_ms: int = 50
    chunk_ms: int = 200
    delay_s: float = 0.0
    chunk_delay_s: float = 0.0
    failing: frozenset[str] = frozenset()
    abilities: TtsAbilities = _TTS_ABILITIES
    asked: list[tuple[str, Language]] = field(default_factory=list)
    stopped_early: int = 0

    def words_of(self, text: str) -> tuple[SpokenWord, ...]:
        ends, at = [], 0
        for word in text.split(" "):
            at += len(word)
            ends.append(SpokenWord(word, at * self.letter_ms))
            at += 1
        return tuple(ends)

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        self.asked.append((text, language))
        await asyncio.sleep(self.delay_s)
        if text in self.failing:
            raise EngineError(f"cannot say {text!r}")
        words, total_ms = self.words_of(text), len(text) * self.letter_ms
        try:
            for start_ms in range(0, total_ms, self.chunk_ms):
                if start_ms:
                    await asyncio.sleep(self.chunk_delay_s)
                end_ms = min(start_ms + self.chunk_ms, total_ms)
                ending = tuple(word for word in words if start_ms < word.end_ms <= end_ms)
                yield SpeechChunk(tone_pcm16(end_ms - start_ms), ending)
        except GeneratorExit:
            self.stopped_early += 1
            raise


# --- voice activity ---------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class LoudnessVad:
    """A window louder than `threshold_dbfs` is speech (1.0), any other is not (0.0). Deterministic and immediate."""

    threshold_dbfs: float = -40.0
    window_ms: int = 32
    open_streams: int = 0

    def open(self) -> VoiceActivityStream:
        self.open_streams += 1
        return _LoudnessStream(self)


class _LoudnessStream:
    def __init__(self, vad: LoudnessVad) -> None:
        self._vad = vad
        self._rest = b""
        self._closed = False

    def feed(self, pcm16: bytes) -> Awaitable[tuple[float, ...]]:
        return self._feed(pcm16)

    async def _feed(self, pcm16: bytes) -> tuple[float, ...]:
        sound = self._rest + pcm16
        size = TELEPHONE_HZ * self._vad.window_ms // 1000 * 2
        whole = len(sound) // size * size
        self._rest = sound[whole:]
        windows = (sound[start : start + size] for start in range(0, whole, size))
        return tuple(1.0 if level_of(window) > self._vad.threshold_dbfs else 0.0 for window in windows)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._vad.open_streams -= 1
