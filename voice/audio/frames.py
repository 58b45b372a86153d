"""Cutting sound into frames of 20 ms, and the bounded queue that holds a caller's frames."""

from collections import deque

FRAME_MS = 20
TELEPHONE_HZ = 8000
MULAW_FRAME_BYTES = TELEPHONE_HZ * FRAME_MS // 1000
PCM16_FRAME_BYTES = 2 * MULAW_FRAME_BYTES


def duration_ms(pcm16: bytes, *, rate_hz: int = TELEPHONE_HZ) -> int:
    return len(pcm16) // 2 * 1000 // rate_hz


class Framer:
    """Payloads of any size in, whole frames out; the rest waits for the next payload."""

    __slots__ = ("_frame_bytes", "_rest")

    def __init__(self, frame_bytes: int = MULAW_FRAME_BYTES) -> None:
        if frame_bytes <= 0:
            raise ValueError("a frame needs at least one byte")
        self._frame_bytes = frame_bytes
        self._rest = b""

    def push(self, payload: bytes) -> tuple[bytes, ...]:
        size = self._frame_bytes
        if not self._rest and len(payload) == size:
            return (payload,)  # what Twilio sends in practice
        sound = self._rest + payload
        whole = len(sound) - len(sound) % size
        self._rest = sound[whole:]
        return tuple(sound[start : start + size] for start in range(0, whole, size))

    def flush(self, silence_byte: int) -> tuple[bytes, ...]:
        """The last, unfinished frame filled up with silence; nothing if none is waiting."""
        rest, self._rest = self._rest, b""
        return (rest.ljust(self._frame_bytes, bytes([silence_byte])),) if rest else ()


class FrameQueue:
    """At most `limit` frames. When full it drops the oldest and counts it: late caller audio is worth less than new."""

    __slots__ = ("_frames", "_limit", "dropped")

    def __init__(self, limit: int) -> None:
        if limit <= 0:
            raise ValueError("a queue needs room for at least one frame")
        self._frames: deque[bytes] = deque()
        self._limit = limit
        self.dropped = 0

    def __len__(self) -> int:
        return len(self._frames)

    def put(self, frame: bytes) -> None:
        if len(self._frames) >= self._limit:
            self._frames.popleft()
            self.dropped += 1
        self._frames.append(frame)

    def get(self) -> bytes | None:
        """The oldest frame, or None when there is none."""
        return self._frames.popleft() if self._frames else None

    def drain(self) -> tuple[bytes, ...]:
        frames = tuple(self._frames)
        self._frames.clear()
        return frames
