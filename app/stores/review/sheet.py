"""Everything about one call, read at once, or a part of a very long one."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import BookingStatus
from app.domain.calls import Decision
from app.domain.ids import BusinessId, CallSid
from app.ports.review import CallNote, CallSheet, ReviewTurn, Scope, SheetPart
from app.stores.review.finding import caller_names
from app.stores.rows import to_booking, to_call, to_callback, to_decision, to_message, to_turn
from app.stores.tables import (
    BookingRow,
    CallbackRow,
    CallNoteRow,
    CallRow,
    CallTagRow,
    CorrectionRow,
    DecisionRow,
    MessageRow,
    TurnRow,
)

ALL_TURNS = slice(None)
LARGEST_ID = 2**31 - 1  # what PostgreSQL takes for one; the address of a page may say anything


async def read_sheet(
    session: AsyncSession, scope: Scope, call_sid: CallSid, zones: Mapping[BusinessId, ZoneInfo]
) -> CallSheet | None:
    call = await _call(session, scope, call_sid)
    if call is None:
        return None
    return await _sheet(
        session, call, zones, await _turns(session, call_sid, ALL_TURNS), await _decisions(session, call)
    )


async def read_part(
    session: AsyncSession,
    scope: Scope,
    call_sid: CallSid,
    zones: Mapping[BusinessId, ZoneInfo],
    *,
    turns: int,
    number: int | None,
    turn_id: int | None,
) -> SheetPart | None:
    call = await _call(session, scope, call_sid)
    if call is None:
        return None
    said = (await session.exec(select(func.count()).where(col(TurnRow.call_sid) == call_sid))).one()
    parts = max(1, -(-said // turns))
    if number is None and turn_id is not None:
        number = await _turns_before(session, call_sid, turn_id) // turns + 1
    number = min(max(number or 1, 1), parts)
    first = (number - 1) * turns
    shown = await _turns(session, call_sid, slice(first, first + turns + 1))  # the one after says where the part ends
    decided = await _decisions(
        session,
        call,
        since_ms=shown[0].turn.started_ms if number > 1 else None,
        until_ms=shown[turns].turn.started_ms if len(shown) > turns else None,
    )
    return SheetPart(await _sheet(session, call, zones, shown[:turns], decided), number, parts)


async def _call(session: AsyncSession, scope: Scope, call_sid: CallSid) -> CallRow | None:
    call = await session.get(CallRow, call_sid)
    return call if call is not None and (scope is None or call.business_id in scope) else None


async def _sheet(
    session: AsyncSession,
    call: CallRow,
    zones: Mapping[BusinessId, ZoneInfo],
    turns: Sequence[ReviewTurn],
    decisions: Sequence[Decision],
) -> CallSheet:
    call_sid, zone = CallSid(call.call_sid), zones[BusinessId(call.business_id)]
    cancelled = and_(col(BookingRow.ended_by_call) == call_sid, col(BookingRow.status) == BookingStatus.CANCELLED.value)
    bookings = await session.exec(
        select(BookingRow).where(or_(col(BookingRow.call_sid) == call_sid, cancelled)).order_by(col(BookingRow.id))
    )
    messages = await session.exec(select(MessageRow).where(MessageRow.call_sid == call_sid))
    callbacks = await session.exec(select(CallbackRow).where(CallbackRow.call_sid == call_sid))
    notes = await session.exec(
        select(CallNoteRow).where(CallNoteRow.call_sid == call_sid).order_by(col(CallNoteRow.id))
    )
    tags = await session.exec(select(CallTagRow.tag).where(CallTagRow.call_sid == call_sid))
    return CallSheet(
        entry=to_call(call),
        turns=tuple(turns),
        decisions=tuple(decisions),
        bookings=tuple(to_booking(row, zone) for row in bookings),
        messages=tuple(to_message(row) for row in messages),
        callbacks=tuple(to_callback(row, zone) for row in callbacks),
        notes=tuple(CallNote(row.id or 0, row.author, row.text, row.written_at) for row in notes),
        tags=tuple(sorted(tags)),
        caller_name=(await caller_names(session, [call])).get(call_sid),
        reviewed_at=call.reviewed_at,
        reviewed_by=call.reviewed_by,
        deleted_at=call.deleted_at,
        words_gone_at=call.words_gone_at,
    )


async def _turns(session: AsyncSession, call_sid: CallSid, which: slice) -> tuple[ReviewTurn, ...]:
    rows = await session.exec(
        select(TurnRow)
        .where(TurnRow.call_sid == call_sid)
        .order_by(col(TurnRow.started_ms), col(TurnRow.id))
        .slice(which.start, which.stop)
    )
    corrections = await session.exec(
        select(CorrectionRow).where(CorrectionRow.call_sid == call_sid).order_by(col(CorrectionRow.id).desc())
    )
    first: dict[tuple[int, str], str] = {}  # descending, so that the very first original stays
    for row in corrections:
        first[row.turn_id, row.what] = row.original
    return tuple(
        ReviewTurn(row.id or 0, to_turn(row), first.get((row.id or 0, "text")), first.get((row.id or 0, "intent")))
        for row in rows
    )


async def _turns_before(session: AsyncSession, call_sid: CallSid, turn_id: int) -> int:
    """How many turns of the call stand before this one; 0 for what is no turn of it."""
    turn = await session.get(TurnRow, turn_id) if 0 < turn_id <= LARGEST_ID else None
    if turn is None or turn.call_sid != call_sid:
        return 0
    earlier = or_(
        col(TurnRow.started_ms) < turn.started_ms,
        and_(col(TurnRow.started_ms) == turn.started_ms, col(TurnRow.id) < turn_id),
    )
    return (await session.exec(select(func.count()).where(col(TurnRow.call_sid) == call_sid, earlier))).one()


async def _decisions(
    session: AsyncSession, call: CallRow, *, since_ms: int | None = None, until_ms: int | None = None
) -> tuple[Decision, ...]:
    """Those from one offset into the call up to another."""
    wanted = select(DecisionRow).where(DecisionRow.call_sid == call.call_sid).order_by(col(DecisionRow.id))
    if since_ms is not None:
        wanted = wanted.where(col(DecisionRow.decided_at) >= call.started_at + timedelta(milliseconds=since_ms))
    if until_ms is not None:
        wanted = wanted.where(col(DecisionRow.decided_at) < call.started_at + timedelta(milliseconds=until_ms))
    return tuple(to_decision(row) for row in await session.exec(wanted))
