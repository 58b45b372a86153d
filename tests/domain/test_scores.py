"""Every factor of a score, its record, and the sentences that tell it."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.availability import Calendar, free_slots
from app.domain.bookings import Slot
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.learning import Habits, Lessons, RiskModel
from app.domain.learning.durations import RealDuration, learn_durations
from app.domain.ranking import (
    Factor,
    Part,
    Reason,
    ScoredOffer,
    Taste,
    best_offers,
    recorded_offer,
    say_against,
    say_reason,
    say_why,
)
from app.domain.ranking.gaps import Stretch, unusable_minutes
from app.domain.ranking.spread import likeness
from app.domain.ranking.wording import OBJECTIONS, REASONS
from tests.fakes.business import praxis

BERLIN = ZoneInfo("Europe/Berlin")
PRAXIS = praxis()
TUESDAY = date(2026, 3, 17)
SOMMER, WEBER, AYDIN = ResourceId("dr-anna-sommer"), ResourceId("dr-jonas-weber"), ResourceId("dr-leyla-aydin")
CHECKUP = PRAXIS.offering(OfferingKey("checkup"))
NAMES = {person.id: person.name for person in PRAXIS.resources}


def at(clock_time: str, day: int = 0) -> datetime:
    local = datetime.combine(TUESDAY + timedelta(days=day), time.fromisoformat(clock_time), tzinfo=BERLIN)
    return local.astimezone(UTC)


def offers(
    first: str = "08:00",
    last: str = "18:00",
    *,
    taken: dict[ResourceId, Timeline] | None = None,
    lessons: Lessons | None = None,
    days: int = 1,
    offering: str = "checkup",
    **known: object,
) -> tuple[ScoredOffer, ...]:
    calendar = Calendar(PRAXIS, at("06:00", -1), taken or {})
    wish = [Interval(at(first, day), at(last, day)) for day in range(days)]
    what = PRAXIS.offering(OfferingKey(offering))
    people = PRAXIS.people_for(what.key)
    free = [s for day in range(days) for s in free_slots(calendar, what, TUESDAY + timedelta(days=day), people, wish)]
    return best_offers(calendar, what, free, Taste(wish, **known), lessons=lessons or Lessons())  # type: ignore[arg-type]


def busy(*spans: tuple[str, str]) -> Timeline:
    return Timeline(Interval(at(first), at(last)) for first, last in spans)


def test_a_score_is_the_sum_of_its_parts() -> None:
    offer = offers()[0]
    assert offer.cost_minutes == sum(part.cost_minutes for part in offer.parts)
    assert {Factor.WISH, Factor.GAP, Factor.LOAD} <= {part.factor for part in offer.parts}


def test_no_part_of_a_score_is_less_than_nothing() -> None:
    lessons = Lessons(learn_durations([]), RiskModel(-2, {"lead_log_days": 1.0}, 0.1))
    found = offers(days=3, lessons=lessons, familiar=WEBER, postponed_by_us=1)
    assert all(part.cost_minutes >= 0 for offer in found for part in offer.parts)


def test_work_goes_to_who_has_least_of_it_that_day() -> None:
    taken = {SOMMER: busy(("13:30", "18:00")), AYDIN: busy(("13:30", "18:00"))}
    first = offers("10:00", "10:00", taken=taken)[0]
    assert first.slot.resource == WEBER
    assert Reason.EVEN_LOAD in first.reasons


def test_who_alone_can_do_something_is_kept_free_for_it() -> None:
    first = offers("10:00", "10:00")[0]
    assert first.slot.resource == WEBER  # Sommer alone does root canals, Aydin alone advises on implants
    assert Reason.KEEPS_SPECIALIST_FREE in first.reasons


def test_the_usual_part_of_the_day_comes_first_for_who_has_one() -> None:
    habits = Habits(visits=5, part_of_day="afternoon", part_share=1.0)
    assert offers(habits=habits, days=1)[0].slot.starts_at.hour >= 13
    assert Reason.USUAL_TIME in offers(habits=habits)[0].reasons


def test_an_offering_that_overruns_is_given_room_behind_it() -> None:
    slow = learn_durations([RealDuration(CHECKUP.key, WEBER, nth % 5, 30, 60) for nth in range(60)])
    afternoon = ("13:30", "18:00")
    taken = {person: busy(("10:40", "12:30"), afternoon) for person in (SOMMER, WEBER, AYDIN)}
    first = offers("09:00", "10:00", taken=taken, lessons=Lessons(slow))[0]
    overrun = first.part(Factor.OVERRUN)
    assert overrun is not None
    assert overrun.inputs["four_of_five_within_minutes"] == 60
    assert first.slot.starts_at.strftime("%H:%M") != "10:00"


def test_a_risk_that_grows_with_the_lead_time_speaks_for_the_earlier_day() -> None:
    risky = Lessons(risk=RiskModel(-3, {"lead_log_days": 1.5}, 0.3))
    by_day = {offer.slot.starts_at.date(): offer.part(Factor.NO_SHOW) for offer in offers(days=3, lessons=risky)}
    costs = [part.cost_minutes for _, part in sorted(by_day.items()) if part is not None]
    assert costs == sorted(costs)
    assert len(costs) == len(by_day) > 1


def test_for_whom_we_postponed_before_a_later_day_costs_more() -> None:
    usual, postponed = offers(days=3), offers(days=3, postponed_by_us=1)
    assert Reason.POSTPONED_BEFORE in postponed[0].reasons
    assert all(part.factor is not Factor.PRIORITY for part in usual[0].parts)
    assert postponed[0].slot.starts_at.date() == TUESDAY


def test_what_can_wait_takes_a_later_day_before_it_leaves_a_gap_and_says_so() -> None:
    """Today only between two appointments, where a gap would remain; tomorrow at the start of the day."""
    today = busy(("07:00", "09:00"), ("10:00", "18:00"))
    taken = dict.fromkeys((SOMMER, WEBER, AYDIN), today)
    what = PRAXIS.offering(CHECKUP.key)
    calendar = Calendar(PRAXIS, at("06:00", -1), taken)
    people = PRAXIS.people_for(what.key)
    days = (TUESDAY, TUESDAY + timedelta(days=1))
    free = [s for day in days for s in free_slots(calendar, what, day, people, ())]
    as_usual = best_offers(calendar, what, free, Taste())[0]
    low = best_offers(calendar, replace(what, low_priority=True), free, Taste())[0]
    assert as_usual.slot.starts_at.date() == TUESDAY
    assert low.slot.starts_at.date() == TUESDAY + timedelta(days=1)
    assert Reason.CAN_WAIT in low.reasons
    assert Reason.CAN_WAIT not in as_usual.reasons


def test_the_choice_is_that_of_scoring_everything() -> None:
    """The bound that spares most scores never changes the best one."""
    taken = {SOMMER: busy(("09:00", "10:30")), WEBER: busy(("08:00", "08:40"), ("14:00", "15:00"))}
    found = offers(taken=taken, days=2)
    calendar = Calendar(PRAXIS, at("06:00", -1), taken)
    wish = [Interval(at("08:00", day), at("18:00", day)) for day in range(2)]
    people = PRAXIS.people_for(CHECKUP.key)
    free = [s for day in range(2) for s in free_slots(calendar, CHECKUP, TUESDAY + timedelta(days=day), people, wish)]
    singly = []
    for start in {slot.starts_at for slot in free}:
        others = tuple(slot for slot in free if slot.starts_at != start)
        (only,) = best_offers(calendar, CHECKUP, free, Taste(wish, turned_down=others), count=1)
        singly.append(sum(part.cost_minutes for part in only.parts if part.factor is not Factor.TURNED_DOWN))
    assert min(singly) == pytest.approx(found[0].cost_minutes)


# --- the record -------------------------------------------------------------------------------------------------------


def test_a_score_comes_back_from_its_record_as_it_was() -> None:
    for offer in offers(days=2, familiar=WEBER, lessons=Lessons(learn_durations([]), RiskModel(-2, {}, 0.1))):
        back = recorded_offer(json.loads(json.dumps(offer.record())))
        assert back.slot.same_place(offer.slot)
        assert back.reasons == offer.reasons
        assert back.cost_minutes == pytest.approx(offer.cost_minutes, abs=0.5)
        assert [part.factor for part in back.parts] == [part.factor for part in offer.parts]
        assert say_why(back, "de", NAMES) == say_why(offer, "de", NAMES)


def test_an_older_record_without_a_score_is_no_score() -> None:
    with pytest.raises(KeyError):
        recorded_offer({"starts_at": "2026-03-17T10:00:00+01:00", "person": "x", "reasons": ["fits_wish"]})


# --- the sentences ----------------------------------------------------------------------------------------------------

SLOT = Slot(CHECKUP.key, at("10:00"), at("10:30"), WEBER)


@pytest.mark.parametrize(("reason", "language"), list(product(Reason, ("de", "en"))))
def test_every_reason_is_one_sentence_in_both_languages(reason: Reason, language: str) -> None:
    said = say_reason(reason, ScoredOffer(SLOT, (reason,)), language, NAMES)  # type: ignore[arg-type]
    assert said.endswith(".")
    assert said.count(". ") == said.count("Dr. ")
    assert "{" not in said
    assert "_" not in said


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_objection_that_a_score_can_hold_has_its_sentence(language: str) -> None:
    slow = learn_durations([RealDuration(CHECKUP.key, WEBER, nth % 5, 30, 70) for nth in range(60)])
    lessons = Lessons(slow, RiskModel(0, {}, 0.1))
    habits = Habits(visits=4, part_of_day="evening", part_share=1.0, weekday=4, weekday_share=0.8)
    refused = (SLOT,)
    found = offers(days=4, lessons=lessons, familiar=AYDIN, habits=habits, postponed_by_us=2, turned_down=refused)
    said = [say_against(part, language, NAMES) for offer in found for part in offer.parts]  # type: ignore[arg-type]
    assert all("{" not in sentence and "None" not in sentence and sentence.endswith(".") for sentence in said)
    seen = {part.factor for offer in found for part in offer.parts}
    assert seen >= set(Factor) - {Factor.LOAD, Factor.RARE_SKILL, Factor.WAITING}


def test_nothing_is_left_without_words() -> None:
    assert (set(REASONS), set(OBJECTIONS)) == (set(Reason), set(Factor))


def test_a_figure_carries_its_unit_in_the_number_it_needs() -> None:
    gap = Part(Factor.GAP, 1.5, {"unusable_minutes": 1})
    assert "(1 Minute)" in say_against(gap, "de")
    assert "(25 minutes)" in say_against(replace(gap, inputs={"unusable_minutes": 25}), "en")
    risk = Part(Factor.NO_SHOW, 7, {"risk_percent": 12.5, "usual_percent": 10.0})
    assert "12,5 Prozent" in say_against(risk, "de")


def test_a_slot_outside_the_wish_says_so() -> None:
    wish = [Interval(at("12:45"), at("12:45"))]
    calendar = Calendar(PRAXIS, at("06:00", -1))
    free = free_slots(calendar, CHECKUP, TUESDAY, PRAXIS.people_for(CHECKUP.key), ())
    for offer in best_offers(calendar, CHECKUP, free, Taste(wish)):
        assert "In der gewünschten Zeit ging es nicht" in say_why(offer, "de")[0]
        assert Reason.FITS_WISH not in offer.reasons
        assert Reason.EARLIEST not in offer.reasons


# --- gaps -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("length", "unusable"), [(0, 0), (10, 10), (30, 30), (35, 0), (60, 25), (80, 10), (85, 15)])
def test_what_no_appointment_fills_is_unusable(length: int, unusable: int) -> None:
    """One kind of appointment: half an hour and five minutes after it, on every quarter hour."""
    assert unusable_minutes(Stretch(length, 0), 15, ((0, 30, 5),)) == unusable


def test_before_the_grid_nothing_can_start() -> None:
    assert unusable_minutes(Stretch(40, 10), 15, ((0, 30, 5),)) == 5


def test_at_closing_time_a_buffer_may_reach_outside() -> None:
    assert unusable_minutes(Stretch(30, 0, open_end=True), 15, ((0, 30, 5),)) == 0
    assert unusable_minutes(Stretch(30, 0, open_start=True), 15, ((10, 30, 0),)) == 0


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.sampled_from([0, 5, 10]))
def test_cutting_a_stretch_in_two_makes_nothing_usable_that_was_not(first: int, second: int, offset: int) -> None:
    blocks = ((0, 30, 5), (0, 20, 0))
    whole = unusable_minutes(Stretch((first + second) * 5, offset), 15, blocks)
    left = unusable_minutes(Stretch(first * 5, offset), 15, blocks)
    right = unusable_minutes(Stretch(second * 5, (offset + first * 5) % 15), 15, blocks)
    assert left + right >= whole


def test_being_like_another_offer_costs_most_within_the_hour_and_nothing_on_another_day_and_time() -> None:
    near, far, tomorrow = (
        replace(SLOT, starts_at=start, ends_at=start + timedelta(minutes=30))
        for start in (at("10:30"), at("15:00"), at("15:00", 1))
    )
    costs = [likeness(SLOT, [other]) for other in (near, far, tomorrow)]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == 0
