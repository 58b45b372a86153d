"""A model's answer, waited for no longer than a caller would."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from app.ports.chat_model import ChatEvent, ModelUnavailable, Words


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds of real time."""

    filler_after_s: float = 2.5  # nothing said yet: say that it takes a moment
    give_up_after_s: float = 5.0  # without a first event
    stalled_after_s: float = 3.0  # without a further one: a server that has begun does not pause that long
    tool_filler_after_s: float = 0.7
    sentence_after_s: float = 0.12  # after the last word: what reads like the end of a sentence was one
    turn_s: float = 20.0  # of waiting in all: whatever the model does, a turn ends


@dataclass(slots=True)
class Waited:
    """For a model in one turn, over all its requests; while a sentence is taken away to be spoken nobody waits."""

    seconds: float = 0.0


class Paused:
    """After a word nothing has come for `sentence_after_s`: a tool call is being written, or the model thinks."""


class TakesLong:
    """The answer is `filler_after_s` old, whether or not a beginning of it has come."""


async def patiently(
    events: AsyncGenerator[ChatEvent, None], patience: Patience, waited: Waited
) -> AsyncGenerator[ChatEvent | Paused | TakesLong, None]:
    """The events as they come, a Paused after words that nothing follows, and one TakesLong. Adds to `waited`.

    Raises ModelUnavailable("late").
    """
    loop = asyncio.get_running_loop()
    deadline = loop.time() + patience.give_up_after_s
    filler_at: float | None = loop.time() + patience.filler_after_s
    pause_at: float | None = None
    coming: asyncio.Future[ChatEvent | None] | None = None
    try:
        while True:
            coming = coming or asyncio.ensure_future(_next(events))
            since = loop.time()
            deadline = min(deadline, since + patience.turn_s - waited.seconds)
            until = min(at for at in (filler_at, pause_at, deadline) if at is not None)
            done, _ = await asyncio.wait({coming}, timeout=max(0.0, until - since))
            waited.seconds += loop.time() - since
            if not done and pause_at is not None and pause_at <= loop.time() < deadline:
                pause_at = None
                yield Paused()
                continue
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
            pause_at = loop.time() + patience.sentence_after_s if isinstance(event, Words) else None
    finally:
        if coming is not None and not coming.done():
            coming.cancel()
            await asyncio.wait({coming})  # a cancelled request closes its connection, which takes no time
        await events.aclose()


async def _next(events: AsyncGenerator[ChatEvent, None]) -> ChatEvent | None:
    return await anext(events, None)
