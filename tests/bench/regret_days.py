"""Generated mornings of a small practice, and the exhaustive optimum of each: which requests could have been served.

Two people, one of whom alone can do the long treatment, five hours, eleven callers one after another. Each has a wish
(a stretch of the morning) and takes an offer inside it or none. The optimum knows all callers beforehand and tries
every share of them between the two people and every order: what no receptionist can do, it is the bound.
"""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import product
from zoneinfo import ZoneInfo

from app.domain.business import BookingRules, Business, Offering, OpeningHours, Resource, ResourceKind
from app.domain.ids import BusinessId, OfferingKey, ResourceId
from app.domain.intervals import Interval

ZONE = ZoneInfo("Europe/Berlin")
DAY = date(2026, 3, 17)
OPENS, CLOSES = 8 * 60, 13 * 60  # minutes of the day
STEP = 15
SHAPES = {"checkup": (0, 30, 5), "filling": (0, 45, 10), "treatment": (10, 90, 15)}  # before, itself, after
FREQUENT = ("checkup", "checkup", "checkup", "filling", "filling", "treatment")
SKILLS = {"anna": ("checkup", "filling", "treatment"), "jonas": ("checkup", "filling")}
CALLERS = 11


def practice() -> Business:
    minutes = timedelta(minutes=1)
    return Business(
        id=BusinessId("mornings"),
        name="Mornings",
        industry="dental",
        zone=ZONE,
        default_language="de",
        languages=("de",),
        numbers=(),
        address="",
        hours=OpeningHours(tuple(((time(OPENS // 60), time(CLOSES // 60)),) for _ in range(7))),
        rules=BookingRules(minimum_notice=timedelta(0)),
        resources=tuple(
            Resource(ResourceId(name), name, ResourceKind.PERSON, frozenset(skills)) for name, skills in SKILLS.items()
        ),
        offerings=tuple(
            Offering(OfferingKey(key), {"de": key}, lasts * minutes, before * minutes, after * minutes)
            for key, (before, lasts, after) in SHAPES.items()
        ),
    )


@dataclass(frozen=True)
class Request:
    """The start has to lie in [first, last], in minutes of the day."""

    key: str
    first: int
    last: int

    @property
    def wish(self) -> list[Interval]:
        return [Interval(instant(self.first), instant(self.last))]


def instant(minute: int) -> datetime:
    return datetime.combine(DAY, time(minute // 60, minute % 60), tzinfo=ZONE).astimezone(UTC)


def generated_requests(chance: random.Random) -> tuple[Request, ...]:
    """A third may come at any time, a third in the first or the second half, a third within one hour."""
    found = []
    for _ in range(CALLERS):
        key, kind = chance.choice(FREQUENT), chance.randrange(3)
        latest = CLOSES - SHAPES[key][1]
        if kind == 0:
            first, last = OPENS, latest
        elif kind == 1:
            first, last = chance.choice(((OPENS, 10 * 60), (10 * 60 + 30, latest)))
        else:
            first = chance.randrange(OPENS, latest - 45, STEP)
            last = first + 60
        found.append(Request(key, first, min(last, latest)))
    return tuple(found)


def optimum_minutes(requests: tuple[Request, ...]) -> int:
    """The most minutes of appointments that can be served inside their wishes, over all ways to do it."""
    sets = [_feasible(requests, skills) for skills in SKILLS.values()]
    minutes = [SHAPES[request.key][1] for request in requests]
    worth = [sum(minutes[n] for n in range(len(requests)) if mask >> n & 1) for mask in range(1 << len(requests))]
    first, second = ([mask for mask, fits in enumerate(one) if fits] for one in sets)
    best_inside = _best_subset(worth, set(second), len(requests))
    everybody = (1 << len(requests)) - 1
    return max(worth[mask] + best_inside[everybody & ~mask] for mask in first)


def _feasible(requests: tuple[Request, ...], skills: tuple[str, ...]) -> list[bool]:
    """For every set of requests: whether one person can serve them all. Earliest end over all orders, set by set."""
    never = 10_000
    ends = [never] * (1 << len(requests))
    ends[0] = OPENS - 60
    for mask, (nth, request) in product(range(1 << len(requests)), enumerate(requests)):
        if ends[mask] == never or mask >> nth & 1 or request.key not in skills:
            continue
        before, lasts, after = SHAPES[request.key]
        start = max(ends[mask] + before, request.first)
        start += -start % STEP
        if start <= request.last:
            ends[mask | 1 << nth] = min(ends[mask | 1 << nth], start + lasts + after)
    return [end != never for end in ends]


def _best_subset(worth: list[int], allowed: set[int], count: int) -> list[int]:
    """For every set the most that an allowed set inside it is worth."""
    best = [worth[mask] if mask in allowed else 0 for mask in range(1 << count)]
    for nth in range(count):
        for mask in range(1 << count):
            if mask >> nth & 1:
                best[mask] = max(best[mask], best[mask ^ 1 << nth])
    return best


@cache
def the_practice() -> Business:
    return practice()
