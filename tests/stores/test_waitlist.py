"""A freed place goes to one at a time, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.bookings import Booked, BookingStatus, Slot
from app.domain.ids import E164, BookingReference
from app.domain.waitlist import ANSWER_WITHIN, OfferState, Waiting, WaitlistOffer
from app.ports.jobs import DELIVER, END_WAITLIST_OFFER, OFFER_FREED_SLOT
from app.ports.outbox import Claimed
from app.stores.businesses import SqlBusinesses
from app.stores.consequences import Able
from app.stores.decision_log import SqlDecisionLog
from app.stores.records import SqlRecords
from app.stores.waitlist import SqlWaitlist
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.party import Party
from app.usecases.waitlist import WaitlistDesk
from tests.contracts.tools_contract import CHECKUP
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.stores.test_consequences import House


@dataclass
class WaitingRoom(House):
    @property
    def waitlist(self) -> SqlWaitlist:
        return SqlWaitlist(self.database, self.jobs, self.able)

    @property
    def desk(self) -> WaitlistDesk:
        return WaitlistDesk(self.calendars, self.waitlist)

    async def join(self, name: str, number: str, **more: object) -> Waiting:
        facts: dict[str, object] = {
            "id": name,
            "business": self.business.id,
            "offering": CHECKUP,
            "customer_name": name,
            "customer_number": E164(number),
            "language": "de",
            "joined_at": self.clock.now(),
        }
        entry = Waiting(**facts | more)  # type: ignore[arg-type]
        assert await self.waitlist.join(entry)
        self.clock.advance(timedelta(seconds=1))
        return entry

    async def free_a_place(self) -> Slot:
        """Booked and cancelled; the job for it is done with `offer`."""
        slot = self.slot("10:00")
        booking = await self.book(slot)
        await cancel_appointment(self.calendars, Party(self.business), booking.reference, now=self.clock.now())
        return slot

    async def offer(self) -> WaitlistOffer | None:
        """Do the newest job that asks for an offer."""
        _, booking = self.jobs.named(OFFER_FREED_SLOT)[-1].arguments
        return await self.desk.offer_freed(self.business, int(booking), now=self.clock.now())

    async def bookings(self) -> list[tuple[str, E164 | None]]:
        records = SqlRecords(self.database, SqlBusinesses(self.database, self.clock))
        page = await records.bookings(status=BookingStatus.CONFIRMED)
        return [(entry.booking.customer_name, entry.booking.customer_number) for entry in page.items]


@asynccontextmanager
async def waiting_room(store: Store) -> AsyncIterator[WaitingRoom]:
    clock = FakeClock()
    async with praxis_database(store, clock) as database:
        yield WaitingRoom(database, clock, able=Able(sms=True))


async def test_a_freed_place_is_offered_held_and_booked_without_a_human(store: Store) -> None:
    async with waiting_room(store) as room:
        await room.join("Ann", "+4915228817386")
        await room.join("Ben", "+4915228895456")
        slot = await room.free_a_place()
        offer = await room.offer()
        assert offer is not None
        assert (offer.entry.id, offer.slot.same_place(slot), offer.state) == ("Ann", True, OfferState.OPEN)
        assert await room.offer() is None  # the place has its offer
        other = Order(slot, "Somebody", E164("+493023125150"))
        taken = await book_appointment(room.calendars, Party(room.business), other, now=room.clock.now())
        assert not isinstance(taken, Booked)
        said_yes = await room.desk.accept(room.business, offer.id, now=room.clock.now())
        assert isinstance(said_yes, Booked)
        assert await room.bookings() == [("Ann", E164("+4915228817386"))]
        trail = await SqlDecisionLog(room.database).trail(said_yes.booking.reference)
        assert "waitlist" in [entry.decision.kind for entry in trail]


async def test_ten_yeses_at_once_make_one_booking(store: Store) -> None:
    async with waiting_room(store) as room:
        await room.join("Ann", "+4915228817386")
        await room.free_a_place()
        offer = await room.offer()
        assert offer is not None
        said = await asyncio.gather(
            *(room.desk.accept(room.business, offer.id, now=room.clock.now()) for _ in range(10))
        )
        assert all(isinstance(outcome, Booked) for outcome in said)
        references = {outcome.booking.reference for outcome in said if isinstance(outcome, Booked)}
        assert len(references) == 1
        assert len(await room.bookings()) == 1


class OvertakenWaitlist(SqlWaitlist):
    """Between the look at an offer and its taking, another yes books it."""

    room: WaitingRoom

    async def take(self, offer_id: str, *, now: datetime) -> bool:
        await self.room.desk.accept(self.room.business, offer_id, now=now)
        return await super().take(offer_id, now=now)


async def test_a_yes_that_another_one_overtakes_has_that_ones_booking(store: Store) -> None:
    async with waiting_room(store) as room:
        await room.join("Ann", "+4915228817386")
        await room.free_a_place()
        offer = await room.offer()
        assert offer is not None
        overtaken = OvertakenWaitlist(room.database, room.jobs, room.able)
        overtaken.room = room
        said = await WaitlistDesk(room.calendars, overtaken).accept(room.business, offer.id, now=room.clock.now())
        assert isinstance(said, Booked)
        assert await room.bookings() == [("Ann", E164("+4915228817386"))]


async def test_many_who_offer_at_once_make_one_offer(store: Store) -> None:
    async with waiting_room(store) as room:
        for nth in range(3):
            await room.join(f"W{nth}", f"+49302312515{nth}")
        await room.free_a_place()
        offers = await asyncio.gather(*(room.offer() for _ in range(5)))
        assert len(room.jobs.named(END_WAITLIST_OFFER)) == 1
        (opened,) = [offer for offer in offers if isinstance(offer, WaitlistOffer)]
        assert isinstance(await room.desk.accept(room.business, opened.id, now=room.clock.now()), Booked)


async def test_who_does_not_answer_or_declines_makes_room_for_the_next(store: Store) -> None:
    async with waiting_room(store) as room:
        for nth, name in enumerate(("Ann", "Ben", "Cleo")):
            await room.join(name, f"+49302312515{nth}")
        await room.free_a_place()
        first = await room.offer()
        assert first is not None
        room.clock.advance(ANSWER_WITHIN + timedelta(seconds=1))
        await room.desk.end_offer(room.business, first.id, now=room.clock.now())
        assert await room.desk.accept(room.business, first.id, now=room.clock.now()) is None
        second = await room.offer()
        assert second is not None
        assert (first.entry.id, second.entry.id) == ("Ann", "Ben")
        assert await room.desk.decline(room.business, second.id, now=room.clock.now())
        third = await room.offer()
        assert third is not None
        assert third.entry.id == "Cleo"
        assert isinstance(await room.desk.accept(room.business, third.id, now=room.clock.now()), Booked)


async def test_a_yes_that_a_crash_cut_off_is_booked_when_the_offer_ends(store: Store) -> None:
    async with waiting_room(store) as room:
        await room.join("Ann", "+4915228817386")
        await room.free_a_place()
        offer = await room.offer()
        assert offer is not None
        assert await room.waitlist.take(offer.id, now=room.clock.now())  # and then the program died
        await room.desk.end_offer(room.business, offer.id, now=offer.expires_at - timedelta(seconds=1))
        assert await room.bookings() == [("Ann", E164("+4915228817386"))]


async def test_an_appointment_is_brought_forward_and_its_old_place_is_freed(store: Store) -> None:
    async with waiting_room(store) as room:
        later = await room.book(room.slot("15:00"), E164("+4915228817386"))
        await room.join("Ann", "+4915228817386", moving=BookingReference(later.reference))
        slot = await room.free_a_place()
        offer = await room.offer()
        assert offer is not None
        assert await room.desk.accept(room.business, offer.id, now=room.clock.now()) is not None
        async with room.calendars.reading(room.business) as reads:
            now_there = await reads.booking(later.reference)
        assert now_there is not None
        assert now_there.slot.same_place(slot)
        assert len(room.jobs.named(OFFER_FREED_SLOT)) == 2


async def test_an_offer_is_told_by_text_else_by_a_callback(store: Store) -> None:
    async with waiting_room(store) as room:
        await room.join("Ben", "+493023125150")
        await room.free_a_place()
        offer = await room.offer()
        assert offer is not None
        lines = await room.lines()
        assert ("waitlist_offer", "callback", "pending", 0) in lines
        job = room.jobs.named(DELIVER)[-1]
        claimed = await room.outbox.claim(str(job.arguments[0]), 1, now=room.clock.now())
        assert isinstance(claimed, Claimed)
        await room.outbox.take_task(claimed, "Bitte anrufen", at=room.clock.now())
        callbacks = await SqlRecords(room.database, SqlBusinesses(room.database, room.clock)).callbacks()
        assert [callback.customer_name for callback in callbacks.items] == ["Ben"]
