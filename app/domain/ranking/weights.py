"""What things cost, in minutes of inconvenience to the caller or of work lost to the business. To tune here alone."""

from dataclasses import dataclass

from app.domain.business import Offering


@dataclass(frozen=True, slots=True)
class Weights:
    a_day_later: float = 60.0
    a_day_later_when_it_cannot_wait: float = 600.0
    a_day_later_to_begin: float = 10.0  # with the first of several that belong together
    a_day_off_the_wish: float = 120.0
    an_hour_later: float = 3.0
    times_later_when_urgent: float = 2.0  # high priority, or postponed by us before
    times_later_when_it_can_wait: float = 0.5  # low priority
    a_stranger: float = 30.0
    an_unusual_time: float = 24.0  # for a customer who always comes at the same part of the day
    an_unusual_weekday: float = 8.0
    an_unusable_minute: float = 1.5
    a_whole_day_more_work_than_a_colleague: float = 40.0
    an_overrun_minute: float = 0.5  # somebody waits
    a_rare_skill: float = 8.0  # for every other thing that only this person can do
    falling_through: float = 60.0  # an hour of work, times its probability

    def a_day_later_of(self, offering: Offering) -> float:
        """What a customer calls urgent by its nature, and what the business says can wait."""
        if offering.same_day:
            return self.a_day_later_when_it_cannot_wait
        return self.a_day_later * (self.times_later_when_it_can_wait if offering.low_priority else 1)


WEIGHTS = Weights()
