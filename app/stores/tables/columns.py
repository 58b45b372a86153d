"""What all tables share: names of constraints, instants in UTC, the columns that recur."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, MetaData, String, TypeDecorator
from sqlmodel import Field, SQLModel

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcInstant(TypeDecorator[datetime]):
    """Aware in, aware UTC out. SQLite forgets the offset: it is taken off and put back here and nowhere else."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its offset")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """The same, without the calls in between: a calendar of thousands of instants is read while a caller waits."""
        if dialect.name == "sqlite":
            return _from_sqlite
        return _from_asyncpg if dialect.driver == "asyncpg" else super().result_processor(dialect, coltype)


@lru_cache(maxsize=16_384)  # appointments begin and end at the same few instants, and keep doing so
def _from_sqlite(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


def _from_asyncpg(value: datetime | None) -> datetime | None:
    return value if value is None or value.tzinfo is UTC else value.astimezone(UTC)


class Row(SQLModel):
    metadata = metadata


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    return Field(sa_column=Column(UtcInstant, nullable=nullable, index=index), default=None)


def business_key() -> Any:
    return Field(sa_column=Column(String, ForeignKey("businesses.id"), nullable=False, index=True))
