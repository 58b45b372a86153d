"""Feeds of busy times in the database, each with its last good copy."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from sqlalchemy import and_
from sqlmodel import col, delete, func, insert, select, update
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.bookings import BookingStatus
from app.domain.business import Business
from app.domain.busy_times import REFRESH_EVERY, BusyFeed, BusyReading, Clash, FeedState, FeedVersion
from app.domain.ids import BusinessId, ResourceId
from app.domain.intervals import Interval
from app.ports.jobs import READ_BUSY_TIMES, Job, Jobs
from app.stores.database import Database, calendar_of
from app.stores.rows import to_booking
from app.stores.tables import BlockRow, BookingRow, BusyFeedRow, BusyStretchRow, ClashRow, MessageRow


class SqlBusyFeeds:
    """`BusyFeeds` over a database."""

    def __init__(self, database: Database, jobs: Jobs) -> None:
        self._database = database
        self._jobs = jobs

    async def put(
        self, business: BusinessId, resource: ResourceId, name: str, address: str, *, at: datetime
    ) -> BusyFeed:
        async with self._database.writing(calendar_of(business)) as session:
            row = (await session.exec(_named(business, resource, name))).first()
            if row is None:
                row = BusyFeedRow(
                    id=uuid4().hex, business_id=business, resource_id=resource, name=name, address=address
                )
            row.address, row.etag, row.digest, row.read_at = address, None, None, None
            session.add(row)
            await session.flush()
            key = f"{row.id}:set {at.isoformat()}"
            await self._jobs.enqueue(await session.connection(), Job(READ_BUSY_TIMES, key, (business, row.id)))
            return _feed(row)

    async def remove(self, business: BusinessId, resource: ResourceId, name: str) -> bool:
        async with self._database.writing(calendar_of(business)) as session:
            row = (await session.exec(_named(business, resource, name))).first()
            if row is None:
                return False
            await session.delete(row)
            return True

    async def states(self, business: BusinessId | None = None) -> tuple[FeedState, ...]:
        by = (col(BusyFeedRow.business_id), col(BusyFeedRow.resource_id), col(BusyFeedRow.name))
        wanted = select(BusyFeedRow).order_by(*by)
        if business is not None:
            wanted = wanted.where(BusyFeedRow.business_id == business)
        counted = select(BusyStretchRow.feed_id, func.count()).group_by(col(BusyStretchRow.feed_id))
        async with self._database.reading() as session:
            counts = {feed: int(count) for feed, count in (await session.exec(counted)).all()}
            return tuple(_state(row, counts.get(row.id, 0)) for row in await session.exec(wanted))

    async def state(self, feed_id: str) -> FeedState | None:
        counted = select(func.count()).select_from(BusyStretchRow).where(BusyStretchRow.feed_id == feed_id)
        async with self._database.reading() as session:
            row = await session.get(BusyFeedRow, feed_id)
            return _state(row, (await session.exec(counted)).one()) if row else None

    async def ask_for_due(self, *, now: datetime) -> int:
        due = [state.feed for state in await self.states() if state.is_due(now)]
        turn = int(now.timestamp() // REFRESH_EVERY.total_seconds())
        for feed in due:
            async with self._database.writing() as session:
                job = Job(READ_BUSY_TIMES, f"{feed.id}:{turn}", (feed.business, feed.id))
                await self._jobs.enqueue(await session.connection(), job)
        return len(due)

    async def read(
        self, business: Business, feed_id: str, reading: BusyReading | None, *, at: datetime
    ) -> tuple[Clash, ...]:
        async with self._database.writing(calendar_of(business.id)) as session:
            row = await session.get(BusyFeedRow, feed_id)
            if row is None:
                return ()
            row.tried_at = row.fetched_at = at
            row.fault = None
            if reading is not None:
                row.read_at, row.unreadable = at, reading.unreadable
                row.etag, row.digest = reading.version.etag, reading.version.digest
                await _replace_stretches(session, row, reading.stretches)
            session.add(row)
            await session.flush()
            standing = await _clashes(session, business, at, feed_id=feed_id)
            return await _not_told(session, feed_id, standing)

    async def told(self, business: BusinessId, clashes: Sequence[Clash], text: str, *, at: datetime) -> None:
        async with self._database.writing(calendar_of(business)) as session:
            for clash in clashes:
                booking = (await session.exec(_standing(clash))).first()
                feed = await session.get(BusyFeedRow, clash.feed.id)
                if booking is None or feed is None or await session.get(ClashRow, (feed.id, booking.id)) is not None:
                    continue
                session.add(ClashRow(feed_id=feed.id, booking_id=booking.id or 0, told_at=at))
            session.add(MessageRow(id=uuid4().hex, business_id=business, text=text, taken_at=at))

    async def failed(self, feed_id: str, fault: str, *, at: datetime) -> None:
        async with self._database.writing() as session:
            failed = update(BusyFeedRow).where(col(BusyFeedRow.id) == feed_id)
            await session.exec(failed.values(tried_at=at, fault=fault))

    async def clashes(self, business: Business, *, now: datetime) -> tuple[Clash, ...]:
        async with self._database.reading() as session:
            return tuple(clash for _, clash in await _clashes(session, business, now))


async def _replace_stretches(session: AsyncSession, feed: BusyFeedRow, stretches: Sequence[Interval]) -> None:
    await session.exec(delete(BusyStretchRow).where(col(BusyStretchRow.feed_id) == feed.id))
    rows = [
        {
            "feed_id": feed.id,
            "business_id": feed.business_id,
            "resource_id": feed.resource_id,
            "starts_at": stretch.starts_at,
            "ends_at": stretch.ends_at,
        }
        for stretch in stretches
    ]
    if rows:
        await (await session.connection()).execute(insert(BusyStretchRow), rows)


async def _clashes(
    session: AsyncSession, business: Business, now: datetime, *, feed_id: str | None = None
) -> list[tuple[int, Clash]]:
    """Once a booking and feed, in its first stretch, by start; with the id of the booking's row."""
    overlap = and_(
        col(BusyStretchRow.business_id) == col(BlockRow.business_id),
        col(BusyStretchRow.resource_id) == col(BlockRow.resource_id),
        col(BusyStretchRow.ends_at) > col(BlockRow.block_start),
        col(BusyStretchRow.starts_at) < col(BlockRow.block_end),
    )
    wanted = (
        select(BookingRow, BusyFeedRow, BusyStretchRow.starts_at, BusyStretchRow.ends_at)
        .join(BlockRow, col(BlockRow.booking_id) == col(BookingRow.id))
        .join(BusyStretchRow, overlap)
        .join(BusyFeedRow, col(BusyFeedRow.id) == col(BusyStretchRow.feed_id))
        .where(
            BookingRow.business_id == business.id,
            BookingRow.status == BookingStatus.CONFIRMED.value,
            BookingRow.ends_at > now,
            BlockRow.block_end > now,
        )
        .order_by(col(BookingRow.starts_at), col(BookingRow.id), col(BusyStretchRow.starts_at))
    )
    if feed_id is not None:
        wanted = wanted.where(BusyFeedRow.id == feed_id)
    found: dict[tuple[int, str], Clash] = {}
    for booking, feed, starts_at, ends_at in (await session.exec(wanted)).all():
        clash = Clash(_feed(feed), to_booking(booking, business.zone), Interval(starts_at, ends_at))
        found.setdefault((booking.id or 0, feed.id), clash)
    return [(booking, clash) for (booking, _), clash in found.items()]


async def _not_told(session: AsyncSession, feed_id: str, standing: Sequence[tuple[int, Clash]]) -> tuple[Clash, ...]:
    """Those of which nobody was told yet. What no longer stands in it is forgotten, and told if it comes back."""
    told = set(await session.exec(select(ClashRow.booking_id).where(ClashRow.feed_id == feed_id)))
    gone = told - {booking for booking, _ in standing}
    await session.exec(
        delete(ClashRow).where(col(ClashRow.feed_id) == feed_id, col(ClashRow.booking_id).in_(sorted(gone)))
    )
    return tuple(clash for booking, clash in standing if booking not in told)


def _named(business: BusinessId, resource: ResourceId, name: str) -> SelectOfScalar[BusyFeedRow]:
    return select(BusyFeedRow).where(
        BusyFeedRow.business_id == business, BusyFeedRow.resource_id == resource, BusyFeedRow.name == name
    )


def _standing(clash: Clash) -> SelectOfScalar[BookingRow]:
    return select(BookingRow).where(
        BookingRow.reference == clash.booking.reference, BookingRow.status == BookingStatus.CONFIRMED.value
    )


def _feed(row: BusyFeedRow) -> BusyFeed:
    return BusyFeed(row.id, BusinessId(row.business_id), ResourceId(row.resource_id), row.name, row.address)


def _state(row: BusyFeedRow, stretches: int) -> FeedState:
    return FeedState(
        feed=_feed(row),
        tried_at=row.tried_at,
        fetched_at=row.fetched_at,
        read_at=row.read_at,
        fault=row.fault,
        stretches=stretches,
        unreadable=row.unreadable,
        version=FeedVersion(row.etag, row.digest) if row.digest else None,
    )
