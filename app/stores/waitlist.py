"""The waiting list in the database. Two unique indexes allow one open offer a place, and one a person who waits."""

from datetime import datetime, timedelta

from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.business import Business
from app.domain.consequences import BookingChange, Channel, DeliveryState, NoticeKind
from app.domain.errors import SchemaRuleBroken
from app.domain.ids import E164, BookingReference, BusinessId, CallSid, OfferingKey, ResourceId
from app.domain.spoken.when import Window
from app.domain.waitlist import EntryState, OfferState, Waiting, WaitlistOffer
from app.ports.jobs import END_WAITLIST_OFFER, OFFER_FREED_SLOT, Job, Jobs
from app.ports.records import Page
from app.ports.waitlist import FreedPlace
from app.stores.consequences import Able, enqueue_delivery, is_mobile
from app.stores.database import Database, calendar_of
from app.stores.paging import page_of
from app.stores.rows import to_language, to_slot
from app.stores.tables import BookingRow, OutboxRow, WaitlistEntryRow, WaitlistOfferRow
from app.stores.waitlist_claims import to_offered_slot

OPEN = (OfferState.OPEN.value, OfferState.TAKEN.value)
LONG_OVERDUE = timedelta(minutes=5)
PASSED = (OfferState.DECLINED.value, OfferState.EXPIRED.value)


class SqlWaitlist:
    """`Waitlist` over a database."""

    def __init__(self, database: Database, jobs: Jobs, able: Able) -> None:
        self._database = database
        self._jobs = jobs
        self._able = able

    async def join(self, entry: Waiting) -> bool:
        async with self._database.writing(calendar_of(entry.business)) as session:
            same = select(WaitlistEntryRow.id).where(
                WaitlistEntryRow.business_id == entry.business,
                WaitlistEntryRow.offering == entry.offering,
                WaitlistEntryRow.customer_number == entry.customer_number,
                WaitlistEntryRow.state == EntryState.WAITING.value,
            )
            if (await session.exec(same)).first() is not None:
                return False
            await session.merge(_to_row(entry))  # the same wish of the same call may have been taken back before
            return True

    async def leave(self, entry_id: str, *, business: BusinessId | None = None) -> bool:
        async with self._database.writing() as session:
            row = await session.get(WaitlistEntryRow, entry_id, with_for_update=True)
            if row is None or row.state != EntryState.WAITING.value or business not in (None, row.business_id):
                return False
            row.state = EntryState.LEFT.value
            return True

    async def freed(self, business: Business, booking: int) -> FreedPlace | None:
        async with self._database.reading() as session:
            row = await session.get(BookingRow, booking)
            return FreedPlace(booking, to_slot(row, business.zone)) if row else None

    async def candidates(self, business: Business, place: FreedPlace) -> tuple[Waiting, ...]:
        async with self._database.reading() as session:
            asked = select(WaitlistOfferRow.entry_id).where(
                or_(WaitlistOfferRow.freed_booking_id == place.booking, col(WaitlistOfferRow.state).in_(OPEN))
            )
            rows = await session.exec(
                select(WaitlistEntryRow).where(
                    WaitlistEntryRow.business_id == business.id,
                    WaitlistEntryRow.state == EntryState.WAITING.value,
                    col(WaitlistEntryRow.id).not_in(asked),
                )
            )
            passed = await _passed(session, business.id)
            return tuple(to_waiting(row, passed.get(row.id, 0)) for row in rows)

    async def open_offer(self, business: Business, offer: WaitlistOffer) -> bool:
        try:
            async with self._database.writing(calendar_of(business.id)) as session:
                if await session.get(WaitlistOfferRow, offer.id) is not None:
                    return False
                session.add(_to_offer_row(business.id, offer))
                await session.flush()
                row = self._notice(business.id, offer)
                session.add(row)
                await session.flush()
                await enqueue_delivery(self._jobs, session, row, now=offer.offered_at)
                wait = offer.expires_at - offer.offered_at
                end = Job(END_WAITLIST_OFFER, offer.id, (business.id, offer.id), max(wait, timedelta(0)))
                await self._jobs.enqueue(await session.connection(), end)
                return True
        except SchemaRuleBroken:
            return False

    def _notice(self, business_id: str, offer: WaitlistOffer) -> OutboxRow:
        by_text = self._able.sms and is_mobile(offer.entry.customer_number)
        return OutboxRow(
            id=f"offer-{offer.id}",
            business_id=business_id,
            waitlist_offer_id=offer.id,
            kind=NoticeKind.WAITLIST_OFFER.value,
            channel=(Channel.SMS if by_text else Channel.CALLBACK).value,
            change=BookingChange.BOOKED.value,
            sequence=0,
            state=DeliveryState.PENDING.value,
            created_at=offer.offered_at,
            due_at=offer.offered_at,
        )

    async def offer(self, business: Business, offer_id: str) -> WaitlistOffer | None:
        async with self._database.reading() as session:
            row = await session.get(WaitlistOfferRow, offer_id)
            if row is None or row.business_id != business.id:
                return None
            return await _to_offer(session, row, business)

    async def take(self, offer_id: str, *, now: datetime) -> bool:
        async with self._database.writing() as session:
            row = await session.get(WaitlistOfferRow, offer_id, with_for_update=True)
            if row is None or row.state not in OPEN:
                return False
            if row.state == OfferState.OPEN.value and row.expires_at <= now:
                return False
            row.state = OfferState.TAKEN.value
            return True

    async def close(
        self, offer: WaitlistOffer, state: OfferState, *, at: datetime, booking: BookingReference | None = None
    ) -> bool:
        async with self._database.writing() as session:
            row = await session.get(WaitlistOfferRow, offer.id, with_for_update=True)
            if row is None or row.state not in OPEN:
                return False
            row.state, row.ended_at, row.booking_reference = state.value, at, booking
            entry = await session.get(WaitlistEntryRow, row.entry_id)
            if entry is not None and state is OfferState.ACCEPTED:
                entry.state = EntryState.SERVED.value
            if state is not OfferState.ACCEPTED:
                following = Job(OFFER_FREED_SLOT, f"after {offer.id}", (row.business_id, row.freed_booking_id))
                await self._jobs.enqueue(await session.connection(), following)
            return True

    async def overdue(self, *, now: datetime) -> tuple[tuple[BusinessId, str], ...]:
        async with self._database.reading() as session:
            rows = await session.exec(
                select(WaitlistOfferRow.business_id, WaitlistOfferRow.id).where(
                    col(WaitlistOfferRow.state).in_(OPEN), WaitlistOfferRow.expires_at < now - LONG_OVERDUE
                )
            )
            return tuple((BusinessId(business), offer) for business, offer in rows.all())

    async def offers_to(self, business: Business, number: E164, *, now: datetime) -> tuple[WaitlistOffer, ...]:
        async with self._database.reading() as session:
            rows = await session.exec(
                select(WaitlistOfferRow)
                .join(WaitlistEntryRow, col(WaitlistEntryRow.id) == col(WaitlistOfferRow.entry_id))
                .where(
                    WaitlistOfferRow.business_id == business.id,
                    WaitlistOfferRow.state == OfferState.OPEN.value,
                    WaitlistOfferRow.expires_at > now,
                    WaitlistEntryRow.customer_number == number,
                )
                .order_by(col(WaitlistOfferRow.expires_at))
            )
            return tuple([await _to_offer(session, row, business) for row in rows.all()])

    async def entries(
        self,
        *,
        business: BusinessId | None = None,
        state: EntryState | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Waiting]:
        wanted = select(WaitlistEntryRow)
        if business is not None:
            wanted = wanted.where(WaitlistEntryRow.business_id == business)
        if state is not None:
            wanted = wanted.where(WaitlistEntryRow.state == state.value)
        by = (col(WaitlistEntryRow.joined_at), col(WaitlistEntryRow.id))
        async with self._database.reading() as session:
            passed = await _passed(session, business)
            return await page_of(
                session,
                wanted,
                lambda row: to_waiting(row, passed.get(row.id, 0)),
                by=by,
                newest_first=False,
                limit=limit,
                cursor=cursor,
            )


async def _passed(session: AsyncSession, business_id: str | None) -> dict[str, int]:
    counted = select(WaitlistOfferRow.entry_id, func.count()).where(col(WaitlistOfferRow.state).in_(PASSED))
    if business_id is not None:
        counted = counted.where(WaitlistOfferRow.business_id == business_id)
    rows = await session.exec(counted.group_by(col(WaitlistOfferRow.entry_id)))
    return {entry: int(count) for entry, count in rows.all()}


async def _to_offer(session: AsyncSession, row: WaitlistOfferRow, business: Business) -> WaitlistOffer:
    entry = await session.get(WaitlistEntryRow, row.entry_id)
    assert entry is not None  # noqa: S101 - a foreign key says so
    return WaitlistOffer(
        id=row.id,
        entry=to_waiting(entry, 0),
        slot=to_offered_slot(row, business),
        freed_booking=row.freed_booking_id,
        offered_at=row.offered_at,
        expires_at=row.expires_at,
        state=OfferState(row.state),
        booking=BookingReference(row.booking_reference) if row.booking_reference else None,
    )


def _to_offer_row(business_id: str, offer: WaitlistOffer) -> WaitlistOfferRow:
    slot = offer.slot
    return WaitlistOfferRow(
        id=offer.id,
        business_id=business_id,
        entry_id=offer.entry.id,
        freed_booking_id=offer.freed_booking,
        offering=slot.offering,
        resource_id=slot.resource,
        room_id=slot.room,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        offered_at=offer.offered_at,
        expires_at=offer.expires_at,
        state=offer.state.value,
    )


def _to_row(entry: Waiting) -> WaitlistEntryRow:
    return WaitlistEntryRow(
        id=entry.id,
        business_id=entry.business,
        offering=entry.offering,
        resource_id=entry.resource,
        customer_name=entry.customer_name,
        customer_number=entry.customer_number,
        language=entry.language,
        windows=[[window.earliest.isoformat(), window.latest.isoformat()] for window in entry.windows],
        priority=entry.priority,
        joined_at=entry.joined_at,
        state=entry.state.value,
        call_sid=entry.call_sid,
        moving_reference=entry.moving,
    )


def to_waiting(row: WaitlistEntryRow, passed: int) -> Waiting:
    return Waiting(
        id=row.id,
        business=BusinessId(row.business_id),
        offering=OfferingKey(row.offering),
        customer_name=row.customer_name,
        customer_number=E164(row.customer_number),
        language=to_language(row.language),
        joined_at=row.joined_at,
        windows=tuple(
            Window(datetime.fromisoformat(first), datetime.fromisoformat(last)) for first, last in row.windows
        ),
        resource=ResourceId(row.resource_id) if row.resource_id else None,
        priority=row.priority,
        moving=BookingReference(row.moving_reference) if row.moving_reference else None,
        call_sid=CallSid(row.call_sid) if row.call_sid else None,
        passed=passed,
        state=EntryState(row.state),
    )
