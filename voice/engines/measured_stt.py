"""A recogniser that also says how an utterance was spoken, for businesses that switched it on. Keeps the Protocol.

The numbers are computed in a thread while the words are recognised (1 ms for each second of speech, the words take some
hundred), so answers hardly wait for them; the sound itself is dropped with the utterance.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from voice.audio.prosody import measured
from voice.contract import Language, Prosody
from voice.engines.protocols import SpeechToText, SttAbilities, SttStream, Transcript

WAITS_S = 0.1
"""With the words there, numbers that still are not are left out."""

Measure = Callable[[bytes], Awaitable[Prosody]]


async def measure_in_a_thread(pcm16: bytes) -> Prosody:
    return await asyncio.to_thread(prosody_of, pcm16)


def prosody_of(pcm16: bytes) -> Prosody:
    """Of PCM16 at 8 kHz."""
    found = measured(pcm16)
    return Prosody(found.level_dbfs, found.pitch_hz, found.spoken_ms)


class MeasuredStt:
    """Words as the engine inside hears them, with `prosody`."""

    def __init__(self, stt: SpeechToText, *, measure: Measure = measure_in_a_thread) -> None:
        self._stt = stt
        self._measure = measure

    @property
    def abilities(self) -> SttAbilities:
        return self._stt.abilities

    def open(self, *, language: Language | None, hints: tuple[str, ...] = ()) -> SttStream:
        return _MeasuredStream(self._stt.open(language=language, hints=hints), self._measure)


class _MeasuredStream:
    def __init__(self, stream: SttStream, measure: Measure) -> None:
        self._stream = stream
        self._measure = measure
        self._sound = bytearray()

    def feed(self, pcm16: bytes) -> None:
        self._sound += pcm16
        self._stream.feed(pcm16)

    def text(self) -> Awaitable[Transcript]:
        return self._text(self._stream.text(), bytes(self._sound))

    async def _text(self, words: Awaitable[Transcript], sound: bytes) -> Transcript:
        measuring = asyncio.ensure_future(self._measure(sound))
        try:
            transcript = await words
            await asyncio.wait({measuring}, timeout=WAITS_S)
            return replace(transcript, prosody=measuring.result() if measuring.done() else None)
        finally:
            measuring.cancel()

    def close(self) -> None:
        self._sound.clear()
        self._stream.close()
