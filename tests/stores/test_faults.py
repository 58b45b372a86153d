"""What goes wrong on any database: writers in the way, broken rules, callers who hang up, text that none takes."""

import asyncio
import traceback
from datetime import timedelta

import pytest
from asyncpg.exceptions import InternalClientError

from app.dialogue.call_tools import CallTools
from app.domain.bookings import Booked
from app.domain.errors import SchemaRuleBroken, StoreUnavailable
from app.domain.ids import CallSid
from app.stores.calendar import SqlCalendars
from app.stores.database import Database, call_of, open_database
from app.stores.faults import errors_of_ours
from app.stores.notes import SqlNotes
from app.stores.tables import MessageRow
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import ANN, SOMMER, TUESDAY, slot_at
from tests.fakes.business import praxis
from tests.fakes.clock import FakeClock
from tests.fakes.database import url_of

CALL = call_of("CA1")


def tools(database: Database, clock: FakeClock) -> CallTools:
    return CallTools(
        business=praxis(),
        call_sid=CallSid("CA1"),
        number=ANN,
        calendars=SqlCalendars(database, clock),
        notes=SqlNotes(database),
        clock=clock,
    )


def message(key: str, *, text: str) -> MessageRow:
    return MessageRow(id=key, business_id="praxis-dr-sommer", text=text, taken_at=FakeClock().now())


async def test_a_writer_that_waits_too_long_for_its_turn_gives_up(database: Database) -> None:
    impatient = open_database(url_of(database), write_wait_s=0.01)
    async with impatient.writing(CALL):
        with pytest.raises(StoreUnavailable):
            async with impatient.writing(CALL):
                pass
    async with impatient.writing(CALL):
        pass
    await impatient.close()


async def test_a_writer_that_another_server_keeps_out_gives_up_and_then_has_its_turn(database: Database) -> None:
    impatient = open_database(url_of(database), busy_timeout_ms=20)
    async with database.writing(CALL):
        with pytest.raises(StoreUnavailable) as raised:
            async with impatient.writing(CALL):
                pass
    assert raised.value.retryable
    async with impatient.writing(CALL):
        pass
    await impatient.close()


async def test_an_error_names_no_customer_however_far_it_is_followed(database: Database) -> None:
    async with database.writing() as session:
        session.add(message("Frau Hoffmann", text="Frau Hoffmann"))
    with pytest.raises(SchemaRuleBroken) as raised:
        async with database.writing() as session:
            session.add(message("Frau Hoffmann", text="Frau Hoffmann"))
    assert "messages" in str(raised.value)
    assert "Hoffmann" not in "".join(traceback.format_exception(raised.value))


async def test_what_no_database_takes_is_left_out_of_a_text_and_the_text_is_kept(database: Database) -> None:
    text = "Frau\x00Ho\ud83dffmann \u2028 Straße 🙂\n"
    async with database.writing() as session:
        session.add(message("odd", text=text))
    async with database.reading() as session:
        kept = await session.get(MessageRow, "odd")
    assert kept is not None
    assert kept.text == "FrauHo?ffmann \u2028 Straße 🙂\n"


async def test_a_cancelled_writer_leaves_neither_a_lock_nor_half_a_write(database: Database) -> None:
    inside = asyncio.Event()

    async def write_and_wait() -> None:
        async with database.writing() as session:
            session.add(message("half", text="half"))
            await session.flush()
            inside.set()
            await asyncio.Event().wait()

    writer = asyncio.create_task(write_and_wait())
    await inside.wait()
    writer.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writer
    async with asyncio.timeout(5), database.writing() as session:
        assert await session.get(MessageRow, "half") is None


async def test_holds_of_a_crashed_process_expire_by_themselves(database: Database, clock: FakeClock) -> None:
    slot = slot_at(RealDesk(database, clock), TUESDAY, "10:00", SOMMER)
    await tools(database, clock).hold(slot)
    clock.advance(timedelta(minutes=3))
    late = RealDesk(database, clock).call(sid="CA2")
    assert isinstance(await late.book(slot, customer_name="Ben", customer_number=None), Booked)


def test_a_driver_that_lost_its_place_is_a_connection_that_broke_and_may_be_tried_again() -> None:
    with pytest.raises(StoreUnavailable) as raised, errors_of_ours():
        raise InternalClientError("got result for unknown protocol state 3")
    assert raised.value.retryable
