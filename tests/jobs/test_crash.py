"""kill -9 while mails, texts and webhooks are under way: nothing is lost, nobody is told twice."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlmodel import select

from app.clock import SystemClock
from app.domain.bookings import Booked, Slot
from app.domain.business import Business
from app.domain.consequences import DeliveryState
from app.domain.ids import E164, OfferingKey
from app.jobs.engine import DbosJobs, prepare
from app.ports.outbox import NoticeSettings
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.consequences import Able, SqlConsequences
from app.stores.database import Database
from app.stores.outbox import SqlOutbox
from app.stores.tables import CustomerRow, OutboxRow
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.party import Party
from tests.fakes.database import Store, forget, patient
from tests.fakes.mail_server import TAKEN, MailServer, mail_server
from tests.fakes.twilio_messages import ACCOUNT, TOKEN, Twilio, twilio

ROOT = Path(__file__).parents[2]
BY_MAIL, BY_TEXT = E164("+493023125150"), E164("+4915228817386")
SECRET = "sixteen letters and more"
WAIT_S = 120.0


@asynccontextmanager
async def program(url: str, mails: MailServer, other: Twilio) -> AsyncIterator[asyncio.subprocess.Process]:
    """Killed at the end, without a word."""
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
        "VORZIMMER_SMS_FROM": "+4915228895456",
        "VORZIMMER_TWILIO_API_URL": other.url,
        "VORZIMMER_SMTP_HOST": "127.0.0.1",
        "VORZIMMER_SMTP_PORT": str(mails.port),
        "VORZIMMER_SMTP_SECURITY": "none",
        "VORZIMMER_MAIL_FROM": "termine@praxis.example",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.jobs.courier_program", cwd=ROOT, env=environment, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(WAIT_S):
            assert await process.stdout.readline() == b"running\n"
        yield process
    finally:
        process.kill()
        await process.wait()


async def book_two(database: Database, jobs: DbosJobs, other: Twilio) -> None:
    """One customer gets mail and one a text; the house gets a mail and another system an event for each."""
    clock = SystemClock()
    businesses = SqlBusinesses(database, clock)
    business = await businesses.seed_example()
    assert business is not None
    outbox = SqlOutbox(database, businesses, jobs)
    await outbox.save_settings(business.id, NoticeSettings("team@praxis.example", f"{other.url}/hook", SECRET))
    calendars = SqlCalendars(database, clock, SqlConsequences(jobs, Able(mail=True, sms=True)))
    async with database.writing() as session:
        session.add(
            CustomerRow(
                id="erika",
                business_id=business.id,
                name="Erika",
                number=BY_MAIL,
                language="de",
                created_at=clock.now(),
            )
        )
    await outbox.save_mail(business.id, "erika", "erika@example.org", now=clock.now())
    for number, clock_time in ((BY_MAIL, time(10)), (BY_TEXT, time(11))):
        order = Order(free_slot(business, clock.now(), clock_time), "Erika Beispiel", number)
        booked = await book_appointment(calendars, Party(business), order, now=clock.now())
        assert isinstance(booked, Booked)


def free_slot(business: Business, now: datetime, clock_time: time) -> Slot:
    """On a working day of somebody who does check-ups, some weeks ahead."""
    offering = business.offering(OfferingKey("checkup"))
    for days in range(14, 60):
        day = (now + timedelta(days=days)).date()
        for person in business.people_for(offering.key):
            absent = any(a.resource == person.id and a.first_day <= day <= a.last_day for a in business.absences)
            if business.hours.spans(day) and day.weekday() in person.days and not absent:
                start = datetime.combine(day, clock_time, tzinfo=business.zone)
                return Slot(offering.key, start, start + offering.duration, person.id)
    raise AssertionError("nobody works")


async def states(database: Database) -> list[str]:
    async with database.reading() as session:
        rows = (await session.exec(select(OutboxRow))).all()
    return [row.state for row in rows if row.kind != "reminder"]


async def all_sent(database: Database) -> None:
    async with asyncio.timeout(WAIT_S):
        while set(await states(database)) != {DeliveryState.SENT.value}:  # noqa: ASYNC110 - another program's doing
            await asyncio.sleep(0.2)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(WAIT_S):
        while not true():  # noqa: ASYNC110 - another program's doing
            await asyncio.sleep(0.1)


async def test_a_kill_in_mid_delivery_neither_loses_nor_doubles(store: Store) -> None:
    url = await store.migrated()
    await asyncio.to_thread(prepare, url)
    database, jobs = patient(url), DbosJobs(url)
    try:
        async with twilio() as other, mail_server() as mails:
            await book_two(database, jobs, other)
            mails.answer, other.mute = None, True  # all is taken, and no answer ever comes back
            async with program(url, mails, other):
                await until(lambda: len(mails.seen) >= 3 and len(other.messages) >= 1 and len(other.hooks) >= 2)
            assert set(await states(database)) == {DeliveryState.SENDING.value}
            mails.answer, other.mute = TAKEN, False
            async with program(url, mails, other):
                await all_sent(database)
            assert len(other.messages) == 1
            assert len(mails.mails) == 3
            assert len({headers["Vorzimmer-Delivery"] for headers, _ in other.hooks}) == 2
    finally:
        jobs.close()
        await database.close()
        await forget(url)
