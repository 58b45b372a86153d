from collections.abc import AsyncIterator

import pytest

from tests.contracts.test_tools import RealDesk
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database


@pytest.fixture
async def desk(store: Store) -> AsyncIterator[RealDesk]:
    clock = FakeClock()
    async with praxis_database(store, clock) as database:
        yield RealDesk(database, clock)
