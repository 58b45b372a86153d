"""What must not outlive a call: its holds, and an open record after a crash."""

from collections.abc import Collection

from sqlalchemy import and_, or_
from sqlmodel import col, delete, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import BookingStatus
from app.domain.calls import CallOutcome
from app.domain.ids import CallSid
from app.ports.clock import Clock
from app.stores.database import Database, calendar_of
from app.stores.nodes import living
from app.stores.tables import BlockRow, BookingRow, CallbackRow, CallRow, HoldRow, MessageRow

ORPHANS = "orphans"


class SqlCallUpkeep:
    """`CallUpkeep` over a database."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def release_holds(self, call_sid: CallSid) -> int:
        mine = col(HoldRow.call_sid) == call_sid
        async with self._database.reading() as session:
            businesses = (await session.exec(select(HoldRow.business_id).where(mine).distinct())).all()
        released = 0
        for business in businesses:
            async with self._database.writing(calendar_of(business)) as session:
                holds = (await session.exec(select(HoldRow.id).where(mine, HoldRow.business_id == business))).all()
                await session.exec(delete(BlockRow).where(col(BlockRow.hold_id).in_(holds)))
                await session.exec(delete(HoldRow).where(col(HoldRow.id).in_(holds)))
                released += len(holds)
        return released

    async def close_orphans(self, *, sparing: Collection[str] = ()) -> tuple[CallSid, ...]:
        silent = and_(col(CallRow.node_id).not_in(living(self._clock)), col(CallRow.node_id).not_in(list(sparing)))
        async with self._database.writing(ORPHANS) as session:
            orphans = list(
                await session.exec(
                    select(CallRow).where(col(CallRow.ended_at).is_(None), or_(col(CallRow.node_id).is_(None), silent))
                )
            )
            for call in orphans:
                call.outcome = (await _proven_outcome(session, CallSid(call.call_sid))).value
                call.ended_at = self._clock.now()
                call.summary = call.summary or ""
                call.presumed_over = True
                session.add(call)
        for call in orphans:
            await self.release_holds(CallSid(call.call_sid))
        return tuple(CallSid(call.call_sid) for call in orphans)

    async def take_back(self, calls: Collection[CallSid]) -> int:
        mine = (col(CallRow.call_sid).in_(list(calls)), col(CallRow.presumed_over).is_(True))
        async with self._database.writing(ORPHANS) as session:
            presumed = (await session.exec(select(CallRow.call_sid).where(*mine))).all()
            if presumed:
                going_on = update(CallRow).where(*mine).values(ended_at=None, outcome=None, presumed_over=False)
                await session.exec(going_on)
        return len(presumed)


async def _proven_outcome(session: AsyncSession, call_sid: CallSid) -> CallOutcome:
    """What the record shows that the call achieved before it broke off."""
    ended = set(await session.exec(select(BookingRow.status).where(BookingRow.ended_by_call == call_sid)))
    made = await session.exec(
        select(BookingRow.id).where(BookingRow.call_sid == call_sid, BookingRow.status == BookingStatus.CONFIRMED.value)
    )
    if made.first() is not None:
        return CallOutcome.MOVED if BookingStatus.MOVED.value in ended else CallOutcome.BOOKED
    if BookingStatus.CANCELLED.value in ended:
        return CallOutcome.CANCELLED
    if (await session.exec(select(CallbackRow.id).where(CallbackRow.call_sid == call_sid))).first():
        return CallOutcome.CALLBACK
    if (await session.exec(select(MessageRow.id).where(MessageRow.call_sid == call_sid))).first():
        return CallOutcome.MESSAGE
    return CallOutcome.FAILED
