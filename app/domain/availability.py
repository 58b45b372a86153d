"""Which slots are free: all that an appointment needs, inside the hours of everybody in it, under the rules of booking.

The appointment itself lies within opening hours. Its buffers block its resources, but may reach outside the hours:
preparing before the door opens and tidying up after it closes are what buffers are for. Starts lie on a grid of
`slot_step` counted from local midnight, so that what is offered sounds like a time (a quarter past, never seven past).
Days are civil days of the business; steps within a day are steps of real time, so that both days of a clock change have
the slots that they really have.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from app.domain.bookings import Slot
from app.domain.business import Offering, Resource
from app.domain.calendar import Calendar, Wish, blocked, excluded_offerings, fits, grid, wish_of
from app.domain.candidates import Candidate
from app.domain.ids import OfferingKey, ResourceId
from app.domain.search import Search
from app.domain.stretches import Stretches, contains, starts_inside
from app.domain.worktime import (
    days_around,
    open_spans,
    open_stretches,
    reserved_stretches,
    work_stretches,
    works_on,
)

__all__ = [
    "Calendar",
    "Wish",
    "WorkingTimes",
    "blocked",
    "excluded_offerings",
    "fits",
    "free_candidates",
    "free_slots",
    "grid",
    "open_spans",
    "place",
    "place_candidate",
    "refusal",
    "search_days",
    "wish_of",
    "works_on",
]


def free_candidates(
    calendar: Calendar, offering: Offering, day: date, people: Sequence[Resource], wish: Wish
) -> list[Candidate]:
    """Every free slot of a civil day that fits the wish, by start, with all that it takes."""
    return Search(calendar, offering, people).on(day, wish)


def search_days(
    calendar: Calendar, offering: Offering, days: Sequence[date], people: Sequence[Resource], wish: Wish
) -> Iterator[tuple[date, list[Candidate]]]:
    """The same day after day, as far as somebody goes on asking; what does not change is looked up once."""
    search = Search(calendar, offering, people)
    for day in days:
        yield day, search.on(day, wish)


def free_slots(calendar: Calendar, offering: Offering, day: date, people: Sequence[Resource], wish: Wish) -> list[Slot]:
    """The slots of `free_candidates`."""
    return [candidate.slot for candidate in free_candidates(calendar, offering, day, people, wish)]


def place_candidate(
    calendar: Calendar, offering: Offering, person: ResourceId, starts_at: datetime, *, at_any_hour: bool = False
) -> Candidate | None:
    """With this person at this time, and all else that it needs; None when something is taken. See `refusal` too."""
    lead = calendar.business.resource(person)
    return Search(calendar, offering, ()).at(starts_at.astimezone(UTC), lead, at_any_hour=at_any_hour)


def place(calendar: Calendar, offering: Offering, person: ResourceId, starts_at: datetime) -> Slot | None:
    """The slot of `place_candidate`."""
    found = place_candidate(calendar, offering, person, starts_at)
    return found.slot if found else None


@dataclass(frozen=True, slots=True)
class WorkingTimes:
    """Where appointments may begin, remembered by offering, person and day: those of a day share them."""

    calendar: Calendar
    _known: dict[tuple[OfferingKey, ResourceId, date], tuple[Stretches, ...]] = field(default_factory=dict)

    def include(self, offering: Offering, person: Resource, start: datetime) -> bool:
        day = start.astimezone(self.calendar.business.zone).date()
        key = offering.key, person.id, day
        if key not in self._known:
            self._known[key] = _working_starts(self.calendar, offering, person, day)
        return all(contains(starts, start) for starts in self._known[key])


def refusal(calendar: Calendar, slot: Slot, *, held: bool = False, times: WorkingTimes | None = None) -> str | None:
    """Why the rules forbid this slot, whether or not it is free. Whoever asks about many hands in `times`.

    One of past, notice, horizon, closed, no_skill, same_day_conflict. Notice was counted when the slot was offered: it
    is not counted again for what the caller holds, and a caller who takes some minutes to choose does not lose it.
    """
    business = calendar.business
    start = slot.starts_at.astimezone(UTC)
    person = next((person for person in business.people_for(slot.offering) if person.id == slot.resource), None)
    if person is None or all(offering.key != slot.offering for offering in business.offerings):
        return "no_skill"
    offering = business.offering(slot.offering)
    if start < calendar.now:
        return "past"
    if not held and not offering.same_day and start < calendar.first_start(offering) - business.rules.hold_for:
        return "notice"
    if start > calendar.last_start_of(offering):
        return "horizon"
    if slot.starts_at.astimezone(business.zone).date() in calendar.closed_to_caller:
        return "same_day_conflict"
    return None if (times or WorkingTimes(calendar)).include(offering, person, start) else "closed"


def _working_starts(calendar: Calendar, offering: Offering, person: Resource, day: date) -> tuple[Stretches, ...]:
    """An appointment of this day has to begin in each of them."""
    business = calendar.business
    layout = business.layout(offering)
    days = days_around(business, day)
    doors = open_stretches(business, offering, days)
    absences = [absence for absence in business.absences if absence.resource == person.id]
    reserved = reserved_stretches(business, offering, days, calendar.now)
    at_work = work_stretches(business, person, days, doors=doors, absences=absences, reserved=reserved)
    works = layout.times[layout.lead].works
    return (
        starts_inside(doors, timedelta(0), layout.duration),
        *(starts_inside(at_work, first, last) for first, last in works),
    )
