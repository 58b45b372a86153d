"""Move several appointments that belong together, a mother's and her daughter's: all of them, or none.

The places that they have now are no obstacle: half an hour later, the first goes to where the second was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.bookings import Booking, BookingStatus, Moved, MovedTogether, NotFound, Refused, Slot, SlotTaken
from app.domain.calls import Decision
from app.domain.errors import SlotGuardViolated
from app.domain.ids import BookingReference
from app.ports.bookings import Calendars, CalendarWrites
from app.usecases.alternatives import taken
from app.usecases.move_appointment import move_within
from app.usecases.party import Party


@dataclass(frozen=True, slots=True)
class Step:
    """`expected` is the version that was looked at: a booking that changed since is refused as changed."""

    reference: BookingReference
    slot: Slot
    expected: int | None = None


class _UndoneError(Exception):
    """Undoes the moves before the one that cannot be."""

    def __init__(self, step: Step, outcome: NotFound | Refused | None) -> None:
        super().__init__("one of several cannot be moved")
        self.step, self.outcome = step, outcome


async def move_together(
    calendars: Calendars, party: Party, steps: Sequence[Step], *, now: datetime
) -> MovedTogether | SlotTaken | NotFound | Refused:
    """What keeps one of them from moving keeps all, and alternatives are for that one. A repeat says the same again."""
    failed = steps[0]
    try:
        async with calendars.writing(party.business) as writes:
            return MovedTogether(await _move(writes, party, steps, now=now))
    except _UndoneError as undone:
        failed = undone.step
        if undone.outcome is not None:
            await _tell_why(calendars, party, undone.step, undone.outcome, now=now)
            return undone.outcome
    except SlotGuardViolated:
        pass
    return await taken(calendars, party, failed.slot, now=now, moving=failed.reference)


async def _move(writes: CalendarWrites, party: Party, steps: Sequence[Step], *, now: datetime) -> tuple[Moved, ...]:
    held = await writes.holds_of(party.call_sid, now=now) if party.call_sid else ()
    await writes.vacate([step.reference for step in steps if await _moves(writes, step)])
    done: list[Moved] = []
    for step in steps:
        was_held = any(hold.slot.same_place(step.slot) for hold in held)
        outcome = await move_within(
            writes,
            party,
            step.reference,
            step.slot,
            now=now,
            expected=step.expected,
            notice_kept=was_held,
            beside=places_beside(step, steps),
        )
        if not isinstance(outcome, Moved):
            raise _UndoneError(step, outcome)
        done.append(outcome)
    for one in done:
        inputs = {"reference": one.booking.reference, "with": [other.booking.reference for other in done]}
        await writes.decide(party.call_sid, Decision("together", now, "moved_as_a_whole", inputs))
    return tuple(done)


def places_beside(step: Step, steps: Sequence[Step]) -> dict[BookingReference, Slot]:
    """Where the others go."""
    return {other.reference: other.slot for other in steps if other.reference != step.reference}


async def _moves(writes: CalendarWrites, step: Step) -> bool:
    """Raises _UndoneError when there is no such appointment any more."""
    booking: Booking | None = await writes.booking(step.reference)
    if booking is None or booking.status is not BookingStatus.CONFIRMED:
        raise _UndoneError(step, NotFound())
    return not booking.slot.same_place(step.slot)


async def _tell_why(
    calendars: Calendars, party: Party, step: Step, outcome: NotFound | Refused, *, now: datetime
) -> None:
    """The decision, since what recorded it was undone with the rest."""
    if isinstance(outcome, Refused):
        inputs = {"reference": step.reference, "starts_at": step.slot.starts_at.isoformat()}
        async with calendars.writing(party.business) as writes:
            await writes.decide(party.call_sid, Decision("refusal", now, outcome.reason, inputs))
