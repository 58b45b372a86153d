"""Take the last move of an appointment back: to where it was, if that is still free and allowed."""

from datetime import datetime

from app.domain.bookings import Moved, NotFound, Refused, SlotTaken
from app.domain.errors import SlotGuardViolated
from app.domain.ids import BookingReference
from app.ports.bookings import Calendars
from app.usecases.alternatives import taken
from app.usecases.move_appointment import move_within
from app.usecases.party import Party

MOVED = "moved"


async def undo_move(
    calendars: Calendars, party: Party, reference: BookingReference, *, now: datetime, expected: int
) -> Moved | SlotTaken | NotFound | Refused:
    """`expected` is the version that the move made: when anything came after it, this is refused as changed.

    The notice that the old place needed was kept when it was booked; all other rules hold as for any move.
    """
    previous = None
    try:
        async with calendars.writing(party.business) as writes:
            lines = await writes.history(reference)
            if not lines:
                return NotFound()
            if lines[-1].version != expected or lines[-1].change != MOVED or len(lines) == 1:
                return Refused("changed")
            previous = lines[-2].slot
            outcome = await move_within(
                writes, party, reference, previous, now=now, expected=expected, notice_kept=True
            )
    except SlotGuardViolated:
        outcome = None
    if outcome is not None or previous is None:
        return outcome or NotFound()
    return await taken(calendars, party, previous, now=now, moving=reference)
