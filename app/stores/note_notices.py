"""Telling staff of a message or callback: lines of the outbox in the note's own transaction, and what they speak of."""

from datetime import datetime
from uuid import uuid4

from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.addressees import Reachable, addressees
from app.domain.business import Business
from app.domain.calls import Callback, Message
from app.domain.consequences import BookingChange, DeliveryState, NoticeKind
from app.domain.ids import BusinessId, ResourceId
from app.ports.jobs import Jobs
from app.ports.records import Businesses
from app.stores.consequences import Able, enqueue_delivery
from app.stores.rows import to_callback, to_message
from app.stores.tables import CallbackRow, MessageRow, NoticeSettingsRow, OutboxRow


class NoteNotices:
    def __init__(self, businesses: Businesses, jobs: Jobs, able: Able) -> None:
        self._businesses = businesses
        self._jobs = jobs
        self._able = able

    async def record(
        self,
        session: AsyncSession,
        business: BusinessId,
        note: str,
        *,
        at: datetime,
        person: ResourceId | None = None,
        urgent: bool = False,
    ) -> None:
        kept = await session.get(NoticeSettingsRow, business)
        described = await self._businesses.load(business)
        if described is None:
            return
        reachable = _reachable(kept, self._able)
        for one in addressees(described, person, urgent=urgent, at=at, reachable=reachable):
            row = OutboxRow(
                id=uuid4().hex,
                business_id=business,
                note_id=note,
                person_id=one.person,
                kind=NoticeKind.NOTE.value,
                channel=one.channel.value,
                change=BookingChange.BOOKED.value,  # says nothing here: there is no booking
                sequence=0,
                state=DeliveryState.PENDING.value,
                created_at=at,
                due_at=at,
            )
            session.add(row)
            await session.flush()
            await enqueue_delivery(self._jobs, session, row, now=at)


def _reachable(kept: NoticeSettingsRow | None, able: Able) -> Reachable:
    return Reachable(
        mail=able.mail,
        sms=able.sms,
        common_mail=kept is not None and bool(kept.staff_mail),
        common_sms=kept is not None and bool(kept.staff_sms),
        webhook=kept is not None and bool(kept.webhook_url),
    )


async def noted(session: AsyncSession, note: str, business: Business) -> Message | Callback | None:
    """None when it is not there any more."""
    if (message := await session.get(MessageRow, note)) is not None:
        return to_message(message)
    callback = await session.get(CallbackRow, note)
    return to_callback(callback, business.zone) if callback is not None else None
