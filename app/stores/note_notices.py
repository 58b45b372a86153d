"""Telling staff of a message or callback: lines of the outbox in the note's own transaction, and what they speak of."""

from datetime import datetime
from uuid import uuid4

from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.business import Business
from app.domain.calls import Callback, Message
from app.domain.consequences import BookingChange, Channel, DeliveryState, NoticeKind
from app.domain.ids import BusinessId
from app.ports.jobs import Jobs
from app.stores.consequences import Able, enqueue_delivery
from app.stores.rows import to_callback, to_message
from app.stores.tables import CallbackRow, MessageRow, NoticeSettingsRow, OutboxRow


class NoteNotices:
    def __init__(self, jobs: Jobs, able: Able) -> None:
        self._jobs = jobs
        self._able = able

    async def record(self, session: AsyncSession, business: BusinessId, note: str, *, at: datetime) -> None:
        kept = await session.get(NoticeSettingsRow, business)
        for channel in _channels(kept, self._able):
            row = OutboxRow(
                id=uuid4().hex,
                business_id=business,
                note_id=note,
                kind=NoticeKind.NOTE.value,
                channel=channel.value,
                change=BookingChange.BOOKED.value,  # says nothing here: there is no booking
                sequence=0,
                state=DeliveryState.PENDING.value,
                created_at=at,
                due_at=at,
            )
            session.add(row)
            await session.flush()
            await enqueue_delivery(self._jobs, session, row, now=at)


def _channels(kept: NoticeSettingsRow | None, able: Able) -> list[Channel]:
    if kept is None:
        return []
    wanted = (
        (Channel.MAIL, able.mail and kept.staff_mail),
        (Channel.SMS, able.sms and kept.staff_sms),
        (Channel.WEBHOOK, kept.webhook_url),
    )
    return [channel for channel, where in wanted if where]


async def noted(session: AsyncSession, note: str, business: Business) -> Message | Callback | None:
    """None when it is not there any more."""
    if (message := await session.get(MessageRow, note)) is not None:
        return to_message(message)
    callback = await session.get(CallbackRow, note)
    return to_callback(callback, business.zone) if callback is not None else None
