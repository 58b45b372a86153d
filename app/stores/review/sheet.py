"""Everything about one call, read at once."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import BookingStatus
from app.domain.ids import BusinessId, CallSid
from app.ports.review import CallNote, CallSheet, ReviewTurn, Scope
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


async def read_sheet(
    session: AsyncSession, scope: Scope, call_sid: CallSid, zones: Mapping[BusinessId, ZoneInfo]
) -> CallSheet | None:
    call = await session.get(CallRow, call_sid)
    if call is None or not (scope is None or call.business_id in scope):
        return None
    zone = zones[BusinessId(call.business_id)]
    decisions = await session.exec(
        select(DecisionRow).where(DecisionRow.call_sid == call_sid).order_by(col(DecisionRow.id))
    )
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
        turns=await _turns(session, call_sid),
        decisions=tuple(to_decision(row) for row in decisions),
        bookings=tuple(to_booking(row, zone) for row in bookings),
        messages=tuple(to_message(row) for row in messages),
        callbacks=tuple(to_callback(row, zone) for row in callbacks),
        notes=tuple(CallNote(row.id or 0, row.author, row.text, row.written_at) for row in notes),
        tags=tuple(sorted(tags)),
        caller_name=(await caller_names(session, [call])).get(call_sid),
        reviewed_at=call.reviewed_at,
        reviewed_by=call.reviewed_by,
        deleted_at=call.deleted_at,
    )


async def _turns(session: AsyncSession, call_sid: CallSid) -> tuple[ReviewTurn, ...]:
    rows = await session.exec(
        select(TurnRow).where(TurnRow.call_sid == call_sid).order_by(col(TurnRow.started_ms), col(TurnRow.id))
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
