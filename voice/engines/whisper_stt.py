"""Speech to text by one whisper model that serves all calls."""

import asyncio
from collections.abc import Awaitable, Callable

from voice.contract import Language
from voice.engines.protocols import TELEPHONE_HZ, EngineError, SttAbilities, Transcript
from voice.engines.whisper_model import LANGUAGES
from voice.engines.work_queue import WorkQueue

Recognise = Callable[[bytes, Language | None, tuple[str, ...]], Transcript]
"""(PCM16 at 8 kHz, language or None to judge it, hints) -> transcript. Synchronous; may raise EngineError."""

LONGEST_UTTERANCE_BYTES = 2 * TELEPHONE_HZ * 60
"""One minute of speech is kept; of more, the newest (the model looks at 28 s anyway)."""


class WhisperStt:
    """Implements SpeechToText. `workers` decode at once, each on one core; the model must be loaded for as many."""

    abilities = SttAbilities(languages=LANGUAGES, detects_language=True, streams_partials=False)

    def __init__(self, recognise: Recognise, *, workers: int = 1, waiting_limit: int = 64) -> None:
        self._recognise = recognise
        self._queue: WorkQueue[Transcript] = WorkQueue("whisper", workers=workers, limit=waiting_limit)

    def open(self, *, language: Language | None, hints: tuple[str, ...] = ()) -> "WhisperStream":
        return WhisperStream(self._recognise, self._queue, language, hints)

    def stop(self) -> None:
        self._queue.stop()


class WhisperStream:
    """Implements SttStream. Asking again without new sound gives the same transcript at no cost."""

    def __init__(
        self, recognise: Recognise, queue: WorkQueue[Transcript], language: Language | None, hints: tuple[str, ...]
    ) -> None:
        self._recognise = recognise
        self._queue = queue
        self._language = language
        self._hints = hints
        self._sound = bytearray()
        self._fed_bytes = 0
        self._known: tuple[int, Transcript] | None = None
        self._closed = False

    def feed(self, pcm16: bytes) -> None:
        self._fed_bytes += len(pcm16)
        self._sound += pcm16
        if len(self._sound) > LONGEST_UTTERANCE_BYTES * 2:
            del self._sound[:-LONGEST_UTTERANCE_BYTES]

    def text(self) -> Awaitable[Transcript]:
        return self._text(self._fed_bytes, bytes(self._sound))

    async def _text(self, fed_bytes: int, sound: bytes) -> Transcript:
        if self._closed:
            raise EngineError("this utterance is closed")
        if self._known is not None and self._known[0] == fed_bytes:
            return self._known[1]
        if not sound:
            return Transcript("", self._language or LANGUAGES[0], confidence=0.0)
        transcript = await self._queue.submit(self, lambda: self._recognise(sound, self._language, self._hints))
        self._known = (fed_bytes, transcript)
        return transcript

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._queue.drop(self)
            self._sound.clear()


async def warm_up(stt: WhisperStt) -> None:
    """Decode once, so that the first caller does not wait for what is computed lazily."""
    stream = stt.open(language=None)
    stream.feed(b"\x00\x10\x00\xf0" * TELEPHONE_HZ)
    async with asyncio.timeout(30):
        await stream.text()
    stream.close()
