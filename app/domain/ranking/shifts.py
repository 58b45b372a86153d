"""The working times of people around a slot: when they are free, how full their day is, what still fits a gap."""

from datetime import UTC, date, datetime, timedelta

from app.domain.bookings import Slot
from app.domain.business import Offering
from app.domain.calendar import Calendar
from app.domain.ids import ResourceId
from app.domain.intervals import Interval
from app.domain.ranking.gaps import Blocks, Stretch, unusable_minutes
from app.domain.stretches import Stretches, merged
from app.domain.worktime import days_around, open_spans, work_stretches

A_MINUTE = timedelta(minutes=1)
NOTHING = timedelta(0)


class Shifts:
    """For one calendar; what was worked out is kept, since many slots share a day and a person."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar, self._business = calendar, calendar.business
        self._shifts: dict[tuple[date, ResourceId], Stretches] = {}
        self._taken: dict[tuple[date, ResourceId], int] = {}
        self._shapes: dict[ResourceId, Blocks] = {}

    def free_around(self, slot: Slot, block: Interval) -> tuple[Interval, Interval] | None:
        """The free time of this person that holds the block, and the shift it lies in. None outside their hours."""
        start = slot.starts_at.astimezone(UTC)
        shifts = self._of(slot.starts_at.date(), slot.resource)
        shift = next(((first, last) for first, last in shifts if first <= start < last), None)
        if shift is None:
            return None
        first, last = shift
        timeline = self._calendar.timeline(slot.resource)
        since = max(timeline.taken_until(block.starts_at) or first, first)
        until = min(timeline.taken_from(block.ends_at) or last, last)
        return Interval(since, max(since, until)), Interval(first, last)

    def taken_minutes(self, day: date, person: ResourceId) -> int:
        """How much of their day is taken."""
        if (day, person) not in self._taken:
            timeline = self._calendar.timeline(person)
            taken = sum((timeline.taken_time(first, last) for first, last in self._of(day, person)), NOTHING)
            self._taken[day, person] = round(taken / A_MINUTE)
        return self._taken[day, person]

    def working_minutes(self, day: date, person: ResourceId) -> int:
        return round(sum((last - first for first, last in self._of(day, person)), NOTHING) / A_MINUTE)

    def unusable(self, person: ResourceId, since: datetime, until: datetime, shift: Interval) -> int:
        """Minutes of free time that none of this person's appointments can fill."""
        if until <= since:
            return 0
        step = round(self._business.rules.slot_step / A_MINUTE)
        local = since.astimezone(self._business.zone)
        stretch = Stretch(
            length=round((until - since) / A_MINUTE),
            offset=(local.hour * 60 + local.minute) % step,
            open_start=since == shift.starts_at,
            open_end=until == shift.ends_at,
        )
        return unusable_minutes(stretch, step, self._shapes_of(person))

    def _of(self, day: date, person: ResourceId) -> Stretches:
        if (day, person) not in self._shifts:
            days = days_around(self._business, day)
            doors = merged((span.starts_at, span.ends_at) for one in days for span in open_spans(self._business, one))
            absences = [absence for absence in self._business.absences if absence.resource == person]
            resource = self._business.resource(person)
            self._shifts[day, person] = work_stretches(
                self._business, resource, days, doors=doors, absences=absences, reserved=[]
            )
        return self._shifts[day, person]

    def _shapes_of(self, person: ResourceId) -> Blocks:
        if person not in self._shapes:
            skills = self._business.resource(person).skills
            shapes = {_shape(offering) for offering in self._business.offerings if offering.key in skills}
            self._shapes[person] = tuple(sorted(shapes))
        return self._shapes[person]


def _shape(offering: Offering) -> tuple[int, int, int]:
    """As one piece: a pause in the middle is usable, but not for planning around it."""
    before, lasts, after = offering.buffer_before, offering.duration, offering.buffer_after
    return round(before / A_MINUTE), round(lasts / A_MINUTE), round(after / A_MINUTE)
