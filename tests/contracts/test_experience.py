"""The contract of a calendar's experience, in memory and on the databases."""

from collections.abc import AsyncIterator

import pytest

from app.stores.calendar import SqlCalendars
from tests.contracts.experience_contract import ExperienceContract, Past
from tests.fakes.business import praxis
from tests.fakes.calendars import FakeCalendars
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database


class TestFakeExperience(ExperienceContract):
    @pytest.fixture
    def past(self) -> Past:
        return Past(FakeCalendars(), praxis(), FakeClock())


class TestSqlExperience(ExperienceContract):
    @pytest.fixture
    async def past(self, store: Store) -> AsyncIterator[Past]:
        clock = FakeClock()
        async with praxis_database(store, clock) as database:
            yield Past(SqlCalendars(database, clock), praxis(), clock)
