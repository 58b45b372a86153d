"""Delivering the outbox: once, with bounded retries, and never lost silently; on both databases."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.dialogue.prompt_files import load_wordings
from app.domain.consequences import MOST_ATTEMPTS, Channel, DeliveryState
from app.domain.errors import NotDelivered
from app.domain.ids import BusinessId
from app.ports.jobs import DELIVER
from app.ports.notifier import Mail, TextMessage, Webhook
from app.ports.outbox import NoticeSettings
from app.stores.businesses import SqlBusinesses
from app.stores.consequences import Able
from app.stores.records import SqlRecords
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.deliver_notice import Attempted, Courier, Senders
from app.usecases.party import Party
from tests.contracts.tools_contract import IMPLANT
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.stores.test_consequences import AYDIN, MOBILE, House

PRAXIS = BusinessId("praxis-dr-sommer")


@dataclass
class Sender:
    """Every channel at once. `fails` is raised instead of taking; `known` is what `was_sent` says."""

    sent: list[Mail | TextMessage | Webhook] = field(default_factory=list)
    fails: NotDelivered | None = None
    known: bool = False

    async def send(self, message: Mail | TextMessage | Webhook) -> None:
        if self.fails:
            raise self.fails
        self.sent.append(message)

    async def was_sent(self, message: TextMessage, *, since: datetime) -> bool:
        return self.known


@dataclass
class Post(House):
    sender: Sender = field(default_factory=Sender)

    @property
    def courier(self) -> Courier:
        senders = Senders(self.sender, self.sender, self.sender)
        businesses = SqlBusinesses(self.database, self.clock)
        return Courier(self.outbox, businesses, senders, load_wordings("notices"), self.clock)

    async def deliver_newest(self) -> Attempted | None:
        """Do the newest job, at the time for which it was asked."""
        job = self.jobs.named(DELIVER)[-1]
        self.clock.advance(job.delay)
        delivery, attempt = job.arguments
        return await self.courier.deliver(str(delivery), int(attempt))


@asynccontextmanager
async def post(store: Store, able: Able | None = None) -> AsyncIterator[Post]:
    clock = FakeClock()
    async with praxis_database(store, clock) as database:
        yield Post(database, clock, able=able or Able(sms=True))


async def never_reminded(house: Post, **more: str) -> None:
    await house.outbox.save_settings(PRAXIS, NoticeSettings(remind_before=None, **more))


async def test_a_text_is_sent_once_however_often_its_job_runs(store: Store) -> None:
    async with post(store) as house:
        await never_reminded(house)
        booking = await house.book(house.slot("10:00"))
        assert await house.deliver_newest() == Attempted(Channel.SMS, DeliveryState.SENT)
        assert await house.deliver_newest() is None
        (text,) = house.sender.sent
        assert isinstance(text, TextMessage)
        assert text.to == MOBILE
        assert "am Dienstag, den vierundzwanzigsten März, um zehn Uhr" in text.text
        assert booking.reference in text.text


async def test_an_attempt_whose_answer_was_lost_is_not_repeated(store: Store) -> None:
    async with post(store) as house:
        await never_reminded(house)
        await house.book(house.slot("10:00"))
        job = house.jobs.named(DELIVER)[-1]
        await house.outbox.claim(str(job.arguments[0]), 1, now=house.clock.now())  # and then the program died
        house.sender.known = True
        assert await house.deliver_newest() == Attempted(Channel.SMS, DeliveryState.SENT)
        assert house.sender.sent == []


async def test_what_fails_is_tried_again_ever_later_then_shown_to_the_staff_and_can_be_retried(store: Store) -> None:
    async with post(store) as house:
        await never_reminded(house)
        await house.book(house.slot("10:00"))
        house.sender.fails = NotDelivered("unreachable", retryable=True)
        states = [(await house.deliver_newest()) for _ in range(MOST_ATTEMPTS)]
        assert [each.state for each in states if each] == [DeliveryState.PENDING] * 7 + [DeliveryState.FAILED]
        delays = [job.delay for job in house.jobs.named(DELIVER)]
        assert delays == sorted(delays)
        assert sum(delays, timedelta(0)) < timedelta(hours=2)
        assert await house.outbox.failures() == 1
        (failed,) = (await house.outbox.listed(state=DeliveryState.FAILED)).items
        assert (failed.error, failed.attempts) == ("unreachable", MOST_ATTEMPTS)
        house.sender.fails = None
        assert await house.outbox.retry(failed.id, now=house.clock.now())
        assert await house.deliver_newest() == Attempted(Channel.SMS, DeliveryState.SENT)
        assert await house.outbox.failures() == 0


async def test_what_cannot_be_mended_is_given_up_at_once(store: Store) -> None:
    async with post(store) as house:
        await never_reminded(house)
        await house.book(house.slot("10:00"))
        house.sender.fails = NotDelivered("twilio_21610", retryable=False)
        assert await house.deliver_newest() == Attempted(Channel.SMS, DeliveryState.FAILED, "twilio_21610")


async def test_nobody_is_confirmed_what_was_cancelled_before_it_was_told(store: Store) -> None:
    async with post(store) as house:
        await never_reminded(house)
        booking = await house.book(house.slot("10:00"))
        first = house.jobs.named(DELIVER)[-1]
        await cancel_appointment(house.calendars, Party(house.business), booking.reference, now=house.clock.now())
        assert await house.courier.deliver(str(first.arguments[0]), 1) is None
        await house.deliver_newest()
        (text,) = house.sender.sent
        assert isinstance(text, TextMessage)
        assert "abgesagt" in text.text


async def test_a_preparation_becomes_one_task_of_the_staff(store: Store) -> None:
    async with post(store, Able()) as house:
        await house.book(house.slot("10:00", AYDIN, IMPLANT))
        jobs = {job.delay: job for job in house.jobs.named(DELIVER)}
        preparation = jobs[min(jobs)]
        for _ in range(2):
            await house.courier.deliver(str(preparation.arguments[0]), 1)
        messages = await SqlRecords(house.database, SqlBusinesses(house.database, house.clock)).messages()
        assert [message.text for message in messages.items] == [
            "Bitte vorbereiten: Fragebogen vorab senden. Der Termin ist am Dienstag, den vierundzwanzigsten März, um "
            "zehn Uhr, Implantatberatung bei Dr. Leyla Aydin."
        ]


async def test_what_no_job_knows_of_any_more_is_asked_for_again(store: Store) -> None:
    async with post(store) as house:
        await never_reminded(house)
        await house.book(house.slot("10:00"))
        house.jobs.asked.clear()
        assert await house.outbox.revive(now=house.clock.now()) == 0
        house.clock.advance(timedelta(minutes=11))
        assert await house.outbox.revive(now=house.clock.now()) == 1
        assert await house.deliver_newest() == Attempted(Channel.SMS, DeliveryState.SENT)
