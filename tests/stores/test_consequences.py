"""What follows from a booking is in its transaction, or nowhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

import pytest
from sqlmodel import col, select

from app.domain.bookings import Booked, Booking, Moved, Slot
from app.domain.business import Business
from app.domain.consequences import DeliveryState, NoticeRules, reminder_at
from app.domain.ids import E164, BusinessId, OfferingKey, ResourceId
from app.ports.jobs import DELIVER, OFFER_FREED_SLOT
from app.ports.outbox import NoticeSettings
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.consequences import Able, SqlConsequences
from app.stores.database import Database
from app.stores.outbox import SqlOutbox
from app.stores.tables import BookingRow, OutboxRow
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.move_appointment import move_appointment
from app.usecases.party import Party
from tests.contracts.tools_contract import CHECKUP, IMPLANT, SOMMER, TUESDAY
from tests.fakes.business import praxis
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.fakes.jobs import FakeJobs

MOBILE = E164("+4915228817386")
PRAXIS, AYDIN = BusinessId("praxis-dr-sommer"), ResourceId("dr-leyla-aydin")


@dataclass
class House:
    """A practice whose bookings have consequences."""

    database: Database
    clock: FakeClock
    jobs: FakeJobs = field(default_factory=FakeJobs)
    business: Business = field(default_factory=praxis)
    able: Able = field(default_factory=lambda: Able(mail=True, sms=True))

    @property
    def calendars(self) -> SqlCalendars:
        return SqlCalendars(self.database, self.clock, SqlConsequences(self.jobs, self.able))

    @property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self.database, SqlBusinesses(self.database, self.clock), self.jobs)

    def slot(self, clock_time: str, person: ResourceId = SOMMER, offering: OfferingKey = CHECKUP) -> Slot:
        start = datetime.combine(TUESDAY + timedelta(days=7), time.fromisoformat(clock_time), self.business.zone)
        return Slot(offering, start, start + self.business.offering(offering).duration, person)

    async def book(self, slot: Slot, number: E164 | None = MOBILE) -> Booking:
        order = Order(slot, "Erika Beispiel", number)
        outcome = await book_appointment(self.calendars, Party(self.business), order, now=self.clock.now())
        assert isinstance(outcome, Booked)
        return outcome.booking

    async def lines(self, *states: DeliveryState) -> list[tuple[str, str, str, int]]:
        async with self.database.reading() as session:
            rows = await session.exec(select(OutboxRow).order_by(col(OutboxRow.sequence), col(OutboxRow.kind)))
            wanted = {state.value for state in states or DeliveryState}
            return [(row.kind, row.channel, row.state, row.sequence) for row in rows if row.state in wanted]


@asynccontextmanager
async def a_house(store: Store, able: Able | None = None) -> AsyncIterator[House]:
    clock = FakeClock()
    async with praxis_database(store, clock) as database:
        yield House(database, clock, able=able or Able(mail=True, sms=True))


async def test_a_booking_asks_for_its_notices_and_the_jobs_that_deliver_them(store: Store) -> None:
    async with a_house(store) as house:
        await house.outbox.save_settings(PRAXIS, NoticeSettings("team@praxis.example", "https://x.example", "s" * 16))
        await house.book(house.slot("10:00"))
        assert await house.lines() == [
            ("confirmation", "sms", "pending", 0),
            ("event", "webhook", "pending", 0),
            ("reminder", "sms", "pending", 0),
            ("staff_notice", "mail", "pending", 0),
        ]
        delays = sorted(job.delay for job in house.jobs.named(DELIVER))
        assert delays[:3] == [timedelta(0)] * 3
        assert delays[3] == house.slot("10:00").starts_at - timedelta(days=1) - house.clock.now()


async def test_preparation_and_follow_up_are_tasks_of_the_house(store: Store) -> None:
    async with a_house(store, Able()) as house:
        await house.book(house.slot("10:00", AYDIN, IMPLANT))
        assert await house.lines() == [("follow_up", "task", "pending", 0), ("preparation", "task", "pending", 0)]


async def test_a_move_replaces_what_was_not_told_yet_and_frees_a_place(store: Store) -> None:
    async with a_house(store) as house:
        booking = await house.book(house.slot("10:00"))
        moved = await move_appointment(
            house.calendars, Party(house.business), booking.reference, house.slot("14:00"), now=house.clock.now()
        )
        assert isinstance(moved, Moved)
        assert await house.lines(DeliveryState.PENDING) == [
            ("confirmation", "sms", "pending", 1),
            ("reminder", "sms", "pending", 1),
        ]
        assert len(await house.lines(DeliveryState.SUPERSEDED)) == 2
        assert len(house.jobs.named(OFFER_FREED_SLOT)) == 1


async def test_a_cancellation_is_confirmed_and_nobody_is_reminded(store: Store) -> None:
    async with a_house(store) as house:
        booking = await house.book(house.slot("10:00"))
        await cancel_appointment(house.calendars, Party(house.business), booking.reference, now=house.clock.now())
        assert await house.lines(DeliveryState.PENDING) == [("confirmation", "sms", "pending", 1)]


async def test_a_customer_without_a_channel_is_told_nothing_and_their_mail_is_preferred(store: Store) -> None:
    async with a_house(store) as house:
        await house.book(house.slot("10:00"), E164("+493023125150"))
        assert await house.lines() == []
        booking = await house.book(house.slot("11:00"), MOBILE)
        async with house.database.reading() as session:
            rows = await session.exec(select(BookingRow).where(BookingRow.reference == booking.reference))
            customer = rows.one().customer_id
        assert customer is not None
        assert await house.outbox.save_mail(PRAXIS, customer, "erika@example.org", now=house.clock.now())
        await house.book(house.slot("14:00"), MOBILE)
        assert ("confirmation", "mail", "pending", 0) in await house.lines()


async def test_a_booking_that_is_undone_leaves_nothing_to_tell(store: Store) -> None:
    class Breaks(SqlConsequences):
        async def record(self, session, business, events):  # type: ignore[no-untyped-def]
            await super().record(session, business, events)
            raise ZeroDivisionError

    async with a_house(store) as house:
        calendars = SqlCalendars(house.database, house.clock, Breaks(house.jobs, house.able))
        with pytest.raises(ZeroDivisionError):
            await book_appointment(
                calendars,
                Party(house.business),
                Order(house.slot("10:00"), "Erika", MOBILE),
                now=house.clock.now(),
            )
        assert await house.lines() == []
        await house.book(house.slot("10:00"))


def test_a_reminder_keeps_its_hour_across_a_clock_change_and_never_comes_at_night() -> None:
    zone = praxis().zone
    spring = datetime(2026, 3, 29, 15, 0, tzinfo=zone)
    autumn = datetime(2026, 10, 25, 15, 0, tzinfo=zone)
    for start in (spring, autumn):
        due = reminder_at(start, NoticeRules())
        assert due is not None
        assert (due.hour, (start.date() - due.date()).days) == (15, 1)
    early = reminder_at(datetime(2026, 3, 17, 7, 30, tzinfo=zone), NoticeRules())
    assert early == datetime(2026, 3, 15, 19, 0, tzinfo=zone)
