"""How a call's tasks live and end, whoever owns its speech: one task group, one reason, nothing left behind."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from voice.contract import EndReason
from voice.line import LineClosed

log = structlog.get_logger()

LEAVE_WITHIN_S = 10.0
VOIDED_GRACE_S = 1.0  # a brain may finish its step when interrupted, so that its state stays whole


@dataclass(frozen=True, slots=True)
class VoiceLimits:
    """Deadlines of one call, in ms of real time."""

    start_within_ms: int = 10_000
    audio_within_ms: int = 10_000


class CallEnded(Exception):  # noqa: N818  how calls end is not an error
    def __init__(self, reason: EndReason) -> None:
        super().__init__(reason)
        self.reason = reason


async def run_call(
    begin: Callable[[asyncio.TaskGroup], None], leave: Callable[[EndReason], Awaitable[None]]
) -> EndReason:
    """Runs the tasks that `begin` starts until one of them ends the call, then `leave` for a bounded time."""
    reason = EndReason.FAILED
    try:
        async with asyncio.TaskGroup() as group:
            begin(group)
    except* CallEnded as ended:
        reason = _first_reason(ended)
    except* LineClosed:
        reason = EndReason.CALLER_HUNG_UP
    except* Exception as broken:  # the call edge: log what broke, the human line takes over
        log.error("call_broke", errors=[type(e).__name__ for e in broken.exceptions], exc_info=broken)
    finally:
        try:
            async with asyncio.timeout(LEAVE_WITHIN_S):
                await leave(reason)
        except TimeoutError:
            log.error("call_not_closed_in_time")
    return reason


def _first_reason(ended: BaseExceptionGroup[CallEnded]) -> EndReason:
    first = ended.exceptions[0]
    while isinstance(first, BaseExceptionGroup):
        first = first.exceptions[0]
    return first.reason


async def until_performed(performing: asyncio.Task[EndReason | None], voided: asyncio.Event) -> EndReason | None:
    """How the call ends with this turn, if it does. Who takes the floor leaves it a moment, then it is cancelled."""
    taken = asyncio.ensure_future(voided.wait())
    try:
        await asyncio.wait({performing, taken}, return_when=asyncio.FIRST_COMPLETED)
        if not performing.done():
            await asyncio.wait({performing}, timeout=VOIDED_GRACE_S)
        if not performing.done():
            performing.cancel()
            await asyncio.wait({performing})
    finally:
        taken.cancel()
        performing.cancel()
    return None if performing.cancelled() else performing.result()
