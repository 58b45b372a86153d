"""How many calls this node has, whether it takes more, and when it is empty."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.domain.ids import CallSid

RINGING_FOR = timedelta(seconds=20)
"""How long a call that was given a stream counts before its stream arrives."""


@dataclass(slots=True)
class CallsInProgress:
    """Counts sockets and the calls that are about to open one. Belongs to one event loop."""

    limit: int
    draining: bool = False
    engines_ready: bool = True
    _ringing: dict[CallSid, datetime] = field(default_factory=dict)
    _streaming: dict[CallSid, Callable[[], None]] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def streaming(self) -> int:
        return len(self._streaming)

    @property
    def running(self) -> tuple[CallSid, ...]:
        return tuple(self._streaming)

    def admit(self, call_sid: CallSid, *, now: datetime) -> bool:
        """Keep a place for this call; False when `refusal` says why not. The same call twice takes one place."""
        self._ringing = {sid: until for sid, until in self._ringing.items() if until > now}
        if call_sid in self._ringing or call_sid in self._streaming:
            return True
        if self.refusal is not None:
            return False
        self._ringing[call_sid] = now + RINGING_FOR
        return True

    @property
    def refusal(self) -> str | None:
        """Why the next call is not taken: draining, engines_not_ready, full; None when it is."""
        if self.draining:
            return "draining"
        if not self.engines_ready:
            return "engines_not_ready"
        return "full" if len(self._ringing) + len(self._streaming) >= self.limit else None

    def began(self, call_sid: CallSid, hang_up: Callable[[], None]) -> bool:
        """A stream arrived; False when this call already has one. `hang_up` closes its line."""
        if call_sid in self._streaming:
            return False
        self._ringing.pop(call_sid, None)
        self._streaming[call_sid] = hang_up
        return True

    def hang_up(self, call_sid: CallSid) -> bool:
        """Close the call's line; False when it has no stream here."""
        if (hang_up := self._streaming.get(call_sid)) is None:
            return False
        hang_up()
        return True

    def ended(self, call_sid: CallSid) -> None:
        self._ringing.pop(call_sid, None)
        self._streaming.pop(call_sid, None)
        self._changed.set()

    async def all_ended(self) -> None:
        while self._streaming:
            self._changed.clear()
            await self._changed.wait()
