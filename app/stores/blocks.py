"""Reading what blocks a business's resources between two instants: the largest read that a caller waits for.

Rows come plain, not as objects, and out of one index alone. That index is by the end of a block, so a block that ends
long after the stretch could only be found by reading everything after it; the few that last longer than `LONG` have an
index of their own, and all others end soon after the stretch does. So the read grows with the days that are asked for,
not with what is booked beyond them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, Row, Select, TextClause, and_, or_, select, text, union_all
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.bookings import BookingStatus
from app.domain.ids import BookingReference, BusinessId, CallSid, ResourceId
from app.domain.stretches import Stretch
from app.stores.tables import BlockRow, BookingRow, BusyStretchRow, HoldRow
from app.stores.tables.bookings import IS_LONG_ON_POSTGRESQL, IS_LONG_ON_SQLITE

LONG = timedelta(days=2)  # more than what that index calls long
CONFIRMED = BookingStatus.CONFIRMED.value


async def blocked_stretches(
    session: AsyncSession,
    business: BusinessId,
    *,
    since: datetime,
    until: datetime,
    now: datetime,
    except_call: CallSid | None = None,
    except_bookings: Collection[BookingReference] = (),
) -> dict[ResourceId, list[Stretch]]:
    """By resource, in no order; without holds that have expired by `now`, and what the call and the bookings have.

    What other calendars call busy comes along: one question to the database costs more than its rows.
    """
    connection = await session.connection()
    words = IS_LONG_ON_SQLITE if connection.dialect.name == "sqlite" else IS_LONG_ON_POSTGRESQL
    end = col(BlockRow.block_end)
    blocks = partial(_blocks, business, until=until, now=now, call=except_call, own=except_bookings)
    usual = blocks(end > since, end <= until + LONG)
    long = blocks(end > until + LONG, text(words))
    rows = await connection.execute(union_all(usual, long, _elsewhere(business, since=since, until=until)))
    return _by_resource(rows.all())


async def busy_elsewhere(
    session: AsyncSession, business: BusinessId, *, since: datetime, until: datetime
) -> dict[ResourceId, list[Stretch]]:
    """What other calendars call busy, by resource."""
    connection = await session.connection()
    return _by_resource((await connection.execute(_elsewhere(business, since=since, until=until))).all())


def _by_resource(rows: Iterable[Row[str, datetime, datetime]]) -> dict[ResourceId, list[Stretch]]:
    found: dict[str, list[Stretch]] = defaultdict(list)
    for resource, start, end in rows:
        found[resource].append((start, end))
    return {ResourceId(resource): stretches for resource, stretches in found.items()}


def _elsewhere(business: BusinessId, *, since: datetime, until: datetime) -> Select[str, datetime, datetime]:
    return select(col(BusyStretchRow.resource_id), col(BusyStretchRow.starts_at), col(BusyStretchRow.ends_at)).where(
        col(BusyStretchRow.business_id) == business,
        col(BusyStretchRow.ends_at) > since,
        col(BusyStretchRow.starts_at) < until,
    )


def _blocks(
    business: BusinessId,
    *ends: ColumnElement[bool] | TextClause,
    until: datetime,
    now: datetime,
    call: CallSid | None,
    own: Collection[BookingReference],
) -> Select[str, datetime, datetime]:
    is_live = col(BlockRow.expires_at) > now
    blocks = select(col(BlockRow.resource_id), col(BlockRow.block_start), col(BlockRow.block_end))
    if call is not None:
        held = blocks.outerjoin(HoldRow, col(HoldRow.id) == col(BlockRow.hold_id))
        blocks, is_live = held, and_(is_live, col(HoldRow.call_sid) != call)
    blocks = blocks.where(
        col(BlockRow.business_id) == business,
        *ends,
        col(BlockRow.block_start) < until,
        or_(col(BlockRow.status) == CONFIRMED, is_live),
    )
    if not own:
        return blocks
    booked = select(col(BookingRow.id)).where(col(BookingRow.reference).in_(own))
    return blocks.where(
        col(BlockRow.owner).not_in(own),
        or_(col(BlockRow.booking_id).is_(None), col(BlockRow.booking_id).not_in(booked)),
    )
