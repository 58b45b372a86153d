"""What every `Tools` keeps, whether a calendar in memory or the database stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol

from app.dialogue.tools import Tools
from app.domain.bookings import (
    Booked,
    Booking,
    BookingStatus,
    Cancelled,
    CancelledTogether,
    ChainHeld,
    ChainTaken,
    Held,
    Moved,
    MovedTogether,
    NotFound,
    NothingFree,
    Offers,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.business import Business
from app.domain.ids import E164, OfferingKey, ResourceId
from app.domain.spoken.when import Window
from tests.fakes.clock import FakeClock

CHECKUP, CLEANING, EMERGENCY = OfferingKey("checkup"), OfferingKey("cleaning"), OfferingKey("emergency")
ROOT_CANAL, IMPLANT = OfferingKey("root_canal"), OfferingKey("implant_consultation")
SOMMER, WEBER, AYDIN = ResourceId("dr-anna-sommer"), ResourceId("dr-jonas-weber"), ResourceId("dr-leyla-aydin")
TUESDAY, SUNDAY = date(2026, 3, 17), date(2026, 3, 22)
ANN, BEN = E164("+493023125150"), E164("+493023125151")


class Desk(Protocol):
    """Where calls come in: makes the tools of one call."""

    business: Business
    clock: FakeClock

    def call(self, number: E164 | None = ANN, sid: str = "CA1") -> Tools: ...

    async def notes(self) -> tuple[int, int]:
        """How many messages and how many callbacks were taken."""
        ...

    async def waiting(self) -> int:
        """How many wait for an earlier place."""
        ...


@dataclass
class Day:
    """Windows of a day in Berlin."""

    business: Business
    day: date

    def between(self, first: str, last: str) -> Window:
        return Window(self.at(first), self.at(last))

    def at(self, clock_time: str) -> datetime:
        return datetime.combine(self.day, time.fromisoformat(clock_time), tzinfo=self.business.zone)


async def offers(tools: Tools, offering: OfferingKey, windows: Sequence[Window], **more: object) -> Offers:
    found = await tools.find_offers(offering, windows, **more)  # type: ignore[arg-type]
    assert isinstance(found, Offers)
    return found


async def booked(tools: Tools, slot: Slot, name: str = "Ann Arbor", number: E164 | None = ANN) -> Booking:
    outcome = await tools.book(slot, customer_name=name, customer_number=number)
    assert isinstance(outcome, Booked)
    return outcome.booking


def slot_at(desk: Desk, day: date, clock_time: str, person: ResourceId, offering: OfferingKey = CHECKUP) -> Slot:
    start = Day(desk.business, day).at(clock_time)
    return Slot(offering, start, start + desk.business.offering(offering).duration, person)


class ToolsContract:
    # --- offers -------------------------------------------------------------------------------------------

    async def test_offers_lie_inside_the_wish_and_speak_the_zone_of_the_business(self, desk: Desk) -> None:
        window = Day(desk.business, TUESDAY).between("09:00", "12:00")
        found = await offers(desk.call(), CHECKUP, [window])
        assert not found.outside_wish
        assert 2 <= len(found.slots) <= 3
        assert all(window.fits(slot.starts_at) for slot in found.slots)
        assert {str(slot.starts_at.tzinfo) for slot in found.slots} == {"Europe/Berlin"}

    async def test_offers_are_no_neighbouring_quarter_hours(self, desk: Desk) -> None:
        found = await offers(desk.call(), CHECKUP, [Day(desk.business, TUESDAY).between("08:00", "18:00")])
        starts = sorted(slot.starts_at for slot in found.slots)
        assert all(later - earlier >= timedelta(minutes=30) for earlier, later in pairwise(starts))

    async def test_without_a_wish_the_first_offer_is_on_the_first_day_that_has_one(self, desk: Desk) -> None:
        found = await offers(desk.call(), CHECKUP, [])
        assert found.slots[0].starts_at.date() == desk.clock.now().date()
        assert found.slots[0].starts_at >= desk.clock.now() + desk.business.rules.minimum_notice

    async def test_an_exact_time_is_offered_exactly(self, desk: Desk) -> None:
        day = Day(desk.business, TUESDAY)
        found = await offers(desk.call(), CHECKUP, [day.between("10:00", "10:00")])
        assert [slot.starts_at for slot in found.slots] == [day.at("10:00")]

    async def test_a_closed_day_gives_the_nearest_slots_and_says_why(self, desk: Desk) -> None:
        found = await offers(desk.call(), CHECKUP, [Day(desk.business, SUNDAY).between("00:00", "23:59")])
        assert found.outside_wish
        assert found.reason == "closed"
        assert found.slots

    async def test_what_was_turned_down_is_not_offered_again(self, desk: Desk) -> None:
        window = Day(desk.business, TUESDAY).between("09:00", "12:00")
        first = await offers(desk.call(), CHECKUP, [window])
        second = await offers(desk.call(), CHECKUP, [window], not_these=first.slots)
        assert not {s.starts_at for s in first.slots} & {s.starts_at for s in second.slots}

    async def test_the_wished_person_is_the_one_who_is_offered(self, desk: Desk) -> None:
        window = Day(desk.business, TUESDAY).between("08:00", "18:00")
        found = await offers(desk.call(), CHECKUP, [window], resource=AYDIN)
        assert {slot.resource for slot in found.slots} == {AYDIN}

    async def test_a_person_without_the_skill_is_never_offered(self, desk: Desk) -> None:
        assert await desk.call().find_offers(CLEANING, [], resource=WEBER) == NothingFree("no_resource")

    async def test_an_emergency_does_not_wait_for_the_minimum_notice(self, desk: Desk) -> None:
        found = await offers(desk.call(), EMERGENCY, [])
        assert found.slots[0].starts_at - desk.clock.now() < desk.business.rules.minimum_notice

    # --- holds --------------------------------------------------------------------------------------------

    async def test_a_held_slot_is_nobody_elses(self, desk: Desk) -> None:
        slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
        held = await desk.call(sid="CA1").hold(slot)
        assert isinstance(held, Held)
        assert held.hold.expires_at == desk.clock.now() + desk.business.rules.hold_for
        refused = await desk.call(BEN, sid="CA2").hold(slot)
        assert isinstance(refused, SlotTaken)
        assert refused.alternatives
        assert not any(other.same_place(slot) for other in refused.alternatives)

    async def test_a_call_may_hold_its_slot_again(self, desk: Desk) -> None:
        slot, tools = slot_at(desk, TUESDAY, "10:00", SOMMER), desk.call()
        assert isinstance(await tools.hold(slot), Held)
        desk.clock.advance(timedelta(seconds=100))
        again = await tools.hold(slot)
        assert isinstance(again, Held)
        assert again.hold.expires_at == desk.clock.now() + desk.business.rules.hold_for

    async def test_an_expired_hold_is_free_again(self, desk: Desk) -> None:
        slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
        await desk.call(sid="CA1").hold(slot)
        desk.clock.advance(desk.business.rules.hold_for)
        assert isinstance(await desk.call(BEN, sid="CA2").hold(slot), Held)

    async def test_a_new_hold_replaces_the_calls_earlier_one(self, desk: Desk) -> None:
        ten, eleven = (slot_at(desk, TUESDAY, at, SOMMER) for at in ("10:00", "11:00"))
        tools = desk.call(sid="CA1")
        await tools.hold(ten)
        await tools.hold(eleven)
        assert isinstance(await desk.call(BEN, sid="CA2").hold(ten), Held)

    async def test_a_released_slot_is_free(self, desk: Desk) -> None:
        slot, tools = slot_at(desk, TUESDAY, "10:00", SOMMER), desk.call(sid="CA1")
        held = await tools.hold(slot)
        assert isinstance(held, Held)
        await tools.release(held.hold.id)
        assert isinstance(await desk.call(BEN, sid="CA2").hold(slot), Held)

    async def test_the_past_cannot_be_held(self, desk: Desk) -> None:
        slot = slot_at(desk, TUESDAY - timedelta(days=7), "10:00", SOMMER)
        assert await desk.call().hold(slot) == Refused("past")

    # --- booking ------------------------------------------------------------------------------------------

    async def test_a_held_slot_is_booked_under_a_reference_for_the_customer(self, desk: Desk) -> None:
        slot, tools = slot_at(desk, TUESDAY, "10:00", SOMMER), desk.call()
        await tools.hold(slot)
        booking = await booked(tools, slot)
        assert booking.slot.same_place(slot)
        assert booking.status is BookingStatus.CONFIRMED
        assert (booking.customer_name, booking.customer_number, booking.call_sid) == ("Ann Arbor", ANN, "CA1")
        assert 4 <= len(booking.reference) <= 6

    async def test_the_same_booking_twice_in_a_call_is_one_booking(self, desk: Desk) -> None:
        slot, tools = slot_at(desk, TUESDAY, "10:00", SOMMER), desk.call()
        assert await booked(tools, slot) == await booked(tools, slot)
        assert len(await tools.my_appointments()) == 1

    async def test_a_taken_slot_is_answered_with_free_ones(self, desk: Desk) -> None:
        slot = slot_at(desk, TUESDAY, "10:00", SOMMER)
        await booked(desk.call(sid="CA1"), slot)
        late = desk.call(BEN, sid="CA2")
        outcome = await late.book(slot, customer_name="Ben", customer_number=BEN)
        assert isinstance(outcome, SlotTaken)
        assert await booked(late, outcome.alternatives[0], "Ben", BEN)

    async def test_overlapping_the_middle_of_an_appointment_is_taken_too(self, desk: Desk) -> None:
        await booked(desk.call(sid="CA1"), slot_at(desk, TUESDAY, "10:00", SOMMER))
        late = slot_at(desk, TUESDAY, "10:15", SOMMER)
        assert isinstance(await desk.call(BEN, sid="CA2").hold(late), SlotTaken)

    async def test_two_offerings_that_exclude_each_other_never_share_a_customers_day(self, desk: Desk) -> None:
        tools = desk.call()
        await booked(tools, slot_at(desk, TUESDAY, "09:00", AYDIN, IMPLANT))
        canal = slot_at(desk, TUESDAY, "14:00", SOMMER, ROOT_CANAL)
        outcome = await tools.book(canal, customer_name="Ann Arbor", customer_number=ANN)
        assert outcome == Refused("same_day_conflict")

    # --- one's own appointments ---------------------------------------------------------------------------

    async def test_a_caller_sees_their_own_appointments_and_nobody_elses(self, desk: Desk) -> None:
        mine = await booked(desk.call(ANN, sid="CA1"), slot_at(desk, TUESDAY, "10:00", SOMMER))
        await booked(desk.call(BEN, sid="CA2"), slot_at(desk, TUESDAY, "11:00", SOMMER), "Ben", BEN)
        assert await desk.call(ANN, sid="CA3").my_appointments() == (mine,)

    async def test_a_withheld_number_needs_name_and_day(self, desk: Desk) -> None:
        mine = await booked(desk.call(ANN, sid="CA1"), slot_at(desk, TUESDAY, "10:00", SOMMER), "Sabine Hoffmann")
        tools = desk.call(None, sid="CA2")
        assert await tools.my_appointments() == ()
        assert await tools.my_appointments(name="Hofmann") == ()
        assert await tools.my_appointments(day=TUESDAY) == ()
        assert await tools.my_appointments(name="Hofmann", day=TUESDAY) == (mine,)
        assert isinstance(await tools.cancel(mine.reference), Cancelled)

    async def test_a_withheld_number_owns_what_it_booked_in_this_call(self, desk: Desk) -> None:
        tools = desk.call(None)
        mine = await booked(tools, slot_at(desk, TUESDAY, "10:00", SOMMER), "Ann", None)
        assert await tools.my_appointments() == (mine,)

    async def test_anothers_appointment_can_neither_be_moved_nor_cancelled(self, desk: Desk) -> None:
        hers = await booked(desk.call(ANN, sid="CA1"), slot_at(desk, TUESDAY, "10:00", SOMMER))
        his = desk.call(BEN, sid="CA2")
        assert await his.cancel(hers.reference) == NotFound()
        assert await his.move(hers.reference, slot_at(desk, TUESDAY, "11:00", SOMMER)) == NotFound()

    async def test_a_move_keeps_the_reference_and_frees_the_old_place(self, desk: Desk) -> None:
        ten = slot_at(desk, TUESDAY, "10:00", SOMMER)
        mine = await booked(desk.call(ANN, sid="CA1"), ten)
        later = desk.call(ANN, sid="CA2")
        moved = await later.move(mine.reference, slot_at(desk, TUESDAY, "15:00", SOMMER))
        assert isinstance(moved, Moved)
        assert moved.booking.reference == mine.reference
        assert moved.previous.same_place(ten)
        assert isinstance(await desk.call(BEN, sid="CA3").hold(ten), Held)
        assert [b.reference for b in await later.my_appointments()] == [mine.reference]

    async def test_the_same_move_twice_is_one_move(self, desk: Desk) -> None:
        tools = desk.call()
        mine = await booked(tools, slot_at(desk, TUESDAY, "10:00", SOMMER))
        target = slot_at(desk, TUESDAY, "15:00", SOMMER)
        assert await tools.move(mine.reference, target) == await tools.move(mine.reference, target)

    async def test_an_appointment_can_move_to_a_place_that_overlaps_its_old_one(self, desk: Desk) -> None:
        tools = desk.call()
        mine = await booked(tools, slot_at(desk, TUESDAY, "10:00", SOMMER))
        window = Day(desk.business, TUESDAY).between("10:15", "10:15")
        found = await offers(tools, CHECKUP, [window], resource=SOMMER, moving=mine.reference)
        assert isinstance(await tools.hold(found.slots[0]), Held)
        assert isinstance(await tools.move(mine.reference, found.slots[0]), Moved)

    async def test_a_move_to_a_taken_place_leaves_the_appointment_where_it_was(self, desk: Desk) -> None:
        eleven = slot_at(desk, TUESDAY, "11:00", SOMMER)
        await booked(desk.call(BEN, sid="CA2"), eleven, "Ben", BEN)
        tools = desk.call(ANN, sid="CA1")
        mine = await booked(tools, slot_at(desk, TUESDAY, "10:00", SOMMER))
        assert isinstance(await tools.move(mine.reference, eleven), SlotTaken)
        assert await tools.my_appointments() == (mine,)

    async def test_a_cancelled_place_is_free_and_the_same_cancellation_twice_is_one(self, desk: Desk) -> None:
        ten, tools = slot_at(desk, TUESDAY, "10:00", SOMMER), desk.call()
        mine = await booked(tools, ten)
        first = await tools.cancel(mine.reference)
        assert isinstance(first, Cancelled)
        assert first.booking.status is BookingStatus.CANCELLED
        assert await tools.cancel(mine.reference) == first
        assert await tools.my_appointments() == ()
        assert isinstance(await desk.call(BEN, sid="CA2").hold(ten), Held)

    async def test_a_cancelled_slot_can_be_booked_again_in_the_same_call(self, desk: Desk) -> None:
        ten, tools = slot_at(desk, TUESDAY, "10:00", SOMMER), desk.call()
        first = await booked(tools, ten)
        await tools.cancel(first.reference)
        again = await booked(tools, ten)
        assert again.status is BookingStatus.CONFIRMED
        assert again.reference != first.reference

    async def test_an_appointment_that_has_begun_cannot_be_cancelled(self, desk: Desk) -> None:
        tools = desk.call()
        mine = await booked(tools, slot_at(desk, TUESDAY, "10:00", SOMMER))
        desk.clock.advance(timedelta(days=2))
        assert await tools.cancel(mine.reference) == Refused("past")

    # --- who calls, and what they leave -------------------------------------------------------------------

    async def test_a_withheld_number_is_nobody_known(self, desk: Desk) -> None:
        assert await desk.call(None).caller() is None

    async def test_the_same_note_twice_is_one_note(self, desk: Desk) -> None:
        tools = desk.call()
        window = Day(desk.business, TUESDAY).between("14:00", "16:00")
        for _ in range(2):
            await tools.take_message(text="Bitte Rezept", customer_name="Ann", customer_number=None)
            await tools.request_callback(text="Rechnung", customer_name="Ann", customer_number=ANN, windows=[window])
        await tools.take_message(text="Noch etwas", customer_name="Ann", customer_number=None)
        assert await desk.notes() == (2, 1)

    async def test_waiting_for_an_earlier_place_twice_is_waiting_once(self, desk: Desk) -> None:
        tools = desk.call()
        mine = await booked(tools, slot_at(desk, TUESDAY, "10:00", SOMMER))
        window = Day(desk.business, TUESDAY).between("08:00", "09:45")
        for _ in range(2):
            assert await tools.join_waitlist(
                CHECKUP, [window], resource=None, customer_name="Ann", customer_number=ANN, moving=mine.reference
            )
        assert await desk.waiting() == 1

    async def test_nobody_waits_in_the_place_of_somebody_elses_appointment(self, desk: Desk) -> None:
        theirs = await booked(desk.call(BEN, sid="CA2"), slot_at(desk, TUESDAY, "10:00", SOMMER), "Ben", BEN)
        assert not await desk.call().join_waitlist(
            CHECKUP, [], resource=None, customer_name="Ann", customer_number=ANN, moving=theirs.reference
        )
        assert await desk.waiting() == 0

    async def test_a_wish_to_wait_is_taken_back_by_the_call_that_had_it_and_may_be_made_again(self, desk: Desk) -> None:
        mine, other = desk.call(), desk.call(ANN, "CA2")
        for _ in range(2):
            await mine.join_waitlist(CHECKUP, [], resource=None, customer_name="Ann", customer_number=ANN, moving=None)
            await other.leave_waitlist(CHECKUP, customer_number=ANN)
            assert await desk.waiting() == 1
            await mine.leave_waitlist(CHECKUP, customer_number=ANN)
            assert await desk.waiting() == 0

    # --- several that move or go together -----------------------------------------------------------------

    async def test_two_move_together_only_for_whom_they_belong_to(self, desk: Desk) -> None:
        call = desk.call()
        first = await booked(call, slot_at(desk, TUESDAY, "10:00", SOMMER))
        second = await booked(call, slot_at(desk, TUESDAY, "11:00", SOMMER), "Emma Arbor")
        both = [first.reference, second.reference]
        places = {
            first.reference: slot_at(desk, TUESDAY, "11:00", SOMMER),
            second.reference: slot_at(desk, TUESDAY, "12:00", SOMMER),
        }
        stranger = desk.call(BEN, "CA2")
        assert isinstance(await stranger.move_together(places), NotFound)
        assert isinstance(await stranger.cancel_together(both), NotFound)
        assert isinstance(await stranger.plan_together(both, {}), NothingFree)
        assert isinstance(await call.hold_together(places), ChainHeld)
        moved = await call.move_together(places)
        assert isinstance(moved, MovedTogether)
        assert [one.booking.slot.starts_at.hour for one in moved.moves] == [11, 12]
        gone = await call.cancel_together(both)
        assert isinstance(gone, CancelledTogether)
        assert {one.status for one in gone.bookings} == {BookingStatus.CANCELLED}

    async def test_of_two_that_cannot_both_move_none_does(self, desk: Desk) -> None:
        call = desk.call()
        first = await booked(call, slot_at(desk, TUESDAY, "10:00", SOMMER))
        second = await booked(call, slot_at(desk, TUESDAY, "11:00", SOMMER), "Emma Arbor")
        await booked(desk.call(BEN, "CA2"), slot_at(desk, TUESDAY, "14:00", SOMMER), "Ben", BEN)
        places = {
            first.reference: slot_at(desk, TUESDAY, "15:00", SOMMER),
            second.reference: slot_at(desk, TUESDAY, "14:00", SOMMER),
        }
        assert isinstance(await call.hold_together(places), ChainTaken)
        assert isinstance(await call.move_together(places), SlotTaken)
        assert [b.slot.starts_at.hour for b in await call.my_appointments()] == [10, 11]
