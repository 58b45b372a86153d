"""From DATABASE_URL to an engine whose every wait has an end.

SQLite: WAL lets readers go on while one writes; with it synchronous=NORMAL cannot corrupt the file, and may lose the
last moments when power fails. PostgreSQL: the server itself ends statements, waits for locks, and transactions that
their client forgot, so that a server of ours that hangs cannot keep the others out.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from app.domain.errors import ConfigurationError
from app.stores.sqlite_trips import connect

ASYNC_DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg", "postgres": "postgresql+asyncpg"}
SSL_MODE = "sslmode"  # what libpq calls it, and every hoster's URL; asyncpg takes the same words as `ssl`
STATEMENTS_KEPT = 500  # prepared, on each connection: more than we have
UNDERSTOOD = {"ssl", SSL_MODE, "prepared_statement_cache_size"}


@dataclass(frozen=True, slots=True)
class Deadlines:
    """A caller is on the line. None = no end, for migrations of large tables."""

    lock_ms: int = 2_000  # for writers of other processes
    connect_s: float = 3.0
    statement_ms: int | None = 5_000
    forgotten_ms: int | None = 10_000  # a transaction in which nothing is said any more
    silent_network_ms: int = 10_000


FOR_MIGRATIONS = Deadlines(lock_ms=30_000, connect_s=10.0, statement_ms=None, forgotten_ms=None)


def database_url(url: str) -> URL:
    """The configured URL with our asynchronous driver for it. Errors do not repeat it, since it has a password."""
    try:
        parsed = make_url(url)
        driver = ASYNC_DRIVERS.get(parsed.get_backend_name())
    except (ArgumentError, ValueError) as error:
        raise ConfigurationError(
            "DATABASE_URL: not an address like sqlite:///file.db or postgresql://user:password@host/name"
        ) from error
    if driver is None:
        raise ConfigurationError(
            f"DATABASE_URL: {parsed.get_backend_name()} is not supported; use sqlite or postgresql"
        )
    return parsed.set(drivername=driver)


def make_engine(url: str, *, deadlines: Deadlines | None = None, connections: int = 10) -> AsyncEngine:
    """Parameters are kept out of error messages, since they are names and numbers of people."""
    parsed, ends = database_url(url), deadlines or Deadlines()
    is_sqlite = parsed.get_backend_name() == "sqlite"
    engine = _sqlite(parsed, ends) if is_sqlite else _postgresql(parsed, ends, connections)
    event.listen(engine.sync_engine, "before_cursor_execute", _storable, retval=True)
    return engine


def _sqlite(url: URL, deadlines: Deadlines) -> AsyncEngine:
    if not url.database or url.database == ":memory:":
        raise ConfigurationError("DATABASE_URL: a database in memory is lost with its connection; give a file")
    _create_for_us_alone(Path(url.database))
    engine = create_async_engine(
        url,
        connect_args={
            "async_creator_fn": connect,
            "isolation_level": None,
            "timeout": deadlines.lock_ms / 1000,
        },
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "connect", _prepare)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _postgresql(url: URL, deadlines: Deadlines, connections: int) -> AsyncEngine:
    if unknown := sorted(set(url.query) - UNDERSTOOD):
        raise ConfigurationError(f"DATABASE_URL: leave out {', '.join(unknown)}; after the ? only {SSL_MODE} is known")
    if SSL_MODE in url.query:
        url = url.difference_update_query([SSL_MODE]).update_query_dict({"ssl": url.query[SSL_MODE]})
    statement_s = None if deadlines.statement_ms is None else deadlines.statement_ms / 1000
    engine = create_async_engine(
        url,
        connect_args={
            "prepared_statement_cache_size": STATEMENTS_KEPT,
            "timeout": deadlines.connect_s,
            "command_timeout": None if statement_s is None else statement_s + 1,  # when the network swallows the answer
            "server_settings": {
                "application_name": "vorzimmer",
                "timezone": "UTC",
                "jit": "off",  # costs more than it saves on queries of milliseconds
                "lock_timeout": str(deadlines.lock_ms),
                "statement_timeout": str(deadlines.statement_ms or 0),
                "idle_in_transaction_session_timeout": str(deadlines.forgotten_ms or 0),
                "tcp_user_timeout": str(deadlines.silent_network_ms),
            },
        },
        pool_size=connections,
        max_overflow=0,
        pool_timeout=deadlines.connect_s,
        hide_parameters=True,
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: Any, _record: object, _proxy: object) -> None:
    """The pool replaces it, as after a restart of the server. Costs nothing, where a ping costs three round trips."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError("closed by the server")


def _create_for_us_alone(path: Path) -> None:
    """An empty file is an empty database; what SQLite puts beside it gets the same rights."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)
    except OSError as error:
        raise ConfigurationError(f"DATABASE_URL: {path} cannot be created: {error.strerror}") from error


def _prepare(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _storable(
    _connection: Connection, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: bool
) -> tuple[str, Any]:
    """A sentence is kept although it holds what no database takes: NUL, or half a surrogate pair."""
    return statement, _clean(parameters)


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isprintable() else value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {key: _clean(part) for key, part in value.items()}
    return type(value)(map(_clean, value)) if isinstance(value, list | tuple) else value
