"""The tools as a brain gets them: every result is kept as evidence for what may be said afterwards."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

import structlog

from app.dialogue.claims import ClaimKind, Evidence
from app.dialogue.desk_chain import Chain
from app.dialogue.desk_together import Together
from app.dialogue.observing import DialogueObserver, SilentDialogueObserver
from app.dialogue.reading_ahead import ReadingAhead
from app.dialogue.tools import Tools
from app.domain.bookings import (
    Booked,
    Booking,
    Cancelled,
    Held,
    Hold,
    Moved,
    NotFound,
    NothingFree,
    Offers,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.business import Language
from app.domain.calls import Decision
from app.domain.customers import Customer
from app.domain.errors import VorzimmerError
from app.domain.ids import E164, BookingReference, CallSid, OfferingKey, ResourceId
from app.domain.knowledge.search import Quoted
from app.domain.spoken.when import Window
from app.domain.wishes import UnknownWish
from app.ports.call_records import CallRecords
from app.ports.clock import Clock

log = structlog.get_logger()


class Desk:
    """One call's. Same results as `Tools`; `evidence` grows with them, and loses a slot that turned out to be gone."""

    def __init__(
        self,
        tools: Tools,
        records: CallRecords,
        clock: Clock,
        *,
        call_sid: CallSid,
        zone: ZoneInfo,
        observer: DialogueObserver | None = None,
    ) -> None:
        self._observer = observer or SilentDialogueObserver()
        self._tools = tools
        self.ahead = ReadingAhead(tools)
        self._records = records
        self._clock = clock
        self._call_sid = call_sid
        self._zone = zone
        self.evidence: list[Evidence] = []
        self._is_leaving = False
        self._joined: list[tuple[OfferingKey, E164]] = []
        self._for_owner: list[Callable[[], Awaitable[None]]] = []
        self.held: Hold | None = None
        self._held_chain: tuple[Hold, ...] = ()
        self.chain = Chain(self, tools)
        self.together = Together(self, tools)

    async def find_offers(
        self,
        offering: OfferingKey,
        windows: Sequence[Window],
        *,
        resource: ResourceId | None,
        not_these: Sequence[Slot],
        count: int,
        moving: BookingReference | None,
    ) -> Offers | NothingFree:
        found = await self._tools.find_offers(
            offering, windows, resource=resource, not_these=not_these, count=count, moving=moving
        )
        if isinstance(found, Offers):
            self.free(found.slots)
        if isinstance(found, NothingFree) or found.outside_wish:
            self.nothing_free()
        return found

    async def hold(self, slot: Slot) -> Held | SlotTaken | Refused:
        outcome = await self._tools.hold(slot)
        match outcome:
            case Held(hold=hold):
                self.held, self._held_chain = hold, ()
                self.free((slot,))
            case SlotTaken(alternatives=slots):
                self.gone(slot)
                self.free(slots)
            case Refused():
                self.gone(slot)
        return outcome

    async def release(self) -> None:
        held = (*((self.held,) if self.held else ()), *self._held_chain)
        self.held, self._held_chain = None, ()
        for hold in held:
            await self._tools.release(hold.id)

    async def book(self, slot: Slot, *, name: str, number: E164 | None) -> Booked | SlotTaken | Refused:
        outcome = await self._tools.book(slot, customer_name=name, customer_number=number)
        match outcome:
            case Booked(booking=booking):
                self.held = None
                self.gone(slot)
                self.made(ClaimKind.BOOKED, booking)
            case SlotTaken(alternatives=slots):
                self.gone(slot)
                self.free(slots)
            case Refused():
                self.gone(slot)
        return outcome

    async def move(self, reference: BookingReference, slot: Slot) -> Moved | SlotTaken | NotFound | Refused:
        outcome = await self._tools.move(reference, slot)
        match outcome:
            case Moved(booking=booking):
                self.held = None
                self.gone(slot)
                self.forget(booking.reference)
                self.made(ClaimKind.MOVED, booking)
            case SlotTaken(alternatives=slots):
                self.gone(slot)
                self.free(slots)
            case Refused() | NotFound():
                self.gone(slot)
        return outcome

    async def cancel(
        self, reference: BookingReference, *, with_dependents: bool = False
    ) -> Cancelled | NotFound | Refused:
        outcome = await self._tools.cancel(reference, with_dependents=with_dependents)
        if isinstance(outcome, Cancelled):
            for booking in (outcome.booking, *outcome.with_it):
                self.forget(booking.reference)
                self.made(ClaimKind.CANCELLED, booking)
        return outcome

    def holds(self, slots: Sequence[Slot]) -> bool:
        """Whether all of these are held for the caller now."""
        live = [hold.slot for hold in self._held_chain if hold.expires_at > self._clock.now()]
        return all(any(slot.same_place(other) for other in live) for slot in slots)

    async def my_appointments(self, *, name: str | None = None, day: date | None = None) -> tuple[Booking, ...]:
        found = await self.ahead.my_appointments(name=name, day=day)
        for booking in found:
            self.made(ClaimKind.HAS_APPOINTMENT, booking)
        if not found:
            self.evidence.append(Evidence(ClaimKind.NO_APPOINTMENT))
        return found

    async def caller(self) -> Customer | None:
        return await self._tools.caller()

    async def join_waitlist(
        self,
        offering: OfferingKey,
        windows: Sequence[Window],
        *,
        resource: ResourceId | None,
        name: str,
        number: E164,
        moving: BookingReference | None,
    ) -> bool:
        self._joined.append((offering, number))  # first: what is cut off may have been written
        waits = await self._tools.join_waitlist(
            offering, windows, resource=resource, customer_name=name, customer_number=number, moving=moving
        )
        if waits:
            self.evidence.append(Evidence(ClaimKind.WAITLISTED))
        return waits

    async def leave_waitlist(self) -> None:
        """The wish to wait was a beginning: whoever joined since the caller began to speak is taken off the list."""
        while self._joined:
            offering, number = self._joined[-1]
            await self._tools.leave_waitlist(offering, customer_number=number)
            self._joined.pop()
            self.evidence = [item for item in self.evidence if item.kind is not ClaimKind.WAITLISTED]

    def stays_waiting(self) -> None:
        self._joined.clear()

    async def take_message(
        self,
        *,
        text: str,
        name: str | None,
        number: E164 | None,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        await self._tools.take_message(
            text=text, customer_name=name, customer_number=number, urgent=urgent, person=person
        )
        self.evidence.append(Evidence(ClaimKind.MESSAGE_NOTED))

    async def request_callback(
        self,
        *,
        text: str,
        name: str | None,
        number: E164,
        windows: Sequence[Window],
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        await self._tools.request_callback(
            text=text, customer_name=name, customer_number=number, windows=windows, urgent=urgent, person=person
        )
        self.evidence.append(Evidence(ClaimKind.CALLBACK_NOTED))

    async def quote(self, question: str, language: Language) -> Quoted | None:
        found = await self.ahead.quote(question, language)
        if found is not None:
            self.evidence.append(Evidence(ClaimKind.KNOWLEDGE, text=found.text))
            told = {source.document: source.title for source in found.sources}
            await self.decide("answer", "quoted_document", {"documents": sorted(told.values())})
        return found

    async def note_unknown(self, question: str, language: Language) -> None:
        """For the owner's list, once it is known that this was the whole question (`tell_owner`)."""
        self._for_owner.append(lambda: self._tools.note_unknown(question, language))

    async def put_through(self, reason: str, inputs: Mapping[str, object] | None = None) -> None:
        """Put on record that the call is to be connected to a person when its stream ends."""
        await self._records.escalate(self._call_sid, reason)
        self._is_leaving = True
        self.evidence.append(Evidence(ClaimKind.PUT_THROUGH))
        await self.decide("escalation", reason, inputs)

    async def stay(self) -> None:
        """The caller goes on talking: nobody is rung for what they had said so far."""
        if self._is_leaving:
            self._is_leaving = False
            self.evidence = [item for item in self.evidence if item.kind is not ClaimKind.PUT_THROUGH]
            await self._records.escalate(self._call_sid, None)
            await self.decide("escalation_withdrawn", "caller_went_on")

    async def not_understood(self, text: str, language: Language, *, asked: str, nth: int, at_ms: int) -> None:
        """For the owner's list, like `note_unknown`."""
        wish = UnknownWish(text, language, asked, nth, at_ms, self._clock.now())
        self._observer.not_understood(nth)
        self._for_owner.append(lambda: self._records.add_unknown_wish(self._call_sid, wish))

    def forget_for_owner(self) -> None:
        """What was not understood was a beginning: the whole is heard now."""
        self._for_owner.clear()

    async def tell_owner(self) -> None:
        """Writes what the owner is to see. A list that cannot be written must not end a call."""
        waiting, self._for_owner = self._for_owner, []
        for write in waiting:
            try:
                await write()
            except VorzimmerError as error:
                log.warning("owners_list_not_written", error=type(error).__name__)

    async def decide(self, kind: str, why: str, inputs: Mapping[str, object] | None = None) -> None:
        await self._records.add_decision(self._call_sid, Decision(kind, self._clock.now(), why, inputs or {}))

    def now(self) -> datetime:
        """Local time of the business."""
        return self._clock.now().astimezone(self._zone)

    def know(self, kind: ClaimKind) -> None:
        """Evidence that is not a tool's: an entry of the business's own data."""
        self.evidence.append(Evidence(kind))

    def keep_chain(self, holds: Sequence[Hold]) -> None:
        self.held, self._held_chain = None, tuple(holds)

    def nothing_free(self) -> None:
        self.evidence.append(Evidence(ClaimKind.NOTHING_FREE))

    def made(self, kind: ClaimKind, booking: Booking) -> None:
        self.evidence.append(Evidence(kind, booking.slot, booking.reference))

    def free(self, slots: Sequence[Slot]) -> None:
        self.evidence.extend(Evidence(ClaimKind.FREE, slot) for slot in slots)

    def gone(self, slot: Slot) -> None:
        self.evidence = [
            item
            for item in self.evidence
            if not (item.kind is ClaimKind.FREE and item.slot is not None and item.slot.same_place(slot))
        ]

    def forget(self, reference: BookingReference) -> None:
        """An appointment that was moved or cancelled is no longer where it was."""
        self.evidence = [item for item in self.evidence if item.reference != reference]
