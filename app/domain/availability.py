"""Which slots are free: a person with the skill and a free room, inside opening hours, under the rules of booking.

The appointment itself lies within opening hours. Its buffers block person and room, but may reach outside the hours:
preparing before the door opens and tidying up after it closes are what buffers are for. Starts lie on a grid of
`slot_step` counted from local midnight, so that what is offered sounds like a time (a quarter past, never seven past).
Days are civil days of the business; steps within a day are steps of real time, so that both days of a clock change have
the slots that they really have.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from app.domain.bookings import Slot
from app.domain.business import Business, Offering, Resource
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import FREE, Interval, Timeline
from app.domain.spoken.when import Window

Wish = Sequence[Interval]  # start times t fit when starts_at <= t <= ends_at, both included; empty = any time
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A business at one instant, with what is taken; `closed_to_caller` are days this caller may not have."""

    business: Business
    now: datetime  # UTC
    taken: Mapping[ResourceId, Timeline] = field(default_factory=dict)
    closed_to_caller: frozenset[date] = frozenset()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.business.zone).date()

    @property
    def last_start(self) -> datetime:
        return self.now + self.business.rules.horizon

    def first_start(self, offering: Offering) -> datetime:
        """Notice counts in real time. What cannot wait (`same_day`) needs one step, to end the call and set out."""
        rules = self.business.rules
        return self.now + (rules.slot_step if offering.same_day else rules.minimum_notice)

    def timeline(self, resource: ResourceId) -> Timeline:
        return self.taken.get(resource, FREE)


def blocked(offering: Offering, starts_at: datetime) -> Interval:
    """What an appointment takes from its resources, buffers included, in UTC."""
    start = starts_at.astimezone(UTC)
    return Interval(start - offering.buffer_before, start + offering.duration + offering.buffer_after)


def open_spans(business: Business, day: date) -> tuple[Interval, ...]:
    """Opening hours of a civil day as instants: 09:00 stays 09:00 across a clock change, 00:00 ends a day."""
    spans = []
    for opens, closes in business.hours.spans(day):
        last_day = day + ONE_DAY if closes == time(0) else day
        start = datetime.combine(day, opens, tzinfo=business.zone).astimezone(UTC)
        end = datetime.combine(last_day, closes, tzinfo=business.zone).astimezone(UTC)
        if start < end:  # a span that lies within the hour that a clock change skips has no length
            spans.append(Interval(start, end))
    return tuple(spans)


def works_on(business: Business, person: Resource, day: date) -> bool:
    return day.weekday() in person.days and not any(
        absence.resource == person.id and absence.first_day <= day <= absence.last_day for absence in business.absences
    )


def grid(business: Business, offering: Offering, span: Interval) -> Iterator[datetime]:
    """Start times in UTC at which the appointment fits into an opening span."""
    step = business.rules.slot_step
    local = span.starts_at.astimezone(business.zone)
    since_midnight = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
    start = span.starts_at + -since_midnight % step
    while start + offering.duration <= span.ends_at:
        yield start
        start += step


def place(calendar: Calendar, offering: Offering, person: ResourceId, starts_at: datetime) -> Slot | None:
    """The slot with this person at this time (UTC) and a free room; None when either is taken. No other rule."""
    block = blocked(offering, starts_at)
    if not calendar.timeline(person).is_free(block.starts_at, block.ends_at):
        return None
    rooms = calendar.business.rooms
    room = next((r.id for r in rooms if calendar.timeline(r.id).is_free(block.starts_at, block.ends_at)), None)
    if rooms and room is None:
        return None
    return Slot(offering.key, starts_at, starts_at + offering.duration, person, room).in_zone(calendar.business.zone)


def free_slots(calendar: Calendar, offering: Offering, day: date, people: Sequence[Resource], wish: Wish) -> list[Slot]:
    """Every free slot of a civil day that fits the wish, by start."""
    working = [person.id for person in people if works_on(calendar.business, person, day)]
    if not working or day in calendar.closed_to_caller:
        return []
    earliest, latest = calendar.first_start(offering), calendar.last_start
    return [
        slot
        for span in open_spans(calendar.business, day)
        for start in grid(calendar.business, offering, span)
        if earliest <= start <= latest and fits(start, wish)
        for person in working
        if (slot := place(calendar, offering, person, start)) is not None
    ]


def fits(start: datetime, wish: Wish) -> bool:
    return not wish or any(part.starts_at <= start <= part.ends_at for part in wish)


def wish_of(windows: Sequence[Window]) -> Wish:
    return [Interval(window.earliest.astimezone(UTC), window.latest.astimezone(UTC)) for window in windows]


def refusal(calendar: Calendar, slot: Slot, *, held: bool = False) -> str | None:
    """Why the rules forbid this slot, whether or not it is free.

    One of past, notice, horizon, closed, no_skill, same_day_conflict. Notice was counted when the slot was offered: it
    is not counted again for what the caller holds, and a caller who takes some minutes to choose does not lose it.
    """
    business = calendar.business
    start = slot.starts_at.astimezone(UTC)
    people = business.people_for(slot.offering)
    if all(offering.key != slot.offering for offering in business.offerings) or slot.resource not in {
        p.id for p in people
    }:
        return "no_skill"
    offering = business.offering(slot.offering)
    if start < calendar.now:
        return "past"
    if not held and not offering.same_day and start < calendar.first_start(offering) - business.rules.hold_for:
        return "notice"
    if start > calendar.last_start:
        return "horizon"
    day = slot.starts_at.astimezone(business.zone).date()
    if day in calendar.closed_to_caller:
        return "same_day_conflict"
    inside = any(
        span.starts_at <= start and start + offering.duration <= span.ends_at for span in open_spans(business, day)
    )
    return None if inside and works_on(business, business.resource(slot.resource), day) else "closed"


def excluded_offerings(business: Business, offering: Offering) -> frozenset[OfferingKey]:
    """Offerings that may not fall on the same day, whichever of the two says so."""
    says_so = {other.key for other in business.offerings if offering.key in other.not_same_day_as}
    return offering.not_same_day_as | says_so
