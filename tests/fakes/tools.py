"""`Tools` over a calendar in memory: what a brain can do, with the rules of a real business and no database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from app.domain.bookings import (
    Booked,
    Booking,
    BookingStatus,
    Cancelled,
    CancelledTogether,
    ChainBooked,
    ChainHeld,
    ChainOffers,
    ChainTaken,
    Held,
    Hold,
    Moved,
    MovedTogether,
    NotFound,
    NothingFree,
    Offers,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.business import Business, Language, Offering
from app.domain.customers import Customer, sounds_like
from app.domain.errors import StoreUnavailable
from app.domain.ids import E164, BookingReference, CallSid, HoldId, OfferingKey, ResourceId
from app.domain.knowledge.documents import Statement
from app.domain.knowledge.search import Quoted, Source
from app.domain.spoken.when import Window
from tests.fakes import chain_tools, together_tools
from tests.fakes.business import praxis
from tests.fakes.clock import FakeClock

CALL_SID = CallSid("CA" + "0" * 32)
CALLER = E164("+493023125199")


@dataclass
class FakeCalendar:
    """One business's bookings and holds; several `FakeTools` may share it, as several calls do."""

    business: Business = field(default_factory=praxis)
    clock: FakeClock = field(default_factory=FakeClock)
    bookings: dict[BookingReference, Booking] = field(default_factory=dict)
    holds: dict[CallSid, Hold] = field(default_factory=dict)
    chain_holds: dict[CallSid, tuple[Hold, ...]] = field(default_factory=dict)
    customers: list[Customer] = field(default_factory=list)

    def fill(self, day: date) -> None:
        """Nothing is free on this day any more."""
        zone = self.business.zone
        start = datetime(day.year, day.month, day.day, tzinfo=zone)
        for person in self.business.resources:
            slot = Slot(OfferingKey("full"), start, start + timedelta(days=1), person.id)
            reference = BookingReference(f"FULL-{day.isoformat()}-{person.id}")
            self.bookings[reference] = Booking(reference, slot, "Nobody", None, BookingStatus.CONFIRMED)

    def confirmed(self) -> tuple[Booking, ...]:
        return tuple(
            booking
            for booking in self.bookings.values()
            if booking.status is BookingStatus.CONFIRMED and not booking.reference.startswith("FULL")
        )


@dataclass
class FakeTools:
    """`down` makes every call raise StoreUnavailable. `calls` lists what was asked for, in order."""

    calendar: FakeCalendar = field(default_factory=FakeCalendar)
    call_sid: CallSid = CALL_SID
    number: E164 | None = CALLER
    down: bool = False
    calls: list[tuple[str, object]] = field(default_factory=list)
    keeps_waiting_list: bool = True
    waiting: list[tuple[OfferingKey, E164, tuple[Window, ...], BookingReference | None]] = field(default_factory=list)
    messages: list[tuple[str, str | None, E164 | None]] = field(default_factory=list)
    callbacks: list[tuple[str, str | None, E164, tuple[Window, ...]]] = field(default_factory=list)
    urgent: set[str] = field(default_factory=set)  # texts of messages and callbacks
    call_by: dict[str, ResourceId | None] = field(default_factory=dict)  # who is to call, by text of the callback
    left_for: dict[str, ResourceId | None] = field(default_factory=dict)  # whom a message is for, by its text
    documents: dict[str, str] = field(default_factory=dict)  # words of a question → what a document says
    unknown: list[str] = field(default_factory=list)
    shown: set[BookingReference] = field(default_factory=set)
    joined: set[tuple[OfferingKey, E164]] = field(default_factory=set)
    moving: BookingReference | None = None
    moved_from: dict[BookingReference, Slot] = field(default_factory=dict)

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
        self.asked("find_offers", offering)
        self.moving = moving
        people = [person.id for person in self._business.people_for(offering)]
        if resource is not None:
            people = [person for person in people if person == resource]
        if not people:
            return NothingFree("no_resource")
        free = [
            slot
            for slot in self._free(self._business.offering(offering), people)
            if not any(slot.starts_at == other.starts_at for other in not_these)
        ]
        if not free:
            return NothingFree("full")
        fitting = [slot for slot in free if not windows or any(window.fits(slot.starts_at) for window in windows)]
        if fitting:
            return Offers(_spread(fitting, count))
        reason = (
            "closed" if not any(self._business.hours.spans(window.earliest.date()) for window in windows) else "full"
        )
        nearest = sorted(free, key=lambda slot: min(_distance(slot, window) for window in windows))
        return Offers(_spread(nearest, count), outside_wish=True, reason=reason)

    async def hold(self, slot: Slot) -> Held | SlotTaken | Refused:
        self.asked("hold", slot)
        if slot.starts_at < self._now:
            return Refused("past")
        if not self.is_free(slot):
            return SlotTaken(self._alternatives(slot))
        hold = Hold(HoldId(f"hold-{self.call_sid}"), slot, self._now + self._business.rules.hold_for)
        self.calendar.holds[self.call_sid] = hold
        return Held(hold)

    async def release(self, hold: HoldId) -> None:
        self.asked("release", hold)
        if (mine := self.calendar.holds.get(self.call_sid)) and mine.id == hold:
            del self.calendar.holds[self.call_sid]
        self.calendar.chain_holds.pop(self.call_sid, None)

    async def book(
        self, slot: Slot, *, customer_name: str, customer_number: E164 | None
    ) -> Booked | SlotTaken | Refused:
        self.asked("book", slot)
        for earlier in self.calendar.confirmed():
            if earlier.call_sid == self.call_sid and earlier.slot.same_place(slot):
                return Booked(earlier)
        if slot.starts_at < self._now:
            return Refused("past")
        if self._breaks_same_day_rule(slot, customer_number or self.number):
            return Refused("same_day_conflict")
        if not self.is_free(slot):
            return SlotTaken(self._alternatives(slot))
        reference = BookingReference(f"FHK{len(self.calendar.bookings) + 22}")
        booking = Booking(reference, slot, customer_name, customer_number, BookingStatus.CONFIRMED, self.call_sid)
        self.calendar.bookings[reference] = booking
        self.calendar.holds.pop(self.call_sid, None)
        return Booked(booking)

    async def move(self, reference: BookingReference, slot: Slot) -> Moved | SlotTaken | NotFound | Refused:
        self.asked("move", reference)
        booking = self._own(reference)
        if booking is None or booking.status is not BookingStatus.CONFIRMED:
            return NotFound()
        if booking.slot.same_place(slot):
            return Moved(booking, self.moved_from.get(reference, booking.slot))
        if slot.starts_at < self._now:
            return Refused("past")
        self.moving = reference
        if not self.is_free(slot):
            return SlotTaken(self._alternatives(slot))
        moved = replace(booking, slot=slot)
        self.calendar.bookings[reference] = moved
        self.calendar.holds.pop(self.call_sid, None)
        self.moved_from[reference] = booking.slot
        self.moving = None
        return Moved(moved, booking.slot)

    async def cancel(
        self, reference: BookingReference, *, with_dependents: bool = False
    ) -> Cancelled | NotFound | Refused:
        self.asked("cancel", reference)
        booking = self._own(reference)
        if booking is None:
            return NotFound()
        if booking.slot.starts_at < self._now:
            return Refused("past")
        stand_on_it = chain_tools.stand_on(self, reference)
        if stand_on_it and not with_dependents:
            return Refused("needed_by", needed_by=tuple(other.reference for other in stand_on_it))
        gone = [replace(each, status=BookingStatus.CANCELLED) for each in (booking, *stand_on_it)]
        self.calendar.bookings.update({each.reference: each for each in gone})
        return Cancelled(gone[0], tuple(gone[1:]))

    async def needed_first(self, offering: OfferingKey) -> tuple[OfferingKey, ...]:
        return await chain_tools.needed_first(self, offering)

    async def find_chain(
        self,
        offering: OfferingKey,
        windows: Mapping[OfferingKey, Sequence[Window]],
        *,
        resource: ResourceId | None,
        not_these: Sequence[Sequence[Slot]],
    ) -> ChainOffers | NothingFree:
        return await chain_tools.find_chain(self, offering, windows, resource=resource, not_these=not_these)

    async def hold_chain(self, slots: Sequence[Slot]) -> ChainHeld | ChainTaken | Refused:
        return await chain_tools.hold_chain(self, slots)

    async def book_chain(
        self, slots: Sequence[Slot], *, customer_name: str, customer_number: E164 | None
    ) -> ChainBooked | ChainTaken | Refused:
        return await chain_tools.book_chain(self, slots, customer_name=customer_name, customer_number=customer_number)

    async def plan_together(
        self,
        references: Sequence[BookingReference],
        windows: Mapping[int, Sequence[Window]],
        *,
        not_these: Sequence[Sequence[Slot]] = (),
    ) -> ChainOffers | NothingFree:
        return await together_tools.plan_together(self, references, windows, not_these=not_these)

    async def hold_together(self, places: Mapping[BookingReference, Slot]) -> ChainHeld | ChainTaken | Refused:
        return await together_tools.hold_together(self, places)

    async def move_together(
        self, places: Mapping[BookingReference, Slot]
    ) -> MovedTogether | SlotTaken | NotFound | Refused:
        return await together_tools.move_together(self, places)

    async def cancel_together(
        self, references: Sequence[BookingReference], *, with_dependents: bool = False
    ) -> CancelledTogether | NotFound | Refused:
        return await together_tools.cancel_together(self, references, with_dependents=with_dependents)

    async def my_appointments(self, *, name: str | None = None, day: date | None = None) -> tuple[Booking, ...]:
        self.asked("my_appointments", (name, day))
        upcoming = [b for b in self.calendar.confirmed() if b.slot.starts_at >= self._now]
        own = [b for b in upcoming if self.is_mine(b)]
        mine = [b for b in own if day in (None, b.slot.starts_at.date())]
        if not mine and name is not None and day is not None:
            mine = [b for b in upcoming if b.slot.starts_at.date() == day and sounds_like(name, b.customer_name)]
        mine = mine or own
        self.shown.update(b.reference for b in mine)
        return tuple(sorted(mine, key=lambda b: b.slot.starts_at))

    async def caller(self) -> Customer | None:
        self.asked("caller", self.number)
        return next((c for c in self.calendar.customers if c.number == self.number and self.number is not None), None)

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
        self.asked("join_waitlist", offering)
        if not self.keeps_waiting_list or (moving is not None and self._own(moving) is None):
            return False
        if (offering, customer_number) not in [(entry[0], entry[1]) for entry in self.waiting]:
            self.waiting.append((offering, customer_number, tuple(windows), moving))
            self.joined.add((offering, customer_number))
        return True

    async def leave_waitlist(self, offering: OfferingKey, *, customer_number: E164) -> None:
        self.asked("leave_waitlist", offering)
        if (offering, customer_number) in self.joined:
            self.joined.discard((offering, customer_number))
            self.waiting = [entry for entry in self.waiting if (entry[0], entry[1]) != (offering, customer_number)]

    async def take_message(
        self,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164 | None,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        self.asked("take_message", text)
        self.urgent.update([text] if urgent else [])
        self.left_for[text] = person
        message = (text, customer_name, customer_number or self.number)
        if message not in self.messages:
            self.messages.append(message)

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
        self.asked("request_callback", text)
        self.urgent.update([text] if urgent else [])
        self.call_by[text] = person
        callback = (text, customer_name, customer_number, tuple(windows))
        if callback not in self.callbacks:
            self.callbacks.append(callback)

    async def quote(self, question: str, language: Language) -> Quoted | None:
        self.asked("quote", question)
        said = next((answer for words, answer in self.documents.items() if words in question.lower()), None)
        if said is None:
            return None
        statement = Statement(said, "", 1, None, language)
        return Quoted((Source("d1", "preise.pdf", statement),), 0.9)

    async def note_unknown(self, question: str, language: Language) -> None:
        self.asked("note_unknown", question)
        self.unknown.append(question)

    # --- the calendar ------------------------------------------------------------

    @property
    def _business(self) -> Business:
        return self.calendar.business

    @property
    def _now(self) -> datetime:
        return self.calendar.clock.now()

    def asked(self, name: str, what: object) -> None:
        self.calls.append((name, what))
        if self.down:
            raise StoreUnavailable("the store is down")

    def is_mine(self, booking: Booking) -> bool:
        by_number = self.number is not None and booking.customer_number == self.number
        return by_number or booking.call_sid == self.call_sid

    def _own(self, reference: BookingReference) -> Booking | None:
        booking = self.calendar.bookings.get(reference)
        if booking is None or not (self.is_mine(booking) or reference in self.shown):
            return None
        return booking

    def _free(self, offering: Offering, people: Sequence[ResourceId]) -> Iterator[Slot]:
        business, zone = self._business, self._business.zone
        earliest = self._now + (timedelta(0) if offering.same_day else business.rules.minimum_notice)
        today = self._now.astimezone(zone).date()
        for nth in range(business.rules.horizon.days):
            day = today + timedelta(days=nth)
            for opens, closes in business.hours.spans(day):
                start = datetime.combine(day, opens, tzinfo=zone)
                while start + offering.duration <= datetime.combine(day, closes, tzinfo=zone):
                    if start.astimezone(UTC) >= earliest:
                        slots = (Slot(offering.key, start, start + offering.duration, person) for person in people)
                        yield from (slot for slot in slots if self._works(slot) and self.is_free(slot))
                    start += business.rules.slot_step

    def _works(self, slot: Slot) -> bool:
        day = slot.starts_at.date()
        return day.weekday() in self._business.resource(slot.resource).days and not any(
            absence.resource == slot.resource and absence.first_day <= day <= absence.last_day
            for absence in self._business.absences
        )

    def is_free(self, slot: Slot) -> bool:
        taken = [b.slot for b in self.calendar.bookings.values() if self._blocks(b)]
        taken += [
            hold.slot
            for call, hold in self.calendar.holds.items()
            if call != self.call_sid and hold.expires_at > self._now
        ]
        taken += [
            hold.slot
            for call, holds in self.calendar.chain_holds.items()
            for hold in holds
            if call != self.call_sid and hold.expires_at > self._now
        ]
        return not any(
            other.resource == slot.resource and other.starts_at < slot.ends_at and slot.starts_at < other.ends_at
            for other in taken
        )

    def _blocks(self, booking: Booking) -> bool:
        return booking.status is BookingStatus.CONFIRMED and booking.reference != self.moving

    def _breaks_same_day_rule(self, slot: Slot, number: E164 | None) -> bool:
        forbidden = self._business.offering(slot.offering).not_same_day_as
        return any(
            b.customer_number == number
            and b.slot.offering in forbidden
            and b.slot.starts_at.date() == slot.starts_at.date()
            for b in self.calendar.confirmed()
            if number is not None
        )

    def _alternatives(self, slot: Slot) -> tuple[Slot, ...]:
        people = [person.id for person in self._business.people_for(slot.offering)]
        free = self._free(self._business.offering(slot.offering), people)
        return _spread(sorted(free, key=lambda other: abs(other.starts_at - slot.starts_at)), 3)


def _distance(slot: Slot, window: Window) -> timedelta:
    if window.fits(slot.starts_at):
        return timedelta(0)
    return min(abs(slot.starts_at - window.earliest), abs(slot.starts_at - window.latest))


def _spread(slots: Sequence[Slot], count: int) -> tuple[Slot, ...]:
    """The first ones that lie an hour apart; fewer when there are none."""
    chosen: list[Slot] = []
    for slot in slots:
        if len(chosen) < count and all(abs(slot.starts_at - other.starts_at) >= timedelta(hours=1) for other in chosen):
            chosen.append(slot)
    return tuple(chosen)
