"""What a start costs whoever takes it: the wish, the urgency, the customer's usual time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from app.domain.bookings import Slot
from app.domain.business import Offering
from app.domain.calendar import Calendar, fits
from app.domain.intervals import Interval
from app.domain.learning.attendance import Prospect, RiskModel
from app.domain.learning.habits import part_of_day
from app.domain.ranking.score import Factor, Part
from app.domain.ranking.taste import Taste
from app.domain.ranking.weights import Weights

A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Times:
    calendar: Calendar
    offering: Offering
    taste: Taste
    weights: Weights
    days: Mapping[date, int]  # the days with something free, numbered from the earliest
    risk: RiskModel | None = None

    def parts(self, slot: Slot) -> list[Part]:
        found = (self.wish(slot), self.priority(slot), self.usual_time(slot), self.no_show(slot))
        return [part for part in found if part is not None]

    def wish(self, slot: Slot) -> Part:
        if inside(slot, self.taste.wish):
            days_later = self.days[slot.starts_at.date()]
            a_day_later = self.weights.a_day_later_of(self.offering)
            cost = days_later * a_day_later + slot.starts_at.hour * self.weights.an_hour_later
            return Part(Factor.WISH, cost, {"inside": True, "free_days_before": days_later})
        cost, days_off, minutes_off = min(self._distance(slot, part) for part in self.taste.wish)
        return Part(Factor.WISH, cost, {"inside": False, "days_off": days_off, "minutes_off": minutes_off})

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
            {
                "usual_part": habits.part_of_day,
                "usual_weekday": habits.weekday,
                "usual": not other_part and (not other_weekday or habits.part_of_day is not None),
                "visits": habits.visits,
            },
        )

    def no_show(self, slot: Slot) -> Part | None:
        model = self.risk
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


def inside(slot: Slot, wish: Sequence[Interval]) -> bool:
    return fits(slot.starts_at.astimezone(UTC), wish)


def minute_of_day(local: datetime) -> int:
    return local.hour * 60 + local.minute
