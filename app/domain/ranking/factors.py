"""The parts of a score, each from its own few figures. Every function answers None when nothing can be said.

What depends on the time alone is computed once a start (`Times`), what depends on the person once a slot (`People`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.domain.availability import Calendar, blocked, fits, open_spans
from app.domain.bookings import Slot
from app.domain.business import Offering, Resource
from app.domain.ids import ResourceId
from app.domain.intervals import Interval
from app.domain.learning.attendance import Prospect
from app.domain.learning.habits import part_of_day
from app.domain.learning.lessons import Lessons
from app.domain.ranking.gaps import Blocks, Stretch, unusable_minutes
from app.domain.ranking.score import Factor, Part
from app.domain.ranking.taste import Taste
from app.domain.ranking.weights import Weights

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Times:
    """What a start costs whoever takes it."""

    calendar: Calendar
    offering: Offering
    taste: Taste
    weights: Weights
    days: Mapping[date, int]  # the days with something free, numbered from the earliest

    def parts(self, slot: Slot) -> list[Part]:
        found = (self.wish(slot), self.priority(slot), self.usual_time(slot))
        return [part for part in found if part is not None]

    def wish(self, slot: Slot) -> Part:
        if inside(slot, self.taste.wish):
            days_later = self.days[slot.starts_at.date()]
            cost = days_later * self._a_day_later() + slot.starts_at.hour * self.weights.an_hour_later
            return Part(Factor.WISH, cost, {"inside": True, "free_days_before": days_later})
        cost, days_off, minutes_off = min(self._distance(slot, part) for part in self.taste.wish)
        return Part(Factor.WISH, cost, {"inside": False, "days_off": days_off, "minutes_off": minutes_off})

    def _a_day_later(self) -> float:
        weights = self.weights
        return weights.a_day_later_when_it_cannot_wait if self.offering.same_day else weights.a_day_later

    def _distance(self, slot: Slot, part: Interval) -> tuple[float, int, int]:
        """Cost, days and minutes outside a part of the wish; on another day half the change in time of day counts."""
        zone = self.calendar.business.zone
        first, last = part.starts_at.astimezone(zone), part.ends_at.astimezone(zone)
        day, start = slot.starts_at.date(), slot.starts_at.astimezone(UTC)
        if first.date() <= day <= last.date():
            minutes = max(part.starts_at - start, start - part.ends_at, timedelta(0)) / A_MINUTE
            return minutes, 0, round(minutes)
        days_off = (first.date() - day).days if day < first.date() else (day - last.date()).days
        cost = days_off * self.weights.a_day_off_the_wish
        if first.date() != last.date():
            return cost, days_off, 0
        minute = minute_of_day(slot.starts_at)
        change = max(minute_of_day(first) - minute, minute - minute_of_day(last), 0)
        return cost + change / 2, days_off, change

    def priority(self, slot: Slot) -> Part | None:
        """Waiting costs more than usual: the offering is urgent, or this customer was postponed by us before."""
        if self.offering.same_day or not (self.offering.high_priority or self.taste.postponed_by_us):
            return None  # what cannot wait has its own price of a day
        days_later = (slot.starts_at.date() - min(self.days)).days
        cost = days_later * self.weights.a_day_later * (self.weights.times_later_when_urgent - 1)
        return Part(
            Factor.PRIORITY,
            cost,
            {
                "days_after_first_free": days_later,
                "high_priority": self.offering.high_priority,
                "postponed_by_us": self.taste.postponed_by_us,
            },
        )

    def usual_time(self, slot: Slot) -> Part | None:
        habits = self.taste.habits
        if habits.part_of_day is None and habits.weekday is None:
            return None
        cost = 0.0
        other_part = habits.part_of_day not in (None, part_of_day(slot.starts_at))
        other_weekday = habits.weekday not in (None, slot.starts_at.weekday())
        cost += self.weights.an_unusual_time * habits.part_share if other_part else 0.0
        cost += self.weights.an_unusual_weekday * habits.weekday_share if other_weekday else 0.0
        return Part(
            Factor.USUAL_TIME,
            cost,
            {"usual_part": habits.part_of_day, "usual_weekday": habits.weekday, "visits": habits.visits},
        )


@dataclass(frozen=True, slots=True)
class People:
    """What it costs to take this person at that time."""

    calendar: Calendar
    offering: Offering
    taste: Taste
    weights: Weights
    lessons: Lessons
    openings: Mapping[date, tuple[Interval, ...]]
    rivals: Mapping[date, frozenset[ResourceId]]  # who else could do it that day
    work: dict[tuple[date, ResourceId], int]  # minutes taken, filled as they are asked for

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
        around = self._around(slot)
        if around is None or self.offering.same_day:
            return None
        free_from, free_until, opening = around
        block = blocked(self.offering, slot.starts_at)
        before = self._unusable(slot.resource, free_from, block.starts_at, opening)
        after = self._unusable(slot.resource, block.ends_at, free_until, opening)
        anyway = self._unusable(slot.resource, free_from, free_until, opening)
        lost = max(0, before + after - anyway)
        return Part(Factor.GAP, lost * self.weights.an_unusable_minute, {"unusable_minutes": lost})

    def load(self, slot: Slot) -> Part | None:
        """Against the colleague with least to do that day; with nobody to compare there is nothing to say."""
        day = slot.starts_at.date()
        others = self.rivals[day] - {slot.resource}
        open_minutes = sum(_minutes(span) for span in self.openings[day])
        if not others or open_minutes == 0:
            return None
        own = self._work(day, slot.resource)
        least = min(self._work(day, other) for other in others)
        cost = max(0, own - least) / open_minutes * self.weights.a_whole_day_more_work_than_a_colleague
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
        around = self._around(slot)
        if self.lessons.durations is None or around is None:
            return None
        _, free_until, _ = around
        planned = self.offering.duration / A_MINUTE
        forecast = self.lessons.durations.forecast(
            self.offering.key, slot.resource, slot.starts_at.weekday(), planned_minutes=planned
        )
        slack = (free_until - slot.starts_at.astimezone(UTC)) / A_MINUTE - planned
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

    def _around(self, slot: Slot) -> tuple[datetime, datetime, Interval] | None:
        """From when to when this person is free around the appointment, within its opening span."""
        start = slot.starts_at.astimezone(UTC)
        openings = self.openings[slot.starts_at.date()]
        opening = next((span for span in openings if span.starts_at <= start < span.ends_at), None)
        if opening is None:
            return None
        block, timeline = blocked(self.offering, start), self.calendar.timeline(slot.resource)
        free_from = max(timeline.taken_until(block.starts_at) or opening.starts_at, opening.starts_at)
        free_until = min(timeline.taken_from(block.ends_at) or opening.ends_at, opening.ends_at)
        return free_from, free_until, opening

    def _unusable(self, person: ResourceId, starts_at: datetime, ends_at: datetime, opening: Interval) -> int:
        if ends_at <= starts_at:
            return 0
        business = self.calendar.business
        step = round(business.rules.slot_step / A_MINUTE)
        stretch = Stretch(
            length=round((ends_at - starts_at) / A_MINUTE),
            offset=minute_of_day(starts_at.astimezone(business.zone)) % step,
            open_start=starts_at == opening.starts_at,
            open_end=ends_at == opening.ends_at,
        )
        return unusable_minutes(stretch, step, _blocks(business.offerings, business.resource(person)))

    def _work(self, day: date, person: ResourceId) -> int:
        if (day, person) not in self.work:
            timeline = self.calendar.timeline(person)
            taken = sum(
                (timeline.taken_time(span.starts_at, span.ends_at) for span in self.openings[day]), timedelta(0)
            )
            self.work[day, person] = round(taken / A_MINUTE)
        return self.work[day, person]


def openings_of(calendar: Calendar, days: Sequence[date]) -> dict[date, tuple[Interval, ...]]:
    return {day: open_spans(calendar.business, day) for day in days}


def inside(slot: Slot, wish: Sequence[Interval]) -> bool:
    return fits(slot.starts_at.astimezone(UTC), wish)


def minute_of_day(local: datetime) -> int:
    return local.hour * 60 + local.minute


def _minutes(span: Interval) -> int:
    return round((span.ends_at - span.starts_at) / A_MINUTE)


def _blocks(offerings: Sequence[Offering], person: Resource) -> Blocks:
    """What this person can be booked for, as shapes to fill a gap with."""
    found = {
        (round(o.buffer_before / A_MINUTE), round(o.duration / A_MINUTE), round(o.buffer_after / A_MINUTE))
        for o in offerings
        if o.key in person.skills
    }
    return tuple(sorted(found))
