"""The calendar in the database: one transaction a change, every place guarded by the schema itself."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.domain.business import Business
from app.ports.bookings import CalendarReads, CalendarWrites
from app.ports.clock import Clock
from app.stores.at_commit import Consequences
from app.stores.calendar_reads import SqlCalendarReads
from app.stores.calendar_writes import SqlCalendarWrites
from app.stores.database import Database, calendar_of


class SqlCalendars:
    """`Calendars` over a database; the clock stamps rows, decisions about time are made by the callers."""

    def __init__(self, database: Database, clock: Clock, consequences: Consequences | None = None) -> None:
        self._database = database
        self._clock = clock
        self._consequences = consequences

    @asynccontextmanager
    async def reading(self, business: Business) -> AsyncIterator[CalendarReads]:
        async with self._database.reading() as session:
            yield SqlCalendarReads(session, business)

    @asynccontextmanager
    async def writing(self, business: Business) -> AsyncIterator[CalendarWrites]:
        async with self._database.writing(calendar_of(business.id)) as session:
            writes = SqlCalendarWrites(session, business, self._clock)
            yield writes
            await writes.finish(self._consequences)
