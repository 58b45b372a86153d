"""Pages by position in the order, not by count, so that what is added meanwhile neither repeats nor hides anything."""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import func, literal, tuple_
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from app.ports.records import Page
from app.stores.tables import Row

MOST = 200
Item = TypeVar("Item")
ARow = TypeVar("ARow", bound=Row)


async def page_of(
    session: AsyncSession,
    wanted: SelectOfScalar[ARow],
    item: Callable[[ARow], Item],
    *,
    by: tuple[Any, Any],
    newest_first: bool,
    limit: int,
    cursor: str | None,
) -> Page[Item]:
    """`by` = the column of an instant and the primary key, which together are the order."""
    when, key = by
    total = (await session.exec(select(func.count()).select_from(wanted.subquery()))).one()
    limit = min(max(limit, 1), MOST)
    if after := _position(cursor):
        place = tuple_(when, key)
        bound = tuple_(*_bound(after, when, key))
        wanted = wanted.where(place < bound if newest_first else place > bound)
    order = (when.desc(), key.desc()) if newest_first else (when, key)
    rows = list((await session.exec(wanted.order_by(*order).limit(limit + 1))).all())
    following = None
    if len(rows) > limit:
        last = rows[limit - 1]
        following = _cursor(getattr(last, when.key), getattr(last, key.key))
    return Page(tuple(item(row) for row in rows[:limit]), total, following)


def _bound(position: tuple[datetime, str | int], when: Any, key: Any) -> tuple[Any, Any]:
    """The position as values of the columns' own types, so that they are compared as they are stored."""
    return literal(position[0], when.type), literal(position[1], key.type)


def _cursor(when: datetime, key: str | int) -> str:
    text = json.dumps([when.astimezone(UTC).isoformat(), key])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _position(cursor: str | None) -> tuple[datetime, str | int] | None:
    if not cursor:
        return None
    try:
        when, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        instant = datetime.fromisoformat(when)
    except (ValueError, TypeError, binascii.Error):
        return None
    return (instant, key) if instant.tzinfo and isinstance(key, str | int) else None
