from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from app.stores.database import Database
from tests.fakes.clock import FakeClock
from tests.fakes.database import praxis_database


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
async def database(tmp_path: Path, clock: FakeClock) -> AsyncIterator[Database]:
    """With the example business in it."""
    async with praxis_database(tmp_path, clock) as database:
        yield database
