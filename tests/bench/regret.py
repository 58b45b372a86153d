"""How far our offers fall behind an exhaustive optimum: on whole mornings, and in the choice of three.

.venv/bin/python -m tests.bench.regret [MORNINGS]
"""

import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations
from statistics import fmean

from rich.console import Console

from app.domain.availability import Calendar, free_slots
from app.domain.bookings import Slot
from app.domain.business import Offering
from app.domain.calendar import blocked
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.ranking import Taste, best_offers
from app.domain.ranking.score import ScoredOffer
from app.domain.ranking.spread import likeness
from app.domain.ranking.weights import WEIGHTS, Weights
from tests.bench.figures import show_table
from tests.bench.regret_days import (
    DAY,
    OPENS,
    SHAPES,
    Request,
    generated_requests,
    instant,
    optimum_minutes,
    the_practice,
)
from tests.fakes.business import SEEDED_ON, praxis

MORNINGS = 60
TAKES_FIRST, TAKES_SECOND = 0.6, 0.85  # else the third
WISH_ALONE = Weights(an_unusable_minute=0, a_whole_day_more_work_than_a_colleague=0, a_rare_skill=0)

Policy = Callable[[Calendar, Offering, Sequence[Slot], Request, random.Random], Sequence[Slot]]


def ranked(weights: Weights) -> Policy:
    def offers(
        calendar: Calendar, offering: Offering, free: Sequence[Slot], request: Request, _: random.Random
    ) -> Sequence[Slot]:
        found = best_offers(calendar, offering, free, Taste(request.wish), weights=weights)
        return [offer.slot for offer in found]

    return offers


def first_free(
    _calendar: Calendar, _offering: Offering, free: Sequence[Slot], _request: Request, _chance: random.Random
) -> Sequence[Slot]:
    return free[:1]


def any_free(
    _calendar: Calendar, _offering: Offering, free: Sequence[Slot], _request: Request, chance: random.Random
) -> Sequence[Slot]:
    return [chance.choice(free)]


POLICIES: dict[str, Policy] = {
    "ranked": ranked(WEIGHTS),
    "ranked by the wish alone": ranked(WISH_ALONE),
    "the first free one": first_free,
    "any free one": any_free,
}


@dataclass
class Morning:
    served_minutes: int = 0
    waits_minutes: float = 0.0  # from the beginning of the wish
    served: int = 0


def play(requests: Sequence[Request], policy: Policy, chance: random.Random) -> Morning:
    business, taken = the_practice(), dict[ResourceId, list[Interval]]()
    morning, now = Morning(), instant(OPENS) - timedelta(days=3)
    for request in requests:
        offering = business.offering(OfferingKey(request.key))
        calendar = Calendar(business, now, {person: Timeline(spans) for person, spans in taken.items()})
        free = free_slots(calendar, offering, DAY, business.people_for(offering.key), request.wish)
        offers = policy(calendar, offering, free, request, chance) if free else ()
        draw = chance.random()
        if not offers:
            continue
        choice = 0 if draw < TAKES_FIRST else 1 if draw < TAKES_SECOND else 2
        slot = offers[min(choice, len(offers) - 1)]
        taken.setdefault(slot.resource, []).append(blocked(offering, slot.starts_at))
        morning.served_minutes += SHAPES[request.key][1]
        morning.waits_minutes += (slot.starts_at.astimezone(UTC) - instant(request.first)) / timedelta(minutes=1)
        morning.served += 1
    return morning


def mornings(count: int) -> list[list[str]]:
    chance = random.Random(11)
    requests = [generated_requests(chance) for _ in range(count)]
    best = [optimum_minutes(one) for one in requests]
    rows = []
    for name, policy in POLICIES.items():
        played = [play(one, policy, random.Random(nth)) for nth, one in enumerate(requests)]
        regret = 1 - sum(morning.served_minutes for morning in played) / sum(best)
        worst = max(1 - morning.served_minutes / most for morning, most in zip(played, best, strict=True))
        waits = sum(m.waits_minutes for m in played) / sum(m.served for m in played)
        rows.append([name, f"{regret:.1%}", f"{worst:.1%}", f"{waits:.0f} min"])
    return rows


def total(offers: Sequence[ScoredOffer]) -> float:
    """What we try to keep low: the costs of all, and what each two cost by being alike."""
    alone = sum(part.cost_minutes for offer in offers for part in offer.parts if part.factor != "spread")
    return alone + sum(likeness(one.slot, [other.slot]) for one, other in combinations(offers, 2))


def choices(count: int) -> list[list[str]]:
    """Our three beside the best three of all, on generated weeks of the example business."""
    chance, business = random.Random(5), praxis()
    offering = business.offering(OfferingKey("checkup"))
    people = business.people_for(offering.key)
    ours, best, same = [], [], 0
    for _ in range(count):
        calendar = Calendar(business, datetime.combine(SEEDED_ON, datetime.min.time(), tzinfo=UTC), _busy(chance))
        days = [SEEDED_ON + timedelta(days=nth) for nth in range(1, 5)]
        free = [slot for day in days for slot in free_slots(calendar, offering, day, people, ())]
        chosen = best_offers(calendar, offering, free, Taste())
        ours.append(total(chosen))
        best.append(_exhaustive(calendar, offering, free))
        same += ours[-1] <= best[-1] + 0.01
    gaps = [mine - least for mine, least in zip(ours, best, strict=True)]
    figures = (fmean(ours), fmean(best), fmean(gaps), max(gaps))
    return [[str(count), *(f"{figure:.1f}" for figure in figures), f"{same / count:.0%}"]]


def _exhaustive(calendar: Calendar, offering: Offering, free: Sequence[Slot]) -> float:
    """Every three starts, each with its cheapest person, that lie an hour apart or more."""
    every: list[ScoredOffer] = []
    for start in sorted({slot.starts_at for slot in free}):
        there = [slot for slot in free if slot.starts_at == start]
        others = [slot for slot in free if slot.starts_at != start]
        every += [_scored_among(calendar, offering, there, others)]
    return min(
        total(three)
        for three in combinations(every, 3)
        if all(abs(a.slot.starts_at - b.slot.starts_at) >= timedelta(hours=1) for a, b in combinations(three, 2))
    )


def _scored_among(calendar: Calendar, offering: Offering, there: Sequence[Slot], others: Sequence[Slot]) -> ScoredOffer:
    """The score of one start, with all the free slots around it that its figures depend on."""
    refused = tuple(others)
    found = best_offers(calendar, offering, [*there, *others], Taste(turned_down=refused), count=1)[0]
    kept = tuple(part for part in found.parts if part.factor != "turned_down")
    return ScoredOffer(found.slot, (), kept)


def _busy(chance: random.Random) -> dict[ResourceId, Timeline]:
    taken: dict[ResourceId, list[Interval]] = {}
    for person in praxis().resources:
        for day in range(1, 5):
            for _ in range(chance.randrange(2, 6)):
                start = datetime.combine(SEEDED_ON, datetime.min.time(), tzinfo=UTC)
                start += timedelta(days=day, minutes=chance.randrange(7 * 60, 17 * 60, 15))
                taken.setdefault(person.id, []).append(Interval(start, start + timedelta(minutes=45)))
    return {person: Timeline(spans) for person, spans in taken.items()}


def main(count: int = MORNINGS) -> None:
    console = Console(width=130)
    title = f"{count} generated mornings, two people, eleven callers: minutes lost against the exhaustive optimum"
    show_table(console, title, ["offers", "regret", "worst morning", "wait inside the wish"], mornings(count))
    heads = ["weeks", "our three cost", "the best three", "mean regret", "largest", "just as good"]
    show_table(console, "The choice of three offers, in minutes of inconvenience", heads, choices(max(5, count // 4)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else MORNINGS)
