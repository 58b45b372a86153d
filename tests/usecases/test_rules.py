"""Rules of a business at the desk: phases, group seats, daily caps, offerings apart, in the database."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from app.domain.bookings import Booked, Offers, Slot, SlotTaken
from app.domain.business import Offering, Phase, Resource, ResourceKind, Role
from app.domain.ids import OfferingKey, ResourceId, SkillName
from app.domain.spoken.when import Window
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import CHECKUP, SOMMER, WEBER

TUESDAY = date(2026, 3, 17)
FILLING = OfferingKey("filling")
PERSON, ROOM = Role("person", ResourceKind.PERSON), Role("room", ResourceKind.ROOM)


def with_rule(desk: RealDesk, key: OfferingKey, **changed: object) -> Offering:
    offerings = tuple(
        replace(o, **changed) if o.key == key else o  # type: ignore[arg-type]  # the fields are named by each test
        for o in desk.business.offerings
    )
    desk.business = replace(desk.business, offerings=offerings)
    return desk.business.offering(key)


def slot(desk: RealDesk, clock_time: str, person: ResourceId = SOMMER, key: OfferingKey = CHECKUP) -> Slot:
    start = datetime.combine(TUESDAY, time.fromisoformat(clock_time), tzinfo=desk.business.zone)
    return Slot(key, start, start + desk.business.offering(key).duration, person)


async def book(desk: RealDesk, wanted: Slot, nth: int = 1) -> Booked | SlotTaken:
    call = desk.call(None, sid=f"CA{nth}")
    outcome = await call.book(wanted, customer_name=f"Caller {nth}", customer_number=None)
    assert isinstance(outcome, Booked | SlotTaken)
    return outcome


async def offered_at(desk: RealDesk, clock_time: str, key: OfferingKey = CHECKUP, **more: object) -> set[ResourceId]:
    start = datetime.combine(TUESDAY, time.fromisoformat(clock_time), tzinfo=desk.business.zone)
    found = await desk.call(None, sid="CA-asks").find_offers(key, [Window(start, start)], **more)  # type: ignore[arg-type]
    assert isinstance(found, Offers)
    return set() if found.outside_wish else {one.resource for one in found.slots}


async def test_while_a_filling_hardens_the_dentist_sees_somebody_else(desk: RealDesk) -> None:
    minutes = timedelta(minutes=30)
    phases = (Phase(minutes, ("person", "room")), Phase(minutes, ("room",)), Phase(minutes, ("person", "room")))
    with_rule(desk, FILLING, phases=phases, roles=(PERSON, ROOM), duration=3 * minutes, buffer_after=timedelta(0))
    with_rule(desk, CHECKUP, buffer_after=timedelta(0))
    assert isinstance(await book(desk, slot(desk, "09:00", key=FILLING)), Booked)
    assert isinstance(await book(desk, slot(desk, "09:00"), 2), SlotTaken)
    between = await book(desk, slot(desk, "09:30"), 3)
    assert isinstance(between, Booked)
    assert between.booking.slot.room == "behandlungszimmer-2"
    assert isinstance(await book(desk, slot(desk, "10:00"), 4), SlotTaken)


async def test_a_group_has_as_many_seats_as_its_capacity_and_one_person(desk: RealDesk) -> None:
    with_rule(desk, CHECKUP, capacity=3)
    outcomes = [await book(desk, slot(desk, "09:00"), nth) for nth in range(4)]
    assert [type(outcome) for outcome in outcomes] == [Booked, Booked, Booked, SlotTaken]
    rooms = {outcome.booking.slot.room for outcome in outcomes if isinstance(outcome, Booked)}
    assert len(rooms) == 1
    assert await offered_at(desk, "09:15", resource=SOMMER) == set()


async def test_a_seat_that_is_given_up_is_free_again(desk: RealDesk) -> None:
    with_rule(desk, CHECKUP, capacity=2)
    first, _ = await book(desk, slot(desk, "09:00"), 1), await book(desk, slot(desk, "09:00"), 2)
    assert isinstance(first, Booked)
    await desk.call(None, sid="CA1").cancel(first.booking.reference)
    assert isinstance(await book(desk, slot(desk, "09:00"), 3), Booked)
    assert isinstance(await book(desk, slot(desk, "09:00"), 4), SlotTaken)


async def test_a_daily_cap_closes_the_day_for_the_offering_alone(desk: RealDesk) -> None:
    with_rule(desk, CHECKUP, max_per_day=2)
    assert isinstance(await book(desk, slot(desk, "09:00"), 1), Booked)
    assert isinstance(await book(desk, slot(desk, "11:00", WEBER), 2), Booked)
    assert isinstance(await book(desk, slot(desk, "14:00"), 3), SlotTaken)
    assert isinstance(await book(desk, slot(desk, "14:00", key=FILLING), 4), Booked)


async def test_a_hold_counts_in_the_cap_until_it_is_let_go(desk: RealDesk) -> None:
    with_rule(desk, CHECKUP, max_per_day=1)
    call = desk.call(None, sid="CA-thinks")
    await call.hold(slot(desk, "09:00"))
    assert isinstance(await book(desk, slot(desk, "11:00", WEBER), 2), SlotTaken)
    desk.clock.advance(timedelta(minutes=10))
    assert isinstance(await book(desk, slot(desk, "11:00", WEBER), 3), Booked)


async def test_what_must_not_run_at_once_does_not(desk: RealDesk) -> None:
    with_rule(desk, FILLING, not_in_parallel_with=frozenset({CHECKUP}))
    assert isinstance(await book(desk, slot(desk, "09:00", key=FILLING), 1), Booked)
    assert await offered_at(desk, "09:00") == set()
    assert isinstance(await book(desk, slot(desk, "09:30", WEBER), 2), SlotTaken)
    assert isinstance(await book(desk, slot(desk, "09:00", WEBER, FILLING), 3), Booked)
    assert isinstance(await book(desk, slot(desk, "10:00", WEBER), 4), Booked)


async def test_one_laser_is_used_by_one_at_a_time(desk: RealDesk) -> None:
    laser = Resource(ResourceId("laser"), "Laser", ResourceKind.EQUIPMENT, frozenset({"laser"}))
    desk.business = replace(desk.business, resources=(*desk.business.resources, laser))
    needs = (PERSON, ROOM, Role("laser", ResourceKind.EQUIPMENT, SkillName("laser")))
    with_rule(desk, FILLING, roles=needs)
    assert isinstance(await book(desk, slot(desk, "09:00", key=FILLING), 1), Booked)
    assert isinstance(await book(desk, slot(desk, "09:00", WEBER, FILLING), 2), SlotTaken)
    assert isinstance(await book(desk, slot(desk, "10:00", WEBER, FILLING), 3), Booked)


async def test_moving_within_a_full_day_keeps_the_place_in_the_cap(desk: RealDesk) -> None:
    with_rule(desk, CHECKUP, max_per_day=1)
    booked = await book(desk, slot(desk, "09:00"), 1)
    assert isinstance(booked, Booked)
    moved = await desk.call(None, sid="CA1").move(booked.booking.reference, slot(desk, "09:15"))
    assert getattr(moved, "booking", None) is not None
    assert isinstance(await book(desk, slot(desk, "14:00"), 2), SlotTaken)
