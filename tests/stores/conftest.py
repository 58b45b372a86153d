from collections.abc import AsyncIterator

import pytest

from app.stores.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.database import Store, praxis_database


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def database(store: Store, clock: FakeClock) -> AsyncIterator[Database]:
    """With the example business in it."""
    async with praxis_database(store, clock) as database:
        yield database
