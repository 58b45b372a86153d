"""What is known of the customer behind a number, as far as it speaks for one offer or another."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from app.domain.availability import Wish
from app.domain.bookings import Slot
from app.domain.ids import E164, ResourceId
from app.domain.learning import Habits, habits_of
from app.domain.learning.appointments import history_of
from app.domain.ranking import Taste
from app.ports.bookings import CalendarReads

LOOKS_BACK = timedelta(days=2 * 365)


async def taste_of(
    reads: CalendarReads,
    number: E164 | None,
    now: datetime,
    *,
    wish: Wish,
    able: Collection[ResourceId],
    turned_down: Sequence[Slot] = (),
    wants_somebody: bool = False,
) -> Taste:
    """`able` are those who can do what is wanted; whoever names a person is not led back to another one."""
    refused = tuple(turned_down)
    if number is None:
        return Taste(wish, turned_down=refused)
    past = await reads.past_appointments(since=now - LOOKS_BACK, until=now, number=number)
    customer = await reads.customer(number)
    habits = habits_of([appointment.slot for appointment in past if not appointment.fell_through])
    return Taste(
        wish,
        familiar=None if wants_somebody else await _familiar_person(reads, number, habits, able),
        turned_down=refused,
        habits=habits,
        history=history_of(past, now=now),
        postponed_by_us=customer.postponed_by_us if customer else 0,
    )


async def _familiar_person(
    reads: CalendarReads, number: E164, habits: Habits, able: Collection[ResourceId]
) -> ResourceId | None:
    """With whom the customer mostly was, else last: as far as that person can do what is wanted now."""
    if habits.person in able:
        return habits.person
    last = await reads.familiar_person(number)
    return last if last in able else None
