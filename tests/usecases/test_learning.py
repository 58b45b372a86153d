"""Marking what became of appointments, learning from it, and what offers make of it. In memory."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.domain.bookings import Booking, Moved, NotFound, Offers, Refused
from app.domain.ids import BookingReference, CallSid
from app.domain.intervals import Interval
from app.domain.learning.attendance import Attendance, RiskModel
from app.domain.learning.durations import learn_durations
from app.domain.learning.evaluation import DurationReport, RiskReport
from app.domain.learning.lessons import Lesson, Subject
from app.domain.learning.marks import Mark
from app.domain.ranking.postponing import Movable, Protection, whom_to_postpone
from app.domain.spoken.when import Window
from app.fitting.logistic_risk import LogisticRiskFitter
from app.ports.learning import RiskFitter
from app.usecases.find_offers import Wanted, find_offers
from app.usecases.learn import learn, lessons_from
from app.usecases.mark_attendance import Marked, mark_attendance
from app.usecases.move_appointment import move_appointment
from app.usecases.party import Party
from app.usecases.postpone_appointment import Postponed, postpone_appointment, who_may_give_way
from tests.bench.learning_world import generated
from tests.contracts.experience_contract import DAY, Past
from tests.contracts.tools_contract import ANN, BEN, CHECKUP
from tests.fakes.business import praxis
from tests.fakes.calendars import FakeCalendars
from tests.fakes.clock import FakeClock

KEPT, NO_SHOW = Attendance.KEPT, Attendance.NO_SHOW


@pytest.fixture
def past() -> Past:
    return Past(FakeCalendars(), praxis(), FakeClock())


async def mark(past: Past, booking: Booking, attendance: Attendance = KEPT, minutes: float | None = None) -> object:
    return await mark_attendance(
        past.calendars, Party(past.business), booking.reference, attendance, now=past.clock.now(), minutes=minutes
    )


# --- marking --------------------------------------------------------------------------------------------------------


async def test_done_is_noted_with_its_minutes(past: Past) -> None:
    booking = await past.book(1)
    past.clock.advance(2 * DAY)
    marked = await mark(past, booking, minutes=44)
    assert isinstance(marked, Marked)
    assert marked.mark == Mark(KEPT, past.clock.now(), 44)


async def test_what_lies_ahead_cannot_be_done_yet(past: Past) -> None:
    assert await mark(past, await past.book(1)) == Refused("not_yet")


async def test_nobody_knows_an_unknown_reference(past: Past) -> None:
    outcome = await mark_attendance(
        past.calendars, Party(past.business), BookingReference("XXXXX"), KEPT, now=past.clock.now()
    )
    assert outcome == NotFound()


@pytest.mark.parametrize("minutes", [0, -5, 5000, float("nan")])
async def test_a_length_that_is_none_is_refused(past: Past, minutes: float) -> None:
    booking = await past.book(1)
    past.clock.advance(2 * DAY)
    assert await mark(past, booking, minutes=minutes) == Refused("implausible")


# --- learning -------------------------------------------------------------------------------------------------------


async def test_a_business_without_a_past_learns_nothing_and_offers_as_before(past: Past) -> None:
    lessons = await learn(past.calendars, LogisticRiskFitter(), past.business, now=past.clock.now())
    assert [(lesson.subject, lesson.used, lesson.report.why) for lesson in lessons] == [
        (Subject.DURATIONS, False, "too_few")
    ]


async def test_every_fit_is_on_record_with_its_figures(past: Past) -> None:
    await learn(past.calendars, LogisticRiskFitter(), past.business, now=past.clock.now())
    assert isinstance(past.calendars, FakeCalendars)
    (_, decision), *_ = past.calendars.of(past.business).decisions
    assert (decision.kind, decision.why, decision.inputs["used"]) == ("lesson", "too_few", False)


def test_where_there_is_something_to_learn_the_risk_beats_the_base_rate_on_later_appointments() -> None:
    world = generated(2, days=400)
    risk = lessons_from(world.appointments, LogisticRiskFitter(), now=world.appointments[-1].starts_at + DAY)[1]
    assert isinstance(risk.report, RiskReport)
    assert risk.report.why == "better"
    assert risk.report.base is not None
    assert risk.report.model is not None
    assert risk.report.model.brier < risk.report.base.brier
    assert all(abs(b.forecast - b.observed) < 0.09 for b in risk.report.bins)


@pytest.mark.parametrize("seed", [2, 3])
def test_where_there_is_nothing_to_learn_the_risk_is_not_used(seed: int) -> None:
    world = generated(seed, days=300, signal=0.0)
    risk = lessons_from(world.appointments, LogisticRiskFitter(), now=world.appointments[-1].starts_at + DAY)[1]
    assert not risk.used
    assert isinstance(risk.report, RiskReport)
    assert risk.report.model is not None
    assert risk.report.model.brier < 0.13  # and it does no harm either: it has fallen back to the base rate


def test_nothing_is_fitted_when_everybody_came() -> None:
    fitter: RiskFitter = LogisticRiskFitter()
    with pytest.raises(ValueError, match="ended alike"):
        fitter.fit([])


# --- what offers make of it -----------------------------------------------------------------------------------------


async def offered(past: Past, first: int, last: int, **changes: object) -> tuple[Offers, list[dict[str, object]]]:
    start = past.clock.now().astimezone(past.business.zone).replace(hour=0, minute=0)
    window = Window(start + first * DAY, start + last * DAY + timedelta(hours=23))
    wanted = replace(Wanted(CHECKUP, [window]), **changes)  # type: ignore[arg-type]
    party = Party(past.business, CallSid("CA-asks"), ANN)
    found = await find_offers(past.calendars, party, wanted, now=past.clock.now())
    assert isinstance(found, Offers)
    assert isinstance(past.calendars, FakeCalendars)
    _, decision = past.calendars.of(past.business).decisions[-1]
    return found, decision.inputs["offered"]  # type: ignore[return-value]


def parts(record: dict[str, object]) -> dict[str, dict[str, object]]:
    return {part["factor"]: part for part in record["parts"]}  # type: ignore[attr-defined]


async def test_a_customer_who_always_comes_early_is_offered_early_times(past: Past) -> None:
    for week in range(4):
        await past.book(1 + 7 * week, sid=f"CA{week}")
    past.clock.advance(30 * DAY)
    found, records = await offered(past, 1, 5)
    assert found.slots[0].starts_at.hour < 13
    assert "usual_time" in records[0]["reasons"]  # type: ignore[operator]


async def test_without_lessons_no_forecast_enters_a_score(past: Past) -> None:
    _, records = await offered(past, 1, 2)
    assert not {"overrun", "no_show"} & set(parts(records[0]))


async def test_lessons_that_are_used_enter_the_score_with_their_figures(past: Past) -> None:
    durations = Lesson(Subject.DURATIONS, learn_durations([]), DurationReport(30, 50, worth_using=True))
    risk = Lesson(
        Subject.RISK, RiskModel(-2.0, {"lead_log_days": 0.5}, 0.12), RiskReport(9, 9, 9, 0.1, worth_using=True)
    )
    await past.keep(durations, risk)
    _, records = await offered(past, 1, 2)
    scored = parts(records[0])
    assert scored["overrun"]["inputs"]["planned_minutes"] == 30  # type: ignore[index]
    assert 0 < scored["no_show"]["inputs"]["risk_percent"] < 100  # type: ignore[index]


async def test_whom_we_postponed_is_offered_the_first_free_day_first(past: Past) -> None:
    booking = await past.book(2)
    async with past.calendars.writing(past.business) as writes:
        await writes.count_postponed(booking.reference)
    _, records = await offered(past, 1, 12)
    assert "postponed_before" in records[0]["reasons"]  # type: ignore[operator]


# --- giving way -----------------------------------------------------------------------------------------------------


async def test_whom_we_postponed_once_is_not_postponed_again(past: Past) -> None:
    booking = await past.book(2, BEN)
    party, now = Party(past.business), past.clock.now()
    found, _ = await offered(past, 3, 9)
    first = await postpone_appointment(
        past.calendars, party, booking.reference, found.slots[0], now=now, because="emergency"
    )
    assert isinstance(first, Postponed)
    assert first.times == 1
    again = await postpone_appointment(
        past.calendars, party, booking.reference, found.slots[1], now=now, because="emergency"
    )
    assert again == Refused("postponed_before")
    assert isinstance(await move_appointment(past.calendars, party, booking.reference, found.slots[1], now=now), Moved)


async def test_who_may_give_way_is_asked_in_order_and_the_protected_come_last_with_the_reason(past: Past) -> None:
    first, second = await past.book(3, BEN, "CA1"), await past.book(3, ANN, "CA2")
    async with past.calendars.writing(past.business) as writes:
        await writes.count_postponed(first.reference)
    midnight = past.clock.now().replace(hour=0) + 3 * DAY
    everybody = {first.slot.resource, second.slot.resource}
    ranks = [
        rank
        for person in sorted(everybody)
        for rank in await who_may_give_way(
            past.calendars, Party(past.business), person, Interval(midnight, midnight + DAY), now=past.clock.now()
        )
    ]
    reasons = {rank.movable.booking.reference: rank.protection for rank in ranks}
    assert reasons == {first.reference: Protection.POSTPONED_BEFORE, second.reference: None}


async def test_what_has_low_priority_is_asked_to_give_way_first(past: Past) -> None:
    booking, now = await past.book(3, BEN, "CA1"), past.clock.now()
    low = tuple(replace(one, low_priority=one.key == booking.slot.offering) for one in past.business.offerings)
    other = replace(booking.slot, offering=next(o.key for o in low if not o.low_priority and not o.same_day))
    usual = Movable(replace(booking, slot=other), booked_at=now, postponed_by_us=0)
    waited_long = Movable(booking, booked_at=now - 60 * DAY, postponed_by_us=0)
    ranks = whom_to_postpone(replace(past.business, offerings=low), [usual, waited_long], now=now)
    assert [rank.movable for rank in ranks] == [waited_long, usual]
    assert [rank.record()["low_priority"] for rank in ranks] == [True, False]


async def test_what_begins_within_a_day_stays(past: Past) -> None:
    booking = await past.book(1)
    past.clock.advance(timedelta(hours=12))
    found, _ = await offered(past, 3, 9)
    refused = await postpone_appointment(
        past.calendars, Party(past.business), booking.reference, found.slots[0], now=past.clock.now(), because="illness"
    )
    assert refused == Refused("too_soon")
