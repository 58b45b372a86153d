"""How long this caller pauses, learned during the call. PURE."""

from dataclasses import dataclass

from voice.turns.patience import LONGEST_MS, OPEN_MS

A_PAUSE_MS = 500  # shorter ones are everybody's breath
SPARE_MS = 150
SLOWER_BY = 1.3
SLOWEST = 1.8


@dataclass(slots=True)
class OwnPauses:
    """Stretches the patience that words alone would give; answers that end a turn at once stay quick."""

    _longest_ms: int = 0
    _slowness: float = 1.0

    def went_on_after(self, pause_ms: int) -> None:
        if pause_ms >= A_PAUSE_MS:
            self._longest_ms = max(self._longest_ms, pause_ms)

    def was_cut_off(self) -> None:
        """We answered too early: be slower with this caller from now on."""
        self._slowness = min(SLOWEST, self._slowness * SLOWER_BY)

    def stretched(self, patience_ms: int) -> int:
        slower_ms = round(patience_ms * self._slowness)
        if self._longest_ms and patience_ms >= OPEN_MS:
            slower_ms = max(slower_ms, self._longest_ms + SPARE_MS)
        return min(LONGEST_MS, slower_ms)
