"""What people put right in calls, to take along and learn from."""

from collections.abc import Sequence
from typing import Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.ids import BusinessId, CallSid
from app.ports.review import Correction, Scope
from app.stores.review.removal import BLACK
from app.stores.rows import to_language
from app.stores.tables import CallRow, CorrectionRow, TurnRow


async def read_corrections(session: AsyncSession, scope: Scope) -> Sequence[Correction]:
    """Not those that were blacked out: they teach nothing."""
    wanted = (
        select(CorrectionRow, TurnRow)
        .join(TurnRow, col(TurnRow.id) == col(CorrectionRow.turn_id))
        .join(CallRow, col(CallRow.call_sid) == col(CorrectionRow.call_sid))
        .where(col(CallRow.deleted_at).is_(None), col(CorrectionRow.original).not_like(f"%{BLACK}%"))
        .order_by(col(CorrectionRow.id))
    )
    if scope is not None:
        wanted = wanted.where(col(CorrectionRow.business_id).in_(sorted(scope)))
    return tuple(_correction(row, turn) for row, turn in await session.exec(wanted))


def _correction(row: CorrectionRow, turn: TurnRow) -> Correction:
    what: Literal["text", "intent"] = "intent" if row.what == "intent" else "text"
    return Correction(
        business=BusinessId(row.business_id),
        call_sid=CallSid(row.call_sid),
        turn_id=row.turn_id,
        language=to_language(turn.language),
        what=what,
        original=row.original,
        corrected=row.corrected,
        text=turn.text,
        author=row.author,
        corrected_at=row.corrected_at,
    )
