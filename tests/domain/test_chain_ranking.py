"""Plans for appointments that belong together, ranked by what each of them costs and by how long they take."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from app.domain.availability import Calendar
from app.domain.chains import Chain, Link, links_of, plan_chains
from app.domain.ids import ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.ranking import ChainRanking, Factor, Reason, ScoredChain, Taste, recorded_offer, say_why
from tests.domain.test_chains import CHECKUP, DAYS, IMPLANT, NOW
from tests.fakes.business import chained_praxis

SOMMER, WEBER = ResourceId("dr-anna-sommer"), ResourceId("dr-jonas-weber")
FIRST_DAYS = 4


def links(calendar: Calendar) -> tuple[Link, ...]:
    return links_of(calendar, calendar.business.offering(IMPLANT))


def ranked(
    taken: Mapping[ResourceId, Timeline] | None = None, *, first: Taste | None = None
) -> tuple[list[Chain], list[ScoredChain]]:
    """The plans that begin on the first days, and the same ranked."""
    calendar = Calendar(chained_praxis(), NOW, taken or {})
    chain = links(calendar)
    ranking = ChainRanking(calendar, chain, [first or Taste(), Taste()])
    pool = list[Chain]()
    days = set[date]()
    for plan in plan_chains(calendar, chain, DAYS, preferred=ranking.preferred):
        days.add(plan.candidates[0].slot.starts_at.date())
        if len(days) > FIRST_DAYS:
            break
        pool.append(plan)
    return pool, ranking.ranked(pool)


def test_the_plan_that_costs_least_comes_first_and_its_cost_is_the_sum_of_its_parts() -> None:
    pool, plans = ranked()
    assert len(plans) == len(pool) > 1
    costs = [plan.cost_minutes for plan in plans]
    assert costs == sorted(costs)
    assert costs[0] == pytest.approx(sum(part.cost_minutes for offer in plans[0].offers for part in offer.parts))


@pytest.mark.parametrize("known", [SOMMER, WEBER])
def test_the_customers_own_dentist_is_chosen_for_the_examination(known: ResourceId) -> None:
    _, plans = ranked(first=Taste(familiar=known))
    examination = plans[0].offers[0]
    assert (examination.slot.offering, examination.slot.resource) == (CHECKUP, known)
    assert Reason.FAMILIAR_PERSON in examination.reasons


def test_only_a_plan_that_is_done_on_the_earliest_day_is_called_the_soonest() -> None:
    _, plans = ranked()
    soonest = min(plan.slots[-1].starts_at.date() for plan in plans)
    for plan in plans:
        waiting = plan.offers[-1].part(Factor.WAITING)
        assert waiting is not None
        assert waiting.inputs["days_after_soonest"] == (plan.slots[-1].starts_at.date() - soonest).days
        assert (Reason.SOONEST_AS_A_WHOLE in plan.offers[-1].reasons) == (plan.slots[-1].starts_at.date() == soonest)


def test_being_done_days_later_outweighs_a_gap_of_some_minutes() -> None:
    _, plans = ranked()
    soonest = min(plan.slots[-1].starts_at.date() for plan in plans)
    assert plans[0].slots[-1].starts_at.date() == soonest


def test_a_gap_is_left_beside_a_later_appointment_only_when_nothing_else_is_free_that_day() -> None:
    """Half an hour after the doors open is taken, so that a start before it fits and leaves nothing."""
    _, free = ranked()
    second = free[0].slots[1]
    after = Interval(second.ends_at.astimezone(NOW.tzinfo), second.ends_at.astimezone(NOW.tzinfo) + timedelta(hours=1))
    _, plans = ranked({second.resource: Timeline([after])})
    gap = plans[0].offers[1].part(Factor.GAP)
    assert gap is not None
    assert gap.cost_minutes == 0


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_part_of_a_ranked_plan_is_read_back_from_its_record_in_sentences(language: str) -> None:
    _, plans = ranked()
    for plan in plans:
        for offer in plan.offers:
            said = say_why(recorded_offer(offer.record() | {"plan": 0}), language, {})  # type: ignore[arg-type]
            assert said
            assert all("{" not in sentence and sentence.endswith(".") for sentence in said)
