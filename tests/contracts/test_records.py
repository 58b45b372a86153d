"""The contract of the records, in memory and on the database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from app.domain.ids import CallSid
from app.ports.records import BookingEntry
from app.stores.businesses import SqlBusinesses
from app.stores.call_log import SqlCallRecords
from app.stores.database import Database
from app.stores.records import SqlRecords
from app.stores.tokens import SqlApiTokens, SqlMediaTokens
from app.stores.upkeep import SqlCallUpkeep
from tests.contracts.records_contract import CALLER, PRAXIS, Office, RecordsContract, a_booking
from tests.contracts.test_tools import RealDesk
from tests.contracts.tools_contract import SOMMER, TUESDAY, booked, slot_at
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database
from tests.fakes.records import FakeRecords


@dataclass
class FakeOffice(Office):
    async def book(self, call_sid: CallSid) -> None:
        assert isinstance(self.records, FakeRecords)
        booking = a_booking(call_sid, self.clock)
        self.records.booked.append(BookingEntry(PRAXIS, booking, self.clock.now()))


@dataclass
class RealOffice(Office):
    database: Database

    async def book(self, call_sid: CallSid) -> None:
        desk = RealDesk(self.database, self.clock)
        await booked(desk.call(CALLER, call_sid), slot_at(desk, TUESDAY, "10:00", SOMMER), "Ann", CALLER)


class TestFakeRecords(RecordsContract):
    @pytest.fixture
    def office(self) -> Office:
        fake = FakeRecords()
        return FakeOffice(fake.clock, fake, fake, fake, fake, fake, fake)


class TestSqlRecords(RecordsContract):
    @pytest.fixture
    async def office(self, store: Store) -> AsyncIterator[Office]:
        clock = FakeClock()
        async with praxis_database(store, clock) as database:
            businesses = SqlBusinesses(database, clock)
            yield RealOffice(
                clock,
                SqlCallRecords(database),
                SqlRecords(database, businesses),
                businesses,
                SqlApiTokens(database, clock),
                SqlMediaTokens(database, clock),
                SqlCallUpkeep(database, clock),
                database,
            )
