"""A server says that it lives, and closes the calls of those that do not.

Decision: another server is dead when its row has not changed for so long while this one looked on without a gap. Its
clock does not count, nor does a time in which nobody could write (a database that was away, a machine that stood
still): after such a time all are given as long again. Alternative: compare its last beat with the clock. After a minute
without a database the first to come back would have closed the calls of all the others. Consequence: what a crash left
open is closed three quarters of a minute after the start and not at once.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from app.domain.errors import VorzimmerError
from app.domain.ids import CallSid
from app.ports.records import CallUpkeep
from app.stores.nodes import BEAT_EVERY, DEAD_AFTER, SqlNodes

log = structlog.get_logger(__name__)

BEAT_S, DEAD_S = BEAT_EVERY.total_seconds(), DEAD_AFTER.total_seconds()
AGAIN_AFTER_S = 2.0
"""After a beat that failed; the database has deadlines of its own. Many tries fit before others think us dead."""

GAP_S = 2 * BEAT_S
"""Longer than this between two looks, or two beats, and time has passed that proves nothing."""

Running = Callable[[], Collection[CallSid]]


@dataclass(slots=True)
class Others:
    """What this server has seen of the rows of all: when each was last found changed, by a clock that never jumps."""

    _changed: dict[str, tuple[datetime, float]] = field(default_factory=dict)
    _looked_s: float | None = None

    def may_live(self, beats: Mapping[str, datetime], *, now_s: float) -> frozenset[str]:
        """Of `beats`, the servers that have not been silent for long enough."""
        if self._looked_s is None or now_s - self._looked_s > GAP_S:
            self._changed = {}
        self._looked_s = now_s
        before = self._changed
        self._changed = {
            node: before[node] if node in before and before[node][0] == beat else (beat, now_s)
            for node, beat in beats.items()
        }
        return frozenset(node for node, (_, since_s) in self._changed.items() if now_s - since_s < DEAD_S)


@asynccontextmanager
async def alive(nodes: SqlNodes, upkeep: CallUpkeep, running: Running = tuple) -> AsyncIterator[None]:
    """From before the first call until after the last. `running` = the calls that this server has a line to."""
    await nodes.beat()
    life = _Life(nodes, upkeep, running)
    await life.close_orphans()
    beating = asyncio.create_task(life.go_on(), name="say that this server lives")
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        try:
            await nodes.leave()
        except VorzimmerError as error:
            log.warning("node_row_left_behind", reason=str(error))


@dataclass(slots=True)
class _Life:
    nodes: SqlNodes
    upkeep: CallUpkeep
    running: Running
    _others: Others = field(default_factory=Others)
    _beat_s: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    async def go_on(self) -> None:
        wait_s = BEAT_S
        while True:
            await asyncio.sleep(wait_s)
            try:
                await self._beat()
                await self.close_orphans()
                wait_s = BEAT_S
            except VorzimmerError as error:
                silent_s = asyncio.get_running_loop().time() - self._beat_s
                tell = log.error if silent_s >= DEAD_S else log.warning
                tell("heartbeat_failed", reason=str(error), silent_s=round(silent_s))
                wait_s = AGAIN_AFTER_S

    async def _beat(self) -> None:
        await self.nodes.beat()
        now_s = asyncio.get_running_loop().time()
        running = self.running() if now_s - self._beat_s > GAP_S else ()  # in so long others may have thought us dead
        if running and (taken := await self.upkeep.take_back(running)):
            log.warning("calls_taken_back", calls=taken)
        self._beat_s = now_s

    async def close_orphans(self) -> None:
        sparing = self._others.may_live(await self.nodes.beats(), now_s=asyncio.get_running_loop().time())
        if orphans := await self.upkeep.close_orphans(sparing=sparing):
            log.warning("calls_closed_after_a_crash", calls=len(orphans))
