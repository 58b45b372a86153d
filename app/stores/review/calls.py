"""`CallReview` over a database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from sqlalchemy import case
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.calls import CallOutcome
from app.domain.ids import CallSid
from app.ports.clock import Clock
from app.ports.review import UNDO_FOR, CallFilter, CallSheet, Correction, FoundCalls, Scope, SheetPart, Tally
from app.stores.businesses import SqlBusinesses
from app.stores.database import Database
from app.stores.review.corrections import read_corrections
from app.stores.review.finding import find_calls
from app.stores.review.index import INDEX, index_calls, unindexed
from app.stores.review.removal import BLACK, remove_calls
from app.stores.review.sheet import read_part, read_sheet
from app.stores.rows import to_call
from app.stores.tables import CallNoteRow, CallRow, CallTagRow, CorrectionRow, OpenQuestionRow, TurnRow, UnknownWishRow


class SqlCallReview:
    """Whoever changes what stands in the search index puts the call into it again, in the same transaction."""

    def __init__(self, database: Database, businesses: SqlBusinesses, clock: Clock) -> None:
        self._database = database
        self._businesses = businesses
        self._clock = clock

    async def find(self, scope: Scope, wanted: CallFilter, *, cursor: str | None = None, limit: int = 25) -> FoundCalls:
        await self._index_some()
        async with self._database.reading() as session:
            return await find_calls(session, scope, wanted, cursor=cursor, limit=limit)

    async def sheet(self, scope: Scope, call_sid: CallSid) -> CallSheet | None:
        zones = {business.id: business.zone for business in await self._businesses.all()}
        async with self._database.reading() as session:
            return await read_sheet(session, scope, call_sid, zones)

    async def part(
        self, scope: Scope, call_sid: CallSid, *, turns: int, number: int | None = None, turn_id: int | None = None
    ) -> SheetPart | None:
        zones = {business.id: business.zone for business in await self._businesses.all()}
        async with self._database.reading() as session:
            return await read_part(session, scope, call_sid, zones, turns=turns, number=number, turn_id=turn_id)

    async def tally(self, scope: Scope, since: datetime) -> Tally:
        unseen = case((col(CallRow.reviewed_at).is_(None), 1), else_=0)
        recent = select(CallRow.outcome, func.count(), func.sum(unseen)).where(
            col(CallRow.started_at) >= since, col(CallRow.deleted_at).is_(None)
        )
        failed = select(CallRow).where(
            col(CallRow.started_at) >= since,
            col(CallRow.deleted_at).is_(None),
            col(CallRow.outcome) == CallOutcome.FAILED.value,
            col(CallRow.reviewed_at).is_(None),
        )
        if scope is not None:
            recent = recent.where(col(CallRow.business_id).in_(sorted(scope)))
            failed = failed.where(col(CallRow.business_id).in_(sorted(scope)))
        async with self._database.reading() as session:
            counted = list(await session.exec(recent.group_by(col(CallRow.outcome))))
            broken = list(await session.exec(failed.order_by(col(CallRow.started_at).desc()).limit(5)))
        return Tally(
            calls=sum(count for _, count, _ in counted),
            unreviewed=sum(int(count or 0) for _, _, count in counted),
            by_outcome={outcome: count for outcome, count, _ in counted if outcome},
            failed=tuple(to_call(row) for row in broken),
        )

    async def add_note(self, call_sid: CallSid, *, author: str, text: str) -> None:
        async with self._database.writing(INDEX) as session:
            if (call := await session.get(CallRow, call_sid)) is None:
                return
            session.add(
                CallNoteRow(
                    business_id=call.business_id,
                    call_sid=call_sid,
                    author=author,
                    text=text,
                    written_at=self._clock.now(),
                )
            )
            await self._index_again(session, call)

    async def set_tag(self, call_sid: CallSid, tag: str, *, on: bool) -> None:
        async with self._database.writing(INDEX) as session:
            if (call := await session.get(CallRow, call_sid)) is None:
                return
            row = await session.get(CallTagRow, (call_sid, tag))
            if on and row is None:
                session.add(CallTagRow(call_sid=call_sid, tag=tag, business_id=call.business_id))
            elif not on and row is not None:
                await session.delete(row)
            await self._index_again(session, call)

    async def tags(self, scope: Scope) -> Sequence[str]:
        wanted = select(CallTagRow.tag).distinct().order_by(col(CallTagRow.tag))
        if scope is not None:
            wanted = wanted.where(col(CallTagRow.business_id).in_(sorted(scope)))
        async with self._database.reading() as session:
            return tuple(await session.exec(wanted))

    async def mark_reviewed(self, call_sid: CallSid, *, by: str | None) -> None:
        async with self._database.writing(INDEX) as session:
            if (call := await session.get(CallRow, call_sid)) is None:
                return
            call.reviewed_at, call.reviewed_by = (self._clock.now(), by) if by else (None, None)
            session.add(call)
            await self._index_again(session, call)

    async def correct(
        self, call_sid: CallSid, turn_id: int, *, what: Literal["text", "intent"], corrected: str, author: str
    ) -> bool:
        async with self._database.writing(INDEX) as session:
            call, turn = await session.get(CallRow, call_sid), await session.get(TurnRow, turn_id)
            if call is None or turn is None or turn.call_sid != call_sid:
                return False
            original = turn.text if what == "text" else turn.intent or ""
            if original == corrected:
                return False
            session.add(
                CorrectionRow(
                    business_id=call.business_id,
                    call_sid=call_sid,
                    turn_id=turn_id,
                    what=what,
                    original=original,
                    corrected=corrected,
                    author=author,
                    corrected_at=self._clock.now(),
                )
            )
            changed = {"text": corrected} if what == "text" else {"intent": corrected}
            await session.exec(update(TurnRow).where(col(TurnRow.id) == turn_id).values(**changed))
            await self._index_again(session, call)
            return True

    async def corrections(self, scope: Scope) -> Sequence[Correction]:
        async with self._database.reading() as session:
            return await read_corrections(session, scope)

    async def redact(self, call_sid: CallSid, turn_id: int, passage: str) -> bool:
        async with self._database.writing(INDEX) as session:
            call, turn = await session.get(CallRow, call_sid), await session.get(TurnRow, turn_id)
            if call is None or turn is None or turn.call_sid != call_sid or not passage or passage not in turn.text:
                return False
            black = BLACK * min(len(passage), 12)
            turn.text = turn.text.replace(passage, black)
            turn.heard_text = turn.heard_text.replace(passage, black) if turn.heard_text else turn.heard_text
            call.summary = call.summary.replace(passage, black) if call.summary else call.summary
            for wish in await session.exec(select(UnknownWishRow).where(UnknownWishRow.call_sid == call_sid)):
                wish.text = wish.text.replace(passage, black)
                session.add(wish)
            for question in await session.exec(select(OpenQuestionRow).where(OpenQuestionRow.call_sid == call_sid)):
                question.text = question.text.replace(passage, black)
                session.add(question)
            session.add_all([turn, call])
            corrections = select(CorrectionRow).where(CorrectionRow.turn_id == turn_id, CorrectionRow.what == "text")
            for correction in await session.exec(corrections):
                # What stood here before a correction may hold the passage in another spelling: it goes as a whole.
                correction.original, correction.corrected = black, turn.text
                session.add(correction)
            await self._index_again(session, call)
            return True

    async def delete(self, call_sid: CallSid) -> None:
        await self._set_deleted(call_sid, self._clock.now())

    async def restore(self, call_sid: CallSid) -> None:
        await self._set_deleted(call_sid, None)

    async def keep_up(self) -> int:
        return await self._index_some() + await self._remove_for_good()

    async def _set_deleted(self, call_sid: CallSid, at: datetime | None) -> None:
        async with self._database.writing(INDEX) as session:
            if (call := await session.get(CallRow, call_sid)) is None:
                return
            call.deleted_at = at
            session.add(call)
            await self._index_again(session, call)

    async def _index_some(self) -> int:
        async with self._database.reading() as session:
            if not await unindexed(session, limit=1):
                return 0
        async with self._database.writing(INDEX) as session:
            calls = await unindexed(session)
            await index_calls(session, calls, self._clock.now())
            return len(calls)

    async def _index_again(self, session: AsyncSession, call: CallRow) -> None:
        await session.flush()
        if call.ended_at is not None:
            await index_calls(session, [call], self._clock.now())

    async def _remove_for_good(self) -> int:
        old = select(CallRow).where(col(CallRow.deleted_at) <= self._clock.now() - UNDO_FOR).limit(100)
        async with self._database.reading() as session:
            if not list(await session.exec(old.limit(1))):
                return 0
        async with self._database.writing(INDEX) as session:
            gone = list(await session.exec(old))
            await remove_calls(session, gone)
            return len(gone)
