"""Book a slot: one transaction, guarded by the database, the same booking when it is asked for twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.availability import Calendar, place_candidate, refusal
from app.domain.bookings import Booked, Booking, BookingStatus, Hold, Refused, Slot, SlotTaken
from app.domain.calls import Decision
from app.domain.errors import SlotGuardViolated
from app.domain.ids import E164
from app.ports.bookings import BookingRequest, Calendars, CalendarWrites
from app.usecases.alternatives import taken
from app.usecases.look import calendar_of_day
from app.usecases.party import Party
from app.usecases.standing import against_order, standing_of


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be booked for whom. `key` makes a repeat the same order; a call needs none, its slot is the key."""

    slot: Slot
    customer_name: str
    customer_number: E164 | None
    key: str | None = None


async def book_appointment(
    calendars: Calendars, party: Party, order: Order, *, now: datetime
) -> Booked | SlotTaken | Refused:
    try:
        async with calendars.writing(party.business) as writes:
            outcome = await book_within(writes, party, order, now=now)
    except SlotGuardViolated:
        outcome = None
    return outcome or await taken(calendars, party, order.slot, now=now)


async def book_within(
    writes: CalendarWrites,
    party: Party,
    order: Order,
    *,
    now: datetime,
    held: Sequence[Hold] | None = None,
) -> Booked | Refused | None:
    """The same inside a transaction that does more than that. None = the slot is taken.

    `held` is what the call held when the transaction began, if something was done in it before.
    """
    business, slot = party.business, order.slot
    await writes.sweep(now)
    key = _key(party, order)
    if key and (earlier := await _same_order(writes, key, order)):
        return Booked(await _as_ordered(writes, party, earlier, order, now=now))
    if all(offering.key != slot.offering for offering in business.offerings):
        return Refused("no_skill")
    offering = business.offering(slot.offering)
    numbers = (party.number, order.customer_number)
    calendar = await calendar_of_day(writes, party, now, slot.starts_at, offering=offering, numbers=numbers)
    if held is None:
        held = await writes.holds_of(party.call_sid, now=now) if party.call_sid else ()
    is_held = any(hold.slot.same_place(slot) for hold in held)
    if refused := await _against(writes, party, order, calendar, held=is_held):
        inputs = slot.record() | ({"missing": list(refused.missing)} if refused.missing else {})
        await writes.decide(party.call_sid, Decision("refusal", now, refused.reason, inputs))
        return refused
    found = place_candidate(calendar, offering, slot.resource, slot.starts_at)
    if found is None:
        return None
    free = found.slot
    if party.call_sid:
        await writes.drop_holds(party.call_sid)
    booking = await writes.add(
        BookingRequest(
            slot=free,
            claims=found.claims,
            customer_name=order.customer_name,
            customer_number=order.customer_number,
            language=party.language,
            call_sid=party.call_sid,
            key=key,
            by=party.author,
        )
    )
    why = "held_and_confirmed" if is_held else "free_and_confirmed"
    inputs = free.record() | {"reference": booking.reference}
    await writes.decide(party.call_sid, Decision("booking", now, why, inputs))
    return Booked(booking)


async def _against(
    writes: CalendarWrites, party: Party, order: Order, calendar: Calendar, *, held: bool
) -> Refused | None:
    """The rules of the business first, then the order among the customer's appointments."""
    if reason := refusal(calendar, order.slot, held=held):
        return Refused(reason)
    numbers = (party.number, order.customer_number)
    standing = await standing_of(writes, party, calendar.now, offering=order.slot.offering, numbers=numbers)
    return against_order(standing, order.slot)


async def _same_order(writes: CalendarWrites, key: str, order: Order) -> Booking | None:
    """A key that a client chose stands for one order for ever; in a call a cancelled place may be booked again."""
    earlier = await writes.booking_by_key(key)
    return earlier if earlier and (order.key or earlier.status is BookingStatus.CONFIRMED) else None


async def _as_ordered(
    writes: CalendarWrites, party: Party, earlier: Booking, order: Order, *, now: datetime
) -> Booking:
    """The same booking, for whom the repeated order says it is."""
    name, number = order.customer_name, order.customer_number
    unchanged = (earlier.customer_name, earlier.customer_number) == (name, number)
    if unchanged or earlier.status is not BookingStatus.CONFIRMED:
        return earlier
    renamed = await writes.rename(earlier.reference, name=name, number=number, by=party.author)
    inputs = earlier.slot.record() | {"reference": earlier.reference}
    await writes.decide(party.call_sid, Decision("booking", now, "corrected", inputs))
    return renamed


def _key(party: Party, order: Order) -> str | None:
    if party.call_sid is None:
        return f"{party.business.id}:{order.key}" if order.key else None
    start = order.slot.starts_at.astimezone(UTC).isoformat()
    return f"{party.call_sid}:{order.slot.offering}:{order.slot.resource}:{start}"
