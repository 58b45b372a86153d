"""Keep all places of a chain for a caller while they think; all of them, or none."""

from collections.abc import Collection, Sequence
from datetime import datetime

from app.domain.availability import place_candidate, refusal
from app.domain.bookings import ChainHeld, ChainOffers, ChainTaken, Hold, Refused, Slot
from app.domain.calls import Decision
from app.domain.candidates import Candidate
from app.domain.chains import beside
from app.domain.errors import SlotGuardViolated
from app.domain.ids import E164, BookingReference, CallSid
from app.ports.bookings import Calendars, CalendarWrites
from app.usecases.look import calendar_of_day
from app.usecases.party import Party
from app.usecases.plan_chain import ChainWanted, plan_chain
from app.usecases.standing import against_order, standing_of


async def hold_chain(
    calendars: Calendars, party: Party, call_sid: CallSid, slots: Sequence[Slot], *, now: datetime
) -> ChainHeld | ChainTaken | Refused:
    """`slots` by start, at least one. Replaces the call's earlier holds."""
    try:
        async with calendars.writing(party.business) as writes:
            outcome = await _hold(writes, party, call_sid, slots, now=now)
    except SlotGuardViolated:
        outcome = None
    return outcome or await other_plans(calendars, party, slots, now=now)


async def other_plans(
    calendars: Calendars, party: Party, slots: Sequence[Slot], *, now: datetime, number: E164 | None = None
) -> ChainTaken:
    found = await plan_chain(calendars, party, ChainWanted(slots[-1].offering, number=number), now=now)
    return ChainTaken(found.plans if isinstance(found, ChainOffers) else ())


async def _hold(
    writes: CalendarWrites, party: Party, call_sid: CallSid, slots: Sequence[Slot], *, now: datetime
) -> ChainHeld | Refused | None:
    await writes.sweep(now)
    found = await _places(writes, party, call_sid, slots, now=now)
    if found is None or isinstance(found, Refused):
        return found
    holds = await keep_all(writes, party, call_sid, found, now=now)
    links = [hold.slot.record() for hold in holds]
    await writes.decide(call_sid, Decision("hold", now, "chain_offered", {"links": links}))
    return ChainHeld(holds)


async def keep_all(
    writes: CalendarWrites,
    party: Party,
    call_sid: CallSid,
    places: Sequence[Candidate],
    *,
    beside: Collection[BookingReference] = (),
    now: datetime,
) -> tuple[Hold, ...]:
    """In place of what the call held. `beside` are the appointments that move there, and are in the way of none."""
    await writes.drop_holds(call_sid)
    expires_at = now + party.business.rules.hold_for
    holds = [
        await writes.keep(each.slot, each.claims, call_sid=call_sid, expires_at=expires_at, moving=None, beside=beside)
        for each in places
    ]
    return tuple(holds)


async def _places(
    writes: CalendarWrites, party: Party, call_sid: CallSid, slots: Sequence[Slot], *, now: datetime
) -> list[Candidate] | Refused | None:
    """Where each link can be had beside those before it. None = one of them is taken."""
    business = party.business
    if not {slot.offering for slot in slots} <= {offering.key for offering in business.offerings}:
        return Refused("no_skill")
    numbers = (party.number,)
    standing = await standing_of(writes, party, now, offering=slots[-1].offering, numbers=numbers)
    standing, earlier = standing.with_slots(slots), await writes.holds_of(call_sid, now=now)
    found: list[Candidate] = []
    for slot in slots:
        offering = business.offering(slot.offering)
        calendar = await calendar_of_day(writes, party, now, slot.starts_at, offering=offering, numbers=numbers)
        reason = refusal(calendar, slot, held=any(hold.slot.same_place(slot) for hold in earlier))
        if refused := (Refused(reason) if reason else against_order(standing, slot)):
            await writes.decide(call_sid, Decision("refusal", now, refused.reason, slot.record()))
            return refused
        calendar = beside(calendar, [claim for each in found for claim in each.claims])
        place = place_candidate(calendar, offering, slot.resource, slot.starts_at)
        if place is None:
            return None
        found.append(place)
    return found
