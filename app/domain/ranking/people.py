"""What it costs to take this person at that time: whom the customer knows, gaps, load, skills, and what was learned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, timedelta

from app.domain.bookings import Slot
from app.domain.business import Business, Offering
from app.domain.calendar import Calendar, blocked
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import Interval
from app.domain.learning.lessons import Lessons
from app.domain.ranking.score import Factor, Part
from app.domain.ranking.shifts import Shifts
from app.domain.ranking.taste import Taste
from app.domain.ranking.weights import Weights

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class People:
    calendar: Calendar
    offering: Offering
    taste: Taste
    weights: Weights
    lessons: Lessons
    rivals: Mapping[date, frozenset[ResourceId]]  # who could do it that day
    shifts: Shifts
    alone_with: Mapping[ResourceId, frozenset[OfferingKey]]  # what nobody else can do

    day_parts: dict[tuple[date, ResourceId], tuple[Part, ...]] = field(default_factory=dict)

    def for_the_day(self, day: date, person: ResourceId) -> tuple[Part, ...]:
        """What this person costs on that day at any time; worked out once."""
        known = self.day_parts.get((day, person))
        if known is None:
            found = (self.person(person), self.load(day, person), self.rare_skill(day, person))
            known = self.day_parts[day, person] = tuple(part for part in found if part is not None)
        return known

    def at_the_time(self, slot: Slot) -> tuple[Part, ...]:
        """What it costs to take them just then."""
        found = (self.gap(slot), self.overrun(slot))
        return tuple(part for part in found if part is not None)

    def person(self, person: ResourceId) -> Part | None:
        familiar = self.taste.familiar
        if familiar is None:
            return None
        known = familiar == person
        return Part(Factor.PERSON, 0.0 if known else self.weights.a_stranger, {"familiar": familiar, "known": known})

    def gap(self, slot: Slot) -> Part | None:
        """The minutes that become unusable, beyond those that were so before. What cannot wait is not asked."""
        around = self._free(slot)
        if around is None or self.offering.same_day:
            return None
        free, shift = around
        block = blocked(self.offering, slot.starts_at)
        before = self.shifts.unusable(slot.resource, free.starts_at, block.starts_at, shift)
        after = self.shifts.unusable(slot.resource, block.ends_at, free.ends_at, shift)
        anyway = self.shifts.unusable(slot.resource, free.starts_at, free.ends_at, shift)
        lost = max(0, before + after - anyway)
        return Part(Factor.GAP, lost * self.weights.an_unusable_minute, {"unusable_minutes": lost})

    def load(self, day: date, person: ResourceId) -> Part | None:
        """Against the colleague with least to do that day; with nobody to compare there is nothing to say."""
        others = self.rivals[day] - {person}
        working = self.shifts.working_minutes(day, person)
        if not others or working == 0:
            return None
        own = self.shifts.taken_minutes(day, person)
        least = min(self.shifts.taken_minutes(day, other) for other in others)
        cost = max(0, own - least) / working * self.weights.a_whole_day_more_work_than_a_colleague
        return Part(Factor.LOAD, cost, {"taken_minutes": own, "least_of_colleagues_minutes": least})

    def rare_skill(self, day: date, person: ResourceId) -> Part | None:
        """Other offerings that only this person can do are better left a place."""
        others = self.rivals[day] - {person}
        if not others:
            return None
        alone, others_alone = self._only_with(person), max(self._only_with(other) for other in others)
        if not alone and not others_alone:
            return None
        return Part(
            Factor.RARE_SKILL,
            alone * self.weights.a_rare_skill,
            {"only_here": alone, "only_with_a_colleague": others_alone},
        )

    def _only_with(self, person: ResourceId) -> int:
        """How many other offerings nobody else can do."""
        return len(self.alone_with.get(person, frozenset()) - {self.offering.key})

    def overrun(self, slot: Slot) -> Part | None:
        """By how much such an appointment, four times of five at most, runs into what this person has next."""
        around = self._free(slot)
        if self.lessons.durations is None or around is None:
            return None
        planned = self.offering.duration / A_MINUTE
        forecast = self.lessons.durations.forecast(
            self.offering.key, slot.resource, slot.starts_at.weekday(), planned_minutes=planned
        )
        slack = (around[0].ends_at - slot.starts_at.astimezone(UTC)) / A_MINUTE - planned
        over = max(0.0, forecast.p80_minutes - planned - slack)
        return Part(
            Factor.OVERRUN,
            over * self.weights.an_overrun_minute,
            {
                "planned_minutes": round(planned),
                "usual_minutes": round(forecast.median_minutes),
                "four_of_five_within_minutes": round(forecast.p80_minutes),
                "learned_from": forecast.seen,
                "free_after_minutes": round(slack),
            },
        )

    def _free(self, slot: Slot) -> tuple[Interval, Interval] | None:
        return self.shifts.free_around(slot, blocked(self.offering, slot.starts_at))


def alone_with(business: Business) -> dict[ResourceId, frozenset[OfferingKey]]:
    """For each person the offerings that nobody else can do."""
    found: dict[ResourceId, frozenset[OfferingKey]] = {}
    for offering in business.offerings:
        people = business.people_for(offering.key)
        if len(people) == 1:
            found[people[0].id] = found.get(people[0].id, frozenset()) | {offering.key}
    return found
