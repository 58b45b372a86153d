"""What a caller can do and notice on a running stream."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from app.simulator.measurements import CallerLine, Recording
from voice.audio.frames import FRAME_MS, PCM16_FRAME_BYTES


class CallOverError(Exception):
    """The stream ended while the caller was still waiting or speaking."""


@dataclass(slots=True)
class PhoneCall:
    """What a caller can do and notice. Every wait is for a condition, checked each tick; times are ms of the stream."""

    call_sid: str
    recording: Recording = field(default_factory=Recording)
    server_closed: bool = False
    to_say: deque[bytes] = field(default_factory=deque)
    keys: deque[str] = field(default_factory=deque)
    _waiting: list[tuple[Callable[[], bool], asyncio.Future[None]]] = field(default_factory=list)
    over: bool = False
    hung_up: bool = False

    @property
    def now_ms(self) -> int:
        return self.recording.ticks * FRAME_MS

    # --- what a caller does -----------------------------------------------------------------------

    async def say(self, pcm16: bytes, label: str) -> CallerLine:
        """Speak now, whatever the assistant is doing; returns when the last word is out."""
        started = self.recording.ticks
        frames = [pcm16[at : at + PCM16_FRAME_BYTES] for at in range(0, len(pcm16), PCM16_FRAME_BYTES)]
        self.to_say.extend(frame.ljust(PCM16_FRAME_BYTES, b"\0") for frame in frames)
        await self.until(lambda: not self.to_say)
        line = CallerLine(label, started, self.recording.ticks)
        self.recording.lines.append(line)
        return line

    def press(self, keys: str) -> None:
        self.keys.extend(keys)

    def hang_up(self) -> None:
        self.hung_up = True

    async def wait(self, duration_ms: int) -> None:
        end = self.recording.ticks + duration_ms // FRAME_MS
        await self.until(lambda: self.recording.ticks >= end)

    async def until_finished(self, *, quiet_ms: int = 700, timeout_ms: int = 12_000) -> bool:
        """Listen until the assistant spoke and has then been quiet; False when it said nothing for so long."""
        since = self.recording.ticks
        quiet_ticks = quiet_ms // FRAME_MS
        limit = since + timeout_ms // FRAME_MS

        def finished() -> bool:
            audible = self.recording.audible
            if any(audible[-quiet_ticks:]):
                return False
            return any(audible[since:]) or len(audible) >= limit

        await self.until(finished)
        return any(self.recording.audible[since:])

    async def until_speaking(self, *, for_ms: int = 0, timeout_ms: int = 12_000) -> bool:
        """Wait until the assistant has been heard for so long; the moment to barge in."""
        since = self.recording.ticks
        limit = since + timeout_ms // FRAME_MS

        def speaking() -> bool:
            first = self.recording.first_audible(since)
            return self.recording.ticks >= limit or (
                first is not None and (self.recording.ticks - first) * FRAME_MS >= for_ms
            )

        await self.until(speaking)
        return self.recording.first_audible(since) is not None

    async def until(self, condition: Callable[[], bool]) -> None:
        """Raises CallOverError when the stream ends first."""
        if self.over:
            raise CallOverError
        if condition():
            return
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.append((condition, waiter))
        await waiter

    # --- what the line does -----------------------------------------------------------------------

    def ticked(self) -> None:
        if not self._waiting:
            return
        still = []
        for condition, waiter in self._waiting:
            if waiter.done():
                continue
            if condition():
                waiter.set_result(None)
            else:
                still.append((condition, waiter))
        self._waiting = still

    def ended(self) -> None:
        self.over = True
        for _, waiter in self._waiting:
            if not waiter.done():
                waiter.set_exception(CallOverError())
        self._waiting = []


Caller = Callable[[PhoneCall], Awaitable[None]]
