"""Brings the schema of a database up to date. Safe to run at every start, and from several processes at once."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from app.stores.database import errors_of_ours, make_engine

NEWEST = "head"


async def migrate(url: str, revision: str = NEWEST) -> None:
    """To the newest revision, or up to a given one. Creates the file of a SQLite database with its folder."""
    await _run(url, lambda config: command.upgrade(config, revision))


async def migrate_back(url: str, revision: str = "base") -> None:
    await _run(url, lambda config: command.downgrade(config, revision))


async def _run(url: str, step: Callable[[Config], None]) -> None:
    engine = make_engine(url, busy_timeout_ms=30_000)
    try:
        with errors_of_ours():
            async with engine.execution_options(writes=True).begin() as connection:
                await connection.run_sync(_in_connection, step)
    finally:
        await engine.dispose()


def _in_connection(connection: Connection, step: Callable[[Config], None]) -> None:
    config = Config()
    config.set_main_option("script_location", "app.stores:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    step(config)
