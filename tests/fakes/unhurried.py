"""An event loop whose clock stands still while this program computes.

For whole calls on any machine: time passes only while the loop waits and no thread of the program, nor of its children,
computes, waits for a processor or for a disk. So what engines need takes no time, however slow or busy the machine is,
and pauses, deadlines and answers keep their proportions. What passes may pass faster than by the clock on the wall.
Linux alone tells what threads are doing; elsewhere the clock is the ordinary one.
"""

import asyncio
import os
import selectors
from collections.abc import Coroutine
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import get_native_id
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")
PACE = 8.0
"""Seconds for one on the wall, while everybody waits. What sleeps by the wall's clock (a database that waits for a
lock) then seems to sleep that much longer."""

LOOKS_EVERY_S = 0.005
LEAST_PASSING = 0.01  # of the time in which others compute: whoever computes for ever stops no clock for ever
SAME_MOMENT_S = 1e-6
_BUSY = frozenset({b"R", b"D"})  # runs or is ready to; waits for a disk
_NS = 1_000_000_000
_TOLD_BY_KERNEL = tuple(Path("/proc/thread-self", name) for name in ("stat", "schedstat", "children"))


class UnhurriedLoop(asyncio.SelectorEventLoop):
    def __init__(self, pace: float = PACE) -> None:
        self._patience = _PatientSelector(pace)
        super().__init__(self._patience)

    def time(self) -> float:
        return self._patience.passed_s


def run_unhurried(work: Coroutine[Any, Any, T], *, pace: float = PACE) -> T:
    """`pace` 1.0 beside a child that has the ordinary clock: it is given time, and never hurried."""
    with asyncio.Runner(loop_factory=partial(UnhurriedLoop, pace)) as runner:
        return runner.run(work)


class _PatientSelector(selectors.DefaultSelector):
    def __init__(self, pace: float) -> None:
        super().__init__()
        self.passed_s = 0.0
        self._pace = pace if all(path.exists() for path in _TOLD_BY_KERNEL) else 1.0
        self._others = _Others()

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        ready = super().select(0)
        left_s = float("inf") if timeout is None else timeout
        while not ready and left_s > SAME_MOMENT_S:
            look_s = min(LOOKS_EVERY_S, left_s / self._pace)
            began_s = monotonic()
            ready = super().select(look_s)
            waited_s = min(monotonic() - began_s, look_s)  # nobody let us go on: that is not the time's fault
            passed_s = max(waited_s - self._others.busy_s(), waited_s * LEAST_PASSING) * self._pace
            self.passed_s += min(passed_s, left_s)
            left_s -= passed_s
        if not ready and left_s <= SAME_MOMENT_S:
            self.passed_s += max(0.0, left_s)
        return ready

    def close(self) -> None:
        self._others.close()
        super().close()


@dataclass(slots=True)
class _Thread:
    """Three files that the kernel writes anew at each reading."""

    state_fd: int
    spent_fd: int
    children_fd: int
    spent_ns: int = 0

    def spent_since_s(self) -> float:
        """Computed, or waited for a processor: told of a wait only once it is over."""
        computed, waited, *_ = os.pread(self.spent_fd, 100, 0).split()
        before, self.spent_ns = self.spent_ns, int(computed) + int(waited)
        return (self.spent_ns - before) / _NS

    def is_busy(self) -> bool:
        """The state is a letter behind the name, which may have brackets and blanks in it."""
        return os.pread(self.state_fd, 100, 0).rpartition(b")")[2].split(None, 1)[0] in _BUSY

    def children(self) -> list[int]:
        return [int(pid) for pid in os.pread(self.children_fd, 1000, 0).split()]

    def close(self) -> None:
        for one in (self.state_fd, self.spent_fd, self.children_fd):
            os.close(one)


class _Others:
    """The threads of this program, but for the one that made this, and those of its children."""

    def __init__(self) -> None:
        self._own = get_native_id()
        self._known: dict[tuple[int, int], _Thread] = {}

    def busy_s(self) -> float:
        """How long they have computed, or waited to, since this was last asked; infinite when one does right now."""
        spent_s, at_it = 0.0, False
        families, seen = [os.getpid()], set()
        for pid in families:  # children are added on the way
            for tid in _threads_of(pid):
                place = pid, tid
                try:
                    thread = self._known.get(place) or self._meet(place)
                    families += thread.children()
                    if tid != self._own:
                        spent_s += thread.spent_since_s()
                        at_it = thread.is_busy() or at_it
                except OSError:
                    continue  # it has ended
                seen.add(place)
        for gone in self._known.keys() - seen:
            self._known.pop(gone).close()
        return float("inf") if at_it else spent_s

    def close(self) -> None:
        while self._known:
            self._known.popitem()[1].close()

    def _meet(self, place: tuple[int, int]) -> _Thread:
        folder = f"/proc/{place[0]}/task/{place[1]}"
        opened: list[int] = []
        try:
            for path in _TOLD_BY_KERNEL:
                opened.append(os.open(f"{folder}/{path.name}", os.O_RDONLY))  # noqa: PERF401  closed where one is missing
        except OSError:
            for one in opened:
                os.close(one)
            raise
        thread = self._known[place] = _Thread(*opened)
        thread.spent_since_s()
        return thread


def _threads_of(pid: int) -> list[int]:
    try:
        return [int(name) for name in os.listdir(f"/proc/{pid}/task")]  # noqa: PTH208  at each look
    except OSError:
        return []
