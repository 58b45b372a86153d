"""The tools for several appointments that move or go together, as a brain gets them: see `desk`."""

from collections.abc import Mapping, Sequence

from app.dialogue.claims import ClaimKind
from app.dialogue.ledger import Ledger
from app.dialogue.tools import Tools
from app.domain.bookings import (
    CancelledTogether,
    ChainHeld,
    ChainOffers,
    ChainTaken,
    MovedTogether,
    NotFound,
    NothingFree,
    Refused,
    Slot,
    SlotTaken,
)
from app.domain.ids import BookingReference
from app.domain.spoken.when import Window


class Together:
    """One call's."""

    def __init__(self, ledger: Ledger, tools: Tools) -> None:
        self._ledger = ledger
        self._tools = tools

    async def plan(
        self,
        references: Sequence[BookingReference],
        windows: Mapping[int, Sequence[Window]],
        *,
        not_these: Sequence[Sequence[Slot]],
    ) -> ChainOffers | NothingFree:
        found = await self._tools.plan_together(references, windows, not_these=not_these)
        if isinstance(found, NothingFree) or found.outside_wish:
            self._ledger.nothing_free()
        return found

    async def hold(self, places: Mapping[BookingReference, Slot]) -> ChainHeld | ChainTaken | Refused:
        outcome = await self._tools.hold_together(places)
        for slot in places.values():
            self._ledger.gone(slot)
        if isinstance(outcome, ChainHeld):
            self._ledger.keep_chain(outcome.holds)
            self._ledger.free(tuple(places.values()))
        return outcome

    async def move(self, places: Mapping[BookingReference, Slot]) -> MovedTogether | SlotTaken | NotFound | Refused:
        outcome = await self._tools.move_together(places)
        for slot in places.values():
            self._ledger.gone(slot)
        if isinstance(outcome, MovedTogether):
            self._ledger.keep_chain(())
            for reference in places:
                self._ledger.forget(reference)
            for one in outcome.moves:
                self._ledger.made(ClaimKind.MOVED, one.booking)
        return outcome

    async def cancel(
        self, references: Sequence[BookingReference], *, with_dependents: bool
    ) -> CancelledTogether | NotFound | Refused:
        outcome = await self._tools.cancel_together(references, with_dependents=with_dependents)
        if isinstance(outcome, CancelledTogether):
            for booking in outcome.bookings:
                self._ledger.forget(booking.reference)
                self._ledger.made(ClaimKind.CANCELLED, booking)
        return outcome
