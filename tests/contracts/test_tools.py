"""The contract of `Tools`, on the calendar in memory and on the database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from app.dialogue.call_tools import CallTools
from app.dialogue.tools import Tools
from app.domain.business import Business
from app.domain.ids import E164, CallSid
from app.domain.waitlist import EntryState
from app.stores.businesses import SqlBusinesses
from app.stores.calendar import SqlCalendars
from app.stores.consequences import Able
from app.stores.database import Database
from app.stores.notes import SqlNotes
from app.stores.records import SqlRecords
from app.stores.waitlist import SqlWaitlist
from tests.contracts.tools_contract import ANN, ToolsContract
from tests.fakes.business import praxis
from tests.fakes.calendars import FakeCalendars, FakeNotes
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.fakes.jobs import FakeJobs
from tests.fakes.tools import FakeCalendar, FakeTools
from tests.fakes.waiting import FakeWaitingList


@dataclass
class FakeDesk:
    calendar: FakeCalendar = field(default_factory=FakeCalendar)
    calls: dict[str, FakeTools] = field(default_factory=dict)

    @property
    def business(self) -> Business:
        return self.calendar.business

    @property
    def clock(self) -> FakeClock:
        return self.calendar.clock

    def call(self, number: E164 | None = ANN, sid: str = "CA1") -> Tools:
        return self.calls.setdefault(sid, FakeTools(self.calendar, CallSid(sid), number))

    async def notes(self) -> tuple[int, int]:
        tools = self.calls.values()
        return sum(len(t.messages) for t in tools), sum(len(t.callbacks) for t in tools)

    async def waiting(self) -> int:
        return sum(len(tools.waiting) for tools in self.calls.values())


@dataclass
class RealDesk:
    database: Database
    clock: FakeClock
    business: Business = field(default_factory=praxis)

    def call(self, number: E164 | None = ANN, sid: str = "CA1") -> Tools:
        return CallTools(
            business=self.business,
            call_sid=CallSid(sid),
            number=number,
            calendars=SqlCalendars(self.database, self.clock),
            notes=SqlNotes(self.database),
            clock=self.clock,
            waitlist=SqlWaitlist(self.database, FakeJobs(), Able()),
        )

    async def waiting(self) -> int:
        return (await SqlWaitlist(self.database, FakeJobs(), Able()).entries(state=EntryState.WAITING)).total

    async def notes(self) -> tuple[int, int]:
        records = SqlRecords(self.database, SqlBusinesses(self.database, self.clock))
        return (await records.messages()).total, (await records.callbacks()).total


@dataclass
class DeskInMemory:
    """The real tools over fakes of what they need."""

    clock: FakeClock = field(default_factory=FakeClock)
    business: Business = field(default_factory=praxis)
    calendars: FakeCalendars = field(default_factory=FakeCalendars)
    written: FakeNotes = field(default_factory=FakeNotes)
    waiting_list: FakeWaitingList = field(default_factory=FakeWaitingList)

    def call(self, number: E164 | None = ANN, sid: str = "CA1") -> Tools:
        return CallTools(
            business=self.business,
            call_sid=CallSid(sid),
            number=number,
            calendars=self.calendars,
            notes=self.written,
            clock=self.clock,
            waitlist=self.waiting_list,
        )

    async def waiting(self) -> int:
        return len(self.waiting_list.entries)

    async def notes(self) -> tuple[int, int]:
        return len(self.written.messages), len(self.written.callbacks)


class TestFakeTools(ToolsContract):
    @pytest.fixture
    def desk(self) -> FakeDesk:
        return FakeDesk()


class TestCallToolsInMemory(ToolsContract):
    @pytest.fixture
    def desk(self) -> DeskInMemory:
        return DeskInMemory()


class TestCallTools(ToolsContract):
    @pytest.fixture
    async def desk(self, store: Store) -> AsyncIterator[RealDesk]:
        clock = FakeClock()
        async with praxis_database(store, clock) as database:
            yield RealDesk(database, clock)
