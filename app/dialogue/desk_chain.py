"""The tools for a chain of appointments, one of which has to come before the next, as a brain gets them: see `desk`."""

from collections.abc import Mapping, Sequence

from app.dialogue.claims import ClaimKind
from app.dialogue.ledger import Ledger
from app.dialogue.tools import Tools
from app.domain.bookings import ChainBooked, ChainHeld, ChainOffers, ChainTaken, NothingFree, Refused, Slot
from app.domain.ids import E164, OfferingKey, ResourceId
from app.domain.spoken.when import Window


class Chain:
    """One call's."""

    def __init__(self, ledger: Ledger, tools: Tools) -> None:
        self._ledger = ledger
        self._tools = tools

    async def needed_first(self, offering: OfferingKey) -> tuple[OfferingKey, ...]:
        return await self._tools.needed_first(offering)

    async def find(
        self,
        offering: OfferingKey,
        windows: Mapping[OfferingKey, Sequence[Window]],
        *,
        resource: ResourceId | None,
        not_these: Sequence[Sequence[Slot]],
    ) -> ChainOffers | NothingFree:
        found = await self._tools.find_chain(offering, windows, resource=resource, not_these=not_these)
        if isinstance(found, NothingFree) or found.outside_wish:
            self._ledger.nothing_free()
        return found

    async def hold(self, slots: Sequence[Slot]) -> ChainHeld | ChainTaken | Refused:
        outcome = await self._tools.hold_chain(slots)
        for slot in slots:
            self._ledger.gone(slot)
        if isinstance(outcome, ChainHeld):
            self._ledger.keep_chain(outcome.holds)
            self._ledger.free(slots)
        return outcome

    async def book(
        self, slots: Sequence[Slot], *, name: str, number: E164 | None
    ) -> ChainBooked | ChainTaken | Refused:
        outcome = await self._tools.book_chain(slots, customer_name=name, customer_number=number)
        for slot in slots:
            self._ledger.gone(slot)
        if isinstance(outcome, ChainBooked):
            self._ledger.keep_chain(())
            for booking in outcome.bookings:
                self._ledger.made(ClaimKind.BOOKED, booking)
        return outcome
