"""Whether a lesson is better than knowing nothing, measured on later appointments that it has not seen.

The margin: on the last quarter by time both Brier score and log-loss must be at least 2 % lower than with the base
rate of the earlier three quarters, and the gain in Brier score must exceed two of its standard errors, so that luck
does not pass. At least 30 appointments that fell through must be in the last quarter. For durations: the pinball loss
of median and 80th percentile together must be at least 5 % below that of the plan.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, stdev
from typing import Protocol, TypeVar

from app.domain.learning.durations import QUANTILES, Durations, RealDuration

Item = TypeVar("Item")

HELD_OUT_SHARE = 0.25
RISK_MARGIN = 0.02
STANDARD_ERRORS = 2.0
ENOUGH_MISSED = 30
DURATION_MARGIN = 0.05
ENOUGH_DURATIONS = 40
CALIBRATION_BINS = 5
SMALLEST = 1e-6  # a forecast of exactly 0 or 1 would make one surprise infinitely bad


class Outcome(Protocol):
    @property
    def fell_through(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Scores:
    brier: float
    log_loss: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of one fifth of the held-out appointments, in ascending order: what was said and what happened."""

    count: int
    forecast: float
    observed: float


@dataclass(frozen=True, slots=True)
class RiskReport:
    """`worth_using` follows from `why`: better, too_few, not_better, by_chance."""

    learned_from: int
    held_out: int
    missed_held_out: int
    base_rate: float  # of what it was learned from
    base: Scores | None = None
    model: Scores | None = None
    bins: tuple[Bin, ...] = ()
    worth_using: bool = False
    why: str = "too_few"


@dataclass(frozen=True, slots=True)
class DurationReport:
    """Mean pinball loss in minutes over median and 80th percentile; `covered` = share of visits within the latter."""

    learned_from: int
    held_out: int
    plan_loss: float = 0.0
    learned_loss: float = 0.0
    unpooled_loss: float = 0.0  # every pair of offering and person by itself
    covered: float = 0.0
    worth_using: bool = False
    why: str = "too_few"


def earlier_and_later(in_order: Sequence[Item]) -> tuple[Sequence[Item], Sequence[Item]]:
    """What is learned from, and what is held out."""
    cut = len(in_order) - round(len(in_order) * HELD_OUT_SHARE)
    return in_order[:cut], in_order[cut:]


def risk_report(
    forecasts: Sequence[float], held_out: Sequence[Outcome], *, base_rate: float, learned_from: int
) -> RiskReport:
    """`forecasts` are for `held_out`, in the same order; `base_rate` comes from what was learned from."""
    happened = [bool(outcome.fell_through) for outcome in held_out]
    missed = sum(happened)
    if missed < ENOUGH_MISSED or not 0 < base_rate < 1:
        return RiskReport(learned_from, len(happened), missed, base_rate)
    base = scores([base_rate] * len(happened), happened)
    model = scores(forecasts, happened)
    gains = [_square(base_rate, hit) - _square(said, hit) for said, hit in zip(forecasts, happened, strict=True)]
    surely = fmean(gains) > STANDARD_ERRORS * stdev(gains) / math.sqrt(len(gains))
    better = model.brier <= base.brier * (1 - RISK_MARGIN) and model.log_loss <= base.log_loss * (1 - RISK_MARGIN)
    return RiskReport(
        learned_from=learned_from,
        held_out=len(happened),
        missed_held_out=missed,
        base_rate=base_rate,
        base=base,
        model=model,
        bins=calibration(forecasts, happened),
        worth_using=better and surely,
        why="not_better" if not better else "better" if surely else "by_chance",
    )


def scores(forecasts: Sequence[float], happened: Sequence[bool]) -> Scores:
    pairs = list(zip(forecasts, happened, strict=True))
    return Scores(
        brier=fmean(_square(said, hit) for said, hit in pairs),
        log_loss=fmean(-math.log(_kept_off_the_ends(said if hit else 1 - said)) for said, hit in pairs),
    )


def calibration(
    forecasts: Sequence[float], happened: Sequence[bool], *, bins: int = CALIBRATION_BINS
) -> tuple[Bin, ...]:
    ordered = sorted(zip(forecasts, happened, strict=True))
    edges = [round(len(ordered) * nth / bins) for nth in range(bins + 1)]
    groups = [ordered[first:last] for first, last in pairwise(edges) if last > first]
    return tuple(
        Bin(len(group), fmean(said for said, _ in group), fmean(float(hit) for _, hit in group)) for group in groups
    )


def duration_report(
    learned: Durations, unpooled: Durations, held_out: Sequence[RealDuration], *, learned_from: int
) -> DurationReport:
    if len(held_out) < ENOUGH_DURATIONS:
        return DurationReport(learned_from, len(held_out))
    plan_loss = fmean(pinball(v.planned_minutes, v.actual_minutes, share) for v in held_out for share in QUANTILES)
    learned_loss = _loss(learned, held_out)
    worth_using = learned_loss <= plan_loss * (1 - DURATION_MARGIN)
    return DurationReport(
        learned_from=learned_from,
        held_out=len(held_out),
        plan_loss=plan_loss,
        learned_loss=learned_loss,
        unpooled_loss=_loss(unpooled, held_out),
        covered=fmean(float(v.actual_minutes <= _p80(learned, v)) for v in held_out),
        worth_using=worth_using,
        why="better" if worth_using else "not_better",
    )


def pinball(said: float, happened: float, share: float) -> float:
    """The loss that the quantile of `share` minimises: too low costs `share` a minute, too high the rest."""
    return share * (happened - said) if happened >= said else (1 - share) * (said - happened)


def _loss(durations: Durations, held_out: Sequence[RealDuration]) -> float:
    losses = []
    for visit in held_out:
        forecast = durations.forecast(
            visit.offering, visit.person, visit.weekday, planned_minutes=visit.planned_minutes
        )
        said = (forecast.median_minutes, forecast.p80_minutes)
        losses += [pinball(q, visit.actual_minutes, share) for q, share in zip(said, QUANTILES, strict=True)]
    return fmean(losses)


def _p80(durations: Durations, visit: RealDuration) -> float:
    return durations.forecast(
        visit.offering, visit.person, visit.weekday, planned_minutes=visit.planned_minutes
    ).p80_minutes


def _square(said: float, hit: bool) -> float:
    return (said - float(hit)) ** 2


def _kept_off_the_ends(probability: float) -> float:
    return min(max(probability, SMALLEST), 1 - SMALLEST)
