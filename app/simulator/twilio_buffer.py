"""What Twilio does with the audio we send: plays it in order, 20 ms a tick, and returns a mark when playout gets to it.

Marks come back when the audio before them was played, and also on `clear`, and at once when nothing was waiting.
"""

from collections import deque
from dataclasses import dataclass

from voice.audio.frames import MULAW_FRAME_BYTES
from voice.audio.mulaw import SILENCE_BYTE


@dataclass(frozen=True, slots=True)
class Played:
    """One tick: the frame that sounded (None: nothing was waiting) and the marks that playout passed."""

    frame: bytes | None
    marks: tuple[str, ...]


class TwilioBuffer:
    __slots__ = ("_queue", "waiting_bytes")

    def __init__(self) -> None:
        self._queue: deque[bytearray | str] = deque()
        self.waiting_bytes = 0

    @property
    def waiting_ms(self) -> int:
        return self.waiting_bytes // 8

    def media(self, mulaw: bytes) -> None:
        if mulaw:
            self._queue.append(bytearray(mulaw))
            self.waiting_bytes += len(mulaw)

    def mark(self, name: str) -> tuple[str, ...]:
        """The marks to return right now: this one, if nothing is waiting before it."""
        if not self.waiting_bytes:
            return (name,)
        self._queue.append(name)
        return ()

    def clear(self) -> tuple[str, ...]:
        marks = tuple(entry for entry in self._queue if isinstance(entry, str))
        self._queue.clear()
        self.waiting_bytes = 0
        return marks

    def tick(self) -> Played:
        sounding = bytearray()
        marks: list[str] = []
        while self._queue:
            entry = self._queue[0]
            if isinstance(entry, str):
                marks.append(entry)
                self._queue.popleft()
                continue
            missing = MULAW_FRAME_BYTES - len(sounding)
            if not missing:
                break
            sounding += entry[:missing]
            del entry[:missing]
            if not entry:
                self._queue.popleft()
        self.waiting_bytes -= len(sounding)
        if not sounding:
            return Played(None, tuple(marks))
        return Played(bytes(sounding.ljust(MULAW_FRAME_BYTES, bytes([SILENCE_BYTE]))), tuple(marks))
