"""A state changes its clocks at short notice: the caller comes at the clock time that was promised."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select, update

from app.domain.bookings import Booked, Booking
from app.domain.rules.audit import audit
from app.stores.calendar import SqlCalendars
from app.stores.promises import SqlPromises
from app.stores.tables import PromisedTimeRow
from app.usecases.keep_promises import keep_promises
from app.usecases.party import Party
from tests.contracts.test_tools import RealDesk
from tests.usecases.test_rules import book, slot


async def as_if_booked_for(desk: RealDesk, clock_time: str, count: int) -> None:
    """New rules of time moved the last bookings: their promised clock time is an hour before what it shows now."""
    async with desk.database.writing() as session:
        rows = (await session.exec(select(PromisedTimeRow.booking_id).order_by(col(PromisedTimeRow.booking_id)))).all()
        for nth, row in enumerate(rows[-count:]):
            promised = datetime.fromisoformat(clock_time) + nth * timedelta(hours=1)
            changed = update(PromisedTimeRow).where(col(PromisedTimeRow.booking_id) == row)
            await session.exec(changed.values(clock_time=promised.isoformat(timespec="minutes")))


async def bookings(desk: RealDesk) -> tuple[Booking, ...]:
    async with SqlCalendars(desk.database, desk.clock).reading(desk.business) as reads:
        return await reads.confirmed(since=desk.clock.now())


async def kept(desk: RealDesk) -> tuple[int, tuple[str, ...]]:
    now = desk.clock.now()
    promised = await SqlPromises(desk.database).promised(desk.business.id, since=now)
    calendars = SqlCalendars(desk.database, desk.clock)
    return await keep_promises(calendars, Party(desk.business, by="clock rules"), promised, now=now)


async def test_what_was_promised_is_kept_when_nothing_moved(desk: RealDesk) -> None:
    await book(desk, slot(desk, "09:00"))
    assert await kept(desk) == (0, ())


async def test_bookings_one_after_another_all_go_back_to_their_promised_time(desk: RealDesk) -> None:
    for nth, clock_time in enumerate(("10:00", "11:00")):
        assert isinstance(await book(desk, slot(desk, clock_time), nth), Booked)
    await as_if_booked_for(desk, "2026-03-17T09:00", 2)
    promised = await SqlPromises(desk.database).promised(desk.business.id, since=datetime(2026, 1, 1, tzinfo=UTC))
    found = audit(desk.business, await bookings(desk), desk.clock.now(), promised)
    assert [(finding.code, finding.facts["count"]) for finding in found] == [("clock_moved", "2")]
    assert await kept(desk) == (2, ())
    assert [f"{booking.slot.starts_at:%H:%M}" for booking in await bookings(desk)] == ["09:00", "10:00"]
    assert await kept(desk) == (0, ())


async def test_what_cannot_go_back_is_named_and_left_where_it_is(desk: RealDesk) -> None:
    await book(desk, slot(desk, "09:00"), 1)
    moved = await book(desk, slot(desk, "10:00"), 2)
    assert isinstance(moved, Booked)
    await as_if_booked_for(desk, "2026-03-17T09:00", 1)
    assert await kept(desk) == (0, (moved.booking.reference,))
    assert [f"{booking.slot.starts_at:%H:%M}" for booking in await bookings(desk)] == ["09:00", "10:00"]
