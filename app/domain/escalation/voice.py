"""What the sound of a voice adds, against the same caller's own calm utterances. PURE.

Off unless the owner switched it on: inferring emotion from a voice has legal weight in the EU. It only ever adds to
words that are hostile by themselves or to a judge's view, and within a bound: a loud voice alone fetches nobody.
A change counts from two of the caller's own deviations on, and these are never taken to be smaller than people's are
from sentence to sentence; three utterances alone would tell them badly.
"""

from dataclasses import dataclass, replace
from math import log, log2
from statistics import median

from app.domain.escalation.signals import Kind

BASELINE_UTTERANCES = 3
REMEMBERED = 8
TO_SIGMA = 1.4826  # the median distance from the median, of what is spread normally
COUNTS_FROM, COUNTS_FULLY_AT = 2.0, 5.0  # deviations
USUAL_DB, USUAL_SEMITONES, USUAL_LOG_RATE = 2.0, 0.9, 0.12
USUAL_WEIGHT = 6  # utterances that the usual deviation is worth
RATED_SYLLABLES = 9  # of fewer, a rate says nothing
RATED_OVER = 2  # utterances


@dataclass(frozen=True, slots=True)
class Sound:
    """One utterance. `pitch_hz` and `level_dbfs` None = too little of it is voiced; `spoken_ms` without pauses."""

    level_dbfs: float | None = None
    pitch_hz: float | None = None
    syllables: int = 0
    spoken_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Baseline:
    """The caller's calm utterances, the latest last, and whatever they said last in how long, calm or not."""

    sounds: tuple[Sound, ...] = ()
    latest: tuple[Sound, ...] = ()

    @property
    def complete(self) -> bool:
        return len(self.sounds) >= BASELINE_UTTERANCES

    def after(self, sound: Sound, *, calm: bool) -> "Baseline":
        """Who grows loud in calm words stands in a loud place: that is how they sound from now on."""
        latest = (*self.latest, sound)[-RATED_OVER:]
        return replace(self, latest=latest, sounds=(*self.sounds, sound)[-REMEMBERED:] if calm else self.sounds)


def heard_in_voice(baseline: Baseline, sound: Sound) -> dict[Kind, float]:
    """Nothing before the baseline is complete: nobody is compared with others. `sound` is no part of it yet."""
    if not baseline.complete:
        return {}
    sounds = baseline.sounds
    levels = [one.level_dbfs for one in sounds if one.level_dbfs is not None]
    pitches = [12 * log2(one.pitch_hz) for one in sounds if one.pitch_hz is not None]
    rates = [rate for one in sounds if (rate := _log_rate(one)) is not None]
    pitch = None if sound.pitch_hz is None else 12 * log2(sound.pitch_hz)
    signals = {
        Kind.LOUDER: _above(levels, sound.level_dbfs, USUAL_DB),
        Kind.HIGHER: _above(pitches, pitch, USUAL_SEMITONES),
        Kind.FASTER: _above(rates, _log_rate(*baseline.latest[1 - RATED_OVER :], sound), USUAL_LOG_RATE),
    }
    return {kind: round(value, 3) for kind, value in signals.items() if value > 0}


def _log_rate(*sounds: Sound) -> float | None:
    """Syllables a second, over all that was said."""
    timed = [(one.syllables, one.spoken_ms) for one in sounds if one.spoken_ms]
    syllables = sum(said for said, _ in timed)
    return log(1000 * syllables / sum(ms for _, ms in timed)) if syllables >= RATED_SYLLABLES else None


def _above(usual: list[float], value: float | None, usual_sigma: float) -> float:
    """0..1: how far above the middle, in deviations; the usual one is weighed in with the caller's own."""
    if value is None or not usual:
        return 0.0
    middle = median(usual)
    own: float = TO_SIGMA * median(abs(one - middle) for one in usual)
    sigma: float = ((len(usual) * own**2 + USUAL_WEIGHT * usual_sigma**2) / (len(usual) + USUAL_WEIGHT)) ** 0.5
    return min(1.0, max(0.0, ((value - middle) / sigma - COUNTS_FROM) / (COUNTS_FULLY_AT - COUNTS_FROM)))
