"""Stale and impossible records, found among the bookings that are still to come."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from app.domain.bookings import Booking, BookingStatus, Slot
from app.domain.business import Absence, Business
from app.domain.ids import BookingReference, OfferingKey, ResourceId
from app.domain.rules.audit import as_promised, audit, moved_clock_times
from app.domain.rules.findings import RuleFinding
from app.stores.business_file import parse_business
from tests.fakes.business import SEEDED_ON, praxis
from tests.stores.test_businesses import SMALL

NOW = datetime.combine(SEEDED_ON, time(7), tzinfo=UTC)
TUESDAY = date(2026, 3, 17)
SOMMER, ROOM1 = ResourceId("dr-anna-sommer"), ResourceId("behandlungszimmer-1")
CHECKUP = OfferingKey("checkup")


def booking(reference: str, clock_time: str, *, day: date = TUESDAY, offering: OfferingKey = CHECKUP) -> Booking:
    start = datetime.combine(day, time.fromisoformat(clock_time), tzinfo=praxis().zone)
    slot = Slot(offering, start, start + timedelta(minutes=30), SOMMER, ROOM1)
    return Booking(BookingReference(reference), slot, "Somebody", None, BookingStatus.CONFIRMED)


def codes(business: Business, *bookings: Booking) -> list[str]:
    return [finding.code for finding in audit(business, bookings, NOW)]


def only(business: Business, *bookings: Booking) -> RuleFinding:
    (finding,) = audit(business, bookings, NOW)
    return finding


def test_sound_records_give_no_findings() -> None:
    assert codes(praxis(), booking("A", "09:00"), booking("B", "09:30")) == []


def test_a_resource_that_was_deleted_with_future_bookings_is_named_with_them() -> None:
    without_room = replace(praxis(), resources=tuple(r for r in praxis().resources if r.id != ROOM1))
    finding = only(without_room, booking("A", "09:00"), booking("B", "11:00"))
    assert finding.code == "resource_gone"
    assert finding.says("de").startswith(
        "behandlungszimmer-1 gibt es nicht mehr, hat aber noch 2 Termine, den ersten am"
    )
    assert "17.03.2026 (A, B)" in finding.says("en")


def test_an_offering_that_is_no_longer_offered_is_named() -> None:
    assert codes(praxis(), booking("A", "09:00", offering=OfferingKey("bleaching"))) == ["offering_gone"]


def test_two_bookings_of_one_person_at_once_are_named() -> None:
    assert codes(praxis(), booking("A", "09:00"), booking("B", "09:15")) == ["double", "double"]


def test_a_holiday_that_was_entered_over_bookings_is_named() -> None:
    away = replace(praxis(), absences=(Absence(SOMMER, TUESDAY, TUESDAY),))
    assert only(away, booking("A", "09:00")).code == "booked_while_away"


def test_a_cap_that_came_after_the_bookings_is_named_with_their_number() -> None:
    capped = tuple(replace(o, max_per_day=1) if o.key == CHECKUP else o for o in praxis().offerings)
    finding = only(replace(praxis(), offerings=capped), booking("A", "09:00"), booking("B", "11:00"))
    assert (finding.code, finding.facts["count"], finding.facts["cap"]) == ("over_cap", "2", "1")


def test_absences_and_exceptions_that_are_over_are_stale() -> None:
    over = Absence(SOMMER, date(2026, 1, 5), date(2026, 1, 9))
    hours = replace(praxis().hours, exceptions={date(2025, 12, 24): ()})
    assert codes(replace(praxis(), absences=(over,), hours=hours)) == ["stale_absence", "stale_exception"]


def test_somebody_who_is_away_for_good_is_named() -> None:
    gone = Absence(SOMMER, SEEDED_ON - timedelta(days=10), SEEDED_ON + timedelta(days=400))
    assert only(replace(praxis(), absences=(gone,))).code == "away_for_good"


def test_school_holidays_that_are_not_known_up_to_the_horizon_are_named() -> None:
    described = SMALL.replace("zone:", "school_holidays: DE-BE\nopening_hours_in_school_holidays: {}\nzone:")
    business = parse_business(described).business(SEEDED_ON)
    assert codes(business) == []
    late = datetime(2029, 12, 30, 8, tzinfo=UTC)
    (finding,) = audit(business, (), late)
    assert finding.code == "school_holidays_end"
    assert "DE-BE" in finding.says("de")


def test_a_clock_change_that_new_rules_of_time_moved_is_named_and_can_be_mended() -> None:
    """Booked for nine by rules under which summer time began a week later: the instant is ten o'clock now."""
    business, booked = praxis(), booking("A", "10:00", day=date(2026, 3, 31))
    promises = {BookingReference("A"): datetime(2026, 3, 31, 9, 0)}  # noqa: DTZ001  a clock time is what was promised
    (finding,) = audit(business, [booked], NOW, promises)
    assert finding.code == "clock_moved"
    assert "zugesagt 31.03.2026 09:00, jetzt 31.03.2026 10:00" in finding.says("de")
    assert moved_clock_times([booked], promises) == (booked,)
    assert as_promised(business, promises[BookingReference("A")]) == datetime(2026, 3, 31, 7, 0, tzinfo=UTC)


def test_a_promise_that_still_holds_is_left_alone_also_in_the_repeated_hour() -> None:
    night = booking("A", "02:30", day=date(2026, 10, 25))
    again = replace(night, slot=replace(night.slot, starts_at=night.slot.starts_at.replace(fold=1)))
    promises = {BookingReference("A"): datetime(2026, 10, 25, 2, 30)}  # noqa: DTZ001  a clock time is what was promised
    assert moved_clock_times([night], promises) == ()
    assert moved_clock_times([again], promises) == ()
