"""`Tools` bound to one call: who is calling, which business answers, and what this caller may touch."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Protocol

from app.dialogue.own_appointments import OwnAppointments
from app.domain.bookings import (
    Booked,
    Booking,
    Cancelled,
    CancelledTogether,
    ChainBooked,
    ChainHeld,
    ChainOffers,
    ChainTaken,
    Held,
    Moved,
    MovedTogether,
    NotFound,
    NothingFree,
    Offers,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.business import Business, Language
from app.domain.customers import Customer
from app.domain.ids import E164, BookingReference, BusinessId, CallSid, HoldId, OfferingKey, ResourceId
from app.domain.knowledge.search import Quoted
from app.domain.spoken.when import Window
from app.domain.waitlist import Waiting
from app.ports.bookings import Calendars
from app.ports.clock import Clock
from app.ports.notes import Notes
from app.usecases.book_appointment import Order, book_appointment
from app.usecases.book_chain import ChainOrder, book_chain
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.cancel_together import cancel_together
from app.usecases.find_offers import Wanted, find_offers
from app.usecases.hold_chain import hold_chain
from app.usecases.hold_slot import hold_slot
from app.usecases.hold_together import hold_together
from app.usecases.move_appointment import move_appointment
from app.usecases.move_together import Step, move_together
from app.usecases.party import Party
from app.usecases.plan_chain import ChainWanted, needed_first, plan_chain
from app.usecases.plan_together import TogetherWanted, plan_together


class WaitingList(Protocol):
    """What a call may do with the waiting list of its business."""

    async def join(self, entry: Waiting) -> bool:
        """False when the same number waits for the same offering already."""
        ...

    async def leave(self, entry_id: str) -> bool:
        """False when nobody waits as that."""
        ...


class Answers(Protocol):
    """What a call may ask of the business's documents."""

    async def quote(self, business: BusinessId, question: str, language: Language) -> Quoted | None: ...

    async def note_unknown(
        self, business: BusinessId, question: str, language: Language, *, call_sid: CallSid, at: datetime
    ) -> None: ...


class CallTools:
    """`number` is the line's, None when withheld."""

    def __init__(
        self,
        *,
        business: Business,
        call_sid: CallSid,
        number: E164 | None,
        calendars: Calendars,
        notes: Notes,
        clock: Clock,
        language: Language | None = None,
        waitlist: WaitingList | None = None,
        answers: Answers | None = None,
    ) -> None:
        self._call_sid = call_sid
        self._party = Party(business, call_sid, number, language or business.default_language)
        self._calendars = calendars
        self._notes = notes
        self._waitlist = waitlist
        self._answers = answers
        self._clock = clock
        self._own = OwnAppointments(calendars, self._party, call_sid)
        self._moving: BookingReference | None = None

    async def find_offers(
        self,
        offering: OfferingKey,
        windows: Sequence[Window],
        *,
        resource: ResourceId | None = None,
        not_these: Sequence[Slot] = (),
        count: int = 3,
        moving: BookingReference | None = None,
    ) -> Offers | NothingFree:
        self._moving = moving if moving and await self._own.has(moving) else None
        wanted = Wanted(offering, windows, resource, not_these, count, self._moving)
        return await find_offers(self._calendars, self._party, wanted, now=self._clock.now())

    async def hold(self, slot: Slot) -> Held | SlotTaken | Refused:
        return await hold_slot(
            self._calendars, self._party, self._call_sid, slot, now=self._clock.now(), moving=self._moving
        )

    async def release(self, hold: HoldId) -> None:
        async with self._calendars.writing(self._party.business) as writes:
            await writes.drop_holds(self._call_sid, only=hold)

    async def book(
        self, slot: Slot, *, customer_name: str, customer_number: E164 | None
    ) -> Booked | SlotTaken | Refused:
        order = Order(slot, customer_name, customer_number)
        outcome = await book_appointment(self._calendars, self._party, order, now=self._clock.now())
        self._moving = None
        return outcome

    async def move(self, reference: BookingReference, slot: Slot) -> Moved | SlotTaken | NotFound | Refused:
        if not await self._own.has(reference):
            return NotFound()
        outcome = await move_appointment(self._calendars, self._party, reference, slot, now=self._clock.now())
        if isinstance(outcome, Moved):
            self._moving = None
        return outcome

    async def cancel(
        self, reference: BookingReference, *, with_dependents: bool = False
    ) -> Cancelled | NotFound | Refused:
        if not await self._own.has(reference):
            return NotFound()
        now = self._clock.now()
        return await cancel_appointment(
            self._calendars, self._party, reference, now=now, with_dependents=with_dependents
        )

    async def needed_first(self, offering: OfferingKey) -> tuple[OfferingKey, ...]:
        return await needed_first(self._calendars, self._party, offering, now=self._clock.now())

    async def find_chain(
        self,
        offering: OfferingKey,
        windows: Mapping[OfferingKey, Sequence[Window]],
        *,
        resource: ResourceId | None,
        not_these: Sequence[Sequence[Slot]],
    ) -> ChainOffers | NothingFree:
        wanted = ChainWanted(offering, windows, resource, not_these)
        return await plan_chain(self._calendars, self._party, wanted, now=self._clock.now())

    async def hold_chain(self, slots: Sequence[Slot]) -> ChainHeld | ChainTaken | Refused:
        return await hold_chain(self._calendars, self._party, self._call_sid, slots, now=self._clock.now())

    async def book_chain(
        self, slots: Sequence[Slot], *, customer_name: str, customer_number: E164 | None
    ) -> ChainBooked | ChainTaken | Refused:
        order = ChainOrder(slots, customer_name, customer_number)
        return await book_chain(self._calendars, self._party, order, now=self._clock.now())

    async def plan_together(
        self,
        references: Sequence[BookingReference],
        windows: Mapping[int, Sequence[Window]],
        *,
        not_these: Sequence[Sequence[Slot]] = (),
    ) -> ChainOffers | NothingFree:
        if not await self._own.has_all(references):
            return NothingFree("no_resource")
        wanted = TogetherWanted(references, windows, not_these)
        return await plan_together(self._calendars, self._party, wanted, now=self._clock.now())

    async def hold_together(self, places: Mapping[BookingReference, Slot]) -> ChainHeld | ChainTaken | Refused:
        if not await self._own.has_all(places):
            return ChainTaken(())
        now = self._clock.now()
        return await hold_together(self._calendars, self._party, self._call_sid, _steps(places), now=now)

    async def move_together(
        self, places: Mapping[BookingReference, Slot]
    ) -> MovedTogether | SlotTaken | NotFound | Refused:
        if not await self._own.has_all(places):
            return NotFound()
        return await move_together(self._calendars, self._party, _steps(places), now=self._clock.now())

    async def cancel_together(
        self, references: Sequence[BookingReference], *, with_dependents: bool = False
    ) -> CancelledTogether | NotFound | Refused:
        if not await self._own.has_all(references):
            return NotFound()
        now = self._clock.now()
        return await cancel_together(self._calendars, self._party, references, now=now, with_dependents=with_dependents)

    async def my_appointments(self, *, name: str | None = None, day: date | None = None) -> tuple[Booking, ...]:
        return await self._own.find(name=name, day=day, now=self._clock.now())

    async def caller(self) -> Customer | None:
        if self._party.number is None:
            return None
        async with self._calendars.reading(self._party.business) as reads:
            return await reads.customer(self._party.number)

    async def join_waitlist(
        self,
        offering: OfferingKey,
        windows: Sequence[Window],
        *,
        resource: ResourceId | None,
        customer_name: str,
        customer_number: E164,
        moving: BookingReference | None,
    ) -> bool:
        if self._waitlist is None or not self._party.business.rules.keeps_waiting_list:
            return False
        if moving is not None and not await self._own.has(moving):
            return False
        entry = Waiting(
            id=self._entry(offering, customer_number),
            business=self._party.business.id,
            offering=offering,
            customer_name=customer_name,
            customer_number=customer_number,
            language=self._party.language,
            joined_at=self._clock.now(),
            windows=tuple(windows),
            resource=resource,
            priority=self._party.business.offering(offering).priority,
            moving=moving,
            call_sid=self._call_sid,
        )
        await self._waitlist.join(entry)
        return True

    async def leave_waitlist(self, offering: OfferingKey, *, customer_number: E164) -> None:
        if self._waitlist is not None:
            await self._waitlist.leave(self._entry(offering, customer_number))

    def _entry(self, offering: OfferingKey, number: E164) -> str:
        return sha256(f"{self._call_sid}\x1f{offering}\x1f{number}".encode()).hexdigest()[:32]

    async def take_message(
        self,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164 | None,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        await self._notes.take_message(
            self._party.business.id,
            self._call_sid,
            text=text,
            customer_name=customer_name,
            customer_number=customer_number or self._party.number,
            at=self._clock.now(),
            urgent=urgent,
            person=person,
        )

    async def request_callback(
        self,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164,
        windows: Sequence[Window],
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        await self._notes.request_callback(
            self._party.business.id,
            self._call_sid,
            text=text,
            customer_name=customer_name,
            customer_number=customer_number,
            windows=windows,
            at=self._clock.now(),
            urgent=urgent,
            person=person,
        )

    async def quote(self, question: str, language: Language) -> Quoted | None:
        if self._answers is None:
            return None
        return await self._answers.quote(self._party.business.id, question, language)

    async def note_unknown(self, question: str, language: Language) -> None:
        if self._answers is not None:
            business, at = self._party.business.id, self._clock.now()
            await self._answers.note_unknown(business, question, language, call_sid=self._call_sid, at=at)


def _steps(places: Mapping[BookingReference, Slot]) -> tuple[Step, ...]:
    return tuple(Step(reference, slot) for reference, slot in places.items())
