"""Brings the schema of a database up to date. Safe to run at every start, and from several processes at once."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from app.domain.errors import ConfigurationError
from app.stores.engines import FOR_MIGRATIONS, make_engine
from app.stores.faults import errors_of_ours

NEWEST = "head"
OLDEST_POSTGRESQL = (13,)  # since then the owner of a database may create btree_gist
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended('vorzimmer schema', 0))")


async def migrate(url: str, revision: str = NEWEST) -> None:
    """To the newest revision, or up to a given one. Creates the file of a SQLite database with its folder."""
    await _run(url, lambda config: command.upgrade(config, revision))


async def migrate_back(url: str, revision: str = "base") -> None:
    await _run(url, lambda config: command.downgrade(config, revision))


async def _run(url: str, step: Callable[[Config], None]) -> None:
    engine = make_engine(url, deadlines=FOR_MIGRATIONS)
    try:
        with errors_of_ours():
            async with engine.execution_options(writes=True).begin() as connection:
                await connection.run_sync(_in_connection, step)
    finally:
        await engine.dispose()


def _in_connection(connection: Connection, step: Callable[[Config], None]) -> None:
    if connection.dialect.name == "postgresql":
        if (connection.dialect.server_version_info or ()) < OLDEST_POSTGRESQL:
            raise ConfigurationError("DATABASE_URL: PostgreSQL 13 or newer is needed")
        connection.execute(ONE_AT_A_TIME)
    config = Config()
    config.set_main_option("script_location", "app.stores:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    step(config)
