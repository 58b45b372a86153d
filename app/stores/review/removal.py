"""What goes with a call when it goes for good."""

from collections.abc import Sequence

from sqlmodel import col, delete
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.ids import CallSid
from app.stores.review.index import put_words
from app.stores.tables import CallNoteRow, CallRow, CallTagRow, CorrectionRow, OpenQuestionRow, TurnRow, UnknownWishRow

BLACK = "█"


async def remove_calls(session: AsyncSession, calls: Sequence[CallRow]) -> None:
    """With their words, notes, tags and places in the index. Bookings, messages and callbacks stay."""
    sids = [CallSid(call.call_sid) for call in calls]
    connection = await session.connection()
    for call in calls:
        if call.search_id is not None:
            await put_words(connection, call.search_id, ())
    for row in (TurnRow, CallNoteRow, CallTagRow, CorrectionRow):
        await session.exec(delete(row).where(col(row.call_sid).in_(sids)))
    await forget_in_vain(session, sids)
    await session.exec(delete(CallRow).where(col(CallRow.call_sid).in_(sids)))


async def forget_in_vain(session: AsyncSession, sids: Sequence[CallSid]) -> None:
    """What these calls wished and asked in vain, in their own words."""
    await session.exec(delete(UnknownWishRow).where(col(UnknownWishRow.call_sid).in_(sids)))
    once = delete(OpenQuestionRow).where(col(OpenQuestionRow.call_sid).in_(sids), col(OpenQuestionRow.asked) == 1)
    await session.exec(once)  # what others asked as well is no longer this caller's
