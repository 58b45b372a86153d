"""What every use case looks at before it decides: the business's calendar around some days."""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time, timedelta

from app.domain.availability import Calendar, excluded_offerings
from app.domain.business import Offering
from app.domain.ids import E164, BookingReference
from app.ports.bookings import CalendarReads
from app.usecases.party import Party

MARGIN = timedelta(days=1)  # more than any buffer, and enough for both offsets of a clock change


async def calendar_between(
    reads: CalendarReads,
    party: Party,
    now: datetime,
    *,
    offering: Offering,
    first_day: date,
    last_day: date,
    numbers: Iterable[E164 | None] = (),
    moving: BookingReference | None = None,
    moving_beside: Collection[BookingReference] = (),
) -> Calendar:
    """The calendar of these civil days; the call's own hold and the bookings it moves are no obstacle to it.

    `numbers` are the customer's: days on which they have something that excludes this offering are closed to them.
    """
    since = datetime.combine(first_day, time(0), tzinfo=UTC) - MARGIN
    until = datetime.combine(last_day, time(0), tzinfo=UTC) + 2 * MARGIN
    own = {*((moving,) if moving else ()), *moving_beside}
    taken = await reads.taken(since=since, until=until, now=now, except_call=party.call_sid, except_bookings=own)
    closed = await closed_days(reads, party, offering, since=since, until=until, numbers=numbers, moving=own)
    outside = await reads.outside(since=since, until=until) if offering.capacity > 1 else {}
    return Calendar(party.business, now, taken, closed, outside)


async def calendar_of_day(
    reads: CalendarReads,
    party: Party,
    now: datetime,
    starts_at: datetime,
    *,
    offering: Offering,
    numbers: Iterable[E164 | None] = (),
    moving: BookingReference | None = None,
    moving_beside: Collection[BookingReference] = (),
) -> Calendar:
    """The same of the civil day on which something starts."""
    day = starts_at.astimezone(party.business.zone).date()
    return await calendar_between(
        reads,
        party,
        now,
        offering=offering,
        first_day=day,
        last_day=day,
        numbers=numbers,
        moving=moving,
        moving_beside=moving_beside,
    )


async def closed_days(
    reads: CalendarReads,
    party: Party,
    offering: Offering,
    *,
    since: datetime,
    until: datetime,
    numbers: Iterable[E164 | None],
    moving: Collection[BookingReference] = (),
) -> frozenset[date]:
    """Civil days on which the customer has something that excludes this offering."""
    excluded = excluded_offerings(party.business, offering)
    closed: set[date] = set()
    for number in {number for number in numbers if number} if excluded else ():
        closed.update(
            booking.slot.starts_at.date()
            for booking in await reads.confirmed(since=since, until=until, number=number)
            if booking.slot.offering in excluded and booking.reference not in moving
        )
    return frozenset(closed)
