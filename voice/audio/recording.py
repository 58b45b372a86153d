"""A call's sound as it was heard: the caller left, the assistant right, and nothing of a caller who was not told.

Decision: the caller's frames are the clock. The assistant's sound is laid at the place where the far end plays it, and
what a `clear` took away before it was played is not in the recording either. Until the caller knows of the recording
the left side is silence; until they go on talking all of it stays in memory; only then does a file get to see it.
Alternative: writing at once and deleting on refusal, which would have recorded somebody who was never asked.
"""

from collections import deque
from typing import Protocol

from voice.audio.frames import FRAME_MS, MULAW_FRAME_BYTES
from voice.audio.mulaw import SILENCE_BYTE

LONGEST_HELD_MS = 60_000
"""Sound that waits for the caller's answer; a longer wait loses the oldest."""

WRITTEN_EVERY_MS = 1_000
MOST_AHEAD_BYTES = 10 * 8_000
"""Of the assistant's sound that is not played yet; the pacer sends less than a second ahead."""

BYTES_PER_MS = 16
"""Two mu-law channels at 8 kHz, interleaved."""

_SILENCE = bytes([SILENCE_BYTE]) * MULAW_FRAME_BYTES


class SoundFile(Protocol):
    """Where a recording is written. No method waits, and none raises."""

    def write(self, at_ms: int, stereo_mulaw: bytes) -> None: ...

    def discard(self) -> None: ...


class StereoMix:
    """Lays both sides of a call beside each other, frame by frame."""

    __slots__ = ("_ahead",)

    def __init__(self) -> None:
        self._ahead = bytearray()

    def play(self, mulaw: bytes, *, in_ms: float) -> None:
        """Sound of the assistant that the far end begins to play so far from now, behind what it has already."""
        missing = round(in_ms) * (MULAW_FRAME_BYTES // FRAME_MS) - len(self._ahead)
        if missing > 0:
            self._ahead += bytes([SILENCE_BYTE]) * missing
        self._ahead += mulaw
        del self._ahead[MOST_AHEAD_BYTES:]

    def clear(self) -> None:
        self._ahead.clear()

    def frame(self, caller: bytes, *, with_caller: bool) -> bytes:
        """One frame of the caller (mu-law) in, twice as many bytes out: left, right, left, right."""
        played = bytes(self._ahead[:MULAW_FRAME_BYTES])
        del self._ahead[:MULAW_FRAME_BYTES]
        both = bytearray(2 * MULAW_FRAME_BYTES)
        both[0::2] = caller if with_caller else _SILENCE
        both[1::2] = played.ljust(MULAW_FRAME_BYTES, _SILENCE[:1])
        return bytes(both)


class CallRecorder:
    """One call's. Fed by the voice session; told by the conversation what the caller knows and wants."""

    def __init__(self, file: SoundFile) -> None:
        self._file = file
        self._mix = StereoMix()
        self._held: deque[bytes] = deque(maxlen=LONGEST_HELD_MS // FRAME_MS)
        self._frames = 0
        self._told = self._agreed = self._refused = False

    @property
    def length_ms(self) -> int:
        return self._frames * FRAME_MS

    # --- the sound ---

    def caller(self, mulaw_frame: bytes) -> None:
        if self._refused:
            return
        self._held.append(self._mix.frame(mulaw_frame, with_caller=self._told))
        self._frames += 1
        if self._agreed and len(self._held) >= WRITTEN_EVERY_MS // FRAME_MS:
            self._write()

    def assistant(self, mulaw: bytes, *, in_ms: float) -> None:
        if not self._refused:
            self._mix.play(mulaw, in_ms=in_ms)

    def cleared(self) -> None:
        self._mix.clear()

    # --- the caller's word ---

    def told(self) -> None:
        """They have heard that the call is recorded, to the last word."""
        self._told = True

    def agreed(self) -> None:
        """They went on without objecting: what was held is written, and what comes."""
        if self._told and not self._refused and not self._agreed:
            self._agreed = True
            self._write()

    def refused(self) -> None:
        self._refused = True
        self._held.clear()
        self._mix.clear()
        self._file.discard()

    def close(self) -> None:
        """The call is over; of one that was never agreed to nothing is left."""
        if self._agreed and not self._refused:
            self._write()
        self._held.clear()

    def _write(self) -> None:
        if self._held:
            at_ms = (self._frames - len(self._held)) * FRAME_MS
            self._file.write(at_ms, b"".join(self._held))
            self._held.clear()
