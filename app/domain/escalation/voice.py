"""What the sound of a voice adds, against the same caller's own first utterances. PURE.

Off unless the owner switched it on: inferring emotion from a voice has legal weight in the EU. It only ever adds to
words that are hostile by themselves or to a judge's view, and within a bound: a loud street is no anger.
"""

from dataclasses import dataclass, replace
from math import log2
from statistics import median

from app.domain.escalation.signals import Kind

BASELINE_UTTERANCES = 3
LOUDER_FROM_DB, LOUDER_UP_TO_DB = 3.0, 10.0
HIGHER_FROM_SEMITONES, HIGHER_UP_TO_SEMITONES = 1.5, 6.0
FASTER_FROM, FASTER_UP_TO = 1.2, 1.8


@dataclass(frozen=True, slots=True)
class Sound:
    """`pitch_hz` None = no voiced part was long enough; `rate_hz` = syllable-like peaks in a second of speech."""

    loudness_dbfs: float
    pitch_hz: float | None
    rate_hz: float | None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The caller's first utterances; complete once there are enough of them."""

    sounds: tuple[Sound, ...] = ()

    @property
    def complete(self) -> bool:
        return len(self.sounds) >= BASELINE_UTTERANCES

    def after(self, sound: Sound) -> "Baseline":
        return self if self.complete else replace(self, sounds=(*self.sounds, sound))


def heard_in_voice(baseline: Baseline, sound: Sound) -> dict[Kind, float]:
    """Nothing before the baseline is complete: nobody is compared with others."""
    if not baseline.complete:
        return {}
    louder = sound.loudness_dbfs - median(one.loudness_dbfs for one in baseline.sounds)
    signals = {Kind.LOUDER: _between(louder, LOUDER_FROM_DB, LOUDER_UP_TO_DB)}
    pitches = [one.pitch_hz for one in baseline.sounds if one.pitch_hz is not None]
    if sound.pitch_hz is not None and pitches:
        semitones = 12 * log2(sound.pitch_hz / median(pitches))
        signals[Kind.HIGHER] = _between(semitones, HIGHER_FROM_SEMITONES, HIGHER_UP_TO_SEMITONES)
    rates = [one.rate_hz for one in baseline.sounds if one.rate_hz is not None]
    if sound.rate_hz is not None and rates:
        signals[Kind.FASTER] = _between(sound.rate_hz / median(rates), FASTER_FROM, FASTER_UP_TO)
    return {kind: round(value, 3) for kind, value in signals.items() if value > 0}


def _between(value: float, nothing: float, everything: float) -> float:
    return min(1.0, max(0.0, (value - nothing) / (everything - nothing)))
