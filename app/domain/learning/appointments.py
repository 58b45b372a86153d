"""Past appointments as they stand in the calendar, and what may be learned from each.

What staff marked counts as marked. A late cancellation counts when the caller made it. A past appointment that nobody
marked counts as kept when something else was marked on the same day, since then somebody looked at that day; otherwise
nothing is known of it, and it is left out.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from app.domain.bookings import Slot
from app.domain.ids import BookingReference, CustomerId, OfferingKey, ResourceId
from app.domain.learning.attendance import (
    LATE_CANCEL_WITHIN,
    UNKNOWN_CUSTOMER,
    Attendance,
    CustomerHistory,
    Prospect,
)
from app.domain.learning.durations import RealDuration


@dataclass(frozen=True, slots=True)
class PastAppointment:
    """`starts_at` is in the business's zone. `cancelled_at` is set only when the customer cancelled."""

    reference: BookingReference
    offering: OfferingKey
    person: ResourceId
    customer: CustomerId | None
    booked_at: datetime
    starts_at: datetime
    planned_minutes: float
    cancelled_at: datetime | None = None
    attendance: Attendance | None = None
    actual_minutes: float | None = None

    @property
    def fell_through(self) -> bool:
        return self.cancelled_at is not None or (self.attendance is not None and self.attendance.fell_through)

    @property
    def slot(self) -> Slot:
        ends_at = self.starts_at.astimezone(UTC) + timedelta(minutes=self.planned_minutes)
        return Slot(self.offering, self.starts_at, ends_at.astimezone(self.starts_at.tzinfo), self.person)


@dataclass(frozen=True, slots=True)
class Example:
    """What was known when the appointment was made, and whether it fell through."""

    prospect: Prospect
    fell_through: bool
    starts_at: datetime


def labelled(appointments: Sequence[PastAppointment], *, now: datetime) -> list[tuple[PastAppointment, Attendance]]:
    """Those of which it is known how they ended, by start."""
    looked_at = {a.starts_at.date() for a in appointments if a.attendance is not None}
    found = []
    for appointment in sorted(appointments, key=lambda a: a.starts_at):
        if appointment.starts_at > now:
            break
        ended = _ended(appointment, looked_at=appointment.starts_at.date() in looked_at)
        if ended is not None:
            found.append((appointment, ended))
    return found


def _ended(appointment: PastAppointment, *, looked_at: bool) -> Attendance | None:
    if appointment.attendance is not None:
        return appointment.attendance
    if appointment.cancelled_at is not None:
        late = _ahead(appointment.cancelled_at, appointment) <= LATE_CANCEL_WITHIN
        return Attendance.LATE_CANCEL if late else None
    return Attendance.KEPT if looked_at else None


def risk_examples(appointments: Sequence[PastAppointment], *, now: datetime) -> list[Example]:
    """By start. A customer's history holds what had happened before the appointment was made, and nothing later."""
    ends = labelled(appointments, now=now)
    histories = _Histories(ends)
    return [
        Example(_prospect(appointment, histories), ended.fell_through, appointment.starts_at)
        for appointment, ended in ends
    ]


def history_of(appointments: Sequence[PastAppointment], *, now: datetime) -> CustomerHistory:
    """Of one customer's appointments."""
    ends = [ended for _, ended in labelled(appointments, now=now)]
    missed = sum(ended.fell_through for ended in ends)
    return CustomerHistory(kept=len(ends) - missed, missed=missed)


def real_durations(appointments: Sequence[PastAppointment]) -> Iterator[tuple[datetime, RealDuration]]:
    """With their starts, in order; only what was kept and whose end was noted."""
    for a in sorted(appointments, key=lambda a: a.starts_at):
        if a.attendance is Attendance.KEPT and a.actual_minutes:
            yield (
                a.starts_at,
                RealDuration(a.offering, a.person, a.starts_at.weekday(), a.planned_minutes, a.actual_minutes),
            )


def _prospect(appointment: PastAppointment, histories: "_Histories") -> Prospect:
    return Prospect(
        offering=appointment.offering,
        weekday=appointment.starts_at.weekday(),
        hour=appointment.starts_at.hour,
        lead_days=_ahead(appointment.booked_at, appointment) / timedelta(days=1),
        history=histories.before(appointment.customer, appointment.booked_at),
    )


def _ahead(instant: datetime, appointment: PastAppointment) -> timedelta:
    """How long before it begins, in real time: a clock change in between is no hour more or less."""
    return appointment.starts_at.astimezone(UTC) - instant.astimezone(UTC)


class _Histories:
    """Every customer's endings by time, with running counts, so that a history costs one search."""

    def __init__(self, ends: Sequence[tuple[PastAppointment, Attendance]]) -> None:
        self._starts: dict[CustomerId, list[datetime]] = defaultdict(list)
        misses: dict[CustomerId, list[int]] = defaultdict(list)
        for appointment, ended in ends:
            if appointment.customer is not None:
                self._starts[appointment.customer].append(appointment.starts_at)
                misses[appointment.customer].append(int(ended.fell_through))
        self._missed = {customer: [0, *accumulate(counts)] for customer, counts in misses.items()}

    def before(self, customer: CustomerId | None, instant: datetime) -> CustomerHistory:
        if customer is None or customer not in self._missed:
            return UNKNOWN_CUSTOMER
        seen = bisect_left(self._starts[customer], instant)
        missed = self._missed[customer][seen]
        return CustomerHistory(kept=seen - missed, missed=missed)
