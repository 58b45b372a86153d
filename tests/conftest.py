import asyncio
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring.calls import Wits, load_wits
from tests.fakes.database import KINDS, Store


@pytest.fixture(params=KINDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Once on SQLite, once on PostgreSQL."""
    return Store(request.param, tmp_path)


@pytest.fixture(scope="session")
def wits(tmp_path_factory: pytest.TempPathFactory) -> Wits:
    """What calls understand and speak with, learned anew once a run."""
    return asyncio.run(load_wits(Settings(models_dir=tmp_path_factory.mktemp("models"))))
