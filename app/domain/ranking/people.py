"""What it costs to take this person at that time: whom the customer knows, gaps, load, skills, and what was learned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from app.domain.bookings import Slot
from app.domain.business import Offering
from app.domain.calendar import Calendar, blocked
from app.domain.ids import ResourceId
from app.domain.intervals import Interval
from app.domain.learning.attendance import Prospect
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

    def parts(self, slot: Slot) -> list[Part]:
        found = (
            self.person(slot),
            self.gap(slot),
            self.load(slot),
            self.rare_skill(slot),
            self.overrun(slot),
            self.no_show(slot),
        )
        return [part for part in found if part is not None]

    def person(self, slot: Slot) -> Part | None:
        familiar = self.taste.familiar
        if familiar is None:
            return None
        known = familiar == slot.resource
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

    def load(self, slot: Slot) -> Part | None:
        """Against the colleague with least to do that day; with nobody to compare there is nothing to say."""
        day = slot.starts_at.date()
        others = self.rivals[day] - {slot.resource}
        working = self.shifts.working_minutes(day, slot.resource)
        if not others or working == 0:
            return None
        own = self.shifts.taken_minutes(day, slot.resource)
        least = min(self.shifts.taken_minutes(day, other) for other in others)
        cost = max(0, own - least) / working * self.weights.a_whole_day_more_work_than_a_colleague
        return Part(Factor.LOAD, cost, {"taken_minutes": own, "least_of_colleagues_minutes": least})

    def rare_skill(self, slot: Slot) -> Part | None:
        """Other offerings that only this person can do are better left a place."""
        others = self.rivals[slot.starts_at.date()] - {slot.resource}
        if not others:
            return None
        alone, others_alone = self._only_with(slot.resource), max(self._only_with(other) for other in others)
        if not alone and not others_alone:
            return None
        return Part(
            Factor.RARE_SKILL,
            alone * self.weights.a_rare_skill,
            {"only_here": alone, "only_with_a_colleague": others_alone},
        )

    def _only_with(self, person: ResourceId) -> int:
        """How many other offerings nobody else can do."""
        business = self.calendar.business
        skills = business.resource(person).skills
        others = (offering.key for offering in business.offerings if offering.key != self.offering.key)
        return sum(len(business.people_for(key)) == 1 for key in others if key in skills)

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

    def no_show(self, slot: Slot) -> Part | None:
        model = self.lessons.risk
        if model is None:
            return None
        lead_days = (slot.starts_at.astimezone(UTC) - self.calendar.now) / timedelta(days=1)
        prospect = Prospect(
            self.offering.key, slot.starts_at.weekday(), slot.starts_at.hour, lead_days, self.taste.history
        )
        risk = model.risk(prospect)
        return Part(
            Factor.NO_SHOW,
            risk * self.weights.falling_through,
            {"risk_percent": round(risk * 100, 1), "usual_percent": round(model.base_rate * 100, 1)},
        )

    def _free(self, slot: Slot) -> tuple[Interval, Interval] | None:
        return self.shifts.free_around(slot, blocked(self.offering, slot.starts_at))
