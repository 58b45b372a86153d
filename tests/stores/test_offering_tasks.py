"""What an offering asks of staff and customer: told once, and taken back when its appointment moves or goes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest

from app.dialogue.prompt_files import load_wordings
from app.domain.bookings import Booking, BookingStatus, ChainBooked, Slot
from app.domain.business import Business
from app.domain.consequences import (
    BookingChange,
    BookingEvent,
    Channel,
    DeliveryState,
    NoticeKind,
    NoticeRules,
    Reach,
    consequences_of,
)
from app.domain.ids import BookingReference, BusinessId, OfferingKey, ResourceId
from app.ports.jobs import DELIVER
from app.ports.notifier import TextMessage
from app.ports.outbox import Claimed, NoticeSettings
from app.stores.businesses import SqlBusinesses
from app.stores.consequences import Able
from app.stores.review.tasks import SqlTasks
from app.usecases.book_chain import ChainOrder, book_chain
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.deliver_notice import Courier, Senders
from app.usecases.move_appointment import move_appointment
from app.usecases.party import Party
from tests.contracts.tools_contract import AYDIN, CHECKUP, IMPLANT, SOMMER
from tests.fakes.business import chained_praxis
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.stores.test_consequences import MOBILE, House
from tests.stores.test_courier import PRAXIS, Sender

EXAMINATION_DAY, DAY, LATER = date(2026, 3, 17), date(2026, 3, 24), date(2026, 3, 31)


@dataclass
class Practice(House):
    business: Business = field(default_factory=chained_praxis)
    sender: Sender = field(default_factory=Sender)

    async def load(self, business_id: BusinessId) -> Business | None:
        """As the courier asks for it."""
        return self.business if business_id == self.business.id else None

    @property
    def party(self) -> Party:
        return Party(self.business)

    @property
    def tasks(self) -> SqlTasks:
        return SqlTasks(self.database, SqlBusinesses(self.database, self.clock), self.clock)

    def examination(self, day: date) -> Slot:
        return self.at(day, CHECKUP, SOMMER)

    def treatment(self, day: date) -> Slot:
        return self.at(day, IMPLANT, AYDIN)

    def at(self, day: date, offering: OfferingKey, person: ResourceId) -> Slot:
        start = datetime.combine(day, time(10), tzinfo=self.business.zone)
        return Slot(offering, start, start + self.business.offering(offering).duration, person)

    async def both(self) -> tuple[Booking, Booking]:
        """The examination, and what it is for."""
        return await self.chain(self.examination(EXAMINATION_DAY), self.treatment(DAY))

    async def chain(self, *slots: Slot) -> tuple[Booking, Booking]:
        order = ChainOrder(slots, "Erika Beispiel", MOBILE, "k1")
        outcome = await book_chain(self.calendars, self.party, order, now=self.clock.now())
        assert isinstance(outcome, ChainBooked)
        examination, treatment = outcome.bookings
        return examination, treatment

    async def until(self, day: date) -> None:
        """Everything that is due by noon of this day is done, and once more, as after a crash."""
        noon = datetime.combine(day, time(12), tzinfo=self.business.zone)
        self.clock.advance(noon - self.clock.now())
        senders = Senders(self.sender, self.sender, self.sender)
        courier = Courier(self.outbox, self, senders, load_wordings("notices"), self.clock)  # type: ignore[arg-type]
        waiting = (await self.outbox.listed(state=DeliveryState.PENDING, limit=200)).items
        for delivery in [delivery for delivery in waiting if delivery.due_at <= noon] * 2:
            await courier.deliver(delivery.id, 1)

    async def list(self) -> list[str]:
        return [task.item.text for task in await self.tasks.tasks(None)]


@asynccontextmanager
async def practice(store: Store, able: Able | None = None) -> AsyncIterator[Practice]:
    clock = FakeClock()
    async with praxis_database(store, clock) as database:
        house = Practice(database, clock, able=able or Able())
        await house.outbox.save_settings(PRAXIS, NoticeSettings(remind_before=None))
        yield house


async def test_each_task_comes_once_on_its_day_and_tells_for_whom(store: Store) -> None:
    async with practice(store) as house:
        await house.both()
        await house.until(date(2026, 3, 20))
        assert await house.list() == []
        await house.until(date(2026, 3, 21))
        (order,) = await house.list()
        assert order.startswith(
            "Zu tun: Planungsmodell bestellen. Für Erika Beispiel, am Dienstag, den vierundzwanzigsten"
        )
        await house.until(date(2026, 3, 26))
        texts = await house.list()
        assert [sum(word in text for text in texts) for word in ("bestellen", "Fragebogen", "Bedenkzeit")] == [1, 1, 1]
        assert not any("nüchtern" in text for text in texts)


async def test_what_was_not_due_yet_vanishes_with_a_cancellation(store: Store) -> None:
    async with practice(store) as house:
        _, treatment = await house.both()
        await cancel_appointment(house.calendars, house.party, treatment.reference, now=house.clock.now())
        await house.until(date(2026, 4, 30))
        assert await house.list() == []


async def test_what_lies_in_the_list_vanishes_when_the_examination_is_cancelled_with_what_stands_on_it(
    store: Store,
) -> None:
    async with practice(store) as house:
        slots = house.examination(date(2026, 3, 19)), house.treatment(date(2026, 3, 24))
        examination, _ = await house.chain(*slots)
        await house.until(date(2026, 3, 18))
        await cancel_appointment(
            house.calendars, house.party, examination.reference, now=house.clock.now(), with_dependents=True
        )
        await house.until(date(2026, 4, 30))
        assert await house.list() == []


async def test_a_task_in_the_list_goes_to_the_new_day_when_its_appointment_moves(store: Store) -> None:
    async with practice(store) as house:
        _, treatment = await house.both()
        await house.until(date(2026, 3, 21))
        assert len(await house.list()) == 1
        slot = house.treatment(LATER)
        await move_appointment(house.calendars, house.party, treatment.reference, slot, now=house.clock.now())
        assert await house.list() == []
        await house.until(date(2026, 3, 28))
        (order,) = await house.list()
        assert "einunddreißigsten März" in order


async def test_what_somebody_has_begun_on_is_closed_and_what_is_done_stays_done(store: Store) -> None:
    async with practice(store) as house:
        _, treatment = await house.both()
        await house.until(date(2026, 3, 23))
        begun, done = await house.tasks.tasks(None)
        await house.tasks.assign(begun, "frau.kurz")
        await house.tasks.finish(done, by="frau.kurz")
        await cancel_appointment(house.calendars, house.party, treatment.reference, now=house.clock.now())
        assert await house.list() == []
        closed = {task.item.id: task.done_by for task in await house.tasks.tasks(None, done=True)}
        assert closed == {begun.item.id: "Vorzimmer", done.item.id: "frau.kurz"}


async def test_a_corrected_name_asks_for_nothing_twice(store: Store) -> None:
    async with practice(store) as house:
        _, treatment = await house.both()
        await house.until(date(2026, 3, 21))
        async with house.calendars.writing(house.business) as writes:
            await writes.rename(treatment.reference, name="Erika Muster", number=MOBILE)
        await house.until(date(2026, 3, 26))
        texts = await house.list()
        assert len(texts) == 3
        assert any("Erika Muster" in text for text in texts)


async def test_a_task_that_is_on_its_way_when_its_appointment_goes_never_arrives(store: Store) -> None:
    async with practice(store) as house:
        _, treatment = await house.both()
        job = next(job for job in house.jobs.named(DELIVER))
        claimed = await house.outbox.claim(str(job.arguments[0]), 1, now=house.clock.now())
        assert isinstance(claimed, Claimed)
        await cancel_appointment(house.calendars, house.party, treatment.reference, now=house.clock.now())
        await house.outbox.take_task(claimed, "late", at=house.clock.now())
        assert await house.list() == []


async def test_the_confirmation_says_what_to_bring_and_to_heed(store: Store) -> None:
    async with practice(store, Able(sms=True)) as house:
        await house.both()
        await house.until(date(2026, 3, 16))
        texts = {text.text for text in house.sender.sent if isinstance(text, TextMessage)}
        told = [text for text in texts if "Bitte bringen Sie mit: Ihre Versichertenkarte." in text]
        assert len(texts) == 2
        assert len(told) == 1
        assert "Bitte beachten Sie: nüchtern kommen." in told[0]


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 10, 27)])
def test_a_task_is_due_in_the_morning_of_its_day_on_both_sides_of_a_clock_change(day: date) -> None:
    business = chained_praxis(day - timedelta(days=20))
    start = datetime.combine(day, time(10), tzinfo=business.zone)
    slot = Slot(IMPLANT, start, start + timedelta(minutes=45), AYDIN)
    now = start - timedelta(days=20)
    booking = Booking(BookingReference("FHK23"), slot, "Erika", None, BookingStatus.CONFIRMED)
    planned = consequences_of(BookingEvent(BookingChange.BOOKED, booking, now), business, Reach(), NoticeRules())
    due = [each.due_at.astimezone(business.zone) for each in planned if each.kind is NoticeKind.TASK]
    assert [(at.date() - day).days for at in due] == [-3, 2]
    assert {at.time() for at in due} == {time(8)}
    assert {each.channel for each in planned} == {Channel.TASK}
