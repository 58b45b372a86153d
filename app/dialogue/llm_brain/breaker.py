"""Leaves a failing model alone for a while, for all calls of this server at once.

closed: requests pass; after some failures in a row it opens. open: none pass, each caller is answered by the built-in
brain without waiting. When the rest is over one request is let through as a trial: it closes the breaker, or opens it
for twice as long. Our own, because the libraries of this kind read the machine's clock and none takes ours.
"""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from app.ports.chat_model import ChatEvent, ChatModel, ChatRequest, Finished, ModelUnavailable
from app.ports.clock import Clock

log = structlog.get_logger()


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    TRYING = "trying"


@dataclass(frozen=True, slots=True)
class BreakerRules:
    failures_to_open: int = 3
    rest: timedelta = timedelta(seconds=20)
    longest_rest: timedelta = timedelta(minutes=5)
    late_after: timedelta = timedelta(seconds=2.5)  # without an event: whoever waited has given the answer up


@dataclass(slots=True)
class Breaker:
    """Pure: told the time with every question."""

    rules: BreakerRules = field(default_factory=BreakerRules)
    state: BreakerState = BreakerState.CLOSED
    _failures: int = 0
    _rest: timedelta = timedelta(0)
    _until: datetime | None = None

    def may_pass(self, now: datetime) -> bool:
        if self.state is BreakerState.CLOSED:
            return True
        if self.state is BreakerState.OPEN and self._until is not None and now >= self._until:
            self.state = BreakerState.TRYING
            return True
        return False

    def succeeded(self) -> None:
        self.state, self._failures, self._rest, self._until = BreakerState.CLOSED, 0, timedelta(0), None

    def failed(self, now: datetime, *, for_good: bool = False) -> None:
        """`for_good`: repeating cannot help (a wrong key), so one is enough."""
        self._failures += 1
        tried = self.state is BreakerState.TRYING
        if tried or for_good or self._failures >= self.rules.failures_to_open:
            self._rest = min(self._rest * 2 or self.rules.rest, self.rules.longest_rest)
            self.state, self._until = BreakerState.OPEN, now + self._rest

    def abandoned(self, now: datetime) -> None:
        """A trial that nobody waited for says nothing: the next request is the trial."""
        if self.state is BreakerState.TRYING:
            self.state, self._until = BreakerState.OPEN, now


class BreakingChatModel:
    """A `ChatModel` behind a breaker; shared by all calls."""

    def __init__(self, model: ChatModel, clock: Clock, rules: BreakerRules | None = None) -> None:
        self._model = model
        self._clock = clock
        self.breaker = Breaker(rules or BreakerRules())

    @property
    def name(self) -> str:
        return self._model.name

    async def reply(self, request: ChatRequest) -> AsyncGenerator[ChatEvent, None]:
        if not self.breaker.may_pass(self._clock.now()):
            raise ModelUnavailable("resting")
        settled, latest = False, self._clock.now()
        try:
            async with aclosing(self._model.reply(request)) as events:
                async for event in events:
                    if isinstance(event, Finished):
                        settled = True
                        self.breaker.succeeded()
                    yield event
                    latest = self._clock.now()
        except ModelUnavailable as error:
            settled = True
            self._failed(error.reason, for_good=error.reason == "unauthorized")
            raise
        finally:
            if not settled and self._clock.now() - latest >= self.breaker.rules.late_after:
                self._failed("late", for_good=False)
            elif not settled:
                self.breaker.abandoned(self._clock.now())  # the caller interrupted, or enough was said

    def _failed(self, reason: str, *, for_good: bool) -> None:
        before = self.breaker.state
        self.breaker.failed(self._clock.now(), for_good=for_good)
        if self.breaker.state is BreakerState.OPEN and before is not BreakerState.OPEN:
            log.warning("model_rests", reason=reason)
