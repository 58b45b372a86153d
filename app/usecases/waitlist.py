"""Offer freed places to those who wait: one at a time, held for them, without a human."""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import assert_never

from app.domain.bookings import Booked, Held, Moved, NotFound, Offers, Refused, Slot, SlotTaken
from app.domain.business import Business
from app.domain.calls import Decision
from app.domain.ids import CallSid
from app.domain.spoken.when import Window
from app.domain.waitlist import OfferState, Waiting, WaitlistOffer, answer_by, turn_order
from app.ports.bookings import Calendars
from app.ports.waitlist import FreedPlace, Waitlist
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.find_offers import Wanted, find_offers
from app.usecases.hold_slot import hold_slot
from app.usecases.move_appointment import move_appointment
from app.usecases.party import Party


@dataclass(frozen=True, slots=True)
class WaitlistDesk:
    calendars: Calendars
    waitlist: Waitlist

    async def offer_freed(self, business: Business, booking: int, *, now: datetime) -> WaitlistOffer | None:
        """To the first in the stated order whom a part of the freed place suits; None when there is nobody.

        May be repeated after a crash: the same place and person make the same offer.
        """
        place = await self.waitlist.freed(business, booking)
        if place is None or answer_by(place.slot, now=now) is None:
            return None
        candidates = await self.waitlist.candidates(business, place)
        for entry in turn_order(_who_can_use(candidates, business, place), place.slot, now=now):
            if offer := await self._offer(business, place, entry, now=now):
                return offer
        return None

    async def _offer(
        self, business: Business, place: FreedPlace, entry: Waiting, *, now: datetime
    ) -> WaitlistOffer | None:
        offer_id = sha256(f"{place.booking}\x1f{entry.id}".encode()).hexdigest()[:32]
        sid = CallSid(f"waitlist-{offer_id}")
        party = Party(business, sid, entry.customer_number, entry.language)
        slot = await self._start_in(party, place, entry, now=now)
        expires_at = answer_by(slot, now=now) if slot else None
        if slot is None or expires_at is None:
            return None
        held = await self._hold(party, sid, slot, entry, until=expires_at, now=now)
        if held is None:
            return None
        offer = WaitlistOffer(offer_id, entry, held, place.booking, now, expires_at, OfferState.OPEN)
        if not await self.waitlist.open_offer(business, offer):
            earlier = await self.waitlist.offer(business, offer_id)
            if earlier is None or earlier.state is not OfferState.OPEN:  # else the hold is that of the same offer
                await self._let_go(business, sid)
            return None
        inputs = _inputs(entry, held) | {"expires_at": expires_at.isoformat(), "freed_booking": place.booking}
        await self._decide(business, sid, Decision("waitlist", now, "next_in_line", inputs))
        return offer

    async def _start_in(self, party: Party, place: FreedPlace, entry: Waiting, *, now: datetime) -> Slot | None:
        """The best start inside the freed place and the wish, under the same rules as in a call."""
        last = place.slot.ends_at - party.business.offering(entry.offering).duration
        windows = _inside(entry.windows, place.slot.starts_at, last)
        if not windows:
            return None
        wanted = Wanted(entry.offering, windows, place.slot.resource, count=1, moving=entry.moving)
        found = await find_offers(self.calendars, party, wanted, now=now)
        return found.slots[0] if isinstance(found, Offers) and found.slots and not found.outside_wish else None

    async def _hold(
        self, party: Party, sid: CallSid, slot: Slot, entry: Waiting, *, until: datetime, now: datetime
    ) -> Slot | None:
        rules = replace(party.business.rules, hold_for=until - now)
        patient = replace(party, business=replace(party.business, rules=rules))
        held = await hold_slot(self.calendars, patient, sid, slot, now=now, moving=entry.moving)
        return held.hold.slot if isinstance(held, Held) else None

    async def accept(
        self, business: Business, offer_id: str, *, now: datetime
    ) -> Booked | Moved | SlotTaken | Refused | None:
        """None when the offer is unknown or over. However many say yes at once, there is one booking for all."""
        offer = await self.waitlist.offer(business, offer_id)
        if offer is None:
            return None
        if not await self.waitlist.take(offer_id, now=now):
            return await self._already(business, offer_id)
        return await self._book(business, offer, now=now)

    async def _already(self, business: Business, offer_id: str) -> Booked | None:
        offer = await self.waitlist.offer(business, offer_id)  # anew: another yes may have booked it a moment ago
        if offer is None or offer.state is not OfferState.ACCEPTED or offer.booking is None:
            return None
        async with self.calendars.reading(business) as reads:
            booking = await reads.booking(offer.booking)
        return Booked(booking) if booking else None

    async def _book(
        self, business: Business, offer: WaitlistOffer, *, now: datetime
    ) -> Booked | Moved | SlotTaken | Refused | None:
        entry = offer.entry
        party = Party(business, offer.call_sid, entry.customer_number, entry.language)
        outcome: Booked | Moved | SlotTaken | Refused | NotFound
        if entry.moving is not None:
            outcome = await move_appointment(self.calendars, party, entry.moving, offer.slot, now=now)
        else:
            order = Order(offer.slot, entry.customer_name, entry.customer_number)
            outcome = await book_appointment(self.calendars, party, order, now=now)
        match outcome:
            case Booked(booking=booking) | Moved(booking=booking):
                await self.waitlist.close(offer, OfferState.ACCEPTED, at=now, booking=booking.reference)
                inputs = _inputs(entry, offer.slot) | {"reference": booking.reference}
                await self._decide(business, offer.call_sid, Decision("waitlist", now, "next_in_line", inputs))
                return outcome
            case SlotTaken() | Refused():
                await self.waitlist.close(offer, OfferState.LOST, at=now)
                return outcome
            case NotFound():  # the appointment that was to be brought forward is gone
                await self.waitlist.close(offer, OfferState.LOST, at=now)
                return None
            case _:
                assert_never(outcome)

    async def decline(self, business: Business, offer_id: str, *, now: datetime) -> bool:
        offer = await self.waitlist.offer(business, offer_id)
        return offer is not None and await self._end(business, offer, OfferState.DECLINED, now=now)

    async def end_offer(self, business: Business, offer_id: str, *, now: datetime) -> None:
        """At its expiry. What was accepted and cut off by a crash is booked now."""
        offer = await self.waitlist.offer(business, offer_id)
        if offer is None:
            return
        if offer.state is OfferState.TAKEN:
            await self._book(business, offer, now=now)
        elif offer.state is OfferState.OPEN:
            await self._end(business, offer, OfferState.EXPIRED, now=now)

    async def _end(self, business: Business, offer: WaitlistOffer, state: OfferState, *, now: datetime) -> bool:
        """The hold is let go first: whoever is asked next must find the place free."""
        if offer.state is not OfferState.OPEN:
            return False
        await self._let_go(business, offer.call_sid)
        return await self.waitlist.close(offer, state, at=now)

    async def _let_go(self, business: Business, sid: CallSid) -> None:
        async with self.calendars.writing(business) as writes:
            await writes.drop_holds(sid)

    async def _decide(self, business: Business, sid: CallSid, decision: Decision) -> None:
        async with self.calendars.writing(business) as writes:
            await writes.decide(sid, decision)


def _who_can_use(candidates: tuple[Waiting, ...], business: Business, place: FreedPlace) -> list[Waiting]:
    """With their wish cut down to the place, so that fitting means fitting into it."""
    able: list[Waiting] = []
    for entry in candidates:
        offering = next((offering for offering in business.offerings if offering.key == entry.offering), None)
        if offering is None or place.slot.resource not in {person.id for person in business.people_for(offering.key)}:
            continue
        last = place.slot.ends_at - offering.duration
        if _inside(entry.windows, place.slot.starts_at, last):
            able.append(entry)
    return able


def _inside(windows: tuple[Window, ...], first: datetime, last: datetime) -> list[Window]:
    """The starts that lie in the wish and in [first, last]; no windows = any."""
    if last < first:
        return []
    spans = windows or (Window(first, last),)
    return [
        Window(max(span.earliest, first), min(span.latest, last))
        for span in spans
        if span.earliest <= last and first <= span.latest
    ]


def _inputs(entry: Waiting, slot: Slot) -> dict[str, object]:
    return {
        "entry": entry.id,
        **slot.record(),
        "priority": entry.priority,
        "joined_at": entry.joined_at.isoformat(),
        "passed": entry.passed,
    }
