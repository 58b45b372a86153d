"""Does the caller's voice over ours mean "stop"? Decided in two steps: counted audio holds us back, words decide.

Step one costs nothing if we were wrong: hold back (send no more), and clear what is buffered if the voice lasts.
Step two is the caller of this class: a listener's "mhm" or a cough lets the same audio go on, anything else takes
the turn. Waiting for the words is free, because the line is silent by then.
"""

from dataclasses import dataclass
from enum import Enum, auto

from voice.turns.endpointing import KEEP_AT, START_AT

HOLD_MS = 64  # stop sending
CLEAR_MS = 160  # silence the line
LET_GO_MS = 128  # quiet after a voice that never reached CLEAR_MS: go on


class Step(Enum):
    HOLD = auto()
    CLEAR = auto()
    LET_GO = auto()  # it was nothing: go on with the same audio


@dataclass(slots=True)
class BargeIn:
    """Fed one window at a time while the assistant has the turn; `reset` when it goes on or gives way."""

    window_ms: int
    held: bool = False
    cleared: bool = False
    _speech_ms: int = 0
    _quiet_ms: int = 0

    def hear(self, probability: float) -> Step | None:
        if probability >= (KEEP_AT if self.held else START_AT):
            self._speech_ms += self.window_ms
            self._quiet_ms = 0
            return self._step_up()
        if not self.held:
            self._speech_ms = 0
            return None
        self._quiet_ms += self.window_ms
        if self.cleared or self._quiet_ms < LET_GO_MS:
            return None
        self.reset()
        return Step.LET_GO

    def reset(self) -> None:
        self._speech_ms = self._quiet_ms = 0
        self.held = self.cleared = False

    def _step_up(self) -> Step | None:
        if not self.held and self._speech_ms >= HOLD_MS:
            self.held = True
            return Step.HOLD
        if not self.cleared and self._speech_ms >= CLEAR_MS:
            self.cleared = True
            return Step.CLEAR
        return None
