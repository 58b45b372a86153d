"""Keep places for several appointments that move together, while a caller thinks; all of them, or none."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.availability import place_candidate, refusal
from app.domain.bookings import BookingStatus, ChainHeld, ChainTaken, Refused
from app.domain.calls import Decision
from app.domain.candidates import Candidate
from app.domain.chains import beside
from app.domain.errors import SlotGuardViolated
from app.domain.ids import CallSid
from app.ports.bookings import Calendars, CalendarWrites
from app.usecases.hold_chain import keep_all
from app.usecases.look import calendar_of_day
from app.usecases.move_together import Step, places_beside
from app.usecases.party import Party
from app.usecases.standing import against_order, standing_beside


async def hold_together(
    calendars: Calendars, party: Party, call_sid: CallSid, steps: Sequence[Step], *, now: datetime
) -> ChainHeld | ChainTaken | Refused:
    """`steps` by start, at least one. Replaces the call's earlier holds. Nothing else is proposed when one is taken."""
    try:
        async with calendars.writing(party.business) as writes:
            return await _hold(writes, party, call_sid, steps, now=now) or ChainTaken(())
    except SlotGuardViolated:
        return ChainTaken(())


async def _hold(
    writes: CalendarWrites, party: Party, call_sid: CallSid, steps: Sequence[Step], *, now: datetime
) -> ChainHeld | Refused | None:
    await writes.sweep(now)
    found = await _places(writes, party, call_sid, steps, now=now)
    if found is None or isinstance(found, Refused):
        return found
    holds = await keep_all(writes, party, call_sid, found, beside=[step.reference for step in steps], now=now)
    links = [_inputs(step) for step in steps]
    await writes.decide(call_sid, Decision("hold", now, "together_offered", {"links": links}))
    return ChainHeld(holds)


async def _places(
    writes: CalendarWrites, party: Party, call_sid: CallSid, steps: Sequence[Step], *, now: datetime
) -> list[Candidate] | Refused | None:
    """Where each can be had beside those before it. None = one of them is taken, or one appointment is gone."""
    earlier = await writes.holds_of(call_sid, now=now)
    found: list[Candidate] = []
    for step in steps:
        slot, booking = step.slot, await writes.booking(step.reference)
        offering = next((one for one in party.business.offerings if one.key == slot.offering), None)
        if booking is None or booking.status is not BookingStatus.CONFIRMED or offering is None:
            return None
        others = places_beside(step, steps)
        calendar = await calendar_of_day(
            writes,
            party,
            now,
            slot.starts_at,
            offering=offering,
            numbers=(booking.customer_number,),
            moving=step.reference,
            moving_beside=others,
        )
        standing = (await standing_beside(writes, party, booking, now=now)).moved(others)
        reason = refusal(calendar, slot, held=any(hold.slot.same_place(slot) for hold in earlier))
        if refused := (Refused(reason) if reason else against_order(standing, slot, moving=step.reference)):
            await writes.decide(call_sid, Decision("refusal", now, refused.reason, _inputs(step)))
            return refused
        place = place_candidate(
            beside(calendar, [claim for each in found for claim in each.claims]),
            offering,
            slot.resource,
            slot.starts_at,
        )
        if place is None:
            return None
        found.append(place)
    return found


def _inputs(step: Step) -> dict[str, object]:
    return {"reference": step.reference, **step.slot.record()}
