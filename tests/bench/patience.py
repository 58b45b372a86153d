"""What patience costs and saves: `python -m tests.bench.patience [development|held_out|fit]`.

Replays the policy of `voice.turns.patience` on what the real recogniser made of callers (`tests.bench.heard_pauses`):
how often a caller who pauses 0.7 to 1.2 s in mid-sentence is cut off, against how long one who has finished waits. Pure
arithmetic, no engine and no clock: the same figures on any machine. `fit` prints the weights for
`voice.turns.completeness` that follow from the development part.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.console import Console
from sklearn.linear_model import LogisticRegression

from tests.bench.figures import percentile, show_table
from tests.bench.heard_pauses import GAP_MS, HeardPause, read_heard
from voice.contract import Expectation, Language
from voice.turns.completeness import SoFar, signs_of
from voice.turns.patience import AHEAD_MS, patience_ms

PAUSES_MS = range(700, 1201, 100)
WINDOW_MS = 32
BREATH_MS = 600
LANGUAGES: tuple[Language, ...] = ("de", "en")
AFTER_MS = 90
"""From the decision to the first sound at the caller's ear: thinking, first sound, playout; as measured in calls."""

AFTER_THINKING_AHEAD_MS = 40
"""The same where the answer was thought of while the caller was waited for."""

Policy = Callable[[HeardPause, Language], int]


def shipped(row: HeardPause, language: Language) -> int:
    return patience_ms(so_far(row, language))


def so_far(row: HeardPause, language: Language) -> SoFar:
    expects = Expectation(row.expects)
    return SoFar(row.text, language, expects, row.confidence, row.alternatives, row.speech_ms)


@dataclass(frozen=True, slots=True)
class Score:
    callers: int
    cut_share: float
    wait_ms: list[int]
    after_number_ms: list[int]
    by_kind: dict[str, float]

    def row(self, name: str) -> list[str]:
        kinds = "  ".join(f"{kind} {share:.0%}" for kind, share in sorted(self.by_kind.items()))
        waits = [str(percentile(self.wait_ms, p)) for p in (50, 90, 95)]
        cut = [f"{self.cut_share:.1%}", f"1 of {1 / max(self.cut_share, 1e-9):.1f}"]
        return [name, str(self.callers), *cut, kinds, *waits, str(percentile(self.after_number_ms, 95))]


def score(rows: Sequence[HeardPause], language: Language, policy: Policy) -> Score:
    """Cut off: some pause of the sentence is longer than the patience; every length of pause counts the same."""
    spared: dict[tuple[str, ...], list[float]] = {}
    kinds: dict[tuple[str, ...], str] = {}
    waits: tuple[list[int], list[int]] = ([], [])
    caller = 0
    for row in rows:
        patience = -(-policy(row, language) // WINDOW_MS) * WINDOW_MS
        if row.gap_ms is None:
            if row.kind == "whole":
                after_ms = AFTER_MS if patience <= AHEAD_MS else AFTER_THINKING_AHEAD_MS
                waits[row.expects == "number"].append(row.late_ms + patience + after_ms)
            caller += 1
            continue
        key = (row.voice, str(caller))
        kinds[key] = row.kind if row.gap_ms > BREATH_MS else "breath"
        gaps = [row.gap_ms] if row.gap_ms <= BREATH_MS else [row.gap_ms + pause - GAP_MS for pause in PAUSES_MS]
        spared.setdefault(key, []).append(sum(patience > gap for gap in gaps) / len(gaps))
    cut = {key: 1 - min(values) for key, values in spared.items()}
    paused = [key for key in cut if kinds[key] != "breath"]
    by_kind = {kind: _mean([cut[key] for key in cut if kinds[key] == kind]) for kind in set(kinds.values())}
    return Score(len(paused), _mean([cut[key] for key in paused]), *waits, by_kind)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


HEADS = [
    "rows",
    "callers who pause",
    "cut off",
    "is",
    "by kind of pause",
    "wait p50",
    "p90",
    "p95",
    "after a number p95",
]
TITLE = "Patience: cut off in pauses of 0.7-1.2 s, against ms from end of speech to first sound"


def table(console: Console, parts: Sequence[str]) -> None:
    rows = []
    for part in parts:
        for language in LANGUAGES:
            heard = read_heard(language, part)
            quiet = [row for row in heard if not row.noisy]
            rows.append(score(heard, language, shipped).row(f"{language} {part}"))
            rows.append(score(quiet, language, shipped).row("  of these on a quiet line"))
    show_table(console, TITLE, HEADS, rows)


def fit(console: Console) -> None:
    """Weights of the signs, from every pause of the development part except those inside asked numbers and words."""
    rows = [(row, language) for language in LANGUAGES for row in read_heard(language, "development")]
    rows = [(row, language) for row, language in rows if row.expects != "number" and (row.gap_ms or GAP_MS) > BREATH_MS]
    signs = [signs_of(so_far(row, language)) for row, language in rows]
    names = list(signs[0])
    model = LogisticRegression(max_iter=5_000)
    model.fit([[sign[name] for name in names] for sign in signs], [row.gap_ms is not None for row, _ in rows])
    for name, weight in zip(names, model.coef_[0], strict=True):
        console.print(f'    "{name}": {weight:.2f},')
    console.print(f"BIAS = {model.intercept_[0]:.2f}")


def main(wanted: Sequence[str]) -> None:
    console = Console(highlight=False, width=190)
    if "fit" in wanted:
        fit(console)
        return
    parts = [part for part in ("development", "held_out") if part in wanted] or ["development", "held_out"]
    table(console, parts)


if __name__ == "__main__":
    main(sys.argv[1:])
