"""Cancel several appointments in one transaction: all of them, or none."""

from collections.abc import Sequence
from datetime import datetime

from app.domain.bookings import Booking, Cancelled, CancelledTogether, NotFound, Refused
from app.domain.calls import Decision
from app.domain.ids import BookingReference
from app.ports.bookings import Calendars, CalendarWrites
from app.usecases.cancel_appointment import cancel_within
from app.usecases.party import Party


class _UndoneError(Exception):
    """Undoes what was cancelled before the one that cannot be."""

    def __init__(self, reference: BookingReference, outcome: NotFound | Refused) -> None:
        super().__init__("one of several cannot be cancelled")
        self.reference, self.outcome = reference, outcome


async def cancel_together(
    calendars: Calendars,
    party: Party,
    references: Sequence[BookingReference],
    *,
    now: datetime,
    with_dependents: bool = False,
) -> CancelledTogether | NotFound | Refused:
    """Whose appointments they are was asked before. A repeat says the same again.

    What stands on one of them and is not among them is refused as needed_by, unless it goes as well
    (`with_dependents`).
    """
    try:
        async with calendars.writing(party.business) as writes:
            return CancelledTogether(await _cancel(writes, party, references, now=now, all_of_it=with_dependents))
    except _UndoneError as undone:
        if isinstance(undone.outcome, Refused):
            inputs: dict[str, object] = {"reference": undone.reference, "with": list(references)}
            inputs |= {"needed_by": list(undone.outcome.needed_by)} if undone.outcome.needed_by else {}
            async with calendars.writing(party.business) as writes:
                await writes.decide(party.call_sid, Decision("refusal", now, undone.outcome.reason, inputs))
        return undone.outcome


async def _cancel(
    writes: CalendarWrites, party: Party, references: Sequence[BookingReference], *, now: datetime, all_of_it: bool
) -> tuple[Booking, ...]:
    gone: dict[BookingReference, Booking] = {}
    for reference in references:
        if reference in gone:  # it stood on one before it
            continue
        outcome = await cancel_within(writes, party, reference, now=now, going=None if all_of_it else references)
        if not isinstance(outcome, Cancelled):
            raise _UndoneError(reference, outcome)
        gone |= {booking.reference: booking for booking in (outcome.booking, *outcome.with_it)}
    if len(gone) > 1:
        for reference in gone:
            inputs = {"reference": reference, "with": list(gone)}
            await writes.decide(party.call_sid, Decision("together", now, "cancelled_as_a_whole", inputs))
    return tuple(sorted(gone.values(), key=lambda booking: booking.slot.starts_at))
