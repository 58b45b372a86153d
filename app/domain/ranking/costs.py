"""What slots of one offering cost: by their time, and by the person that they are with."""

from collections.abc import Mapping
from datetime import date

from app.domain.business import Offering
from app.domain.calendar import Calendar
from app.domain.ids import ResourceId
from app.domain.learning.lessons import Lessons
from app.domain.ranking.people import People, alone_with
from app.domain.ranking.shifts import Shifts
from app.domain.ranking.taste import Taste
from app.domain.ranking.times import Times
from app.domain.ranking.weights import Weights


def costs_of(
    calendar: Calendar,
    offering: Offering,
    taste: Taste,
    weights: Weights,
    lessons: Lessons,
    *,
    days: Mapping[date, int],
    rivals: Mapping[date, frozenset[ResourceId]],
) -> tuple[Times, People]:
    """`days` are those with something free, numbered from the earliest; `rivals` are who could do it on each."""
    times = Times(calendar, offering, taste, weights, days, lessons.risk)
    shifts, alone = Shifts(calendar), alone_with(calendar.business)
    return times, People(calendar, offering, taste, weights, lessons, rivals, shifts, alone)
