"""Book all appointments of a chain in one transaction: every one, or none; the same ones when asked for twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.bookings import Booked, Booking, ChainBooked, ChainTaken, Refused, Slot
from app.domain.calls import Decision
from app.domain.errors import SlotGuardViolated
from app.domain.ids import E164
from app.ports.bookings import Calendars, CalendarWrites
from app.usecases.book_appointment import Order, book_within
from app.usecases.hold_chain import other_plans
from app.usecases.party import Party


@dataclass(frozen=True, slots=True)
class ChainOrder:
    """`slots` by start, at least one. `key` makes a repeat the same order; a call needs none, its slots are the key."""

    slots: Sequence[Slot]
    customer_name: str
    customer_number: E164 | None
    key: str | None = None


class _UndoneError(Exception):
    """Undoes the links that were booked before the one that cannot be."""

    def __init__(self, slot: Slot, refused: Refused | None) -> None:
        super().__init__("a link of the chain cannot be booked")
        self.slot, self.refused = slot, refused


async def book_chain(
    calendars: Calendars, party: Party, order: ChainOrder, *, now: datetime
) -> ChainBooked | ChainTaken | Refused:
    try:
        async with calendars.writing(party.business) as writes:
            return ChainBooked(await _book(writes, party, order, now=now))
    except SlotGuardViolated:
        pass
    except _UndoneError as undone:
        if undone.refused is not None:
            async with calendars.writing(party.business) as writes:
                decision = Decision("refusal", now, undone.refused.reason, undone.slot.record())
                await writes.decide(party.call_sid, decision)
            return undone.refused
    return await other_plans(calendars, party, order.slots, now=now, number=order.customer_number)


async def _book(writes: CalendarWrites, party: Party, order: ChainOrder, *, now: datetime) -> tuple[Booking, ...]:
    held = await writes.holds_of(party.call_sid, now=now) if party.call_sid else ()
    bookings: list[Booking] = []
    for nth, slot in enumerate(order.slots):
        key = f"{order.key}#{nth}" if order.key else None
        link = Order(slot, order.customer_name, order.customer_number, key)
        outcome = await book_within(writes, party, link, now=now, held=held)
        if not isinstance(outcome, Booked):
            raise _UndoneError(slot, outcome)
        bookings.append(outcome.booking)
    links = [booking.slot.record() | {"booking": booking.reference} for booking in bookings]
    for booking in bookings:
        inputs = {"reference": booking.reference, "links": links}
        await writes.decide(party.call_sid, Decision("chain", now, "booked_as_a_whole", inputs))
    return tuple(bookings)
