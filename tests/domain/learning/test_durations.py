import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ids import OfferingKey, ResourceId
from app.domain.learning.durations import (
    Durations,
    RealDuration,
    learn_durations,
    quantile,
    shrunk_means,
    unpooled_durations,
)

CHECKUP, FILLING = OfferingKey("checkup"), OfferingKey("filling")
ANNA, JONAS = ResourceId("anna"), ResourceId("jonas")


def visits(
    count: int, ratio: float, *, person: ResourceId = ANNA, offering: OfferingKey = CHECKUP, seed: int = 1
) -> list[RealDuration]:
    chance = random.Random(seed)
    return [
        RealDuration(offering, person, nth % 5, 30, 30 * ratio * math.exp(chance.gauss(0, 0.15)))
        for nth in range(count)
    ]


def median(learned: Durations, person: ResourceId, offering: OfferingKey = CHECKUP) -> float:
    return learned.forecast(offering, person, 0, planned_minutes=30).median_minutes


def test_with_nothing_seen_everything_takes_as_long_as_planned() -> None:
    forecast = learn_durations([]).forecast(CHECKUP, ANNA, 0, planned_minutes=30)
    assert (forecast.median_minutes, forecast.p80_minutes, forecast.seen) == (30, 30, 0)


def test_many_visits_teach_the_real_duration() -> None:
    learned = learn_durations(visits(300, 1.3))
    assert median(learned, ANNA) == pytest.approx(39, rel=0.04)


def test_four_of_five_visits_end_within_the_upper_forecast() -> None:
    seen = visits(400, 1.2)
    p80 = learn_durations(seen).forecast(CHECKUP, ANNA, 2, planned_minutes=30).p80_minutes
    assert sum(visit.actual_minutes <= p80 for visit in seen) / len(seen) == pytest.approx(0.8, abs=0.05)


def test_a_person_with_few_visits_is_drawn_towards_the_offering() -> None:
    seen = visits(200, 1.0) + visits(2, 1.8, person=JONAS, seed=2)
    alone = median(unpooled_durations(seen), JONAS)
    assert median(learn_durations(seen), ANNA) < median(learn_durations(seen), JONAS) < alone


def test_the_more_visits_a_person_has_the_more_their_own_pace_counts() -> None:
    few = learn_durations(visits(200, 1.0) + visits(3, 1.5, person=JONAS, seed=2))
    many = learn_durations(visits(200, 1.0) + visits(200, 1.5, person=JONAS, seed=2))
    assert median(few, JONAS) < median(many, JONAS)
    assert median(many, JONAS) == pytest.approx(45, rel=0.06)


def test_an_offering_nobody_has_seen_takes_what_all_take_on_average() -> None:
    learned = learn_durations(visits(100, 1.2))
    assert learned.forecast(FILLING, JONAS, 0, planned_minutes=45).median_minutes == pytest.approx(54, rel=0.05)


def test_a_weekday_on_which_everything_takes_longer_is_learned() -> None:
    seen = [
        RealDuration(CHECKUP, ANNA, weekday, 30, 30 * (1.4 if weekday == 3 else 1.0) * math.exp(noise / 50))
        for weekday in range(5)
        for noise in range(-5, 6)
    ]
    learned = learn_durations(seen)
    on = [learned.forecast(CHECKUP, ANNA, weekday, planned_minutes=30).median_minutes for weekday in range(5)]
    assert max(on) == on[3]
    assert on[3] > on[0] * 1.25


def test_a_button_pressed_in_the_evening_does_not_make_a_checkup_last_a_day() -> None:
    honest = visits(50, 1.0)
    learned = learn_durations([*honest, RealDuration(CHECKUP, ANNA, 0, 30, 600)])
    assert median(learned, ANNA) < 35


@pytest.mark.parametrize(("planned", "actual"), [(0, 10), (10, 0), (30, -5)])
def test_a_duration_of_nothing_is_refused(planned: float, actual: float) -> None:
    with pytest.raises(ValueError, match="longer than nothing"):
        RealDuration(CHECKUP, ANNA, 0, planned, actual)


def test_groups_that_differ_by_chance_alone_get_the_common_mean() -> None:
    chance = random.Random(3)
    groups = {nth: [chance.gauss(0, 1) for _ in range(20)] for nth in range(6)}
    assert max(abs(mean) for mean in shrunk_means(groups, towards=0.0).values()) < 0.15


@given(st.dictionaries(st.integers(), st.lists(st.floats(-2, 2), min_size=1, max_size=9), min_size=1, max_size=6))
def test_shrinking_moves_a_mean_towards_the_common_one_and_never_past_it(groups: dict[int, list[float]]) -> None:
    for group, mean in shrunk_means(groups, towards=0.0).items():
        own = sum(groups[group]) / len(groups[group])
        assert mean * own >= -1e-9
        assert abs(mean) <= abs(own) + 1e-9


def test_a_quantile_lies_between_the_values_around_it() -> None:
    assert quantile([4.0, 1.0, 3.0, 2.0], 0.5) == 2.5
    assert quantile([7.0], 0.8) == 7.0
