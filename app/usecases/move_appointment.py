"""Move an appointment: in one transaction the new place is taken, then the old one freed; the reference stays."""

from collections.abc import Mapping
from datetime import datetime

from app.domain.availability import place_candidate, refusal
from app.domain.bookings import Booking, BookingStatus, Moved, NotFound, Refused, Slot, SlotTaken
from app.domain.calls import Decision
from app.domain.errors import SlotGuardViolated
from app.domain.ids import BookingReference
from app.ports.bookings import Calendars, CalendarWrites, Ending
from app.usecases.alternatives import taken
from app.usecases.look import calendar_of_day
from app.usecases.party import Party
from app.usecases.standing import against_order, standing_beside

NOTHING_ELSE: Mapping[BookingReference, Slot] = {}


async def move_appointment(
    calendars: Calendars,
    party: Party,
    reference: BookingReference,
    slot: Slot,
    *,
    now: datetime,
    expected: int | None = None,
) -> Moved | SlotTaken | NotFound | Refused:
    """Whose appointment it is was asked before. A move that fails leaves it where it was.

    `expected` is the version that was looked at: a booking that changed since is refused as changed.
    """
    try:
        async with calendars.writing(party.business) as writes:
            outcome = await move_within(writes, party, reference, slot, now=now, expected=expected)
    except SlotGuardViolated:
        outcome = None
    return outcome or await taken(calendars, party, slot, now=now, moving=reference)


async def move_within(
    writes: CalendarWrites,
    party: Party,
    reference: BookingReference,
    slot: Slot,
    *,
    now: datetime,
    expected: int | None,
    notice_kept: bool = False,
    beside: Mapping[BookingReference, Slot] = NOTHING_ELSE,
) -> Moved | NotFound | Refused | None:
    """The same inside a transaction that does more than that. None = the slot is taken.

    `notice_kept` = notice was counted for this place before, and is not counted again. `beside` is where others move
    in the same transaction: what they are in the way of now, or stand in order with, is judged by where they go.
    """
    await writes.sweep(now)
    booking = await writes.booking(reference)
    if booking is None or booking.status is not BookingStatus.CONFIRMED:
        return NotFound()
    if booking.slot.same_place(slot):
        return await _already_there(writes, party, booking)
    if expected not in (None, booking.version):
        return await _refuse(writes, party, reference, slot, "changed", now=now)
    offering = next((offering for offering in party.business.offerings if offering.key == slot.offering), None)
    if offering is None or booking.slot.starts_at < now:
        return await _refuse(writes, party, reference, slot, "past" if offering else "no_skill", now=now)
    calendar = await calendar_of_day(
        writes,
        party,
        now,
        slot.starts_at,
        offering=offering,
        numbers=(party.number, booking.customer_number),
        moving=reference,
        moving_beside=beside,
    )
    hold = await writes.hold_of(party.call_sid, now=now) if party.call_sid else None
    held = notice_kept or (hold is not None and hold.slot.same_place(slot))
    if reason := refusal(calendar, slot, held=held):
        return await _refuse(writes, party, reference, slot, reason, now=now)
    standing = (await standing_beside(writes, party, booking, now=now)).moved(beside)
    if refused := against_order(standing, slot, moving=reference):
        inputs = {"reference": reference, "starts_at": slot.starts_at.isoformat(), "needed_by": list(refused.needed_by)}
        await writes.decide(party.call_sid, Decision("refusal", now, refused.reason, inputs))
        return refused
    found = place_candidate(calendar, offering, slot.resource, slot.starts_at)
    if found is None:
        return None
    free = found.slot
    if party.call_sid:
        await writes.drop_holds(party.call_sid)
    ending = Ending(BookingStatus.MOVED, party.call_sid, now, booking.slot, party.author)
    moved = await writes.replace(reference, free, found.claims, ending)
    inputs = {
        "reference": reference,
        "from": booking.slot.starts_at.isoformat(),
        "to": free.starts_at.isoformat(),
        "person": free.resource,
    }
    await writes.decide(party.call_sid, Decision("move", now, "asked_and_confirmed", inputs))
    return Moved(moved, booking.slot)


async def _already_there(writes: CalendarWrites, party: Party, booking: Booking) -> Moved:
    """A repeated move says what the first one said; a move to where it has always been changes nothing."""
    ending = await writes.last_ending(booking.reference)
    repeated = ending and ending.status is BookingStatus.MOVED and ending.call_sid == party.call_sid
    return Moved(booking, ending.slot if ending and repeated else booking.slot)


async def _refuse(
    writes: CalendarWrites, party: Party, reference: BookingReference, slot: Slot, reason: str, *, now: datetime
) -> Refused:
    inputs = {"reference": reference, "starts_at": slot.starts_at.isoformat()}
    await writes.decide(party.call_sid, Decision("refusal", now, reason, inputs))
    return Refused(reason)
