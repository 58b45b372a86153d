"""What engines are wrapped in: deadlines, a second choice, a choice by language, a memory. Each keeps the Protocol."""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping
from contextlib import aclosing
from typing import cast

from voice.audio.frames import duration_ms
from voice.contract import Language
from voice.engines.protocols import (
    EngineError,
    SpeechChunk,
    SpeechToText,
    SpokenWord,
    SttAbilities,
    SttStream,
    TextToSpeech,
    Transcript,
    TtsAbilities,
)

_WORD_BYTES = 100
"""What a word and its end take in the memory, roughly."""


class DeadlineStt:
    """An answer that takes longer than `deadline_s` is an EngineError that may be retried."""

    def __init__(self, stt: SpeechToText, *, deadline_s: float) -> None:
        self._stt = stt
        self._deadline_s = deadline_s

    @property
    def abilities(self) -> SttAbilities:
        return self._stt.abilities

    def open(self, *, language: Language | None, hints: tuple[str, ...] = ()) -> SttStream:
        return _DeadlineStream(self._stt.open(language=language, hints=hints), self._deadline_s)


class _DeadlineStream:
    def __init__(self, stream: SttStream, deadline_s: float) -> None:
        self._stream = stream
        self._deadline_s = deadline_s
        self.feed = stream.feed
        self.close = stream.close

    def text(self) -> Awaitable[Transcript]:
        return self._text(self._stream.text())

    async def _text(self, answer: Awaitable[Transcript]) -> Transcript:
        try:
            async with asyncio.timeout(self._deadline_s):
                return await answer
        except TimeoutError as late:
            raise EngineError(f"no text after {self._deadline_s:g} s", retryable=True) from late


class DeadlineTts:
    """`first_s` until there is sound, then `next_s` for each further piece."""

    def __init__(self, tts: TextToSpeech, *, first_s: float, next_s: float) -> None:
        self._tts = tts
        self._first_s = first_s
        self._next_s = next_s

    @property
    def abilities(self) -> TtsAbilities:
        return self._tts.abilities

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        async with aclosing(closable(self._tts.synthesize(text, language=language))) as chunks:
            within_s = self._first_s
            while True:
                try:
                    async with asyncio.timeout(within_s):
                        chunk = await anext(chunks, None)
                except TimeoutError as late:
                    raise EngineError(f"no sound after {within_s:g} s", retryable=True) from late
                if chunk is None:
                    return
                yield chunk
                within_s = self._next_s


class FallbackTts:
    """The first engine that speaks. One that fails in mid-sentence leaves the rest of it to the next."""

    def __init__(self, *choices: TextToSpeech) -> None:
        if not choices:
            raise ValueError("a fallback needs at least one engine")
        self._choices = choices

    @property
    def abilities(self) -> TtsAbilities:
        languages = dict.fromkeys(language for tts in self._choices for language in tts.abilities.languages)
        return TtsAbilities(languages=tuple(languages))

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        able = [tts for tts in self._choices if language in tts.abilities.languages]
        refused: EngineError | None = None
        spoken_words = spoken_ms = 0
        for tts in able:
            rest, began_ms = " ".join(text.split()[spoken_words:]), spoken_ms
            if spoken_words and not rest:
                return
            try:
                async with aclosing(closable(tts.synthesize(rest or text, language=language))) as chunks:
                    async for chunk in chunks:
                        spoken_words += len(chunk.words)
                        spoken_ms += duration_ms(chunk.pcm16)
                        yield _later(chunk, began_ms)
            except EngineError as error:
                refused = error
            else:
                return
        raise refused or EngineError(f"no voice for {language}")


def _later(chunk: SpeechChunk, by_ms: int) -> SpeechChunk:
    if not by_ms:
        return chunk
    return SpeechChunk(chunk.pcm16, tuple(SpokenWord(word.text, word.end_ms + by_ms) for word in chunk.words))


class LanguageTts:
    """One engine for each language."""

    def __init__(self, voices: Mapping[Language, TextToSpeech]) -> None:
        self._voices = dict(voices)

    @property
    def abilities(self) -> TtsAbilities:
        return TtsAbilities(languages=tuple(self._voices))

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        tts = self._voices.get(language)
        if tts is None:
            raise EngineError(f"no voice for {language}")
        async with aclosing(closable(tts.synthesize(text, language=language))) as chunks:
            async for chunk in chunks:
                yield chunk


class CachingTts:
    """Remembers whole sentences up to `limit_bytes`, forgetting those not heard for longest; `warm` ones stay."""

    def __init__(self, tts: TextToSpeech, *, limit_bytes: int = 32 * 1024 * 1024) -> None:
        self._tts = tts
        self._limit_bytes = limit_bytes
        self._kept: dict[tuple[str, Language], tuple[SpeechChunk, ...]] = {}
        self._recent: OrderedDict[tuple[str, Language], tuple[SpeechChunk, ...]] = OrderedDict()
        self.used_bytes = 0

    @property
    def abilities(self) -> TtsAbilities:
        return self._tts.abilities

    async def synthesize(self, text: str, *, language: Language) -> AsyncIterator[SpeechChunk]:
        known = self._known((text, language))
        if known is not None:
            for chunk in known:
                yield chunk
            return
        spoken: list[SpeechChunk] = []
        async with aclosing(closable(self._tts.synthesize(text, language=language))) as chunks:
            async for chunk in chunks:
                spoken.append(chunk)
                yield chunk
        self._remember((text, language), tuple(spoken))

    async def warm(self, phrases: Iterable[tuple[str, Language]]) -> None:
        """Speak these once and never forget them; what cannot be said now is tried again when it is needed."""
        for text, language in phrases:
            if (text, language) in self._kept:
                continue
            try:
                spoken = tuple([chunk async for chunk in self._tts.synthesize(text, language=language)])
            except EngineError:
                continue
            self._kept[text, language] = spoken

    async def renew(self, language: Language) -> None:
        """Speak anew what is remembered in this language: another voice speaks it now. Until then the old one does."""
        for key in [key for key in self._recent if key[1] == language]:
            self.used_bytes -= _size_bytes(self._recent.pop(key))
        for text in [text for text, spoken_in in self._kept if spoken_in == language]:
            try:
                spoken = tuple([chunk async for chunk in self._tts.synthesize(text, language=language)])
            except EngineError:
                continue
            self._kept[text, language] = spoken

    def _known(self, key: tuple[str, Language]) -> tuple[SpeechChunk, ...] | None:
        if key in self._kept:
            return self._kept[key]
        if key in self._recent:
            self._recent.move_to_end(key)
            return self._recent[key]
        return None

    def _remember(self, key: tuple[str, Language], spoken: tuple[SpeechChunk, ...]) -> None:
        if key in self._recent or not spoken:
            return
        self._recent[key] = spoken
        self.used_bytes += _size_bytes(spoken)
        while self.used_bytes > self._limit_bytes:
            _, forgotten = self._recent.popitem(last=False)
            self.used_bytes -= _size_bytes(forgotten)


def _size_bytes(chunks: tuple[SpeechChunk, ...]) -> int:
    return sum(len(chunk.pcm16) + _WORD_BYTES * len(chunk.words) for chunk in chunks)


class _Closable:
    """Gives an iterator without `aclose` an empty one, so that every engine can be closed alike."""

    def __init__(self, chunks: AsyncIterator[SpeechChunk]) -> None:
        self._chunks = chunks

    def __aiter__(self) -> AsyncIterator[SpeechChunk]:
        return self

    async def __anext__(self) -> SpeechChunk:
        return await anext(self._chunks)

    async def aclose(self) -> None:
        close = getattr(self._chunks, "aclose", None)
        if close is not None:
            await cast("Awaitable[None]", close())


def closable(chunks: AsyncIterator[SpeechChunk]) -> _Closable:
    return _Closable(chunks)
