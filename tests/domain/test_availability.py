"""Availability of the example business, and of small ones where a single rule shows."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.domain.availability import Calendar, blocked, free_slots, grid, open_spans, place, refusal
from app.domain.bookings import Slot
from app.domain.business import (
    Absence,
    BookingRules,
    Business,
    Offering,
    OpeningHours,
    Resource,
    ResourceKind,
    Spans,
)
from app.domain.ids import BusinessId, OfferingKey, ResourceId
from app.domain.intervals import Interval, Timeline
from tests.fakes.business import praxis

BERLIN = ZoneInfo("Europe/Berlin")
CUT = OfferingKey("cut")
ANN, BEN, ROOM = ResourceId("ann"), ResourceId("ben"), ResourceId("room")
TUESDAY = date(2026, 3, 17)
SPRING_FORWARD, FALL_BACK = date(2026, 3, 29), date(2026, 10, 25)
NINE_TO_FIVE: Spans = ((time(9), time(17)),)


def salon(
    *, spans: Spans = NINE_TO_FIVE, rooms: int = 1, offering: Offering | None = None, zone: ZoneInfo = BERLIN
) -> Business:
    people = [Resource(ANN, "Ann", ResourceKind.PERSON, frozenset({CUT})), Resource(BEN, "Ben", ResourceKind.PERSON)]
    chairs = [Resource(ResourceId(f"room{n}"), f"Room {n}", ResourceKind.ROOM) for n in range(rooms)]
    return Business(
        id=BusinessId("salon"),
        name="Salon",
        industry="hair",
        zone=zone,
        default_language="de",
        languages=("de",),
        numbers=(),
        address="",
        hours=OpeningHours((spans,) * 7),
        rules=BookingRules(minimum_notice=timedelta(0), slot_step=timedelta(minutes=30)),
        resources=(*people, *chairs),
        offerings=(offering or Offering(CUT, {"de": "Schnitt"}, timedelta(minutes=30)),),
    )


def calendar(business: Business, taken: Mapping[ResourceId, Timeline] | None = None, day: date = TUESDAY) -> Calendar:
    midnight = datetime.combine(day, time(0), tzinfo=business.zone).astimezone(UTC)
    return Calendar(business, midnight - timedelta(days=1), taken or {})


def starts(calendar: Calendar, day: date = TUESDAY, key: OfferingKey = CUT) -> list[str]:
    business = calendar.business
    slots = free_slots(calendar, business.offering(key), day, business.people_for(key), ())
    return [slot.starts_at.strftime("%H:%M") for slot in slots]


def block(first: str, last: str, day: date = TUESDAY) -> Timeline:
    start, end = (datetime.combine(day, time.fromisoformat(t), tzinfo=BERLIN).astimezone(UTC) for t in (first, last))
    return Timeline([Interval(start, end)])


# --- hours, people, rooms ---------------------------------------------------------------------------------------


def test_the_appointment_fits_into_the_opening_hours_to_the_minute() -> None:
    assert starts(calendar(salon(spans=((time(9), time(10, 30)),)))) == ["09:00", "09:30", "10:00"]


def test_buffers_may_reach_outside_the_opening_hours() -> None:
    wide = Offering(CUT, {"de": "x"}, timedelta(minutes=30), timedelta(minutes=20), timedelta(minutes=20))
    assert starts(calendar(salon(spans=((time(9), time(10)),), offering=wide))) == ["09:00", "09:30"]


def test_buffers_keep_the_person_from_the_next_appointment() -> None:
    wide = Offering(CUT, {"de": "x"}, timedelta(minutes=30), timedelta(minutes=10), timedelta(minutes=15))
    business = salon(spans=((time(9), time(12)),), offering=wide)
    assert starts(calendar(business, {ANN: block("10:00", "10:30")})) == ["09:00", "11:00", "11:30"]


def test_what_begins_when_another_ends_is_free() -> None:
    business = salon(spans=((time(9), time(11)),))
    assert starts(calendar(business, {ANN: block("09:30", "10:00")})) == ["09:00", "10:00", "10:30"]


def test_without_a_free_room_a_free_person_is_no_slot() -> None:
    business = salon(spans=((time(9), time(11)),))
    assert starts(calendar(business, {ResourceId("room0"): block("09:00", "10:00")})) == ["10:00", "10:30"]


def test_a_second_room_takes_over() -> None:
    busy = {ResourceId("room0"): block("09:00", "17:00")}
    business = salon(rooms=2)
    slots = free_slots(calendar(business, busy), business.offerings[0], TUESDAY, business.people_for(CUT), ())
    assert {slot.room for slot in slots} == {"room1"}


def test_a_business_without_rooms_needs_none() -> None:
    business = salon(rooms=0)
    slots = free_slots(calendar(business), business.offerings[0], TUESDAY, business.people_for(CUT), ())
    assert {slot.room for slot in slots} == {None}


def test_only_people_with_the_skill_are_offered() -> None:
    business = salon()
    assert {person.id for person in business.people_for(CUT)} == {ANN}


def test_starts_lie_on_the_grid_of_the_clock_even_when_the_door_opens_off_it() -> None:
    assert starts(calendar(salon(spans=((time(9, 10), time(10, 45)),)))) == ["09:30", "10:00"]


def test_an_end_at_midnight_is_the_end_of_the_day() -> None:
    assert starts(calendar(salon(spans=((time(23), time(0)),)))) == ["23:00", "23:30"]


def test_nobody_works_on_a_day_of_absence_or_a_day_off() -> None:
    business = salon()
    away = replace(business, absences=(Absence(ANN, TUESDAY, TUESDAY),))
    assert starts(calendar(away)) == []
    part_time = replace(business, resources=(replace(business.resources[0], days=frozenset({2})),))
    assert starts(calendar(part_time)) == []


def test_public_holidays_are_closed() -> None:
    business = praxis()
    easter_monday = date(2026, 4, 6)
    assert starts(calendar(business, day=easter_monday), easter_monday, OfferingKey("checkup")) == []


def test_the_example_dentist_is_on_holiday_in_the_week_after_next() -> None:
    business = praxis()
    weber, monday = business.resource(ResourceId("dr-jonas-weber")), date(2026, 3, 30)
    checkup = business.offering(OfferingKey("checkup"))
    looked_at = calendar(business, day=monday - timedelta(days=7))
    assert free_slots(looked_at, checkup, monday - timedelta(days=7), [weber], ())
    assert not free_slots(looked_at, checkup, monday, [weber], ())


# --- rules ------------------------------------------------------------------------------------------------------


def at(clock_time: str, day: date = TUESDAY, zone: ZoneInfo = BERLIN) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock_time), tzinfo=zone).astimezone(UTC)


def with_notice(hours: int, *, now: str, same_day: bool = False) -> Calendar:
    offering = Offering(CUT, {"de": "x"}, timedelta(minutes=30), same_day=same_day)
    business = salon(spans=((time(9), time(12)),), offering=offering)
    rules = replace(business.rules, minimum_notice=timedelta(hours=hours), horizon=timedelta(days=1))
    return Calendar(replace(business, rules=rules), at(now))


def test_notice_keeps_the_next_hours_free() -> None:
    assert starts(with_notice(2, now="08:15")) == ["10:30", "11:00", "11:30"]


def test_what_cannot_wait_has_no_notice_but_a_step() -> None:
    assert starts(with_notice(2, now="08:40", same_day=True))[0] == "09:30"


def test_nothing_is_free_beyond_the_horizon() -> None:
    assert starts(with_notice(0, now="10:00"), TUESDAY + timedelta(days=1)) == ["09:00", "09:30", "10:00"]


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        (at("07:59"), "past"),
        (at("09:00"), "notice"),
        (at("11:00"), None),
        (at("12:00"), "closed"),
        (at("11:45"), "closed"),
        (at("11:00", TUESDAY + timedelta(days=1)), "horizon"),
    ],
)
def test_a_slot_is_refused_for_the_rule_that_it_breaks(start: datetime, reason: str | None) -> None:
    looked_at = with_notice(2, now="08:00")
    slot = Slot(CUT, start, start + timedelta(minutes=30), ANN)
    assert refusal(looked_at, slot) == reason


def test_a_person_without_the_skill_is_refused() -> None:
    slot = Slot(CUT, at("10:00"), at("10:30"), BEN)
    assert refusal(with_notice(0, now="08:00"), slot) == "no_skill"
    assert refusal(with_notice(0, now="08:00"), replace(slot, offering=OfferingKey("shave"))) == "no_skill"


def test_a_caller_who_thinks_for_a_minute_does_not_lose_the_slot_to_the_notice() -> None:
    slot = Slot(CUT, at("10:30"), at("11:00"), ANN)
    assert refusal(with_notice(2, now="08:31"), slot) is None
    assert refusal(with_notice(2, now="08:40"), slot) == "notice"
    assert refusal(with_notice(2, now="08:40"), slot, held=True) is None


def test_days_that_are_closed_to_the_caller_have_nothing_for_them() -> None:
    looked_at = replace(with_notice(0, now="08:00"), closed_to_caller=frozenset({TUESDAY}))
    assert starts(looked_at) == []
    assert refusal(looked_at, Slot(CUT, at("10:00"), at("10:30"), ANN)) == "same_day_conflict"


# --- days of a clock change ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [SPRING_FORWARD, FALL_BACK])
def test_nine_oclock_is_nine_oclock_on_the_day_of_a_clock_change(day: date) -> None:
    assert starts(calendar(salon(spans=((time(9), time(10)),)), day=day), day) == ["09:00", "09:30"]


def test_the_offset_of_a_slot_is_that_of_its_side_of_the_change() -> None:
    span = open_spans(salon(), SPRING_FORWARD)[0]
    assert span.starts_at == datetime(2026, 3, 29, 7, 0, tzinfo=UTC)
    span = open_spans(salon(), SPRING_FORWARD - timedelta(days=1))[0]
    assert span.starts_at == datetime(2026, 3, 28, 8, 0, tzinfo=UTC)


def test_a_night_of_spring_has_one_hour_less_of_slots() -> None:
    night = salon(spans=((time(1), time(4)),))
    assert starts(calendar(night, day=SPRING_FORWARD), SPRING_FORWARD) == ["01:00", "01:30", "03:00", "03:30"]


def test_a_night_of_autumn_has_the_repeated_hour_twice() -> None:
    night = salon(spans=((time(1), time(4)),))
    twice = ["02:00", "02:30"] * 2
    assert starts(calendar(night, day=FALL_BACK), FALL_BACK) == ["01:00", "01:30", *twice, "03:00", "03:30"]


def test_opening_hours_inside_the_hour_that_is_skipped_are_no_hours() -> None:
    assert starts(calendar(salon(spans=((time(2), time(3)),)), day=SPRING_FORWARD), SPRING_FORWARD) == []


def test_an_appointment_across_the_change_blocks_its_real_length() -> None:
    long = Offering(CUT, {"de": "x"}, timedelta(hours=2))
    night = salon(spans=((time(1), time(5)),), offering=long)
    slots = free_slots(calendar(night, day=SPRING_FORWARD), long, SPRING_FORWARD, night.people_for(CUT), ())
    assert slots[0].starts_at.strftime("%H:%M") == "01:00"
    assert slots[0].ends_at.strftime("%H:%M") == "04:00"
    assert blocked(long, slots[0].starts_at).ends_at - blocked(long, slots[0].starts_at).starts_at == timedelta(hours=2)


def test_the_grid_follows_the_local_clock_of_a_zone_with_a_half_hour() -> None:
    kolkata = salon(zone=ZoneInfo("Asia/Kolkata"), spans=((time(9, 10), time(11)),))
    span = open_spans(kolkata, TUESDAY)[0]
    local = [start.astimezone(kolkata.zone).strftime("%H:%M") for start in grid(kolkata, kolkata.offerings[0], span)]
    assert local == ["09:30", "10:00", "10:30"]


def test_a_place_is_spoken_in_the_zone_of_the_business() -> None:
    found = place(calendar(salon()), salon().offerings[0], ANN, at("10:00"))
    assert found is not None
    assert found.starts_at.tzinfo is BERLIN
    assert found.starts_at.hour == 10
