"""Keeps the far end's buffer filled: long enough for a busy machine, and emptied at once by `clear` when it must be."""

import asyncio
from collections.abc import Awaitable, Callable

from voice.line import SoundTap
from voice.turns.playout import Playout
from voice.wire.twilio_media import TwilioMediaProtocol

LEAD_MS = 400  # sent ahead of what is heard; a shorter hold-back than this is not audible at all
REFILL_MS = 100  # wake-ups are this far apart while speaking


def now_ms() -> float:
    """The event loop's steady clock; virtual in tests."""
    return asyncio.get_running_loop().time() * 1000


class Pacer:
    """Sends one playout at a time. `wake` after anything changed (audio appended, released, replaced)."""

    def __init__(
        self, protocol: TwilioMediaProtocol, send: Callable[[str], Awaitable[None]], tap: SoundTap | None = None
    ) -> None:
        self._protocol = protocol
        self._send = send
        self._tap = tap
        self._changed = asyncio.Event()
        self._playout: Playout | None = None
        self._sending = asyncio.Lock()  # a clear must not be overtaken by audio that was on its way out
        self.first_sent_ms: float | None = None

    def play(self, playout: Playout) -> None:
        self._playout = playout
        self.first_sent_ms = None
        self._changed.set()

    def wake(self) -> None:
        self._changed.set()

    async def run(self) -> None:
        while True:
            self._changed.clear()
            pause_ms = await self._refill()
            try:
                async with asyncio.timeout(None if pause_ms is None else pause_ms / 1000):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def clear(self) -> None:
        """Empty the far buffer and rewind to what was being heard."""
        async with self._sending:
            if self._playout is not None and self._playout.anything_sent:
                await self._send(self._protocol.clear())
                self._playout.cleared(now_ms())
                if self._tap is not None:
                    self._tap.cleared()

    async def _refill(self) -> float | None:
        """Send what fits; returns how long to wait, None = until something changes."""
        playout = self._playout
        if playout is None:
            return None
        while playout is self._playout and playout.buffered_ms(now_ms()) < LEAD_MS:
            async with self._sending:
                ahead_ms = playout.buffered_ms(now_ms())
                sending = playout.next_sending(now_ms())
                if sending is None:
                    early_ms = playout.not_before_ms - now_ms()
                    return early_ms if early_ms > 0 else None
                if self.first_sent_ms is None:
                    self.first_sent_ms = now_ms()
                await self._send(self._protocol.media(sending.mulaw))
                if self._tap is not None:
                    self._tap.assistant(sending.mulaw, in_ms=ahead_ms)
                if sending.mark is not None:
                    await self._send(self._protocol.mark(sending.mark))
        return max(1.0, playout.buffered_ms(now_ms()) - LEAD_MS + REFILL_MS)
