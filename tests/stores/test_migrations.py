import asyncio
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection

from app.domain.errors import ConfigurationError
from app.stores.database import open_database
from app.stores.engines import database_url
from app.stores.migrate import migrate, migrate_back
from app.stores.tables import metadata
from tests.fakes.database import Store, sqlite_url


def _described(name: str | None, kind: str, _parents: object) -> bool:
    """The search index is of each database's own kind, and no table of ours describes it."""
    return not (kind == "table" and (name or "").startswith("call_words_fts"))


def _revisions() -> list[Script]:
    """Oldest first."""
    config = Config()
    config.set_main_option("script_location", "app.stores:migrations")
    config.set_main_option("path_separator", "os")
    return list(ScriptDirectory.from_config(config).walk_revisions())[::-1]


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(connection, opts={"include_name": _described})
    return list(compare_metadata(context, metadata))


async def test_the_migrations_make_the_schema_that_the_tables_describe(store: Store) -> None:
    database = open_database(await store.migrated())
    async with database.engine.connect() as connection:
        assert await connection.run_sync(_differences) == []
    await database.close()


async def test_a_schema_can_go_back_and_forth(store: Store) -> None:
    url = await store.empty()
    await migrate(url)
    await migrate_back(url)
    await migrate(url)
    await migrate(url)


async def test_every_single_migration_can_be_undone_and_done_again(store: Store) -> None:
    url = await store.empty()
    for revision in _revisions():
        await migrate(url, revision.revision)
        await migrate_back(url, str(revision.down_revision or "base"))
        await migrate(url, revision.revision)


async def test_two_servers_that_start_at_once_both_find_a_migrated_database(store: Store) -> None:
    url = await store.empty()
    await asyncio.gather(migrate(url), migrate(url))


async def test_the_folder_of_a_database_is_made(tmp_path: Path) -> None:
    await migrate(sqlite_url(tmp_path / "deep" / "down" / "vorzimmer.db"))
    assert (tmp_path / "deep" / "down" / "vorzimmer.db").exists()


def test_a_url_gets_the_driver_that_we_use() -> None:
    assert database_url("postgresql://me@host/db").drivername == "postgresql+asyncpg"
    assert database_url("sqlite:///x.db").drivername == "sqlite+aiosqlite"


def test_a_database_that_we_do_not_know_is_named() -> None:
    with pytest.raises(ConfigurationError, match="mysql"):
        database_url("mysql://host/db")


async def test_a_database_in_memory_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="file"):
        open_database("sqlite:///:memory:")
