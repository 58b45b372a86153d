"""A model's answer, waited for no longer than a caller would."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from app.ports.chat_model import ChatEvent, ModelUnavailable


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds of real time."""

    filler_after_s: float = 2.5  # nothing said yet: say that it takes a moment
    give_up_after_s: float = 5.0  # without a first event
    stalled_after_s: float = 3.0  # without a further one: a server that has begun does not pause that long
    tool_filler_after_s: float = 0.7
    turn_s: float = 20.0  # of waiting in all: whatever the model does, a turn ends


@dataclass(slots=True)
class Waited:
    """For a model in one turn, over all its requests; while a sentence is taken away to be spoken nobody waits."""

    seconds: float = 0.0


class TakesLong:
    """The answer is `filler_after_s` old, whether or not a beginning of it has come."""


async def patiently(
    events: AsyncGenerator[ChatEvent, None], patience: Patience, waited: Waited
) -> AsyncGenerator[ChatEvent | TakesLong, None]:
    """The events as they come, and one TakesLong. Adds to `waited`. Raises ModelUnavailable("late")."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience.give_up_after_s
    filler_at: float | None = loop.time() + patience.filler_after_s
    coming: asyncio.Future[ChatEvent | None] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(_next(events))
            since = loop.time()
            deadline = min(deadline, since + patience.turn_s - waited.seconds)
            until = deadline if filler_at is None else min(filler_at, deadline)
            done, _ = await asyncio.wait({coming}, timeout=max(0.0, until - since))
            waited.seconds += loop.time() - since
            if filler_at is not None and filler_at <= loop.time() < deadline:
                filler_at = None
                yield TakesLong()
                continue
            if not done:
                raise ModelUnavailable("late")
            event, coming = coming.result(), None
            if event is None:
                return
            yield event
            deadline = loop.time() + patience.stalled_after_s
    finally:
        if coming is not None and not coming.done():
            coming.cancel()
            await asyncio.wait({coming})  # a cancelled request closes its connection, which takes no time
        await events.aclose()


async def _next(events: AsyncGenerator[ChatEvent, None]) -> ChatEvent | None:
    return await anext(events, None)
