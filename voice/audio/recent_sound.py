"""The newest sound of a line, kept for when it turns out to have been the beginning of something."""

from collections import deque

from voice.audio.frames import duration_ms


class RecentSound:
    """Frames of PCM16; of older ones at least `keep_ms` are kept, and not a frame more."""

    __slots__ = ("_frames", "_keep_ms", "_ms")

    def __init__(self, keep_ms: int) -> None:
        self._keep_ms = keep_ms
        self._frames: deque[bytes] = deque()
        self._ms = 0

    def remember(self, pcm16: bytes) -> None:
        self._frames.append(pcm16)
        self._ms += duration_ms(pcm16)
        while self._ms - duration_ms(self._frames[0]) >= self._keep_ms:
            self._ms -= duration_ms(self._frames.popleft())

    def take(self, newest_ms: int | None = None) -> bytes:
        """All of it, or the newest frames that make up `newest_ms`; none of it is kept."""
        newest_ms = self._ms if newest_ms is None else newest_ms
        while self._frames and self._ms - duration_ms(self._frames[0]) >= newest_ms:
            self._ms -= duration_ms(self._frames.popleft())
        sound = b"".join(self._frames)
        self._frames.clear()
        self._ms = 0
        return sound
