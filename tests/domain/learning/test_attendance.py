from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.ids import BookingReference, CustomerId, OfferingKey, ResourceId
from app.domain.learning.appointments import PastAppointment, history_of, labelled, real_durations, risk_examples
from app.domain.learning.attendance import Attendance, CustomerHistory, Prospect, RiskModel, features
from app.domain.learning.marks import Mark, done

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 3, 17, 10, 0, tzinfo=BERLIN)
LATER = START + timedelta(days=60)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
VISIT = PastAppointment(
    BookingReference("A"),
    OfferingKey("checkup"),
    ResourceId("anna"),
    CustomerId("c1"),
    START - 7 * DAY,
    START,
    30,
)
KEPT, NO_SHOW, LATE = Attendance.KEPT, Attendance.NO_SHOW, Attendance.LATE_CANCEL


def marked(days: int, attendance: Attendance, **changes: object) -> PastAppointment:
    shifted = replace(VISIT, starts_at=START + days * DAY, booked_at=START + (days - 7) * DAY, attendance=attendance)
    return replace(shifted, reference=BookingReference(f"A{days}"), **changes)  # type: ignore[arg-type]


def test_what_nobody_marked_on_a_day_nobody_looked_at_is_not_known() -> None:
    assert labelled([VISIT], now=LATER) == []


def test_what_nobody_marked_was_kept_when_something_else_of_that_day_was_marked() -> None:
    other = replace(VISIT, starts_at=START + HOUR, attendance=NO_SHOW)
    assert [ended for _, ended in labelled([VISIT, other], now=LATER)] == [KEPT, NO_SHOW]


@pytest.mark.parametrize(("hours_ahead", "ended"), [(1, [LATE]), (23, [LATE]), (25, []), (200, [])])
def test_only_a_cancellation_within_a_day_is_a_late_one(hours_ahead: int, ended: list[Attendance]) -> None:
    cancelled = replace(VISIT, cancelled_at=START - hours_ahead * HOUR)
    assert [end for _, end in labelled([cancelled], now=LATER)] == ended


def test_what_has_not_begun_is_no_example() -> None:
    assert risk_examples([marked(90, KEPT)], now=LATER) == []


def test_a_history_holds_only_what_had_happened_when_the_appointment_was_made() -> None:
    past = [marked(0, NO_SHOW), marked(5, KEPT), marked(20, KEPT)]  # the second was made before the first took place
    histories = [example.prospect.history for example in risk_examples(past, now=LATER)]
    assert histories == [CustomerHistory(), CustomerHistory(), CustomerHistory(kept=1, missed=1)]


def test_the_history_of_one_customer_says_nothing_about_another() -> None:
    past = [marked(0, NO_SHOW), marked(20, KEPT, customer=CustomerId("c2"))]
    assert risk_examples(past, now=LATER)[1].prospect.history == CustomerHistory()
    assert (
        risk_examples([marked(0, NO_SHOW), marked(20, KEPT, customer=None)], now=LATER)[1].prospect.history.visits == 0
    )


def test_a_customers_own_history_is_counted() -> None:
    assert history_of([marked(0, KEPT), marked(9, NO_SHOW)], now=LATER) == CustomerHistory(kept=1, missed=1)


def test_only_what_took_place_and_was_timed_is_a_real_duration() -> None:
    past = [marked(0, KEPT, actual_minutes=40.0), marked(1, KEPT), marked(2, NO_SHOW)]
    assert [visit.actual_minutes for _, visit in real_durations(past)] == [40.0]


def test_every_weekday_is_a_column_of_its_own_and_none_is_special() -> None:
    names = {next(n for n in features(prospect(weekday=day)) if n.startswith("weekday=")) for day in range(7)}
    assert len(names) == 7


def prospect(*, weekday: int = 1, lead_days: float = 3, history: CustomerHistory | None = None) -> Prospect:
    return Prospect(OfferingKey("checkup"), weekday, 10, lead_days, history or CustomerHistory())


def test_who_missed_before_has_a_higher_share_and_one_miss_is_not_the_whole_truth() -> None:
    shares = [
        features(prospect(history=CustomerHistory(kept, missed)))["missed_log_odds"]
        for kept, missed in ((10, 0), (0, 0), (9, 1), (0, 1), (0, 5))
    ]
    assert shares[0] < shares[1] < shares[3] < shares[4]
    assert shares[0] < shares[2] < shares[3]


def test_a_risk_is_a_probability_whatever_the_weights() -> None:
    for weight in (-900.0, 0.0, 900.0):
        assert 0 <= RiskModel(weight, {"first_visit": weight}).risk(prospect()) <= 1


def test_an_unknown_offering_has_no_weight_and_no_error() -> None:
    assert RiskModel(0.0, {"offering=filling": 5.0}).risk(prospect()) == 0.5


# --- marks ----------------------------------------------------------------------------------------------------------


def test_done_pressed_at_the_end_tells_how_long_it_took() -> None:
    assert done(START, 0.5 * HOUR, now=START + timedelta(minutes=41)).actual_minutes == 41


def test_done_pressed_in_the_evening_tells_only_that_somebody_was_there() -> None:
    assert done(START, 0.5 * HOUR, now=START + 6 * HOUR).actual_minutes is None


def test_a_length_that_was_told_counts_whenever_it_is_told() -> None:
    assert done(START, 0.5 * HOUR, now=START + 2 * DAY, minutes=35).actual_minutes == 35


def test_done_pressed_across_the_clock_change_counts_real_minutes() -> None:
    start = datetime(2026, 3, 29, 1, 45, tzinfo=BERLIN)
    assert done(start, HOUR, now=datetime(2026, 3, 29, 3, 15, tzinfo=BERLIN)).actual_minutes == 30


def test_what_did_not_take_place_took_no_time() -> None:
    with pytest.raises(ValueError, match="took place"):
        Mark(NO_SHOW, START, 30.0)
