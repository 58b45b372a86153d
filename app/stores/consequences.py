"""What follows from bookings, written in their transaction: lines of the outbox, and jobs that will deliver them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import phonenumbers
from sqlmodel import col, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.business import Business
from app.domain.consequences import (
    STAFF_TASKS,
    BookingChange,
    BookingEvent,
    DeliveryState,
    NoticeKind,
    NoticeRules,
    Planned,
    Reach,
    consequences_of,
)
from app.ports.jobs import DELIVER, OFFER_FREED_SLOT, Job, Jobs
from app.stores.tables import (
    BookingRow,
    CustomerMailRow,
    MessageRow,
    NoticeSettingsRow,
    OutboxRow,
    TaskRow,
    TaskTryRow,
)

MOBILE = {phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE}
OPEN = (DeliveryState.PENDING.value,)
CLOSED_BY = "Vorzimmer"


@dataclass(frozen=True, slots=True)
class Able:
    """Which channels this deployment has been given."""

    mail: bool = False
    sms: bool = False


class SqlConsequences:
    """`Consequences` over the outbox."""

    def __init__(self, jobs: Jobs, able: Able) -> None:
        self._jobs = jobs
        self._able = able

    async def record(self, session: AsyncSession, business: Business, events: Sequence[BookingEvent]) -> None:
        kept = await session.get(NoticeSettingsRow, business.id)
        for event in events:
            versions = list(await session.exec(_versions(event)))
            current, earlier = versions[0], versions[1:]
            await _supersede(session, event)
            if event.change in {BookingChange.MOVED, BookingChange.CANCELLED}:
                await _take_back_tasks(session, event)
            sequence = await _next_sequence(session, event)
            reach = await self._reach(session, current, kept)
            remind_before = timedelta(hours=kept.remind_hours) if kept else NoticeRules().remind_before
            rules = NoticeRules(remind_before or None)
            for planned in consequences_of(event, business, reach, rules):
                row = _row(event, planned, (current, *earlier), sequence)
                session.add(row)
                await session.flush()
                await enqueue_delivery(self._jobs, session, row, now=event.at)
            if event.previous is not None and event.previous.starts_at > event.at:
                await self._offer_what_was_freed(session, business, event, (earlier or [current])[0])

    async def _reach(self, session: AsyncSession, booking: BookingRow, kept: NoticeSettingsRow | None) -> Reach:
        mail = await session.get(CustomerMailRow, booking.customer_id) if booking.customer_id else None
        return Reach(
            customer_mail=self._able.mail and mail is not None,
            customer_sms=self._able.sms and is_mobile(booking.customer_number),
            staff_mail=self._able.mail and kept is not None and kept.staff_mail is not None,
            webhook=kept is not None and kept.webhook_url is not None,
        )

    async def _offer_what_was_freed(
        self, session: AsyncSession, business: Business, event: BookingEvent, freed: BookingRow
    ) -> None:
        assert freed.id is not None  # noqa: S101 - it has been flushed
        job = Job(OFFER_FREED_SLOT, f"{freed.id}:{event.change}", (business.id, freed.id))
        await self._jobs.enqueue(await session.connection(), job)


async def enqueue_delivery(jobs: Jobs, session: AsyncSession, row: OutboxRow, *, now: datetime) -> None:
    attempt = row.attempts + 1
    job = Job(DELIVER, f"{row.id}:{attempt}", (row.id, attempt), max(row.due_at - now, timedelta(0)))
    await jobs.enqueue(await session.connection(), job)


def is_mobile(number: str | None) -> bool:
    try:
        return number is not None and phonenumbers.number_type(phonenumbers.parse(number)) in MOBILE
    except phonenumbers.NumberParseException:
        return False


def _versions(event: BookingEvent) -> SelectOfScalar[BookingRow]:
    """The booking as it is now, and as it was before its last move."""
    return (
        select(BookingRow)
        .where(BookingRow.reference == event.booking.reference)
        .order_by(col(BookingRow.id).desc())
        .limit(2)
    )


async def _supersede(session: AsyncSession, event: BookingEvent) -> None:
    """Also what was planned for later. What other systems are told stays: they count every event.

    Nor does it matter to a task for whom the booking is.
    """
    stays = {NoticeKind.EVENT, NoticeKind.STAFF_NOTICE}
    if event.change is BookingChange.CORRECTED:
        stays |= STAFF_TASKS
    await session.exec(
        update(OutboxRow)
        .where(
            col(OutboxRow.booking_reference) == event.booking.reference,
            col(OutboxRow.state).in_(OPEN),
            col(OutboxRow.kind).not_in([kind.value for kind in stays]),
        )
        .values(state=DeliveryState.SUPERSEDED.value, ended_at=event.at)
    )


async def _take_back_tasks(session: AsyncSession, event: BookingEvent) -> None:
    """Those that lie in the staff's list, or are on their way into it. What somebody has begun on is closed instead."""
    rows = await session.exec(
        select(OutboxRow)
        .where(
            col(OutboxRow.booking_reference) == event.booking.reference,
            col(OutboxRow.kind).in_([kind.value for kind in STAFF_TASKS]),
            col(OutboxRow.state).in_([DeliveryState.SENDING.value, DeliveryState.SENT.value]),
        )
        .with_for_update()
    )
    for row in rows:
        task, begun = await session.get(TaskRow, row.id), select(TaskTryRow.id).where(TaskTryRow.item_id == row.id)
        if task is not None and task.done_at is not None:
            continue  # it was done: that stays on record
        row.state, row.ended_at = DeliveryState.SUPERSEDED.value, event.at
        message = await session.get(MessageRow, row.id)
        if task is not None or (await session.exec(begun)).first() is not None:
            task = task or TaskRow(item_id=row.id, kind="message", business_id=row.business_id)
            task.done_at, task.done_by = event.at, CLOSED_BY
            session.add(task)
            if message is not None:
                message.done_at = event.at
                session.add(message)
        elif message is not None:
            await session.delete(message)
    await session.flush()


async def _next_sequence(session: AsyncSession, event: BookingEvent) -> int:
    highest = await session.exec(
        select(func.max(OutboxRow.sequence)).where(OutboxRow.booking_reference == event.booking.reference)
    )
    last = highest.first()
    return 0 if last is None else last + 1


def _row(event: BookingEvent, planned: Planned, versions: Sequence[BookingRow], sequence: int) -> OutboxRow:
    current, *earlier = versions
    moved = event.change is BookingChange.MOVED and earlier
    return OutboxRow(
        id=uuid4().hex,
        business_id=current.business_id,
        booking_reference=event.booking.reference,
        booking_id=current.id,
        previous_booking_id=earlier[0].id if moved else None,
        kind=planned.kind.value,
        channel=planned.channel.value,
        change=event.change.value,
        sequence=sequence,
        task=dict(planned.task) if planned.task else None,
        state=DeliveryState.PENDING.value,
        created_at=event.at,
        due_at=planned.due_at,
    )
