"""Several appointments that move or go together are planned, held, moved and cancelled as one: all of them, or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.bookings import (
    Booked,
    Booking,
    CancelledTogether,
    ChainBooked,
    ChainHeld,
    ChainOffers,
    ChainTaken,
    MovedTogether,
    Refused,
    Slot,
)
from app.domain.ids import CallSid
from app.domain.spoken.when import Window
from app.stores.calendar import SqlCalendars
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.book_chain import ChainOrder, book_chain
from app.usecases.cancel_together import cancel_together
from app.usecases.hold_together import hold_together
from app.usecases.move_together import Step, move_together
from app.usecases.party import Party
from app.usecases.plan_together import TogetherWanted, plan_together
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, AYDIN, CHECKUP, IMPLANT, SOMMER, Day, slot_at
from tests.fakes.business import chained_praxis
from tests.usecases.test_move_together import stands
from tests.usecases.test_rules import with_rule

TUESDAY, THURSDAY, FRIDAY = date(2026, 3, 17), date(2026, 3, 19), date(2026, 3, 20)
SID = CallSid("CA1")


def party(desk: RealDesk, sid: CallSid | None = SID) -> Party:
    return Party(desk.business, sid, ANN)


def calendars(desk: RealDesk) -> SqlCalendars:
    return SqlCalendars(desk.database, desk.clock)


async def two_in_a_row(desk: RealDesk) -> tuple[Booking, Booking]:
    """A mother at nine, her daughter after her, on one number."""
    with_rule(desk, CHECKUP, buffer_after=timedelta(0))
    return await booked(desk, "09:00", "Ann Arbor"), await booked(desk, "09:30", "Emma Arbor")


async def booked(desk: RealDesk, clock: str, name: str, day: date = TUESDAY) -> Booking:
    order = Order(slot_at(desk, day, clock, SOMMER), name, ANN)
    outcome = await book_appointment(calendars(desk), party(desk, None), order, now=desk.clock.now())
    assert isinstance(outcome, Booked)
    return outcome.booking


async def chain(desk: RealDesk) -> tuple[Booking, ...]:
    """An examination on Tuesday, the treatment that needs it on Thursday."""
    desk.business = chained_praxis()
    slots = (slot_at(desk, TUESDAY, "10:00", SOMMER), slot_at(desk, THURSDAY, "10:00", AYDIN, IMPLANT))
    order = ChainOrder(slots, "Ann Arbor", ANN, "k1")
    outcome = await book_chain(calendars(desk), party(desk, None), order, now=desk.clock.now())
    assert isinstance(outcome, ChainBooked)
    return outcome.bookings


async def plan(
    desk: RealDesk, bookings: Sequence[Booking], *windows: Window, not_these: tuple[Slot, ...] = ()
) -> tuple[Slot, ...]:
    wanted = TogetherWanted(
        [booking.reference for booking in bookings], {0: windows} if windows else {}, (not_these,) if not_these else ()
    )
    found = await plan_together(calendars(desk), party(desk), wanted, now=desk.clock.now())
    assert isinstance(found, ChainOffers)
    assert not found.outside_wish
    return found.plans[0]


def steps(bookings: Sequence[Booking], slots: Sequence[Slot]) -> list[Step]:
    return [Step(booking.reference, slot) for booking, slot in zip(bookings, slots, strict=True)]


async def test_two_in_a_row_are_planned_in_a_row_and_may_go_where_they_are_now(desk: RealDesk) -> None:
    both = await two_in_a_row(desk)
    first, second = await plan(desk, both, Day(desk.business, TUESDAY).between("09:30", "10:00"))
    assert (f"{first.starts_at:%H:%M}", f"{second.starts_at:%H:%M}") == ("09:30", "10:00")
    assert {first.resource, second.resource} == {SOMMER}
    away, after = await plan(desk, both, Day(desk.business, THURSDAY).between("08:00", "18:00"))
    assert timedelta(0) <= after.starts_at - away.ends_at <= timedelta(minutes=15)


async def test_what_was_turned_down_and_where_they_are_is_not_planned(desk: RealDesk) -> None:
    both = await two_in_a_row(desk)
    window = Day(desk.business, TUESDAY).between("09:00", "12:00")
    first = await plan(desk, both, window)
    assert f"{first[0].starts_at:%H:%M}" != "09:00"
    other = await plan(desk, both, window, not_these=first)
    assert abs(other[0].starts_at - first[0].starts_at) >= timedelta(hours=1)


async def test_a_held_plan_is_nobody_elses_and_moves_as_a_whole(desk: RealDesk) -> None:
    both = await two_in_a_row(desk)
    slots = await plan(desk, both, Day(desk.business, TUESDAY).between("09:30", "09:30"))
    held = await hold_together(calendars(desk), party(desk), SID, steps(both, slots), now=desk.clock.now())
    assert isinstance(held, ChainHeld)
    other = Order(slots[1], "Ben", None)
    assert not isinstance(
        await book_appointment(calendars(desk), Party(desk.business), other, now=desk.clock.now()), Booked
    )
    moved = await move_together(calendars(desk), party(desk), steps(both, slots), now=desk.clock.now())
    assert isinstance(moved, MovedTogether)
    assert await stands(desk, *both) == ["09:30", "10:00"]


async def test_a_plan_of_which_one_place_is_gone_is_not_held(desk: RealDesk) -> None:
    both = await two_in_a_row(desk)
    slots = await plan(desk, both, Day(desk.business, TUESDAY).between("09:30", "09:30"))
    await booked(desk, "10:00", "Ben")
    assert await hold_together(
        calendars(desk), party(desk), SID, steps(both, slots), now=desk.clock.now()
    ) == ChainTaken(())


async def test_an_examination_moves_behind_its_treatments_old_place_when_both_move(desk: RealDesk) -> None:
    both = await chain(desk)
    slots = await plan(desk, both, Day(desk.business, FRIDAY).between("08:00", "18:00"))
    assert slots[0].starts_at.date() == FRIDAY
    assert slots[1].starts_at > slots[0].ends_at
    held = await hold_together(calendars(desk), party(desk), SID, steps(both, slots), now=desk.clock.now())
    assert isinstance(held, ChainHeld)
    moved = await move_together(calendars(desk), party(desk), steps(both, slots), now=desk.clock.now())
    assert isinstance(moved, MovedTogether)


async def test_moving_both_out_of_order_moves_none(desk: RealDesk) -> None:
    both = await chain(desk)
    swapped = (slot_at(desk, FRIDAY, "10:00", SOMMER), slot_at(desk, THURSDAY, "14:00", AYDIN, IMPLANT))
    outcome = await move_together(calendars(desk), party(desk), steps(both, swapped), now=desk.clock.now())
    assert isinstance(outcome, Refused)
    assert await stands(desk, *both) == ["10:00", "10:00"]


async def test_a_plan_lies_on_both_sides_of_the_clock_change(desk: RealDesk) -> None:
    both = await two_in_a_row(desk)
    for day in (date(2026, 3, 27), date(2026, 3, 30)):
        slots = await plan(desk, both, Day(desk.business, day).between("09:00", "09:00"))
        assert [f"{slot.starts_at:%d %H:%M}" for slot in slots] == [f"{day.day} 09:00", f"{day.day} 09:30"]


@pytest.mark.parametrize("again", [1, 2])
async def test_all_are_cancelled_or_none(desk: RealDesk, again: int) -> None:
    examination, treatment = await chain(desk)
    only = [examination.reference]
    refused = await cancel_together(calendars(desk), party(desk), only, now=desk.clock.now())
    assert refused == Refused("needed_by", needed_by=(treatment.reference,))
    for _ in range(again):
        outcome = await cancel_together(
            calendars(desk), party(desk), [*only, treatment.reference], now=desk.clock.now()
        )
        assert isinstance(outcome, CancelledTogether)
        assert {booking.reference for booking in outcome.bookings} == {examination.reference, treatment.reference}


async def test_what_has_begun_keeps_all_from_being_cancelled(desk: RealDesk) -> None:
    mother, daughter = await two_in_a_row(desk)
    desk.clock.advance(daughter.slot.starts_at - desk.clock.now() - timedelta(minutes=5))
    references = [daughter.reference, mother.reference]
    assert await cancel_together(calendars(desk), party(desk), references, now=desk.clock.now()) == Refused("past")
    assert await stands(desk, daughter) == ["09:30"]
    async with calendars(desk).reading(desk.business) as reads:
        kept = await reads.booking(daughter.reference)
    assert kept is not None
    assert replace(kept) == daughter
