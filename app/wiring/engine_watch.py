"""Whether the speech engines can take the next call, as their last answers and a check of our own tell.

Decision: two failures in a row, whichever calls they belong to, or two checks that fail, and new calls go to people
until a check succeeds; the check speaks and hears for real, so that a model that loads and then raises is found as well
as a machine that is too busy. Calls that run go on: each has its own way out (keys, then a person). Alternative: count
on calls alone. Nobody would find out that the engines are back, since no call reaches them any more. Engines that could
not be loaded at the start are the same case: no call is given to them until a check succeeds.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import structlog

from app.telephony.calls_in_progress import CallsInProgress
from app.wiring.speech import Speech
from voice.engines.protocols import EngineError
from voice.engines.watched import Stage, WatchedStt, WatchedTts

log = structlog.get_logger(__name__)

FAILURES_IN_A_ROW = 2
CHECK_WITHIN_S = 12.0
AGAIN_AFTER_S = 3.0
QUIET_FOR_S = 60.0
"""So long after the last look the engines are looked at again, whether anybody calls or not."""


@dataclass(slots=True)
class EngineWatch:
    """`check` raises EngineError when the engines do not answer."""

    calls: CallsInProgress
    check: Callable[[], Awaitable[None]]
    within_s: float = CHECK_WITHIN_S
    _failures: Counter[Stage] = field(default_factory=Counter)
    _doubted: asyncio.Event = field(default_factory=asyncio.Event)
    _missed: int = 0  # looks in a row

    def note(self, stage: Stage, well: bool) -> None:
        self._failures[stage] = 0 if well else self._failures[stage] + 1
        if self._failures[stage] >= FAILURES_IN_A_ROW and self.calls.engines_ready:
            log.error("engines_not_ready", stage=stage, failures=self._failures[stage])
            self.calls.engines_ready = False
            self._doubted.set()

    async def look(self) -> bool:
        """Whether the engines answer now; new calls are given to them or kept from them accordingly."""
        try:
            async with asyncio.timeout(self.within_s):
                await self.check()
        except (EngineError, TimeoutError) as error:
            self._missed += 1
            if self.calls.engines_ready and self._missed >= FAILURES_IN_A_ROW:
                log.error("engines_not_ready", why=type(error).__name__)
                self.calls.engines_ready = False
            return False
        if not self.calls.engines_ready:
            log.info("engines_ready_again")
        self._failures.clear()
        self._missed = 0
        self.calls.engines_ready = True
        return True

    async def keep_looking(self, *, again_after_s: float = AGAIN_AFTER_S, quiet_for_s: float = QUIET_FOR_S) -> None:
        """At once when calls failed, soon when the last look did, else now and then."""
        while True:
            wait_s = again_after_s if self._missed or not self.calls.engines_ready else quiet_for_s
            try:
                async with asyncio.timeout(wait_s):
                    await self._doubted.wait()
            except TimeoutError:
                pass
            self._doubted.clear()
            await self.look()


@asynccontextmanager
async def watched(loaded: Speech, calls: CallsInProgress) -> AsyncIterator[Speech]:
    """The same speech, looked after while this lasts. Speech that cannot be checked is taken as it is."""
    if loaded.check is None:
        yield loaded
        return
    watch = EngineWatch(calls, loaded.check)
    calls.engines_ready = loaded.fault is None
    engines = replace(
        loaded.engines, stt=WatchedStt(loaded.engines.stt, watch.note), tts=WatchedTts(loaded.engines.tts, watch.note)
    )
    looking = asyncio.create_task(watch.keep_looking(), name="watch the speech engines")
    try:
        yield replace(loaded, engines=engines)
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
