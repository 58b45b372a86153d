"""What holding, booking, moving and cancelling leave in the database of the example business."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.domain.bookings import Booked, BookingStatus, Cancelled, Held, Moved, NotFound, Refused, Slot, SlotTaken
from app.domain.business import BookingRules, OpeningHours
from app.domain.ids import E164
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.calendar_writes import SPEAKABLE
from app.stores.records import SqlRecords
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.party import Party
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, BEN, CHECKUP, CLEANING, SOMMER, WEBER, booked, slot_at

TUESDAY = date(2026, 3, 17)
ALWAYS = frozenset(range(7))
SABINE = E164("+493023125101")


def records(desk: RealDesk) -> SqlRecords:
    return SqlRecords(desk.database, SqlBusinesses(desk.database, desk.clock))


async def kinds(desk: RealDesk, call_sid: str = "CA1") -> list[tuple[str, str]]:
    page = await records(desk).decisions()
    return [(e.decision.kind, e.decision.why) for e in page.items if e.call_sid == call_sid][::-1]


async def test_the_line_of_decisions_tells_the_story_of_a_booking(desk: RealDesk) -> None:
    tools, slot = desk.call(), slot_at(desk, TUESDAY, "10:00", SOMMER)
    await tools.hold(slot)
    booking = await booked(tools, slot)
    await tools.move(booking.reference, slot_at(desk, TUESDAY, "15:00", SOMMER))
    await tools.cancel(booking.reference)
    assert await kinds(desk) == [
        ("hold", "offered"),
        ("booking", "held_and_confirmed"),
        ("move", "asked_and_confirmed"),
        ("cancellation", "asked_and_confirmed"),
    ]


async def test_a_refusal_is_recorded_with_its_reason(desk: RealDesk) -> None:
    await desk.call().hold(slot_at(desk, TUESDAY - timedelta(days=7), "10:00", SOMMER))
    assert await kinds(desk) == [("refusal", "past")]


async def test_a_reference_is_made_of_what_can_be_told_apart_on_the_telephone(desk: RealDesk) -> None:
    booking = await booked(desk.call(), slot_at(desk, TUESDAY, "10:00", SOMMER))
    assert len(booking.reference) == 5
    assert set(booking.reference) <= set(SPEAKABLE)


async def test_a_new_caller_becomes_a_customer_who_is_known_next_time(desk: RealDesk) -> None:
    assert await desk.call(BEN, "CA1").caller() is None
    await booked(desk.call(BEN, "CA1"), slot_at(desk, TUESDAY, "10:00", SOMMER), "Ben Bauer", BEN)
    known = await desk.call(BEN, "CA2").caller()
    assert known is not None
    assert (known.name, known.number, known.language) == ("Ben Bauer", BEN, "de")


async def test_a_known_customer_keeps_their_name_when_they_book_for_somebody_else(desk: RealDesk) -> None:
    booking = await booked(desk.call(SABINE), slot_at(desk, TUESDAY, "10:00", SOMMER), "Tim Hoffmann", SABINE)
    known = await desk.call(SABINE, "CA2").caller()
    assert booking.customer_name == "Tim Hoffmann"
    assert known is not None
    assert (known.name, known.past_visits) == ("Sabine Hoffmann", 4)


async def test_booking_the_same_again_under_another_name_corrects_the_name(desk: RealDesk) -> None:
    tools, slot = desk.call(), slot_at(desk, TUESDAY, "10:00", SOMMER)
    first = await booked(tools, slot, "Hofman")
    second = await booked(tools, slot, "Hoffmann")
    assert first.reference == second.reference
    assert [entry.booking.customer_name for entry in (await records(desk).bookings()).items] == ["Hoffmann"]


async def test_an_appointment_takes_a_room_with_it(desk: RealDesk) -> None:
    people = ("dr-anna-sommer", "dr-jonas-weber", "dr-leyla-aydin")
    bookings = [
        await booked(desk.call(sid=f"CA{person}"), replace(slot_at(desk, TUESDAY, "10:00", SOMMER), resource=person))  # type: ignore[arg-type]
        for person in people
    ]
    assert len({booking.slot.room for booking in bookings}) == 3


async def test_without_a_room_a_free_person_cannot_be_booked(desk: RealDesk) -> None:
    rooms = [resource for resource in desk.business.resources if resource.id != "behandlungszimmer-3"]
    desk.business = replace(desk.business, resources=tuple(r for r in rooms if r.id != "behandlungszimmer-2"))
    await booked(desk.call(), slot_at(desk, TUESDAY, "10:00", SOMMER))
    outcome = await desk.call(BEN, "CA2").hold(slot_at(desk, TUESDAY, "10:00", WEBER))
    assert isinstance(outcome, SlotTaken)


async def test_a_room_that_went_meanwhile_is_replaced_by_another(desk: RealDesk) -> None:
    found = slot_at(desk, TUESDAY, "10:00", SOMMER)
    held = await desk.call().hold(found)
    other = await desk.call(BEN, "CA2").hold(slot_at(desk, TUESDAY, "10:00", WEBER))
    assert isinstance(held, Held)
    assert isinstance(other, Held)
    assert held.hold.slot.room != other.hold.slot.room


async def test_the_notice_does_not_run_out_on_a_caller_who_holds_the_slot(desk: RealDesk) -> None:
    slot, tools = slot_at(desk, date(2026, 3, 16), "11:00", SOMMER), desk.call()
    assert isinstance(await tools.hold(slot), Held)
    desk.clock.advance(timedelta(seconds=170))
    assert isinstance(await tools.book(slot, customer_name="Ann", customer_number=ANN), Booked)


async def test_an_offering_that_does_not_exist_is_refused(desk: RealDesk) -> None:
    unknown = replace(slot_at(desk, TUESDAY, "10:00", SOMMER), offering="massage")  # type: ignore[arg-type]
    tools = desk.call()
    mine = await booked(tools, slot_at(desk, TUESDAY, "11:00", SOMMER))
    assert await tools.hold(unknown) == Refused("no_skill")
    assert await tools.book(unknown, customer_name="Ann", customer_number=ANN) == Refused("no_skill")
    assert await tools.move(mine.reference, unknown) == Refused("no_skill")


async def test_a_move_that_breaks_a_rule_is_refused_and_changes_nothing(desk: RealDesk) -> None:
    tools = desk.call()
    mine = await booked(tools, slot_at(desk, TUESDAY, "11:00", SOMMER))
    assert await tools.move(mine.reference, slot_at(desk, TUESDAY, "20:00", SOMMER)) == Refused("closed")
    assert await tools.my_appointments() == (mine,)


async def test_a_cancelled_appointment_cannot_be_moved_nor_cancelled_by_another_call(desk: RealDesk) -> None:
    mine = await booked(desk.call(sid="CA1"), slot_at(desk, TUESDAY, "11:00", SOMMER))
    assert isinstance(await desk.call(sid="CA1").cancel(mine.reference), Cancelled)
    assert await desk.call(sid="CA2").move(mine.reference, slot_at(desk, TUESDAY, "15:00", SOMMER)) == NotFound()
    assert await desk.call(sid="CA2").cancel(mine.reference) == NotFound()


async def test_a_move_may_change_the_person_and_leaves_one_confirmed_booking(desk: RealDesk) -> None:
    tools = desk.call()
    mine = await booked(tools, slot_at(desk, TUESDAY, "11:00", SOMMER))
    moved = await tools.move(mine.reference, slot_at(desk, TUESDAY, "11:00", WEBER))
    assert isinstance(moved, Moved)
    page = await records(desk).bookings()
    assert [(e.booking.status, e.booking.slot.resource) for e in page.items] == [
        (BookingStatus.MOVED, SOMMER),
        (BookingStatus.CONFIRMED, WEBER),
    ]
    found = await records(desk).booking(mine.reference)
    assert found is not None
    assert found.booking == moved.booking


async def test_a_booking_outside_a_call_is_the_same_when_its_key_repeats(desk: RealDesk) -> None:
    calendars, party = SqlCalendars(desk.database, desk.clock), Party(desk.business)
    order = Order(slot_at(desk, TUESDAY, "10:00", SOMMER), "Ann", ANN, key="from-the-website-17")
    first = await book_appointment(calendars, party, order, now=desk.clock.now())
    second = await book_appointment(calendars, party, order, now=desk.clock.now())
    assert isinstance(first, Booked)
    assert second == first
    without_key = await book_appointment(calendars, party, replace(order, key=None), now=desk.clock.now())
    assert isinstance(without_key, SlotTaken)


async def test_the_end_of_a_slot_is_the_offerings_whatever_was_asked(desk: RealDesk) -> None:
    slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
    booking = await booked(desk.call(), replace(slot, ends_at=slot.starts_at + timedelta(minutes=5)))
    assert booking.slot.ends_at - booking.slot.starts_at == desk.business.offering(CHECKUP).duration


async def test_a_person_is_never_booked_for_what_they_cannot_do(desk: RealDesk) -> None:
    outcome = await desk.call().book(
        slot_at(desk, TUESDAY, "10:00", SOMMER, CLEANING), customer_name="Ann", customer_number=ANN
    )
    assert outcome == Refused("no_skill")


@pytest.mark.parametrize(
    ("day", "offsets"),
    [
        (date(2026, 3, 29), ["01:30+01:00", "03:30+02:00"]),  # the hour from two to three does not exist
        (date(2026, 10, 25), ["01:30+02:00", "02:30+02:00", "02:30+01:00", "03:30+01:00"]),  # it comes twice
    ],
)
async def test_the_night_of_a_clock_change_survives_the_database(desk: RealDesk, day: date, offsets: list[str]) -> None:
    at_night = OpeningHours(weekly=(((time(1), time(4)),),) * 7)
    desk.business = replace(desk.business, hours=at_night, rules=BookingRules(horizon=timedelta(days=300)))
    desk.business = replace(desk.business, resources=tuple(replace(r, days=ALWAYS) for r in desk.business.resources))
    for hour_utc in range(-2, 4):
        start = datetime.combine(day, time(0, 30), tzinfo=UTC) + timedelta(hours=hour_utc)
        if start.astimezone(desk.business.zone).hour in (1, 2, 3):
            slot = Slot(CHECKUP, start, start + timedelta(minutes=30), SOMMER)
            await booked(desk.call(sid=f"CA{hour_utc}"), slot)
    listed = [entry.booking.slot.starts_at.isoformat() for entry in (await records(desk).bookings()).items]
    assert [iso[11:16] + iso[19:] for iso in listed] == offsets
