"""What stands in a business's calendar between two instants, for people to look at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.domain.bookings import Booking, Hold
from app.domain.business import Business
from app.domain.ids import BookingReference, CallSid
from app.domain.learning.marks import Mark


@dataclass(frozen=True, slots=True)
class HeldPlace:
    """A place that is kept for somebody who is still on the telephone, or was offered it from the waiting list."""

    hold: Hold
    call_sid: CallSid


@dataclass(frozen=True, slots=True)
class AgendaSpan:
    """Confirmed bookings by start, all in the business's zone. `promises` are clock times, without a zone."""

    bookings: tuple[Booking, ...] = ()
    holds: tuple[HeldPlace, ...] = ()
    marks: Mapping[BookingReference, Mark] = field(default_factory=dict)
    promises: Mapping[BookingReference, datetime] = field(default_factory=dict)


Standing = frozenset[tuple[BookingReference, int, bool]]
"""Reference, version, and whether it has begun: as long as it is the same, no booking was made, changed or ended."""


def standing_in(span: AgendaSpan, now: datetime) -> Standing:
    return frozenset((one.reference, one.version, one.slot.starts_at <= now) for one in span.bookings)


class Agenda(Protocol):
    async def between(self, business: Business, since: datetime, until: datetime, *, now: datetime) -> AgendaSpan:
        """What overlaps [since, until), as of one moment; holds only as far as they have not expired by `now`."""
        ...

    async def unmarked(self, business: Business, since: datetime, until: datetime) -> int:
        """How many appointments that begin in [since, until) nobody has noted anything about."""
        ...

    async def standing(self, business: Business, since: datetime, until: datetime, *, now: datetime) -> Standing:
        """`standing_in` what `between` would find, for less."""
        ...
