"""The servers that share this database."""

from datetime import datetime

from sqlmodel import Field

from app.stores.tables.columns import Row, instant


class NodeRow(Row, table=True):
    """A running server. One that has not been seen for a while is dead, and its calls are over.

    `id` is another one with each start; `name` is what it is called in the settings, and what its jobs carry.
    """

    __tablename__ = "nodes"
    id: str = Field(primary_key=True)
    name: str | None = None
    started_at: datetime = instant()
    seen_at: datetime = instant(index=True)
