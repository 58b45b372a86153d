"""A treatment that needs an examination is booked with it, or not at all, and the order stays true afterwards."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from app.dialogue.prompt_files import load_wordings
from app.domain.bookings import (
    Booking,
    Cancelled,
    ChainBooked,
    ChainHeld,
    ChainOffers,
    ChainTaken,
    Moved,
    NothingFree,
    Offers,
    Refused,
    Slot,
)
from app.domain.ids import E164, CallSid
from app.domain.learning.attendance import Attendance
from app.domain.learning.marks import Mark
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.decision_log import SqlDecisionLog
from app.stores.records import SqlRecords
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.book_chain import ChainOrder, book_chain
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.explain_booking import explain_booking
from app.usecases.find_offers import Wanted, find_offers
from app.usecases.hold_chain import hold_chain
from app.usecases.hold_slot import hold_slot
from app.usecases.move_appointment import move_appointment
from app.usecases.party import Party
from app.usecases.plan_chain import ChainWanted, needed_first, plan_chain
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, AYDIN, BEN, CHECKUP, IMPLANT, SOMMER, WEBER, Day, slot_at
from tests.fakes.business import chained_praxis

TUESDAY, THURSDAY = date(2026, 3, 17), date(2026, 3, 19)


@pytest.fixture(autouse=True)
def with_a_chain(desk: RealDesk) -> None:
    desk.business = chained_praxis()


def calendars(desk: RealDesk) -> SqlCalendars:
    return SqlCalendars(desk.database, desk.clock)


def party(desk: RealDesk, number: E164 | None = ANN, sid: str | None = None) -> Party:
    return Party(desk.business, CallSid(sid) if sid else None, number)


def plan_of(desk: RealDesk) -> tuple[Slot, Slot]:
    examination = slot_at(desk, TUESDAY, "10:00", SOMMER)
    return examination, slot_at(desk, THURSDAY, "10:00", AYDIN, IMPLANT)


async def planned(desk: RealDesk, wanted: ChainWanted | None = None) -> ChainOffers:
    found = await plan_chain(calendars(desk), party(desk), wanted or ChainWanted(IMPLANT), now=desk.clock.now())
    assert isinstance(found, ChainOffers)
    return found


async def book(desk: RealDesk, slot: Slot, number: E164 | None = ANN) -> object:
    return await book_appointment(calendars(desk), party(desk), Order(slot, "Ann", number), now=desk.clock.now())


async def chain(desk: RealDesk, slots: Sequence[Slot] | None = None, key: str = "k1") -> tuple[Booking, ...]:
    order = ChainOrder(slots or plan_of(desk), "Ann Arbor", ANN, key)
    outcome = await book_chain(calendars(desk), party(desk), order, now=desk.clock.now())
    assert isinstance(outcome, ChainBooked)
    return outcome.bookings


async def on_record(desk: RealDesk) -> list[tuple[str, str]]:
    page = await SqlRecords(desk.database, SqlBusinesses(desk.database, desk.clock)).bookings()
    return [(entry.booking.slot.offering, entry.booking.status.value) for entry in page.items]


async def decided(desk: RealDesk) -> list[tuple[str, str]]:
    page = await SqlRecords(desk.database, SqlBusinesses(desk.database, desk.clock)).decisions()
    return [(entry.decision.kind, entry.decision.why) for entry in page.items][::-1]


async def test_a_treatment_without_its_examination_is_neither_held_nor_booked(desk: RealDesk) -> None:
    _, treatment = plan_of(desk)
    refused = Refused("prerequisite", missing=(CHECKUP,))
    assert await book(desk, treatment) == refused
    held = await hold_slot(calendars(desk), party(desk, sid="CA1"), CallSid("CA1"), treatment, now=desk.clock.now())
    assert held == refused
    assert await on_record(desk) == []
    assert await decided(desk) == [("refusal", "prerequisite"), ("refusal", "prerequisite")]


async def test_who_has_the_examination_booked_or_has_had_it_books_the_treatment_alone(desk: RealDesk) -> None:
    examination, treatment = plan_of(desk)
    await book(desk, examination)
    assert await needed_first(calendars(desk), party(desk), IMPLANT, now=desk.clock.now()) == ()
    assert not isinstance(await book(desk, treatment), Refused)
    desk.clock.advance(timedelta(days=30))
    later = slot_at(desk, THURSDAY + timedelta(days=35), "10:00", AYDIN, IMPLANT)
    assert not isinstance(await book(desk, later), Refused)


async def test_an_examination_that_nobody_came_to_does_not_count(desk: RealDesk) -> None:
    examination, treatment = plan_of(desk)
    booked = await book(desk, examination)
    desk.clock.advance(timedelta(days=1, hours=12))
    async with calendars(desk).writing(desk.business) as writes:
        await writes.mark(booked.booking.reference, Mark(Attendance.NO_SHOW, desk.clock.now()))  # type: ignore[attr-defined]
    assert await book(desk, treatment) == Refused("prerequisite", missing=(CHECKUP,))


async def test_somebody_elses_examination_does_not_count(desk: RealDesk) -> None:
    examination, treatment = plan_of(desk)
    order = Order(examination, "Ben", BEN)
    await book_appointment(calendars(desk), party(desk, BEN), order, now=desk.clock.now())
    assert await book(desk, treatment) == Refused("prerequisite", missing=(CHECKUP,))


async def test_the_distance_between_the_two_is_kept(desk: RealDesk) -> None:
    examination, _ = plan_of(desk)
    await book(desk, examination)
    same_day = slot_at(desk, TUESDAY, "14:00", AYDIN, IMPLANT)
    assert await book(desk, same_day) == Refused("prerequisite", missing=(CHECKUP,))


async def test_a_plan_has_everything_in_order_and_at_its_distance(desk: RealDesk) -> None:
    [(examination, treatment)] = (await planned(desk)).plans
    assert (examination.offering, treatment.offering) == (CHECKUP, IMPLANT)
    assert (treatment.starts_at.date() - examination.starts_at.date()).days >= 2


async def test_each_appointment_of_a_chain_tells_why_it_was_offered_from_its_recorded_score(desk: RealDesk) -> None:
    await book(desk, slot_at(desk, date(2026, 3, 16), "14:00", WEBER))
    desk.clock.advance(timedelta(days=90))  # so that it does not count any more, and Dr. Weber is known
    caller = party(desk, sid="CA-chain")
    found = await plan_chain(calendars(desk), caller, ChainWanted(IMPLANT), now=desk.clock.now())
    assert isinstance(found, ChainOffers)
    assert found.plans[0][0].resource == WEBER
    order = ChainOrder(found.plans[0], "Ann Arbor", ANN)
    outcome = await book_chain(calendars(desk), caller, order, now=desk.clock.now())
    assert isinstance(outcome, ChainBooked)
    wordings = load_wordings("decisions")
    for booking in outcome.bookings:
        trail = await SqlDecisionLog(desk.database).trail(booking.reference)
        why = explain_booking(desk.business, booking, trail, wordings)
        assert why.offer is not None
        assert why.offer["cost_minutes"] == pytest.approx(sum(part["cost_minutes"] for part in why.offer["parts"]))  # type: ignore[attr-defined]
        assert "Kein anderer Plan, der für alle Termine in Frage kam" in " ".join(why.sentences["de"])
    examination = await SqlDecisionLog(desk.database).trail(outcome.bookings[0].reference)
    told = explain_booking(desk.business, outcome.bookings[0], examination, wordings).sentences["en"]
    assert "The customer has been with Dr. Jonas Weber before." in told


async def test_a_wish_for_the_treatment_and_one_for_the_examination_are_both_kept(desk: RealDesk) -> None:
    next_week = TUESDAY + timedelta(days=7)
    windows = {
        CHECKUP: [Day(desk.business, THURSDAY).between("13:00", "19:00")],
        IMPLANT: [Day(desk.business, next_week).between("08:00", "12:00")],
    }
    found = await planned(desk, ChainWanted(IMPLANT, windows))
    assert not found.outside_wish
    [(examination, treatment)] = found.plans
    assert examination.starts_at.date() == THURSDAY
    assert examination.starts_at.hour >= 13
    assert treatment.starts_at.date() == next_week


async def test_a_wish_that_no_plan_meets_is_said_to_be_missed(desk: RealDesk) -> None:
    too_soon = [Day(desk.business, TUESDAY).between("08:00", "18:00")]
    found = await planned(desk, ChainWanted(IMPLANT, {IMPLANT: too_soon}))
    assert found.outside_wish
    assert found.plans


async def test_plans_that_were_turned_down_are_not_made_again(desk: RealDesk) -> None:
    first = (await planned(desk)).plans[0]
    others = (await planned(desk, ChainWanted(IMPLANT, not_these=[first], count=3))).plans
    assert len(others) == 3
    assert all(plan[0].starts_at != first[0].starts_at for plan in others)


async def test_both_are_booked_and_a_repeat_is_the_same_chain(desk: RealDesk) -> None:
    first, second = await chain(desk), await chain(desk)
    assert first == second
    assert await on_record(desk) == [("checkup", "confirmed"), ("implant_consultation", "confirmed")]
    assert (await decided(desk)).count(("booking", "free_and_confirmed")) == 2


async def test_when_one_place_is_gone_none_is_booked_and_other_plans_are_named(desk: RealDesk) -> None:
    examination, treatment = plan_of(desk)
    await chain(desk, (examination, treatment))
    order = ChainOrder((slot_at(desk, TUESDAY, "14:00", SOMMER), treatment), "Ben", BEN, "k2")
    outcome = await book_chain(calendars(desk), party(desk, BEN), order, now=desk.clock.now())
    assert isinstance(outcome, ChainTaken)
    assert outcome.alternatives
    assert len(await on_record(desk)) == 2


async def test_a_chain_in_the_wrong_order_is_refused_and_leaves_nothing(desk: RealDesk) -> None:
    examination = slot_at(desk, THURSDAY + timedelta(days=7), "10:00", SOMMER)
    order = ChainOrder((plan_of(desk)[1], examination), "Ann", ANN, "k1")
    outcome = await book_chain(calendars(desk), party(desk), order, now=desk.clock.now())
    assert outcome == Refused("prerequisite", missing=(CHECKUP,))
    assert await on_record(desk) == []
    assert await decided(desk) == [("refusal", "prerequisite")]


async def test_both_places_are_held_and_seen_by_others_until_they_expire(desk: RealDesk) -> None:
    slots, sid = plan_of(desk), CallSid("CA1")
    held = await hold_chain(calendars(desk), party(desk, sid="CA1"), sid, slots, now=desk.clock.now())
    assert isinstance(held, ChainHeld)
    others = await hold_chain(calendars(desk), party(desk, BEN, "CA2"), CallSid("CA2"), slots, now=desk.clock.now())
    assert isinstance(others, ChainTaken)
    assert all(plan[1].starts_at != slots[1].starts_at for plan in others.alternatives)
    desk.clock.advance(desk.business.rules.hold_for)
    again = await hold_chain(calendars(desk), party(desk, BEN, "CA2"), CallSid("CA2"), slots, now=desk.clock.now())
    assert isinstance(again, ChainHeld)


async def test_of_ten_callers_for_one_chain_one_gets_all_of_it_and_nine_get_nothing_of_it(desk: RealDesk) -> None:
    slots = plan_of(desk)
    numbers = [E164(f"+4930231252{nth:02}") for nth in range(10)]
    outcomes = await asyncio.gather(
        *(
            book_chain(
                calendars(desk),
                party(desk, number),
                ChainOrder(slots, "Ann", number, f"k{number}"),
                now=desk.clock.now(),
            )
            for number in numbers
        )
    )
    assert sum(isinstance(outcome, ChainBooked) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, ChainTaken) for outcome in outcomes) == 9
    assert len(await on_record(desk)) == 2


async def test_the_examination_moves_only_to_where_the_treatment_can_stay(desk: RealDesk) -> None:
    examination, treatment = await chain(desk)
    now = desk.clock.now()
    too_late = slot_at(desk, THURSDAY, "14:00", SOMMER)
    refused = await move_appointment(calendars(desk), party(desk), examination.reference, too_late, now=now)
    assert refused == Refused("needed_by", needed_by=(treatment.reference,))
    fine = slot_at(desk, TUESDAY, "14:00", SOMMER)
    moved = await move_appointment(calendars(desk), party(desk), examination.reference, fine, now=now)
    assert isinstance(moved, Moved)


async def test_the_treatment_does_not_move_before_its_examination(desk: RealDesk) -> None:
    _, treatment = await chain(desk)
    too_soon = slot_at(desk, TUESDAY, "14:00", AYDIN, IMPLANT)
    outcome = await move_appointment(calendars(desk), party(desk), treatment.reference, too_soon, now=desk.clock.now())
    assert outcome == Refused("prerequisite", missing=(CHECKUP,))


async def test_an_examination_that_is_needed_is_cancelled_with_what_needs_it_or_not_at_all(desk: RealDesk) -> None:
    examination, treatment = await chain(desk)
    now = desk.clock.now()
    alone = await cancel_appointment(calendars(desk), party(desk), examination.reference, now=now)
    assert alone == Refused("needed_by", needed_by=(treatment.reference,))
    assert len(await on_record(desk)) == 2
    both = await cancel_appointment(calendars(desk), party(desk), examination.reference, now=now, with_dependents=True)
    assert isinstance(both, Cancelled)
    assert [booking.reference for booking in both.with_it] == [treatment.reference]
    assert [status for _, status in await on_record(desk)] == ["cancelled", "cancelled"]
    assert ("cancellation", "stood_on_cancelled") in await decided(desk)


async def test_the_treatment_alone_can_be_cancelled(desk: RealDesk) -> None:
    _, treatment = await chain(desk)
    outcome = await cancel_appointment(calendars(desk), party(desk), treatment.reference, now=desk.clock.now())
    assert isinstance(outcome, Cancelled)
    assert await on_record(desk) == [("checkup", "confirmed"), ("implant_consultation", "cancelled")]


async def offers_of(desk: RealDesk, wanted: Wanted) -> Offers | NothingFree:
    return await find_offers(calendars(desk), party(desk), wanted, now=desk.clock.now())


async def test_nothing_is_offered_that_lacks_its_examination(desk: RealDesk) -> None:
    assert await offers_of(desk, Wanted(IMPLANT)) == NothingFree("prerequisite")


async def test_offers_for_a_treatment_begin_when_its_examination_is_far_enough_back(desk: RealDesk) -> None:
    await book(desk, slot_at(desk, THURSDAY, "10:00", SOMMER))
    found = await offers_of(desk, Wanted(IMPLANT))
    assert isinstance(found, Offers)
    assert not found.outside_wish
    assert min(slot.starts_at.date() for slot in found.slots) >= THURSDAY + timedelta(days=2)


async def test_a_wish_that_would_break_the_order_is_answered_with_the_nearest_that_keeps_it(desk: RealDesk) -> None:
    examination, treatment = await chain(desk)
    after_it = Day(desk.business, THURSDAY).between("13:00", "19:00")
    found = await offers_of(desk, Wanted(CHECKUP, [after_it], moving=examination.reference))
    assert isinstance(found, Offers)
    assert (found.outside_wish, found.reason) == (True, "order")
    assert all(slot.starts_at.date() <= treatment.slot.starts_at.date() - timedelta(days=2) for slot in found.slots)


async def test_an_examination_that_runs_out_before_anything_is_free_is_planned_once_more(desk: RealDesk) -> None:
    await book(desk, plan_of(desk)[0])
    desk.clock.advance(timedelta(days=60))  # Friday: it counts until Saturday
    assert await offers_of(desk, Wanted(IMPLANT)) == NothingFree("prerequisite")
    [plan] = (await planned(desk)).plans
    assert [slot.offering for slot in plan] == [CHECKUP, IMPLANT]
