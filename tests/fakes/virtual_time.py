"""An event loop whose clock jumps: thirty seconds of call pass as fast as its callbacks run, in a fixed order."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _JumpingSelector(selectors.SelectSelector):
    def __init__(self, loop: "VirtualTimeLoop") -> None:
        super().__init__()
        self._loop = loop

    def select(self, timeout: float | None = None) -> Any:
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise RuntimeError("every task waits for something that will never happen")
            self._loop.now += max(0.0, timeout)
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.now = 0.0
        super().__init__(_JumpingSelector(self))

    def time(self) -> float:
        return self.now

    def run_in_executor(  # type: ignore[override]
        self, executor: Any, work: Callable[..., T], *arguments: Any
    ) -> "asyncio.Future[T]":
        """At once: what a thread computes takes no virtual time, and ends in a fixed order."""
        done: asyncio.Future[T] = self.create_future()
        try:
            done.set_result(work(*arguments))
        except Exception as error:
            done.set_exception(error)
        return done


def run_virtual(work: Coroutine[Any, Any, T]) -> T:
    """Run to the end in virtual time; fails when a task is left over."""
    loop = VirtualTimeLoop()
    try:
        outcome = loop.run_until_complete(work)
        left = [task.get_name() for task in asyncio.all_tasks(loop)]
        assert not left, f"tasks left over: {left}"
        return outcome
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
