"""A migrated SQLite database in a temporary folder, copied from one that is migrated once per run."""

import asyncio
import atexit
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

from app.stores.businesses import SqlBusinesses
from app.stores.database import Database, open_database
from app.stores.migrate import migrate
from tests.fakes.clock import FakeClock


def sqlite_url(path: Path) -> str:
    return f"sqlite:///{path}"


@cache
def _template() -> Path:
    """Migrated on a loop of its own in a thread, since the caller's loop is running."""
    folder = tempfile.mkdtemp(prefix="vorzimmer-tests-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "template.db"
    asyncio.run(migrate(sqlite_url(path)))
    return path


async def fresh_file(folder: Path) -> str:
    """The URL of a migrated, empty database."""
    template = await asyncio.to_thread(_template)
    path = folder / "vorzimmer.db"
    shutil.copy(template, path)
    return sqlite_url(path)


@asynccontextmanager
async def praxis_database(folder: Path, clock: FakeClock | None = None) -> AsyncIterator[Database]:
    """With the example business in it."""
    database = open_database(await fresh_file(folder))
    try:
        await SqlBusinesses(database, clock or FakeClock()).seed_example()
        yield database
    finally:
        await database.close()
