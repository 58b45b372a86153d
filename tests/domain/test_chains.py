"""Chains of the example practice and of small businesses, planned as a whole."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from app.domain.availability import Calendar
from app.domain.business import Business, Offering
from app.domain.chains import Chain, in_a_row, links_of, missing, plan_chains
from app.domain.civil import days_between
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.rules.between import Distance, Prerequisite
from tests.fakes.business import SEEDED_ON, praxis

BERLIN = ZoneInfo("Europe/Berlin")
CHECKUP, IMPLANT, CLEANING = OfferingKey("checkup"), OfferingKey("implant_consultation"), OfferingKey("cleaning")
AYDIN = ResourceId("dr-leyla-aydin")
NOW = datetime.combine(SEEDED_ON, time(7), tzinfo=UTC)
DAYS = list(days_between(SEEDED_ON, SEEDED_ON + timedelta(days=60)))


def with_requirement(key: OfferingKey, *requires: Prerequisite, business: Business | None = None) -> Business:
    business = business or praxis()
    changed = tuple(replace(o, requires=requires) if o.key == key else o for o in business.offerings)
    return replace(business, offerings=changed)


def local(day: date, clock_time: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock_time), tzinfo=BERLIN)


def first_chain(calendar: Calendar, key: OfferingKey) -> Chain | None:
    links = links_of(calendar, calendar.business.offering(key))
    return next(plan_chains(calendar, links, DAYS), None)


def dates(chain: Chain) -> list[date]:
    return [candidate.slot.starts_at.date() for candidate in chain.candidates]


def test_the_examination_comes_first_and_the_treatment_at_its_distance() -> None:
    business = with_requirement(IMPLANT, Prerequisite(CHECKUP, Distance(min_days=7, max_days=21)))
    chain = first_chain(Calendar(business, NOW), IMPLANT)
    assert chain is not None
    assert [candidate.slot.offering for candidate in chain.candidates] == [CHECKUP, IMPLANT]
    apart = (dates(chain)[1] - dates(chain)[0]).days
    assert 7 <= apart <= 21


def test_an_examination_after_which_nothing_is_free_is_not_offered() -> None:
    """Dr. Aydin is taken for four weeks: an examination today would be too old by then."""
    business = with_requirement(IMPLANT, Prerequisite(CHECKUP, Distance(min_days=1, max_days=10)))
    busy = Timeline([Interval(NOW, NOW + timedelta(days=28))])
    chain = first_chain(Calendar(business, NOW, {AYDIN: busy}), IMPLANT)
    assert chain is not None
    assert dates(chain)[1] >= SEEDED_ON + timedelta(days=28)
    assert (dates(chain)[1] - dates(chain)[0]).days <= 10


def test_without_a_last_link_there_is_no_chain() -> None:
    business = with_requirement(IMPLANT, Prerequisite(CHECKUP, Distance(max_days=10)))
    busy = Timeline([Interval(NOW, NOW + timedelta(days=400))])
    assert first_chain(Calendar(business, NOW, {AYDIN: busy}), IMPLANT) is None


def test_three_links_are_planned_in_their_order() -> None:
    business = with_requirement(CHECKUP, Prerequisite(CLEANING, Distance(min_days=2)))
    business = with_requirement(IMPLANT, Prerequisite(CHECKUP, Distance(min_days=3)), business=business)
    chain = first_chain(Calendar(business, NOW), IMPLANT)
    assert chain is not None
    first, second, third = dates(chain)
    assert [c.slot.offering for c in chain.candidates] == [CLEANING, CHECKUP, IMPLANT]
    assert second - first >= timedelta(days=2)
    assert third - second >= timedelta(days=3)


def test_what_the_customer_had_lately_need_not_be_done_again() -> None:
    business = with_requirement(IMPLANT, Prerequisite(CHECKUP, Distance(min_days=1, max_days=30)))
    calendar = Calendar(business, NOW)
    lately, long_ago = NOW - timedelta(days=10), NOW - timedelta(days=200)
    offering = business.offering(IMPLANT)
    assert [link.offering.key for link in links_of(calendar, offering, {CHECKUP: [lately]})] == [IMPLANT]
    assert [link.offering.key for link in links_of(calendar, offering, {CHECKUP: [long_ago]})] == [CHECKUP, IMPLANT]


def test_a_slot_for_which_the_examination_is_too_old_is_not_planned() -> None:
    business = with_requirement(IMPLANT, Prerequisite(CHECKUP, Distance(min_days=1, max_days=30)))
    calendar, had = Calendar(business, NOW), {CHECKUP: [NOW - timedelta(days=20)]}
    links = links_of(calendar, business.offering(IMPLANT), had)
    planned = [dates(chain)[0] for chain in plan_chains(calendar, links, DAYS, had=had)]
    assert planned
    assert max(planned) <= SEEDED_ON + timedelta(days=10)


@pytest.mark.parametrize(
    ("ended", "starts", "lacks"),
    [
        (local(date(2026, 3, 28), "17:00"), local(date(2026, 3, 29), "09:00"), ()),
        (local(date(2026, 3, 29), "08:00"), local(date(2026, 3, 29), "09:00"), (CHECKUP,)),
        (local(date(2026, 3, 1), "08:00"), local(date(2026, 3, 29), "09:00"), (CHECKUP,)),
    ],
)
def test_days_between_are_counted_on_the_calendar_also_across_a_clock_change(
    ended: datetime, starts: datetime, lacks: tuple[OfferingKey, ...]
) -> None:
    offering = Offering(IMPLANT, {}, timedelta(minutes=30), requires=(Prerequisite(CHECKUP, Distance(1, 14)),))
    assert missing(offering, {CHECKUP: [ended]}, starts) == lacks


def test_two_in_a_row_follow_each_other_with_different_rooms_or_the_same_person_later() -> None:
    calendar = Calendar(praxis(), NOW)
    links = in_a_row(calendar.business.offering(CHECKUP), 2, within=timedelta(minutes=15))
    for chain in islice(plan_chains(calendar, links, DAYS), 20):
        one, other = (candidate.slot for candidate in chain.candidates)
        assert timedelta(0) <= other.starts_at - one.ends_at <= timedelta(minutes=15)


def test_every_link_of_a_plan_can_be_booked_beside_the_others() -> None:
    business = with_requirement(IMPLANT, Prerequisite(CHECKUP, Distance(max_days=0)))
    calendar = Calendar(replace(business, resources=business.resources[:6]), NOW)  # one room
    links = links_of(calendar, business.offering(IMPLANT))
    for chain in islice(plan_chains(calendar, links, DAYS), 30):
        claims = [(c.resource, c.span) for candidate in chain.candidates for c in candidate.claims]
        for nth, (resource, span) in enumerate(claims):
            assert not any(r == resource and s.overlaps(span) for r, s in claims[nth + 1 :])


def test_links_that_must_not_fall_on_one_day_do_not() -> None:
    business = with_requirement(IMPLANT, Prerequisite(CHECKUP, Distance(max_days=5)))
    apart = tuple(
        replace(o, not_same_day_as=frozenset({CHECKUP})) if o.key == IMPLANT else o for o in business.offerings
    )
    chain = first_chain(Calendar(replace(business, offerings=apart), NOW), IMPLANT)
    assert chain is not None
    assert dates(chain)[0] != dates(chain)[1]
