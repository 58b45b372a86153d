"""A voice that may come later than its server: until it is loaded it refuses at once, and the next voice speaks.

Decision: a voice that does not start (a damaged file, a program that dies or stands still) keeps no call from the
assistant. The plain voice speaks in its place, the voice is tried again and again, and what was spoken meanwhile to be
remembered is spoken anew once it is here: a call never changes its voice for good because of one bad start. `fault`
says why it is missing, for the log, `vorzimmer doctor` and whoever runs the server.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Coroutine
from contextlib import aclosing
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Protocol

import structlog
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_exponential
from tenacity.wait import wait_base

from voice.contract import Language
from voice.engines.protocols import EngineError, SpeechChunk, TextToSpeech, TtsAbilities
from voice.engines.wrappers import CachingTts, closable

AGAIN_AFTER = wait_exponential(multiplier=5, max=60)

log = structlog.get_logger(__name__)


class StoppableTts(TextToSpeech, Protocol):
    def stop(self) -> None: ...


@dataclass(slots=True)
class LateVoice:
    """Implements TextToSpeech for one language. `load` blocks, and raises EngineError.

    `tried` is set once it is known whether the first try failed, `here` when there is a voice.
    """

    name: str
    language: Language
    load: Callable[[], StoppableTts]
    fault: str | None = "it is still being loaded"
    tried: asyncio.Event = field(default_factory=asyncio.Event)
    here: asyncio.Event = field(default_factory=asyncio.Event)
    _voice: StoppableTts | None = None
    _stopped: bool = False
    _lock: Lock = field(default_factory=Lock)

    @property
    def abilities(self) -> TtsAbilities:
        return TtsAbilities(languages=(self.language,))

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        if self._voice is None:
            raise EngineError(f"the voice {self.name} is not here: {self.fault}", retryable=True)
        async with aclosing(closable(self._voice.synthesize(text, language=language))) as chunks:
            async for chunk in chunks:
                yield chunk

    async def keep_loading(self, again_after: wait_base) -> None:
        """Until it is here."""
        retrying = AsyncRetrying(retry=retry_if_exception_type(EngineError), wait=again_after, before_sleep=self._told)
        await retrying(asyncio.to_thread, self._load)
        if self.tried.is_set():
            log.info("voice_loaded", voice=self.name)
        self.fault = None
        self.here.set()
        self.tried.set()

    def stop(self) -> None:
        """Blocks for as long as the voice takes to end; a try that still runs ends its voice itself."""
        with self._lock:
            self._stopped = True
            voice, self._voice = self._voice, None
        if voice is not None:
            voice.stop()

    def _load(self) -> None:
        try:
            voice = self.load()
        except EngineError:
            raise
        except Exception as broken:  # whatever the libraries raise when memory or a file fails them
            why = f"{type(broken).__name__} {broken}".rstrip()
            raise EngineError(f"the voice {self.name} cannot be loaded: {why}") from broken
        with self._lock:
            unwanted = self._stopped
            if not unwanted:
                self._voice = voice
        if unwanted:
            voice.stop()

    def _told(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome is not None else None
        self.fault = str(error)
        wait_s = state.next_action.sleep if state.next_action is not None else 0.0
        log.error(
            "voice_not_loaded",
            voice=self.name,
            why=self.fault,
            tries=state.attempt_number,
            again_in_s=round(wait_s, 1),
        )
        self.tried.set()


@dataclass(slots=True)
class LateVoices:
    """All voices beside the plain one, from their first try until `leave`."""

    voices: tuple[LateVoice, ...]
    again_after: wait_base = AGAIN_AFTER
    _tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def speaks_all(self, languages: Collection[Language]) -> bool:
        """Whether no other voice is needed."""
        return {voice.language for voice in self.voices if voice.fault is None} >= set(languages)

    @property
    def faults(self) -> dict[str, str]:
        """Why a voice is missing, by its name."""
        return {voice.name: voice.fault for voice in self.voices if voice.fault is not None}

    async def first_tries(self, *, within_s: float) -> None:
        """Voices that take longer, or fail, are loaded on beside the calls."""
        for voice in self.voices:
            self._begin(voice.keep_loading(self.again_after), f"load the voice {voice.name}")
        try:
            async with asyncio.timeout(within_s):
                for voice in self.voices:
                    await voice.tried.wait()
        except TimeoutError:
            log.error("voices_still_loading", waited_s=within_s, voices=sorted(self.faults))

    def renew_when_here(self, tts: CachingTts) -> None:
        """What another voice was remembered saying in place of these is spoken anew."""
        for voice in self.voices:
            if voice.fault is not None:
                self._begin(_renew_when_here(voice, tts), f"wait for the voice {voice.name}")

    async def leave(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for voice in self.voices:
            await asyncio.to_thread(voice.stop)

    def _begin(self, work: Coroutine[Any, Any, None], name: str) -> None:
        self._tasks.append(asyncio.create_task(work, name=name))


async def _renew_when_here(voice: LateVoice, tts: CachingTts) -> None:
    await voice.here.wait()
    await tts.renew(voice.language)
