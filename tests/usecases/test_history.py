"""What became of a booking, who did it, and that nobody changes what they have not seen."""

from datetime import date, timedelta

from app.domain.bookings import Booked, BookingStatus, Cancelled, Moved, Refused, Slot
from app.domain.ids import BookingReference
from app.stores.calendar import SqlCalendars
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.move_appointment import move_appointment
from app.usecases.party import Party
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, SOMMER, booked, slot_at

TUESDAY = date(2026, 3, 17)


def office(desk: RealDesk, by: str = "token crm") -> Party:
    return Party(desk.business, by=by)


def calendars(desk: RealDesk) -> SqlCalendars:
    return SqlCalendars(desk.database, desk.clock)


async def order(desk: RealDesk, slot: Slot, *, name: str = "Ann", key: str | None = "K1") -> Booked:
    outcome = await book_appointment(calendars(desk), office(desk), Order(slot, name, ANN, key), now=desk.clock.now())
    assert isinstance(outcome, Booked)
    return outcome


async def history(desk: RealDesk, reference: BookingReference) -> list[tuple[int, str, str, str, str]]:
    async with calendars(desk).reading(desk.business) as reads:
        lines = await reads.history(reference)
    return [(line.version, line.change, line.status, line.by, f"{line.slot.starts_at:%H:%M}") for line in lines]


async def test_the_history_names_every_change_with_its_author_and_place(desk: RealDesk) -> None:
    ten, noon = (slot_at(desk, TUESDAY, at, SOMMER) for at in ("10:00", "15:00"))
    booking = await booked(desk.call(), ten, "Ann Arbor")
    await booked(desk.call(), ten, "Anne Arbor")
    await move_appointment(calendars(desk), office(desk), booking.reference, noon, now=desk.clock.now())
    await cancel_appointment(calendars(desk), office(desk, "frau.kurz"), booking.reference, now=desk.clock.now())
    assert await history(desk, booking.reference) == [
        (1, "booked", "confirmed", "call CA1", "10:00"),
        (2, "corrected", "confirmed", "call CA1", "10:00"),
        (3, "moved", "confirmed", "token crm", "15:00"),
        (4, "cancelled", "cancelled", "frau.kurz", "15:00"),
    ]


async def test_a_change_that_is_undone_leaves_no_line(desk: RealDesk) -> None:
    ten, eleven = (slot_at(desk, TUESDAY, at, SOMMER) for at in ("10:00", "11:00"))
    mine = await booked(desk.call(sid="CA1"), ten)
    await booked(desk.call(sid="CA2"), eleven)
    await desk.call(sid="CA1").move(mine.reference, eleven)
    assert [line[1] for line in await history(desk, mine.reference)] == ["booked"]


async def test_who_looked_at_an_older_version_changes_nothing(desk: RealDesk) -> None:
    ten, noon, four = (slot_at(desk, TUESDAY, at, SOMMER) for at in ("10:00", "15:00", "16:00"))
    seen = (await order(desk, ten)).booking
    moved = await move_appointment(calendars(desk), office(desk), seen.reference, noon, now=desk.clock.now())
    assert isinstance(moved, Moved)
    assert moved.booking.version == seen.version + 1
    late = {"now": desk.clock.now(), "expected": seen.version}
    again = await move_appointment(calendars(desk), office(desk), seen.reference, four, **late)  # type: ignore[arg-type]
    assert again == Refused("changed")
    gone = await cancel_appointment(calendars(desk), office(desk), seen.reference, **late)  # type: ignore[arg-type]
    assert gone == Refused("changed")
    informed = await cancel_appointment(
        calendars(desk), office(desk), seen.reference, now=desk.clock.now(), expected=moved.booking.version
    )
    assert isinstance(informed, Cancelled)


async def test_a_key_is_one_order_wherever_its_booking_went(desk: RealDesk) -> None:
    ten, noon = (slot_at(desk, TUESDAY, at, SOMMER) for at in ("10:00", "15:00"))
    first = (await order(desk, ten)).booking
    await move_appointment(calendars(desk), office(desk), first.reference, noon, now=desk.clock.now())
    repeated = (await order(desk, ten)).booking
    assert (repeated.reference, repeated.slot.starts_at) == (first.reference, noon.starts_at)
    await cancel_appointment(calendars(desk), office(desk), first.reference, now=desk.clock.now())
    after = (await order(desk, ten)).booking
    assert (after.reference, after.status) == (first.reference, BookingStatus.CANCELLED)


async def test_a_call_may_book_again_what_it_moved_away_from(desk: RealDesk) -> None:
    ten, noon = (slot_at(desk, TUESDAY, at, SOMMER) for at in ("10:00", "15:00"))
    first = await booked(desk.call(), ten)
    await desk.call().move(first.reference, noon)
    second = await booked(desk.call(), ten)
    assert second.reference != first.reference


async def test_two_businesses_may_use_the_same_key(desk: RealDesk) -> None:
    await order(desk, slot_at(desk, TUESDAY, "10:00", SOMMER))
    async with calendars(desk).reading(desk.business) as reads:
        assert await reads.booking_by_key("other-business:K1") is None
        assert await reads.booking_by_key(f"{desk.business.id}:K1") is not None


async def test_an_expired_hold_of_somebody_else_does_not_stand_in_the_way_of_a_booking(desk: RealDesk) -> None:
    ten = slot_at(desk, TUESDAY, "10:00", SOMMER)
    await desk.call(sid="CA1").hold(ten)
    desk.clock.advance(desk.business.rules.hold_for + timedelta(seconds=1))
    assert (await booked(desk.call(sid="CA2"), ten)).status is BookingStatus.CONFIRMED
