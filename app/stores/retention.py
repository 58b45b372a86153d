"""`CallRetention` over a database."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.calls import CallbackStatus
from app.domain.ids import BusinessId, CallSid
from app.ports.jobs import END_RETENTION, Job, Jobs
from app.ports.retention import BY_RULE, Due
from app.stores.database import Database
from app.stores.review.index import INDEX, index_calls
from app.stores.review.removal import BLACK, forget_in_vain, remove_calls
from app.stores.tables import (
    AccessRow,
    CallbackRow,
    CallRow,
    CorrectionRow,
    MessageRow,
    RetentionBeginRow,
    TaskRow,
    TaskTryRow,
    TurnRow,
)

A_LOT = 25
"""Calls in one transaction: whoever books meanwhile waits for no more than that."""
GONE = BLACK * 3
WORDS_ENDED, CALLS_ENDED = "words_ended", "calls_ended"  # in the access log


class SqlCallRetention:
    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs

    async def due(self, business: BusinessId, *, words_before: datetime, calls_before: datetime) -> Due:
        counting = select(func.count()).select_from(CallRow)
        words = counting.where(
            *_over(business, words_before),
            col(CallRow.started_at) >= calls_before,
            col(CallRow.words_gone_at).is_(None),
        )
        async with self._database.reading() as session:
            with_words = (await session.exec(words)).one()
            whole = (await session.exec(counting.where(*_over(business, calls_before)))).one()
        return Due(with_words, whole)

    async def take_words(self, business: BusinessId, *, before: datetime, now: datetime) -> int:
        due = select(CallRow).where(*_over(business, before), col(CallRow.words_gone_at).is_(None)).limit(A_LOT)
        async with self._database.writing(INDEX) as session:
            calls = list(await session.exec(due))
            await _silence_tasks(session, business, before)
            if not calls:
                return 0
            await _black_out(session, [CallSid(call.call_sid) for call in calls])
            for call in calls:
                call.summary, call.words_gone_at = None, now
                session.add(call)
            session.add(_entry(business, WORDS_ENDED, len(calls), now))
            await session.flush()
            await index_calls(session, calls, now)
        return len(calls)

    async def remove_calls(self, business: BusinessId, *, before: datetime, now: datetime) -> int:
        due = select(CallRow).where(*_over(business, before)).limit(A_LOT)
        async with self._database.writing(INDEX) as session:
            calls = list(await session.exec(due))
            await _remove_tasks(session, business, before)
            if not calls:
                return 0
            await remove_calls(session, calls)
            session.add(_entry(business, CALLS_ENDED, len(calls), now))
        return len(calls)

    async def ask(self, business: BusinessId, night: date) -> None:
        day = night.isoformat()
        async with self._database.writing(f"retention {business}") as session:
            if await session.get(RetentionBeginRow, business) is None:
                session.add(RetentionBeginRow(business_id=business, first_night=night))
            connection = await session.connection()
            await self._jobs.enqueue(connection, Job(END_RETENTION, f"{business}:{day}", (business, day)))

    async def began(self, business: BusinessId) -> date | None:
        async with self._database.reading() as session:
            row = await session.get(RetentionBeginRow, business)
            return row.first_night if row is not None else None


def _over(business: BusinessId, before: datetime) -> tuple[ColumnElement[bool], ...]:
    """A call that goes on is never over."""
    return (
        col(CallRow.business_id) == business,
        col(CallRow.started_at) < before,
        col(CallRow.ended_at).is_not(None),
    )


async def _black_out(session: AsyncSession, sids: Sequence[CallSid]) -> None:
    """An intent that was put right stays: it teaches, and says nothing about anybody."""
    of_calls = update(TurnRow).where(col(TurnRow.call_sid).in_(sids))
    await session.exec(of_calls.where(col(TurnRow.heard_text).is_not(None)).values(heard_text=GONE))
    await session.exec(of_calls.values(text=GONE))
    texts = delete(CorrectionRow).where(col(CorrectionRow.call_sid).in_(sids), col(CorrectionRow.what) == "text")
    await session.exec(texts)
    await forget_in_vain(session, sids)


async def _silence_tasks(session: AsyncSession, business: BusinessId, before: datetime) -> None:
    """Those that are done; an open one is needed."""
    await session.exec(
        update(MessageRow)
        .where(
            col(MessageRow.business_id) == business,
            col(MessageRow.taken_at) < before,
            col(MessageRow.done_at).is_not(None),
            col(MessageRow.text) != GONE,
        )
        .values(text=GONE)
    )
    await session.exec(
        update(CallbackRow)
        .where(
            col(CallbackRow.business_id) == business,
            col(CallbackRow.requested_at) < before,
            col(CallbackRow.status) == CallbackStatus.DONE.value,
            col(CallbackRow.text) != GONE,
        )
        .values(text=GONE)
    )


async def _remove_tasks(session: AsyncSession, business: BusinessId, before: datetime) -> None:
    messages = await session.exec(
        select(MessageRow.id).where(
            col(MessageRow.business_id) == business,
            col(MessageRow.taken_at) < before,
            col(MessageRow.done_at).is_not(None),
        )
    )
    callbacks = await session.exec(
        select(CallbackRow.id).where(
            col(CallbackRow.business_id) == business,
            col(CallbackRow.requested_at) < before,
            col(CallbackRow.status) == CallbackStatus.DONE.value,
        )
    )
    gone = [*messages, *callbacks]
    for row, key in ((MessageRow, MessageRow.id), (CallbackRow, CallbackRow.id), (TaskRow, TaskRow.item_id)):
        await session.exec(delete(row).where(col(key).in_(gone)))
    await session.exec(delete(TaskTryRow).where(col(TaskTryRow.item_id).in_(gone)))


def _entry(business: BusinessId, deed: str, calls: int, now: datetime) -> AccessRow:
    return AccessRow(at=now, person_id="", person_name=BY_RULE, business_id=business, deed=deed, calls=calls)
