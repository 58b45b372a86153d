"""Two servers write the same row for the first time at once: one row, no error, and what works once works once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlmodel import func, select

from app.domain.calls import CallOpened, CallOutcome
from app.domain.ids import BusinessId, CallSid, PersonId
from app.domain.people import Person, Role
from app.ports.outbox import NoticeSettings
from app.ports.people import NewPerson, OneTimeCode, Purpose
from app.stores.businesses import SqlBusinesses
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.notes import SqlNotes
from app.stores.one_time_codes import SqlOneTimeCodes
from app.stores.outbox import SqlOutbox
from app.stores.people import SqlPeople
from app.stores.review.calls import SqlCallReview
from app.stores.review.tasks import SqlTasks
from app.stores.tables import CallTagRow, OneTimeCodeRow, PersonBusinessRow, PersonRow, TaskRow
from tests.fakes.clock import FakeClock
from tests.fakes.database import patient, url_of
from tests.fakes.jobs import FakeJobs

PRAXIS = BusinessId("praxis-dr-sommer")
CALL = CallSid("CA1")
SERVERS = 6
T = TypeVar("T")


@pytest.fixture
async def servers(database: Database) -> AsyncIterator[list[Database]]:
    """Each with connections and queues of its own, as other programs have them."""
    opened = [patient(url_of(database)) for _ in range(SERVERS)]
    yield opened
    for one in opened:
        await one.close()


async def at_once(servers: list[Database], work: Callable[[Database, int], Awaitable[T]]) -> list[T]:
    return list(await asyncio.gather(*(work(server, nth) for nth, server in enumerate(servers))))


async def count(database: Database, row: type) -> int:
    async with database.reading() as session:
        return int((await session.exec(select(func.count()).select_from(row))).one())


def erika(role: Role = Role.STAFF) -> NewPerson:
    return NewPerson("erika@praxis.example", "Erika", role, "de", frozenset({PRAXIS}))


async def test_a_login_is_given_once(database: Database, clock: FakeClock, servers: list[Database]) -> None:
    async def add(server: Database, _nth: int) -> Person | None:
        return await SqlPeople(server, clock).add(erika())

    added = await at_once(servers, add)
    assert sum(person is not None for person in added) == 1
    assert await count(database, PersonRow) == 1


async def test_businesses_of_a_person_are_those_of_one_of_the_changes(
    database: Database, clock: FakeClock, servers: list[Database]
) -> None:
    person = await SqlPeople(database, clock).add(erika())
    assert person is not None

    async def change(server: Database, nth: int) -> None:
        await SqlPeople(server, clock).change(person.id, name=f"Erika {nth}", businesses=frozenset({PRAXIS}))

    await at_once(servers, change)
    assert await count(database, PersonBusinessRow) == 1


async def test_a_code_works_once_however_many_use_it_at_once(
    database: Database, clock: FakeClock, servers: list[Database]
) -> None:
    person = await SqlPeople(database, clock).add(erika())
    assert person is not None
    code = await SqlOneTimeCodes(database, clock).mint(Purpose.RESET, person.id, lives_for=timedelta(hours=1))

    async def consume(server: Database, _nth: int) -> OneTimeCode | None:
        return await SqlOneTimeCodes(server, clock).consume(code)

    used = await at_once(servers, consume)
    assert sum(one is not None for one in used) == 1


async def test_of_codes_made_at_once_the_last_alone_works(
    database: Database, clock: FakeClock, servers: list[Database]
) -> None:
    person = await SqlPeople(database, clock).add(erika())
    assert person is not None

    async def mint(server: Database, _nth: int) -> str:
        return await SqlOneTimeCodes(server, clock).mint(Purpose.RESET, person.id, lives_for=timedelta(hours=1))

    assert len(set(await at_once(servers, mint))) == SERVERS
    assert await count(database, OneTimeCodeRow) == 1


async def test_recovery_codes_made_at_once_are_those_of_one(
    database: Database, clock: FakeClock, servers: list[Database]
) -> None:
    person = await SqlPeople(database, clock).add(erika())
    assert person is not None

    async def renew(server: Database, _nth: int) -> None:
        await SqlPeople(server, clock).set_second_factor(PersonId(person.id), "secret", ["one", "two"])

    await at_once(servers, renew)
    assert await count(database, OneTimeCodeRow) == 2


async def test_a_tag_is_set_once_and_the_index_stays_whole(
    database: Database, clock: FakeClock, servers: list[Database]
) -> None:
    calls = SqlCallRecords(database)
    await calls.open_call(CallOpened(CALL, PRAXIS, "+493023125150", "+493023125000", "de", clock.now()))
    await calls.close_call(CALL, outcome=CallOutcome.ANSWERED, ended_at=clock.now(), summary="")

    async def tag(server: Database, nth: int) -> None:
        review = SqlCallReview(server, SqlBusinesses(server, clock), clock)
        await review.set_tag(CALL, "dringend", on=True)
        await review.add_note(CALL, author="Erika", text=f"Notiz {nth}")
        await review.keep_up()

    await at_once(servers, tag)
    assert await count(database, CallTagRow) == 1


async def test_a_task_that_two_take_at_once_is_one(
    database: Database, clock: FakeClock, servers: list[Database]
) -> None:
    await SqlNotes(database).take_message(
        PRAXIS, None, text="Bitte melden", customer_name=None, customer_number=None, at=clock.now()
    )
    (task,) = await SqlTasks(database, SqlBusinesses(database, clock), clock).tasks(None)

    async def take(server: Database, nth: int) -> None:
        tasks = SqlTasks(server, SqlBusinesses(server, clock), clock)
        await tasks.assign(task, f"somebody {nth}")
        await tasks.finish(task, by=f"somebody {nth}")

    await at_once(servers, take)
    assert await count(database, TaskRow) == 1


async def test_settings_saved_at_once_are_those_of_one(
    database: Database, clock: FakeClock, servers: list[Database]
) -> None:
    async def save(server: Database, nth: int) -> None:
        outbox = SqlOutbox(server, SqlBusinesses(server, clock), FakeJobs())
        await outbox.save_settings(PRAXIS, NoticeSettings(staff_mail=f"team{nth}@praxis.example"))
        customer = "customer-1"
        await outbox.save_mail(PRAXIS, customer, f"{nth}@example.org", now=clock.now())

    await at_once(servers, save)
    kept = await SqlOutbox(database, SqlBusinesses(database, clock), FakeJobs()).settings(PRAXIS)
    assert kept.staff_mail is not None
