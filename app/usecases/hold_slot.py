"""Keep an offered slot for a caller while they think."""

from datetime import datetime

from app.domain.availability import place_candidate, refusal
from app.domain.bookings import Held, Hold, Refused, Slot, SlotTaken
from app.domain.calls import Decision
from app.domain.errors import SlotGuardViolated
from app.domain.ids import BookingReference, CallSid
from app.ports.bookings import Calendars, CalendarWrites
from app.usecases.alternatives import taken
from app.usecases.look import calendar_of_day
from app.usecases.party import Party
from app.usecases.standing import against_order, standing_of


async def hold_slot(
    calendars: Calendars,
    party: Party,
    call_sid: CallSid,
    slot: Slot,
    *,
    now: datetime,
    moving: BookingReference | None = None,
) -> Held | SlotTaken | Refused:
    """Replaces the call's earlier hold; holding the same slot again gives it the full time anew."""
    try:
        async with calendars.writing(party.business) as writes:
            outcome = await _hold(writes, party, call_sid, slot, now=now, moving=moving)
    except SlotGuardViolated:
        outcome = None
    return outcome or await taken(calendars, party, slot, now=now, moving=moving)


async def _hold(
    writes: CalendarWrites,
    party: Party,
    call_sid: CallSid,
    slot: Slot,
    *,
    now: datetime,
    moving: BookingReference | None,
) -> Held | Refused | None:
    business, numbers = party.business, (party.number,)
    await writes.sweep(now)
    if all(offering.key != slot.offering for offering in business.offerings):
        return Refused("no_skill")
    offering = business.offering(slot.offering)
    calendar = await calendar_of_day(
        writes, party, now, slot.starts_at, offering=offering, numbers=numbers, moving=moving
    )
    earlier = await writes.hold_of(call_sid, now=now)
    if reason := refusal(calendar, slot, held=earlier is not None and earlier.slot.same_place(slot)):
        await writes.decide(call_sid, Decision("refusal", now, reason, slot.record()))
        return Refused(reason)
    standing = await standing_of(writes, party, now, offering=slot.offering, numbers=numbers)
    if refused := against_order(standing, slot, moving=moving):
        await writes.decide(call_sid, Decision("refusal", now, refused.reason, slot.record()))
        return refused
    found = place_candidate(calendar, offering, slot.resource, slot.starts_at)
    if found is None:
        return None
    free = found.slot
    await writes.drop_holds(call_sid)
    hold: Hold = await writes.keep(
        free,
        found.claims,
        call_sid=call_sid,
        expires_at=now + business.rules.hold_for,
        moving=moving,
    )
    await writes.decide(call_sid, Decision("hold", now, "offered", free.record()))
    return Held(hold)
