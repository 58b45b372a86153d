"""The outbox in the database: an attempt is begun and ended in a transaction of its own, with what it asks for next."""

from datetime import datetime, timedelta

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.calls import CallbackStatus
from app.domain.consequences import BookingChange, Channel, DeliveryState, NoticeKind
from app.domain.ids import E164, BookingReference, BusinessId, ResourceId
from app.ports.jobs import Jobs
from app.ports.outbox import Claimed, ClaimedNote, Delivery, NoticeSettings
from app.ports.records import Page
from app.stores.businesses import SqlBusinesses
from app.stores.consequences import enqueue_delivery
from app.stores.database import Database
from app.stores.note_notices import noted
from app.stores.paging import page_of
from app.stores.rows import to_language, to_slot
from app.stores.tables import (
    BookingRow,
    CallbackRow,
    CustomerMailRow,
    CustomerRow,
    MessageRow,
    NoticeSettingsRow,
    OutboxRow,
)
from app.stores.waitlist_claims import claimed_offer

OPEN = (DeliveryState.PENDING.value, DeliveryState.SENDING.value)
LONG_OVERDUE = timedelta(minutes=10)
"""Longer than any attempt and any restart takes."""


class SqlOutbox:
    """`Outbox` over a database."""

    def __init__(self, database: Database, businesses: SqlBusinesses, jobs: Jobs) -> None:
        self._database = database
        self._businesses = businesses
        self._jobs = jobs

    async def claim(self, delivery_id: str, attempt: int, *, now: datetime) -> Claimed | ClaimedNote | None:
        async with self._database.writing() as session:
            row = await session.get(OutboxRow, delivery_id, with_for_update=True)
            if row is None or row.state not in OPEN or attempt < row.attempts:
                return None
            since, row.first_tried_at = row.first_tried_at, row.first_tried_at or now
            row.state, row.attempts = DeliveryState.SENDING.value, attempt
            session.add(row)
            await session.flush()
            return await self._claimed(session, row, since, now)

    async def _claimed(
        self, session: AsyncSession, row: OutboxRow, since: datetime | None, now: datetime
    ) -> Claimed | ClaimedNote | None:
        business = await self._businesses.load(BusinessId(row.business_id))
        settings = to_settings(await session.get(NoticeSettingsRow, row.business_id))
        if business is not None and row.note_id is not None and (note := await noted(session, row.note_id, business)):
            to = ResourceId(row.person_id) if row.person_id else None
            return ClaimedNote(to_delivery(row), settings, note, since, to)
        if business is not None and row.waitlist_offer_id is not None:
            delivery = to_delivery(row)
            return await claimed_offer(session, row, business, delivery, settings, since=since, now=now)
        booking = await session.get(BookingRow, row.booking_id) if row.booking_id else None
        if booking is None or business is None:
            _end(row, DeliveryState.SUPERSEDED, now)
            return None
        previous = await session.get(BookingRow, row.previous_booking_id) if row.previous_booking_id else None
        customer = await session.get(CustomerRow, booking.customer_id) if booking.customer_id else None
        mail = await session.get(CustomerMailRow, booking.customer_id) if booking.customer_id else None
        return Claimed(
            delivery=to_delivery(row),
            sequence=row.sequence,
            language=to_language(customer.language) if customer else business.default_language,
            settings=settings,
            slot=to_slot(booking, business.zone),
            customer_name=booking.customer_name,
            customer_number=E164(booking.customer_number) if booking.customer_number else None,
            customer_mail=mail.address if mail else None,
            previous=to_slot(previous, business.zone) if previous else None,
            since=since,
            task=row.task,
        )

    async def delivered(self, delivery_id: str, *, at: datetime) -> None:
        async with self._database.writing() as session:
            row = await _open_row(session, delivery_id)
            if row is not None:
                _end(row, DeliveryState.SENT, at)

    async def take_task(self, claimed: Claimed, text: str, *, at: datetime) -> None:
        async with self._database.writing() as session:
            row = await _open_row(session, claimed.delivery.id)
            if row is not None:
                session.add(_note(claimed, text, at))
                _end(row, DeliveryState.SENT, at)

    async def failed(
        self, delivery_id: str, attempt: int, error: str, *, at: datetime, retry_after: timedelta | None
    ) -> None:
        async with self._database.writing() as session:
            row = await _open_row(session, delivery_id)
            if row is None or row.attempts != attempt or row.state != DeliveryState.SENDING.value:
                return
            row.last_error = error
            if retry_after is None:
                _end(row, DeliveryState.FAILED, at)
                return
            row.state, row.due_at = DeliveryState.PENDING.value, at + retry_after
            await session.flush()
            await enqueue_delivery(self._jobs, session, row, now=at)

    async def retry(self, delivery_id: str, *, now: datetime, business: BusinessId | None = None) -> bool:
        async with self._database.writing() as session:
            row = await session.get(OutboxRow, delivery_id, with_for_update=True)
            if row is None or row.state != DeliveryState.FAILED.value or business not in (None, row.business_id):
                return False
            row.state, row.due_at, row.ended_at = DeliveryState.PENDING.value, now, None
            await session.flush()
            await enqueue_delivery(self._jobs, session, row, now=now)
            return True

    async def revive(self, *, now: datetime) -> int:
        async with self._database.writing() as session:
            overdue = list(
                await session.exec(
                    select(OutboxRow)
                    .where(col(OutboxRow.state).in_(OPEN), col(OutboxRow.due_at) < now - LONG_OVERDUE)
                    .with_for_update(skip_locked=True)
                )
            )
            for row in overdue:
                row.state, row.due_at = DeliveryState.PENDING.value, now
                await session.flush()
                await enqueue_delivery(self._jobs, session, row, now=now)
            return len(overdue)

    async def listed(
        self,
        *,
        business: BusinessId | None = None,
        state: DeliveryState | None = None,
        booking: BookingReference | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Delivery]:
        wanted = select(OutboxRow)
        if business is not None:
            wanted = wanted.where(OutboxRow.business_id == business)
        if state is not None:
            wanted = wanted.where(OutboxRow.state == state.value)
        if booking is not None:
            wanted = wanted.where(OutboxRow.booking_reference == booking)
        by = (col(OutboxRow.created_at), col(OutboxRow.id))
        async with self._database.reading() as session:
            return await page_of(session, wanted, to_delivery, by=by, newest_first=True, limit=limit, cursor=cursor)

    async def failures(self) -> int:
        async with self._database.reading() as session:
            count = select(func.count()).select_from(OutboxRow)
            return (await session.exec(count.where(col(OutboxRow.state) == DeliveryState.FAILED.value))).one()

    async def settings(self, business: BusinessId) -> NoticeSettings:
        async with self._database.reading() as session:
            return to_settings(await session.get(NoticeSettingsRow, business))

    async def save_settings(self, business: BusinessId, settings: NoticeSettings) -> None:
        async with self._database.writing(f"notices {business}") as session:
            row = await session.get(NoticeSettingsRow, business) or NoticeSettingsRow(business_id=business)
            row.staff_mail, row.webhook_url = settings.staff_mail, settings.webhook_url
            row.webhook_secret, row.staff_sms = settings.webhook_secret, settings.staff_sms
            hours = settings.remind_before / timedelta(hours=1) if settings.remind_before else 0
            row.remind_hours = round(hours)
            session.add(row)

    async def save_mail(self, business: BusinessId, customer_id: str, address: str | None, *, now: datetime) -> bool:
        async with self._database.writing(f"mail {customer_id}") as session:
            customer = await session.get(CustomerRow, customer_id)
            if customer is None or customer.business_id != business:
                return False
            row = await session.get(CustomerMailRow, customer_id)
            if address is None:
                if row is not None:
                    await session.delete(row)
                return True
            row = row or CustomerMailRow(customer_id=customer_id, business_id=business, address="", given_at=now)
            row.address, row.given_at = address, now
            session.add(row)
            return True


def _note(claimed: Claimed, text: str, at: datetime) -> MessageRow | CallbackRow:
    """Under the id of the delivery, so that there can only be one."""
    delivery, name, number = claimed.delivery, claimed.customer_name, claimed.customer_number
    if delivery.channel is Channel.CALLBACK and number is not None:
        ends_at = claimed.offer_ends_at or at
        return CallbackRow(
            id=delivery.id,
            business_id=delivery.business,
            text=text,
            customer_name=name,
            customer_number=number,
            windows=[[at.isoformat(), ends_at.isoformat()]],
            status=CallbackStatus.OPEN.value,
            requested_at=at,
        )
    return MessageRow(
        id=delivery.id,
        business_id=delivery.business,
        text=text,
        customer_name=name,
        customer_number=number,
        taken_at=at,
    )


async def _open_row(session: AsyncSession, delivery_id: str) -> OutboxRow | None:
    row = await session.get(OutboxRow, delivery_id, with_for_update=True)
    return row if row is not None and row.state in OPEN else None


def _end(row: OutboxRow, state: DeliveryState, at: datetime) -> None:
    row.state, row.ended_at = state.value, at
    if state is DeliveryState.SENT:
        row.last_error = None


def to_delivery(row: OutboxRow) -> Delivery:
    return Delivery(
        id=row.id,
        business=BusinessId(row.business_id),
        kind=NoticeKind(row.kind),
        channel=Channel(row.channel),
        change=BookingChange(row.change),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
        ended_at=row.ended_at,
        error=row.last_error,
        booking=BookingReference(row.booking_reference) if row.booking_reference else None,
        waitlist_offer=row.waitlist_offer_id,
    )


def to_settings(row: NoticeSettingsRow | None) -> NoticeSettings:
    if row is None:
        return NoticeSettings()
    remind_before = timedelta(hours=row.remind_hours) if row.remind_hours else None
    return NoticeSettings(row.staff_mail, row.webhook_url, row.webhook_secret, remind_before, row.staff_sms)
