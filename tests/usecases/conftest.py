from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.contracts.test_tools import RealDesk
from tests.fakes.clock import FakeClock
from tests.fakes.database import praxis_database


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[RealDesk]:
    clock = FakeClock()
    async with praxis_database(tmp_path, clock) as database:
        yield RealDesk(database, clock)
