"""A thread in which an engine speaks for all calls, sentence after sentence, handing over each piece as it is ready."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import suppress
from queue import SimpleQueue
from threading import Event, Thread

from voice.engines.protocols import EngineError, SpeechChunk

Speak = Callable[[], Iterator[SpeechChunk]]
_Piece = SpeechChunk | EngineError | None


class SpeakingThread:
    """`stream` may be used from any event loop. Raises EngineError (retryable) when `limit` sentences are waiting."""

    def __init__(self, name: str, *, limit: int = 64) -> None:
        self._name = name
        self._limit = limit
        self._sentences: SimpleQueue[_Sentence | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    async def stream(self, speak: Speak) -> AsyncGenerator[SpeechChunk, None]:
        if not self._thread.is_alive():
            raise EngineError(f"{self._name} has been stopped")
        if self._sentences.qsize() >= self._limit:
            raise EngineError(f"{self._name} has too much to say", retryable=True)
        sentence = _Sentence(speak)
        self._sentences.put(sentence)
        try:
            while (piece := await sentence.pieces.get()) is not None:
                if isinstance(piece, EngineError):
                    raise piece
                yield piece
        finally:
            sentence.unwanted.set()

    def stop(self) -> None:
        """The sentence that is being spoken is cut off at its next piece."""
        self._sentences.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (sentence := self._sentences.get()) is not None:
            if sentence.unwanted.is_set():
                continue
            try:
                for chunk in sentence.speak():
                    if sentence.unwanted.is_set():
                        break
                    sentence.hand_over(chunk)
            except EngineError as error:
                sentence.hand_over(error)
            except Exception as broken:  # whatever an engine throws becomes ours here
                ours = EngineError(f"{self._name} failed: {type(broken).__name__}: {broken}")
                ours.__cause__ = broken
                sentence.hand_over(ours)
            else:
                sentence.hand_over(None)
        while not self._sentences.empty():
            if (left := self._sentences.get()) is not None:
                left.hand_over(EngineError(f"{self._name} has been stopped"))


class _Sentence:
    def __init__(self, speak: Speak) -> None:
        self.speak = speak
        self.loop = asyncio.get_running_loop()
        self.pieces: asyncio.Queue[_Piece] = asyncio.Queue()
        self.unwanted = Event()

    def hand_over(self, piece: _Piece) -> None:
        with suppress(RuntimeError):  # that loop is closed: nobody listens any more
            self.loop.call_soon_threadsafe(self.pieces.put_nowait, piece)
