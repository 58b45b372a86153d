from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.availability import Calendar, Wish, free_slots
from app.domain.bookings import Slot
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.ranking import Reason, ScoredOffer, Taste, best_offers
from tests.fakes.business import praxis

BERLIN = ZoneInfo("Europe/Berlin")
PRAXIS = praxis()
MONDAY = date(2026, 3, 16)
SOMMER, WEBER = ResourceId("dr-anna-sommer"), ResourceId("dr-jonas-weber")
CHECKUP = PRAXIS.offering(OfferingKey("checkup"))


def at(day: int, clock_time: str) -> datetime:
    local = datetime.combine(MONDAY + timedelta(days=day), time.fromisoformat(clock_time), tzinfo=BERLIN)
    return local.astimezone(UTC)


def between(day: int, first: str, last: str) -> Interval:
    return Interval(at(day, first), at(day, last))


def offered(
    wish: Wish,
    *,
    days: range = range(8),
    taken: dict[ResourceId, Timeline] | None = None,
    familiar: ResourceId | None = None,
    turned_down: tuple[Slot, ...] = (),
    offering: str = "checkup",
    inside: bool = True,
) -> tuple[ScoredOffer, ...]:
    calendar = Calendar(PRAXIS, at(0, "06:00"), taken or {})
    what = PRAXIS.offering(OfferingKey(offering))
    people = PRAXIS.people_for(what.key)
    free = [
        slot
        for day in days
        for slot in free_slots(calendar, what, MONDAY + timedelta(days=day), people, wish if inside else ())
    ]
    return best_offers(calendar, what, free, Taste(wish, familiar, turned_down), count=3)


def spoken(picks: tuple[ScoredOffer, ...]) -> list[str]:
    return [pick.slot.starts_at.strftime("%a %H:%M") for pick in picks]


def test_as_soon_as_possible_is_the_earliest_then_another_half_day_then_another_day() -> None:
    assert spoken(offered(())) == ["Mon 08:00", "Mon 13:30", "Tue 09:00"]  # 08:30 would leave too little before it


def test_a_morning_is_offered_spread_over_the_morning() -> None:
    picks = offered([between(1, "08:00", "12:00")])
    starts = sorted(pick.slot.starts_at for pick in picks)
    assert len(picks) == 3
    assert all(later - earlier >= timedelta(hours=1) for earlier, later in pairwise(starts))


def test_a_week_is_offered_on_different_days_or_half_days() -> None:
    picks = offered([between(day, "00:00", "23:45") for day in range(1, 5)])
    halves = {(pick.slot.starts_at.date(), pick.slot.starts_at.hour < 13) for pick in picks}
    assert len(halves) == 3


def test_an_exact_time_is_offered_alone() -> None:
    picks = offered([between(1, "10:00", "10:00")])
    assert spoken(picks) == ["Tue 10:00"]
    assert Reason.FITS_WISH in picks[0].reasons


def test_a_missed_time_is_offered_around_itself_first() -> None:
    assert spoken(offered([between(1, "12:30", "12:30")], inside=False))[0] in {"Tue 12:00", "Tue 13:30"}


def test_alternatives_to_a_missed_time_include_another_day() -> None:
    picks = offered([between(1, "12:30", "12:30")], inside=False)
    assert len({pick.slot.starts_at.date() for pick in picks}) > 1
    assert all(Reason.NEAREST_TO_WISH in pick.reasons for pick in picks)


def test_a_closed_sunday_is_answered_with_the_days_around_it() -> None:
    picks = offered([between(6, "00:00", "23:45")], inside=False)
    assert {pick.slot.starts_at.strftime("%a") for pick in picks} <= {"Fri", "Mon"}


def test_the_person_whom_the_customer_knows_comes_first() -> None:
    picks = offered([between(1, "09:00", "12:00")], familiar=WEBER)
    assert picks[0].slot.resource == WEBER
    assert Reason.FAMILIAR_PERSON in picks[0].reasons


def test_a_slot_beside_an_appointment_is_better_than_one_that_leaves_a_gap() -> None:
    later = between(1, "09:35", "12:30")
    taken = {person.id: Timeline([later]) for person in PRAXIS.people_for(CHECKUP.key)}
    picks = offered([between(1, "08:30", "09:00")], taken=taken)
    assert spoken(picks)[0] == "Tue 09:00"  # 08:45 would leave fifteen minutes after it that nobody can use


def test_minutes_that_are_lost_whatever_is_booked_are_not_held_against_a_slot() -> None:
    day = between(1, "09:00", "09:35")
    taken = {person.id: Timeline([day]) for person in PRAXIS.people_for(CHECKUP.key)}
    picks = offered([between(1, "09:00", "10:30")], taken=taken)
    assert spoken(picks)[0] == "Tue 09:45"  # nothing may start between 09:35 and 09:45


def test_an_emergency_is_offered_at_the_earliest_whatever_gap_it_leaves() -> None:
    picks = offered((), offering="emergency")
    assert spoken(picks)[0] == "Mon 08:00"
    assert {pick.slot.starts_at.date() for pick in picks} == {MONDAY}


def test_a_third_offer_within_the_hour_is_no_offer() -> None:
    assert spoken(offered([between(1, "10:00", "11:00")], offering="cleaning")) == ["Tue 10:00", "Tue 11:00"]
    assert spoken(offered([between(1, "10:00", "10:45")], offering="cleaning")) == ["Tue 10:00", "Tue 10:30"]


def test_what_was_turned_down_makes_its_neighbours_less_welcome() -> None:
    window = [between(1, "08:00", "18:00")]
    first = offered(window)
    second = offered(window, turned_down=tuple(pick.slot for pick in first))
    apart = [abs(a.slot.starts_at - b.slot.starts_at) for a in first for b in second]
    assert min(apart) >= timedelta(minutes=30)


@pytest.mark.parametrize("count", [1, 2])
def test_no_more_are_offered_than_asked_for(count: int) -> None:
    calendar = Calendar(PRAXIS, at(0, "06:00"))
    free = free_slots(calendar, CHECKUP, MONDAY, PRAXIS.people_for(CHECKUP.key), ())
    assert len(best_offers(calendar, CHECKUP, free, Taste(), count=count)) == count


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 4), st.integers(8 * 60, 18 * 60), st.integers(0, 600))
def test_every_offer_is_free_and_inside_the_wish(day: int, first: int, length: int) -> None:
    start = at(day, "00:00") + timedelta(minutes=first)
    wish = [Interval(start, start + timedelta(minutes=length))]
    picks = offered(wish)
    assert all(wish[0].starts_at <= pick.slot.starts_at.astimezone(UTC) <= wish[0].ends_at for pick in picks)
    starts = sorted(pick.slot.starts_at for pick in picks)
    assert all(later - earlier >= timedelta(minutes=30) for earlier, later in pairwise(starts))
