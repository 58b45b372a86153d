from pathlib import Path

import pytest

from tests.fakes.database import KINDS, Store


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Once on SQLite, once on PostgreSQL."""
    return Store(request.param, tmp_path)
