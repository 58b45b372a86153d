"""`Tasks` over a database: messages and callbacks, and how far the staff are with each."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, TextClause, text
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.calls import CallbackStatus
from app.domain.ids import BusinessId
from app.ports.clock import Clock
from app.ports.records import Page
from app.ports.review import Attempt, Scope, Task, TaskKind, TaskTry
from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.rows import to_callback, to_message
from app.stores.tables import CallbackRow, MessageRow, TaskRow, TaskTryRow
from app.stores.tables.notes import OPEN_CALLBACK, OPEN_MESSAGE

MOST_A_PAGE = 200
A = TypeVar("A")


class SqlTasks:
    def __init__(self, database: Database, businesses: SqlBusinesses, clock: Clock) -> None:
        self._database = database
        self._businesses = businesses
        self._clock = clock

    async def tasks(
        self, scope: Scope, *, done: bool = False, kind: TaskKind | None = None, limit: int = 200
    ) -> Sequence[Task]:
        zones = await self._zones()
        async with self._database.reading() as session:
            finding = _done(scope, kind, limit) if done else _open(scope, kind, limit)
            ids = [found for one in finding for found in await session.exec(one)]
            found = await _read(session, ids, zones)
        return tuple(sorted(found, key=lambda task: task.done_at or task.came_at, reverse=done)[:limit])

    async def task(self, scope: Scope, item_id: str) -> Task | None:
        zones = await self._zones()
        async with self._database.reading() as session:
            found = await _read(session, [item_id], zones)
        return found[0] if found and (scope is None or found[0].item.business in scope) else None

    async def open_count(self, scope: Scope) -> int:
        counting = [_in_scope(select(func.count()).select_from(row).where(OPEN[row]), row, scope) for row in OPEN]
        async with self._database.reading() as session:
            return sum([(await session.exec(one)).one() for one in counting])

    async def assign(self, task: Task, to: str | None) -> None:
        async with self._database.writing(f"task {task.item.id}") as session:
            row = await _row(session, task)
            row.assigned_to = to
            session.add(row)

    async def finish(self, task: Task, *, by: str | None) -> None:
        async with self._database.writing(f"task {task.item.id}") as session:
            row = await _row(session, task)
            row.done_at, row.done_by = (self._clock.now(), by) if by else (None, None)
            session.add(row)
            if (callback := await session.get(CallbackRow, task.item.id)) is not None:
                callback.status = (CallbackStatus.DONE if by else CallbackStatus.OPEN).value
                session.add(callback)
            if (message := await session.get(MessageRow, task.item.id)) is not None:
                message.done_at = row.done_at
                session.add(message)

    async def tried(
        self, task: Task, *, by: str, result: str, time_source: str | None = None, next_at: datetime | None = None
    ) -> None:
        row = TaskTryRow(
            item_id=task.item.id,
            business_id=task.item.business,
            author=by,
            result=result,
            tried_at=self._clock.now(),
            time_source=time_source,
            next_at=next_at,
        )
        async with self._database.writing() as session:
            session.add(row)

    async def untried(self, task: Task, *, by: str) -> bool:
        of_task = select(TaskTryRow).where(TaskTryRow.item_id == task.item.id)
        async with self._database.writing() as session:
            last = (await session.exec(of_task.order_by(col(TaskTryRow.id).desc()).limit(1))).first()
            if last is None or last.author != by:
                return False
            await session.delete(last)
            return True

    async def attempts(
        self, *, business: BusinessId | None = None, limit: int = 50, cursor: str | None = None
    ) -> Page[Attempt]:
        where: list[ColumnElement[bool]] = [] if business is None else [col(TaskTryRow.business_id) == business]
        callback = select(CallbackRow.id).where(col(CallbackRow.id) == col(TaskTryRow.item_id)).exists()
        async with self._database.reading() as session:
            total = (await session.exec(select(func.count()).select_from(TaskTryRow).where(*where))).one()
            if cursor is not None and cursor.isascii() and cursor.isdigit():
                where.append(col(TaskTryRow.id) < int(cursor))
            limit = min(max(limit, 1), MOST_A_PAGE)
            wanted = select(TaskTryRow, callback).where(*where).order_by(col(TaskTryRow.id).desc()).limit(limit + 1)
            rows = list(await session.exec(wanted))
        items = tuple(
            Attempt(BusinessId(row.business_id), "callback" if is_callback else "message", row.item_id, _try(row))
            for row, is_callback in rows[:limit]
        )
        return Page(items, total, str(rows[limit - 1][0].id) if len(rows) > limit else None)

    async def _zones(self) -> dict[str, ZoneInfo]:
        return {business.id: business.zone for business in await self._businesses.all()}


OPEN: dict[type[MessageRow | CallbackRow], TextClause] = {
    MessageRow: text(f"messages.{OPEN_MESSAGE}"),
    CallbackRow: text(f"callbacks.{OPEN_CALLBACK}"),
}
KINDS: dict[TaskKind, type[MessageRow | CallbackRow]] = {"message": MessageRow, "callback": CallbackRow}


def _open(scope: Scope, kind: TaskKind | None, limit: int) -> list[SelectOfScalar[str]]:
    """The ids of those that came first, of each kind."""
    found = []
    for its_kind, row in KINDS.items():
        if kind in (None, its_kind):
            came = col(MessageRow.taken_at) if row is MessageRow else col(CallbackRow.requested_at)
            found.append(_in_scope(select(row.id).where(OPEN[row]), row, scope).order_by(came).limit(limit))
    return found


def _done(scope: Scope, kind: TaskKind | None, limit: int) -> list[SelectOfScalar[str]]:
    """The ids of those that were finished last."""
    wanted = _in_scope(select(TaskRow.item_id).where(col(TaskRow.done_at).is_not(None)), TaskRow, scope)
    if kind is not None:
        wanted = wanted.where(TaskRow.kind == kind)
    return [wanted.order_by(col(TaskRow.done_at).desc()).limit(limit)]


def _in_scope(
    wanted: SelectOfScalar[A], row: type[MessageRow | CallbackRow | TaskRow], scope: Scope
) -> SelectOfScalar[A]:
    return wanted if scope is None else wanted.where(col(row.business_id).in_(sorted(scope)))


async def _row(session: AsyncSession, task: Task) -> TaskRow:
    row = await session.get(TaskRow, task.item.id)
    return row or TaskRow(item_id=task.item.id, kind=task.kind, business_id=task.item.business)


async def _read(session: AsyncSession, ids: Sequence[str], zones: dict[str, ZoneInfo]) -> list[Task]:
    states = {row.item_id: row for row in await session.exec(select(TaskRow).where(col(TaskRow.item_id).in_(ids)))}
    tries: dict[str, list[TaskTry]] = {}
    for row in await session.exec(
        select(TaskTryRow).where(col(TaskTryRow.item_id).in_(ids)).order_by(col(TaskTryRow.id))
    ):
        tries.setdefault(row.item_id, []).append(_try(row))
    messages = await session.exec(select(MessageRow).where(col(MessageRow.id).in_(ids)))
    found = [Task("message", to_message(row), *_state(states.get(row.id)), _tries(tries, row.id)) for row in messages]
    for callback in await session.exec(select(CallbackRow).where(col(CallbackRow.id).in_(ids))):
        item = to_callback(callback, zones[callback.business_id])
        found.append(Task("callback", item, *_state(states.get(callback.id)), _tries(tries, callback.id)))
    return found


def _try(row: TaskTryRow) -> TaskTry:
    return TaskTry(row.author, row.result, row.tried_at, row.time_source, row.next_at)


def _state(row: TaskRow | None) -> tuple[str | None, datetime | None, str | None]:
    return (row.assigned_to, row.done_at, row.done_by) if row else (None, None, None)


def _tries(tries: dict[str, list[TaskTry]], item_id: str) -> tuple[TaskTry, ...]:
    return tuple(tries.get(item_id, ()))
