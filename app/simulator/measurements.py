"""What a call sounded like at the caller's end, and the figures taken from it.

Ticks are 20 ms since the stream started.
"""

import wave
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from voice.audio.frames import FRAME_MS
from voice.audio.levels import level_of
from voice.audio.mulaw import SILENCE_BYTE, decode_mulaw

ASSISTANT_AUDIBLE_DBFS = -50.0
LATE_GAP_TICKS = 15
"""A hole in playout of up to 300 ms with sound on both sides is audio that came late; a longer one is a pause."""

_SILENT_FRAME = bytes([SILENCE_BYTE]) * 160


@dataclass(frozen=True, slots=True)
class CallerLine:
    """One stretch of caller speech [started, ended) in ticks. `label` is free: the text, or `cough`."""

    label: str
    started: int
    ended: int


@dataclass(slots=True)
class Recording:
    """Both sides of one stream, tick by tick."""

    caller: list[bytes] = field(default_factory=list)  # PCM16 frames
    assistant: list[bytes | None] = field(default_factory=list)  # mu-law frames, None where nothing was waiting
    audible: list[bool] = field(default_factory=list)  # per tick: the assistant could be heard
    lines: list[CallerLine] = field(default_factory=list)
    clears: list[int] = field(default_factory=list)  # ticks at which Twilio was told to clear
    generator_late: int = 0  # ticks that this side sent more than one frame late

    def add(self, *, caller_pcm16: bytes, assistant: bytes | None) -> None:
        self.caller.append(caller_pcm16)
        self.assistant.append(assistant)
        self.audible.append(
            assistant is not None
            and assistant != _SILENT_FRAME
            and level_of(decode_mulaw(assistant)) > ASSISTANT_AUDIBLE_DBFS
        )

    @property
    def ticks(self) -> int:
        return len(self.audible)

    def first_audible(self, since: int) -> int | None:
        return next((tick for tick in range(since, self.ticks) if self.audible[tick]), None)

    # --- figures ------------------------------------------------------------------------------------------

    @property
    def greeting_ms(self) -> int | None:
        """From the start of the stream to the first sound."""
        tick = self.first_audible(0)
        return None if tick is None else tick * FRAME_MS

    def response_ms(self, line: CallerLine) -> int | None:
        """From the end of the caller's line to the assistant's first sound.

        None if the caller spoke again before it.
        """
        later = [other.started for other in self.lines if other.started >= line.ended]
        until = min(later, default=self.ticks)
        tick = self.first_audible(line.ended)
        return None if tick is None or tick >= until else (tick - line.ended) * FRAME_MS

    def silenced_ms(self, line: CallerLine, *, quiet_ms: int = 400) -> int | None:
        """From the start of a barge-in to the moment from which the assistant stays silent for `quiet_ms`."""
        quiet = 0
        for tick in range(line.started, self.ticks):
            quiet = 0 if self.audible[tick] else quiet + 1
            if quiet * FRAME_MS >= quiet_ms:
                return (tick - quiet + 1 - line.started) * FRAME_MS
        return None

    def cleared_ms(self, line: CallerLine) -> int | None:
        return next(((tick - line.started) * FRAME_MS for tick in self.clears if tick >= line.started), None)

    @property
    def played_frames(self) -> int:
        return sum(frame is not None for frame in self.assistant)

    @property
    def late_frames(self) -> int:
        """Ticks on which playout had run dry although more of the same stretch was still to come."""
        late = gap = 0
        playing = False
        for frame in self.assistant:
            if frame is None:
                gap += 1
                continue
            if playing and 0 < gap <= LATE_GAP_TICKS:
                late += gap
            playing, gap = True, 0
        return late

    def write_wav(self, path: Path) -> None:
        """Stereo: the caller on the left, the assistant on the right."""
        left = np.frombuffer(b"".join(self.caller), dtype="<i2")
        right = np.frombuffer(decode_mulaw(b"".join(frame or _SILENT_FRAME for frame in self.assistant)), dtype="<i2")
        path.parent.mkdir(parents=True, exist_ok=True)
        with wave.open(str(path), "wb") as out:
            out.setnchannels(2)
            out.setsampwidth(2)
            out.setframerate(8000)
            out.writeframes(np.stack([left, right], axis=1).astype("<i2").tobytes())
