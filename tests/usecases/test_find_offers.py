"""Offers of the example business, and the reason when a wish cannot be met. It is Monday, 16 March, 09:00 in Berlin."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from app.domain.bookings import NothingFree, Offers
from app.domain.business import Absence
from app.domain.ids import OfferingKey, ResourceId
from app.domain.spoken.when import Window
from app.stores.businesses import SqlBusinesses
from app.stores.records import SqlRecords
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import (
    AYDIN,
    CHECKUP,
    EMERGENCY,
    IMPLANT,
    ROOT_CANAL,
    SOMMER,
    WEBER,
    booked,
    slot_at,
)

MONDAY = date(2026, 3, 16)


def window(
    desk: RealDesk, day: int, first: str = "00:00", last: str = "23:59", *, last_day: int | None = None
) -> Window:
    start, end = MONDAY + timedelta(days=day), MONDAY + timedelta(days=day if last_day is None else last_day)
    zone = desk.business.zone
    return Window(
        datetime.combine(start, time.fromisoformat(first), tzinfo=zone),
        datetime.combine(end, time.fromisoformat(last), tzinfo=zone),
    )


async def offers(desk: RealDesk, *windows: Window, offering: OfferingKey = CHECKUP, **more: object) -> Offers:
    found = await desk.call(sid="CA-asks").find_offers(offering, windows, **more)  # type: ignore[arg-type]
    assert isinstance(found, Offers)
    return found


async def fill(desk: RealDesk, day: int, offering: OfferingKey, person: ResourceId) -> None:
    """Book this person's whole day."""
    while True:
        found = await desk.call(None, sid="CA-fills").find_offers(offering, [window(desk, day)], resource=person)
        if not isinstance(found, Offers) or found.outside_wish:
            return
        await booked(desk.call(None, sid="CA-fills"), found.slots[0], "Somebody", None)


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ((6, "00:00", "23:59"), "closed"),  # Sunday
        ((2, "15:00", "17:00"), "closed"),  # Wednesday afternoon
        ((21, "00:00", "23:59"), "closed"),  # Easter Monday
        ((0, "09:00", "10:30"), "notice"),
        ((0, "08:00", "08:30"), "past"),
        ((-3, "08:00", "12:00"), "past"),
        ((200, "08:00", "12:00"), "horizon"),
    ],
)
async def test_a_wish_that_cannot_be_met_says_why(desk: RealDesk, wish: tuple[int, str, str], reason: str) -> None:
    found = await offers(desk, window(desk, *wish))
    assert (found.outside_wish, found.reason) == (True, reason)
    assert 2 <= len(found.slots) <= 3


async def test_a_full_day_is_full_and_the_days_beside_it_are_offered(desk: RealDesk) -> None:
    await fill(desk, 1, IMPLANT, AYDIN)
    found = await offers(desk, window(desk, 1), offering=IMPLANT)
    assert found.reason == "full"
    assert {slot.starts_at.date() for slot in found.slots} == {MONDAY + timedelta(days=3)}


async def test_an_absent_person_is_absent_and_their_nearest_days_are_offered(desk: RealDesk) -> None:
    found = await offers(desk, window(desk, 14, last_day=18), resource=WEBER)
    assert found.reason == "absent"
    assert {slot.resource for slot in found.slots} == {WEBER}
    assert found.slots[0].starts_at.date() == date(2026, 3, 27)
    assert all(date(2026, 3, 26) <= slot.starts_at.date() <= date(2026, 4, 7) for slot in found.slots)


async def test_a_day_off_is_absent_too(desk: RealDesk) -> None:
    assert (await offers(desk, window(desk, 2), resource=WEBER)).reason == "absent"


async def test_a_day_with_what_excludes_the_offering_is_told_as_such(desk: RealDesk) -> None:
    await booked(desk.call(sid="CA-before"), slot_at(desk, MONDAY + timedelta(days=1), "09:00", AYDIN, IMPLANT))
    found = await offers(desk, window(desk, 1), offering=ROOT_CANAL)
    assert found.reason == "same_day_conflict"
    assert MONDAY + timedelta(days=1) not in {slot.starts_at.date() for slot in found.slots}


async def test_somebody_who_is_away_up_to_the_horizon_has_nothing_free(desk: RealDesk) -> None:
    away = Absence(AYDIN, MONDAY, MONDAY + timedelta(days=400))
    desk.business = replace(desk.business, absences=(away,))
    assert await desk.call().find_offers(IMPLANT, []) == NothingFree("absent")


async def test_two_wishes_are_both_looked_at(desk: RealDesk) -> None:
    found = await offers(desk, window(desk, 1, "10:00", "10:00"), window(desk, 3, "15:00", "15:00"))
    assert [slot.starts_at.strftime("%a %H:%M") for slot in found.slots] == ["Tue 10:00", "Thu 15:00"]


async def test_a_wish_far_ahead_is_found_there(desk: RealDesk) -> None:
    found = await offers(desk, window(desk, 57, "08:00", "12:00"))
    assert not found.outside_wish
    assert {slot.starts_at.date() for slot in found.slots} == {date(2026, 5, 12)}


async def test_a_wish_over_many_weeks_is_met_at_its_beginning(desk: RealDesk) -> None:
    found = await offers(desk, window(desk, 30, last_day=80))
    assert not found.outside_wish
    assert found.slots[0].starts_at.date() <= MONDAY + timedelta(days=32)


async def test_one_may_be_asked_for_one_offer(desk: RealDesk) -> None:
    assert len((await offers(desk, count=1)).slots) == 1


async def test_an_emergency_is_today(desk: RealDesk) -> None:
    found = await offers(desk, offering=EMERGENCY)
    assert found.slots[0].starts_at.strftime("%a %H:%M") == "Mon 09:15"


async def test_a_returning_customer_is_offered_the_person_they_know(desk: RealDesk) -> None:
    await booked(desk.call(sid="CA-before"), slot_at(desk, MONDAY + timedelta(days=3), "09:00", WEBER))
    found = await offers(desk, window(desk, 4))
    assert {slot.resource for slot in found.slots} == {WEBER}


async def test_on_the_day_of_the_clock_change_nine_is_nine(desk: RealDesk) -> None:
    """The Monday after: booked at local time, kept in UTC, spoken in local time again."""
    found = await offers(desk, window(desk, 14, "09:00", "09:00"))
    booking = await booked(desk.call(sid="CA1"), found.slots[0])
    assert booking.slot.starts_at.isoformat() == "2026-03-30T09:00:00+02:00"


async def test_every_offer_is_recorded_with_its_reasons_and_no_name(desk: RealDesk) -> None:
    found = await offers(desk, window(desk, 1, "09:00", "12:00"))
    decisions = await SqlRecords(desk.database, SqlBusinesses(desk.database, desk.clock)).decisions()
    decision = decisions.items[0].decision
    assert (decision.kind, decision.why) == ("offer", "fits_wish")
    assert decision.inputs["offering"] == "checkup"
    offered = decision.inputs["offered"]
    assert isinstance(offered, list)
    assert [o["starts_at"] for o in offered] == [slot.starts_at.isoformat() for slot in found.slots]
    assert all(o["reasons"] for o in offered)


async def test_only_whole_buffers_fit_between_appointments(desk: RealDesk) -> None:
    """A root canal needs ten minutes before and fifteen after: 10:00 to 11:30 blocks 09:50 to 11:45."""
    tuesday = MONDAY + timedelta(days=1)
    await booked(desk.call(sid="CA1"), slot_at(desk, tuesday, "10:00", SOMMER, ROOT_CANAL))
    at = [slot_at(desk, tuesday, clock_time, SOMMER) for clock_time in ("09:15", "09:30", "11:30", "11:45")]
    found = [await offers(desk, Window(slot.starts_at, slot.starts_at), resource=SOMMER) for slot in at]
    assert [offer.outside_wish for offer in found] == [False, True, True, False]
