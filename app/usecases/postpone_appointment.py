"""Ask a customer to give way for something urgent: once, and never a second time."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.bookings import Booking, BookingStatus, Moved, NotFound, Refused, Slot, SlotTaken
from app.domain.calls import Decision
from app.domain.errors import SlotGuardViolated
from app.domain.ids import BookingReference, ResourceId
from app.domain.intervals import Interval
from app.domain.ranking.postponing import Movable, PostponementRank, protection_of, whom_to_postpone
from app.ports.bookings import CalendarReads, Calendars, CalendarWrites
from app.usecases.alternatives import taken
from app.usecases.move_appointment import move_within
from app.usecases.party import Party


@dataclass(frozen=True, slots=True)
class Postponed:
    booking: Booking
    previous: Slot
    times: int  # how often this customer was postponed by us, this time included


async def who_may_give_way(
    calendars: Calendars, party: Party, person: ResourceId, span: Interval, *, now: datetime
) -> tuple[PostponementRank, ...]:
    """The appointments with this person in this span; whoever loses least first, the protected last with the reason."""
    async with calendars.reading(party.business) as reads:
        bookings = await reads.confirmed(since=span.starts_at, until=span.ends_at)
        there = [booking for booking in bookings if booking.slot.resource == person]
        return whom_to_postpone(party.business, [await _movable(reads, one) for one in there], now=now)


async def postpone_appointment(
    calendars: Calendars,
    party: Party,
    reference: BookingReference,
    slot: Slot,
    *,
    now: datetime,
    because: str,
    expected: int | None = None,
) -> Postponed | SlotTaken | NotFound | Refused:
    """Move it on our own account to a slot that the customer agreed to. `because` is a constant word.

    Refused with the protection's word when the customer was postponed before, when the appointment is urgent or near;
    as changed when it is no longer the version that was looked at.
    """
    try:
        async with calendars.writing(party.business) as writes:
            outcome = await _postpone(writes, party, reference, slot, now=now, because=because, expected=expected)
    except SlotGuardViolated:
        outcome = None
    return outcome or await taken(calendars, party, slot, now=now, moving=reference)


async def _postpone(
    writes: CalendarWrites,
    party: Party,
    reference: BookingReference,
    slot: Slot,
    *,
    now: datetime,
    because: str,
    expected: int | None,
) -> Postponed | NotFound | Refused | None:
    booking = await writes.booking(reference)
    if booking is None or booking.status is not BookingStatus.CONFIRMED:
        return NotFound()
    if expected not in (None, booking.version):
        return Refused("changed")
    movable = await _movable(writes, booking)
    if protection := protection_of(party.business, movable, now=now):
        inputs = {"reference": reference, "postponed_by_us": movable.postponed_by_us, "because": because}
        await writes.decide(party.call_sid, Decision("refusal", now, str(protection), inputs))
        return Refused(str(protection))
    outcome = await move_within(writes, party, reference, slot, now=now, expected=booking.version)
    if not isinstance(outcome, Moved):
        return outcome
    times = await writes.count_postponed(reference)
    inputs = {
        "reference": reference,
        "from": outcome.previous.starts_at.isoformat(),
        "to": outcome.booking.slot.starts_at.isoformat(),
        "person": outcome.booking.slot.resource,
        "times": times,
    }
    await writes.decide(party.call_sid, Decision("bump", now, because, inputs))
    return Postponed(outcome.booking, outcome.previous, times)


async def _movable(reads: CalendarReads, booking: Booking) -> Movable:
    customer = await reads.customer(booking.customer_number) if booking.customer_number else None
    lines = await reads.history(booking.reference)
    return Movable(
        booking,
        booked_at=min((line.at for line in lines), default=booking.slot.starts_at),
        postponed_by_us=customer.postponed_by_us if customer else 0,
        past_visits=customer.past_visits if customer else 0,
    )
