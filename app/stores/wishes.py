"""What callers wanted and nobody understood, until somebody has seen to it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_
from sqlmodel import col, select

from app.domain.ids import BusinessId, CallSid
from app.domain.wishes import NotedWish, UnknownWish
from app.stores.database import Database
from app.stores.rows import to_language
from app.stores.tables import CallRow, TurnRow, UnknownWishRow

MOST_SHOWN = 200


class SqlUnknownWishes:
    """`UnknownWishes` over a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def waiting(self, business: BusinessId, *, call_sid: CallSid | None = None) -> Sequence[NotedWish]:
        of_call = () if call_sid is None else (col(UnknownWishRow.call_sid) == call_sid,)
        async with self._database.reading() as session:
            rows = await session.exec(
                select(UnknownWishRow, TurnRow.id, TurnRow.ended_ms)
                .outerjoin(CallRow, col(CallRow.call_sid) == col(UnknownWishRow.call_sid))
                .outerjoin(
                    TurnRow,
                    and_(
                        col(TurnRow.call_sid) == col(UnknownWishRow.call_sid),
                        col(TurnRow.speaker) == "caller",
                        col(TurnRow.started_ms) == col(UnknownWishRow.at_ms),
                    ),
                )
                .where(
                    UnknownWishRow.business_id == business,
                    col(UnknownWishRow.closed_at).is_(None),
                    col(CallRow.deleted_at).is_(None),
                    *of_call,
                )
                .order_by(col(UnknownWishRow.said_at).desc(), col(UnknownWishRow.id))
                .limit(MOST_SHOWN)
            )
            found = {row.id: _noted(row, turn, ended_ms) for row, turn, ended_ms in rows}
            return list(found.values())

    async def close(self, business: BusinessId, wish: str, *, why: str, by: str, at: datetime) -> bool:
        async with self._database.writing(f"wishes {business}") as session:
            row = await session.get(UnknownWishRow, wish)
            if row is None or row.business_id != business or row.closed_at is not None:
                return False
            row.closed, row.closed_by, row.closed_at = why, by, at
            session.add(row)
            return True


def _noted(row: UnknownWishRow, turn: int | None, ended_ms: int | None) -> NotedWish:
    wish = UnknownWish(row.text, to_language(row.language), row.asked, row.nth, row.at_ms, row.said_at)
    call_sid = CallSid(row.call_sid) if row.call_sid else None
    return NotedWish(row.id, BusinessId(row.business_id), call_sid, wish, turn, ended_ms)
