"""A model's answer, waited for no longer than a caller would."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from app.ports.chat_model import ChatEvent, ModelUnavailable


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds of real time."""

    filler_after_s: float = 2.5  # nothing yet: say that it takes a moment
    give_up_after_s: float = 5.0  # without a first event, or without a further one
    tool_filler_after_s: float = 0.7
    turn_s: float = 20.0  # whatever the model does, a turn ends


class TakesLong:
    """Nothing has come for `filler_after_s`."""


async def patiently(
    events: AsyncGenerator[ChatEvent, None], patience: Patience
) -> AsyncGenerator[ChatEvent | TakesLong, None]:
    """The events as they come, with one TakesLong when the first keeps us waiting. Raises ModelUnavailable("late")."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience.give_up_after_s
    filler_at: float | None = loop.time() + patience.filler_after_s
    coming: asyncio.Future[ChatEvent | None] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(_next(events))
            until = deadline if filler_at is None else min(filler_at, deadline)
            done, _ = await asyncio.wait({coming}, timeout=max(0.0, until - loop.time()))
            if not done and filler_at is not None and loop.time() < deadline:
                filler_at = None
                yield TakesLong()
                continue
            if not done:
                raise ModelUnavailable("late")
            event, coming, filler_at = coming.result(), None, None
            if event is None:
                return
            yield event
            deadline = loop.time() + patience.give_up_after_s
    finally:
        if coming is not None and not coming.done():
            coming.cancel()
            await asyncio.wait({coming})  # a cancelled request closes its connection, which takes no time
        await events.aclose()


async def _next(events: AsyncGenerator[ChatEvent, None]) -> ChatEvent | None:
    return await anext(events, None)
