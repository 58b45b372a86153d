"""How long appointments really take: quantiles that shrink, the less is known, towards those of the type.

A duration is looked at as the logarithm of real over planned, so that ten minutes more on a short appointment weigh as
much as they should. Its mean is estimated three times, each one drawn towards the one above it by empirical Bayes: all
appointments, the offering, the offering with this person. How strongly is itself learned, from how much groups really
differ beyond chance (method of moments). A weekday's effect is drawn towards none in the same way. The spread around
the mean is the offering's own, drawn towards everybody's.
"""

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import TypeVar

from app.domain.ids import OfferingKey, ResourceId

Group = TypeVar("Group", bound=Hashable)

QUANTILES = (0.5, 0.8)
FURTHEST = math.log(4)  # a quarter or four times the plan: beyond it somebody pressed the button late
SPREAD_PRIOR_VISITS = 20.0


@dataclass(frozen=True, slots=True)
class RealDuration:
    """One appointment that took place."""

    offering: OfferingKey
    person: ResourceId
    weekday: int
    planned_minutes: float
    actual_minutes: float

    def __post_init__(self) -> None:
        if self.planned_minutes <= 0 or self.actual_minutes <= 0:
            raise ValueError("a duration is longer than nothing")

    @property
    def log_ratio(self) -> float:
        return max(-FURTHEST, min(math.log(self.actual_minutes / self.planned_minutes), FURTHEST))


@dataclass(frozen=True, slots=True)
class DurationForecast:
    """Half of such appointments take no longer than the median, four of five no longer than `p80_minutes`."""

    median_minutes: float
    p80_minutes: float
    seen: int  # appointments of this offering that were learned from


@dataclass(frozen=True, slots=True)
class Durations:
    """Log-ratios of real to planned: means by offering, shifts by person and weekday, spread by offering."""

    overall: float = 0.0
    by_offering: Mapping[str, float] = field(default_factory=dict)
    by_person: Mapping[str, float] = field(default_factory=dict)  # "offering/person", as a shift of the offering's
    by_weekday: Mapping[str, float] = field(default_factory=dict)
    spread: tuple[float, float] = (0.0, 0.0)  # residual median and 80th percentile over all
    spread_by_offering: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    seen: Mapping[str, int] = field(default_factory=dict)

    def forecast(
        self, offering: OfferingKey, person: ResourceId, weekday: int, *, planned_minutes: float
    ) -> DurationForecast:
        mean = self.by_offering.get(offering, self.overall)
        mean += self.by_person.get(_pair(offering, person), 0.0) + self.by_weekday.get(str(weekday), 0.0)
        median, p80 = self.spread_by_offering.get(offering, self.spread)
        return DurationForecast(
            planned_minutes * math.exp(mean + median),
            planned_minutes * math.exp(mean + p80),
            self.seen.get(offering, 0),
        )


def learn_durations(visits: Sequence[RealDuration]) -> Durations:
    """Nothing seen = everything takes as long as planned."""
    if not visits:
        return Durations()
    overall = fmean(visit.log_ratio for visit in visits)
    by_offering = shrunk_means(_grouped((str(v.offering), v.log_ratio) for v in visits), towards=overall)
    by_person = shrunk_means(
        _grouped((_pair(v.offering, v.person), v.log_ratio - by_offering[v.offering]) for v in visits), towards=0.0
    )
    unexplained = [(v, v.log_ratio - by_offering[v.offering] - by_person[_pair(v.offering, v.person)]) for v in visits]
    by_weekday = shrunk_means(_grouped((str(v.weekday), rest) for v, rest in unexplained), towards=0.0)
    rests = _grouped((str(v.offering), rest - by_weekday[str(v.weekday)]) for v, rest in unexplained)
    spread = _spread([rest for group in rests.values() for rest in group])
    return Durations(
        overall=overall,
        by_offering=by_offering,
        by_person=by_person,
        by_weekday=by_weekday,
        spread=spread,
        spread_by_offering={offering: _drawn(_spread(group), spread, len(group)) for offering, group in rests.items()},
        seen={offering: len(group) for offering, group in rests.items()},
    )


def unpooled_durations(visits: Sequence[RealDuration]) -> Durations:
    """Every pair of offering and person by its own mean: what shrinking is held against."""
    own = {
        pair: fmean(values)
        for pair, values in _grouped((_pair(v.offering, v.person), v.log_ratio) for v in visits).items()
    }
    rests = _grouped((str(v.offering), v.log_ratio - own[_pair(v.offering, v.person)]) for v in visits)
    return Durations(
        by_offering=dict.fromkeys(rests, 0.0),
        by_person=own,
        spread_by_offering={offering: _spread(group) for offering, group in rests.items()},
        seen={offering: len(group) for offering, group in rests.items()},
    )


def shrunk_means(groups: Mapping[Group, Sequence[float]], *, towards: float) -> dict[Group, float]:
    """Each group's mean, drawn towards the common one: fully when groups differ no more than by chance.

    With the variance inside groups s2 and the variance between them t2, a group of n keeps n*t2 / (n*t2 + s2) of its
    own mean. Source: Efron & Morris 1975; variances by the method of moments.
    """
    inside = _variance_inside(groups)
    between = _variance_between(groups, inside, towards)
    means = {}
    for group, values in groups.items():
        keeps = len(values) * between / (len(values) * between + inside) if between > 0 else 0.0
        means[group] = towards + keeps * (fmean(values) - towards)
    return means


def _variance_inside(groups: Mapping[Group, Sequence[float]]) -> float:
    """Pooled, unbiased; 0 when no group has two members."""
    freedom = sum(len(values) - 1 for values in groups.values())
    squares = sum((value - fmean(values)) ** 2 for values in groups.values() for value in values)
    return squares / freedom if freedom else 0.0


def _variance_between(groups: Mapping[Group, Sequence[float]], inside: float, towards: float) -> float:
    """What group means differ from the common one beyond what chance alone would make them."""
    total = sum(len(values) for values in groups.values())
    squares = sum(len(values) * (fmean(values) - towards) ** 2 for values in groups.values())
    return max(0.0, (squares - len(groups) * inside) / total)


def quantile(values: Sequence[float], share: float) -> float:
    """With linear interpolation between order statistics; `values` must not be empty."""
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _spread(values: Sequence[float]) -> tuple[float, float]:
    median, p80 = (quantile(values, share) for share in QUANTILES)
    return median, p80


def _drawn(own: tuple[float, float], common: tuple[float, float], seen: int) -> tuple[float, float]:
    keeps = seen / (seen + SPREAD_PRIOR_VISITS)
    median, p80 = (mine * keeps + all_ * (1 - keeps) for mine, all_ in zip(own, common, strict=True))
    return median, p80


def _grouped(pairs: Iterable[tuple[Group, float]]) -> dict[Group, list[float]]:
    groups: dict[Group, list[float]] = defaultdict(list)
    for group, value in pairs:
        groups[group].append(value)
    return dict(groups)


def _pair(offering: OfferingKey, person: ResourceId) -> str:
    return f"{offering}/{person}"
