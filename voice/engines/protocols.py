"""What a call needs of speech engines. Engines are shared by all calls; streams belong to one call (or one utterance).

All audio at these borders is signed 16-bit little-endian mono PCM at 8 kHz; an engine resamples inside if it must.
Errors become `EngineError` at the adapter. Deadlines, retries and fallbacks are wrappers with the same Protocol.
"""

from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from typing import Protocol

from voice.contract import Language, Prosody

TELEPHONE_HZ = 8000


class EngineError(Exception):
    """An engine raised, or its answer is unusable. `retryable` says whether asking again may help."""

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class UnfitModelError(EngineError):
    """A model that is whole and can never do what it was chosen for, however often it is loaded."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """Text of an utterance. Empty text = the engine stands by no words (noise, loop, hallucination guarded away).

    `confidence` 0..1; `language_scores` only when the engine judged the language of this audio; `alternatives` are its
    other guesses, most likely first; `prosody` is there when it was asked for (`MeasuredStt`).
    """

    text: str
    language: Language
    confidence: float = 1.0
    language_scores: tuple[tuple[Language, float], ...] = ()
    alternatives: tuple[str, ...] = ()
    prosody: Prosody | None = None


@dataclass(frozen=True, slots=True)
class SttAbilities:
    languages: tuple[Language, ...]
    detects_language: bool
    streams_partials: bool


class SttStream(Protocol):
    """One utterance. `feed` never blocks; `text` gives the best text of all that was fed; ask repeatedly."""

    def feed(self, pcm16: bytes) -> None: ...

    def text(self) -> Awaitable[Transcript]:
        """Raises EngineError. Cancelling the awaitable frees the queue place where the engine can."""
        ...

    def close(self) -> None: ...


class SpeechToText(Protocol):
    @property
    def abilities(self) -> SttAbilities: ...

    def open(self, *, language: Language | None, hints: tuple[str, ...] = ()) -> SttStream:
        """`language` None = detect. Hints are words likely to be said."""
        ...


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """Where a word of the sentence ends in its audio (estimated if the engine gives no timings)."""

    text: str
    end_ms: int


@dataclass(frozen=True, slots=True)
class SpeechChunk:
    """A piece of a sentence's audio. `words` are the words that end within it, offsets from the sentence's start."""

    pcm16: bytes
    words: tuple[SpokenWord, ...] = ()


@dataclass(frozen=True, slots=True)
class TtsAbilities:
    languages: tuple[Language, ...]


class TextToSpeech(Protocol):
    @property
    def abilities(self) -> TtsAbilities: ...

    def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        """Audio of one sentence, first chunk early. Raises EngineError. Closing the iterator stops the work."""
        ...


class VoiceActivityStream(Protocol):
    """One call's state of the shared detector."""

    def feed(self, pcm16: bytes) -> Awaitable[tuple[float, ...]]:
        """Speech probabilities (0..1) of the windows completed by this audio, in order; each is `window_ms` long."""
        ...

    def close(self) -> None: ...


class VoiceActivity(Protocol):
    @property
    def window_ms(self) -> int: ...

    def open(self) -> VoiceActivityStream: ...
