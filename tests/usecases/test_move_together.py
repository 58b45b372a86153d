"""Moving to where one stands already: a quarter of an hour later, in a group, or two who come together."""

from datetime import timedelta

import pytest

from app.domain.bookings import Booked, Booking, Held, Moved, MovedTogether, NotFound, Refused, SlotTaken
from app.domain.ids import BookingReference, CallSid
from app.stores.calendar import SqlCalendars
from app.usecases.hold_slot import hold_slot
from app.usecases.move_together import Step, move_together
from app.usecases.party import Party
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import CHECKUP, WEBER
from tests.usecases.test_rules import book, slot, with_rule


async def two_in_a_row(desk: RealDesk) -> tuple[Booking, Booking]:
    """A mother at nine, her daughter right after her, with one person."""
    with_rule(desk, CHECKUP, buffer_after=timedelta(0))
    mother, daughter = await book(desk, slot(desk, "09:00"), 1), await book(desk, slot(desk, "09:30"), 2)
    assert isinstance(mother, Booked)
    assert isinstance(daughter, Booked)
    return mother.booking, daughter.booking


async def move(desk: RealDesk, *steps: tuple[Booking, str]) -> object:
    calendars = SqlCalendars(desk.database, desk.clock)
    wanted = [Step(booking.reference, slot(desk, clock), booking.version) for booking, clock in steps]
    return await move_together(calendars, Party(desk.business), wanted, now=desk.clock.now())


async def hold(desk: RealDesk, moving: Booking, clock: str) -> object:
    """For the call that booked it."""
    calendars, sid = SqlCalendars(desk.database, desk.clock), CallSid("CA1")
    where, now = slot(desk, clock), desk.clock.now()
    return await hold_slot(calendars, Party(desk.business, sid), sid, where, now=now, moving=moving.reference)


async def stands(desk: RealDesk, *bookings: Booking) -> list[str]:
    async with SqlCalendars(desk.database, desk.clock).reading(desk.business) as reads:
        found = [await reads.booking(booking.reference) for booking in bookings]
    return [f"{booking.slot.starts_at:%H:%M}" for booking in found if booking is not None]


@pytest.mark.parametrize(("first", "second"), [("09:30", "10:00"), ("08:30", "09:00"), ("09:30", "09:00")])
async def test_two_in_a_row_move_onto_each_others_places(desk: RealDesk, first: str, second: str) -> None:
    mother, daughter = await two_in_a_row(desk)
    moved = await move(desk, (mother, first), (daughter, second))
    assert isinstance(moved, MovedTogether)
    assert await stands(desk, mother, daughter) == [first, second]
    assert [type(one) for one in moved.moves] == [Moved, Moved]
    freed = {"09:00", "09:30"} - {first, second}
    for clock in freed:
        assert isinstance(await book(desk, slot(desk, clock), 9), Booked)
    assert isinstance(await book(desk, slot(desk, second), 8), SlotTaken)


async def test_when_one_cannot_move_both_stay_where_they_are(desk: RealDesk) -> None:
    mother, daughter = await two_in_a_row(desk)
    assert isinstance(await book(desk, slot(desk, "10:00"), 3), Booked)
    taken = await move(desk, (mother, "09:30"), (daughter, "10:00"))
    assert isinstance(taken, SlotTaken)
    assert await stands(desk, mother, daughter) == ["09:00", "09:30"]
    assert isinstance(await book(desk, slot(desk, "09:00"), 4), SlotTaken)
    assert isinstance(await move(desk, (mother, "09:30"), (daughter, "03:00")), Refused)
    assert await stands(desk, mother, daughter) == ["09:00", "09:30"]


async def test_they_cannot_move_to_one_place(desk: RealDesk) -> None:
    mother, daughter = await two_in_a_row(desk)
    assert isinstance(await move(desk, (mother, "11:00"), (daughter, "11:00")), SlotTaken)
    assert await stands(desk, mother, daughter) == ["09:00", "09:30"]


async def test_asked_twice_they_move_once(desk: RealDesk) -> None:
    mother, daughter = await two_in_a_row(desk)
    calendars, party = SqlCalendars(desk.database, desk.clock), Party(desk.business)
    steps = [Step(mother.reference, slot(desk, "09:30")), Step(daughter.reference, slot(desk, "10:00"))]
    first = await move_together(calendars, party, steps, now=desk.clock.now())
    again = await move_together(calendars, party, steps, now=desk.clock.now())
    assert isinstance(first, MovedTogether)
    assert isinstance(again, MovedTogether)
    assert [one.booking.version for one in again.moves] == [one.booking.version for one in first.moves]


async def test_one_that_is_gone_or_changed_keeps_all(desk: RealDesk) -> None:
    mother, daughter = await two_in_a_row(desk)
    calendars, party, now = SqlCalendars(desk.database, desk.clock), Party(desk.business), desk.clock.now()
    gone = [Step(mother.reference, slot(desk, "09:30")), Step(BookingReference("NONE"), slot(desk, "10:00"))]
    assert await move_together(calendars, party, gone, now=now) == NotFound()
    stale = [Step(mother.reference, slot(desk, "11:00")), Step(daughter.reference, slot(desk, "11:30"), expected=7)]
    assert await move_together(calendars, party, stale, now=now) == Refused("changed")
    assert await stands(desk, mother, daughter) == ["09:00", "09:30"]


async def test_the_only_member_of_a_group_moves_it_by_a_quarter_of_an_hour(desk: RealDesk) -> None:
    """The group's block is the group's, and is no obstacle to its own member."""
    with_rule(desk, CHECKUP, capacity=3)
    booked = await book(desk, slot(desk, "09:00"))
    assert isinstance(booked, Booked)
    call = desk.call(None, sid="CA1")
    assert isinstance(await hold(desk, booked.booking, "09:15"), Held)
    assert isinstance(await call.move(booked.booking.reference, slot(desk, "09:15")), Moved)
    assert await stands(desk, booked.booking) == ["09:15"]


async def test_one_of_several_members_does_not_take_the_person_from_the_others(desk: RealDesk) -> None:
    with_rule(desk, CHECKUP, capacity=3)
    first, second = await book(desk, slot(desk, "09:00"), 1), await book(desk, slot(desk, "09:00"), 2)
    assert isinstance(first, Booked)
    assert isinstance(second, Booked)
    call = desk.call(None, sid="CA1")
    assert isinstance(await hold(desk, first.booking, "09:15"), SlotTaken)
    assert isinstance(await call.move(first.booking.reference, slot(desk, "09:15")), SlotTaken)
    assert isinstance(await call.move(first.booking.reference, slot(desk, "09:15", WEBER)), Moved)
    assert await stands(desk, first.booking, second.booking) == ["09:15", "09:00"]
