"""Work of many calls for a few threads: bounded, in turn, the newest of a call in place of its older one.

Decision: a key (one utterance) has at most one job waiting. Asking again while it waits replaces what is to be done and
all who asked get the newest answer; asking while it runs queues one more. Keys take turns in the order of their first
asking. A job that nobody waits for any more is dropped before it starts; one that runs is run to its end.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from functools import partial
from threading import Condition, Thread
from typing import Generic, TypeVar

from voice.engines.protocols import EngineError

T = TypeVar("T")


class _Job(Generic[T]):
    __slots__ = ("futures", "work")

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.futures: list[asyncio.Future[T]] = []


class WorkQueue(Generic[T]):
    """`workers` threads named `name`. When `limit` keys are waiting, the next one gets a retryable EngineError."""

    def __init__(self, name: str, *, workers: int = 1, limit: int = 64) -> None:
        self._limit = limit
        self._waiting: OrderedDict[Hashable, _Job[T]] = OrderedDict()
        self._changed = Condition()
        self._stopping = False
        self._name = name
        self._threads = [Thread(target=self._work, name=f"{name} {nth}", daemon=True) for nth in range(workers)]
        for thread in self._threads:
            thread.start()

    def __len__(self) -> int:
        return len(self._waiting)

    def submit(self, key: Hashable, work: Callable[[], T]) -> "asyncio.Future[T]":
        """Call on an event loop; `work` runs in a thread and may raise EngineError."""
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        with self._changed:
            if self._stopping:
                future.set_exception(EngineError(f"{self._name} has been stopped"))
                return future
            job = self._waiting.get(key)
            if job is None:
                if len(self._waiting) >= self._limit:
                    future.set_exception(EngineError(f"{self._name} has too much to do", retryable=True))
                    return future
                job = self._waiting[key] = _Job(work)
            job.work = work
            job.futures.append(future)
            self._changed.notify()
        return future

    def drop(self, key: Hashable) -> None:
        """Forget what waits under this key; those who asked are cancelled."""
        with self._changed:
            job = self._waiting.pop(key, None)
        for future in job.futures if job else ():
            future.cancel()

    def stop(self) -> None:
        """What runs is finished, what waits fails. Returns when the threads are gone."""
        with self._changed:
            self._stopping = True
            left = list(self._waiting.values())
            self._waiting.clear()
            self._changed.notify_all()
        for job in left:
            _fail(job, EngineError(f"{self._name} has been stopped"))
        for thread in self._threads:
            thread.join()

    def _work(self) -> None:
        while (job := self._next()) is not None:
            try:
                result = job.work()
            except EngineError as error:
                _fail(job, error)
            except Exception as broken:  # whatever an engine throws becomes ours here
                ours = EngineError(f"{self._name} failed: {type(broken).__name__}: {broken}")
                ours.__cause__ = broken
                _fail(job, ours)
            else:
                for future in job.futures:
                    _on_its_loop(future, partial(future.set_result, result))

    def _next(self) -> _Job[T] | None:
        with self._changed:
            while True:
                while self._waiting:
                    _, job = self._waiting.popitem(last=False)
                    if not all(future.cancelled() for future in job.futures):
                        return job
                if self._stopping:
                    return None
                self._changed.wait()


def _fail(job: _Job[T], error: EngineError) -> None:
    for future in job.futures:
        _on_its_loop(future, partial(future.set_exception, error))


def _on_its_loop(future: "asyncio.Future[T]", answer: Callable[[], None]) -> None:
    def unless_done() -> None:
        if not future.done():
            answer()

    # A closed loop refuses: nobody waits there any more.
    with suppress(RuntimeError):
        future.get_loop().call_soon_threadsafe(unless_done)
