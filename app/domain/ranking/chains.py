"""The best of several plans for appointments that belong together, by the same costs as single offers.

A plan costs what its appointments cost, each for itself, and what waiting for them costs: mostly that the last one is
done later than it could be, a little that the first one is. What a link costs beside another link of the same day is
worked out with that one taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.bookings import Slot
from app.domain.business import Offering
from app.domain.calendar import Calendar
from app.domain.candidates import Candidate, Claim
from app.domain.chains import Chain, Link, beside
from app.domain.ids import ResourceId
from app.domain.learning.lessons import NOTHING_LEARNED, Lessons
from app.domain.ranking.costs import costs_of
from app.domain.ranking.reasons import reasons_for
from app.domain.ranking.score import Factor, Part, Reason, ScoredOffer
from app.domain.ranking.taste import Taste
from app.domain.ranking.weights import WEIGHTS, Weights


@dataclass(frozen=True, slots=True)
class ScoredChain:
    """One offer a link, in order."""

    offers: tuple[ScoredOffer, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        return tuple(offer.slot for offer in self.offers)

    @property
    def cost_minutes(self) -> float:
        return sum(offer.cost_minutes for offer in self.offers)


class ChainRanking:
    """For one calendar and chain. `tastes` has one a link. Give `preferred` to `plan_chains`, its plans to `ranked`."""

    def __init__(
        self,
        calendar: Calendar,
        links: Sequence[Link],
        tastes: Sequence[Taste],
        *,
        lessons: Lessons = NOTHING_LEARNED,
        weights: Weights = WEIGHTS,
    ) -> None:
        self._weights = weights
        self._offerings = [link.offering for link in links]
        self._judges = [
            _Judge(calendar, link.offering, taste, lessons, weights) for link, taste in zip(links, tastes, strict=True)
        ]

    def preferred(self, link: int, day: date, free: Sequence[Candidate]) -> list[Candidate]:
        """What is free for a link on a day, the cheapest first."""
        judge = self._judges[link]
        judge.knows(day, {candidate.slot.resource for candidate in free})
        return sorted(free, key=lambda candidate: (judge.cost(candidate.slot), candidate.slot.starts_at))

    def ranked(self, chains: Sequence[Chain]) -> list[ScoredChain]:
        """The cheapest first; among equals the one that begins first."""
        if not chains:
            return []
        soonest_first = min(chain.candidates[0].slot.starts_at.date() for chain in chains)
        soonest_last = min(chain.candidates[-1].slot.starts_at.date() for chain in chains)
        scored = [self._scored(chain, soonest_first, soonest_last) for chain in chains]
        return sorted(scored, key=lambda chain: (chain.cost_minutes, chain.slots[0].starts_at))

    def _scored(self, chain: Chain, soonest_first: date, soonest_last: date) -> ScoredChain:
        last = len(chain.candidates) - 1
        days_later = (chain.candidates[-1].slot.starts_at.date() - soonest_last).days
        offers = []
        for nth, candidate in enumerate(chain.candidates):
            parts = self._judge(nth, chain).parts(candidate.slot)
            if nth == last:
                parts = (*parts, _waiting(days_later, self._weights.a_day_later_of(self._offerings[nth])))
            elif nth == 0:
                first = (candidate.slot.starts_at.date() - soonest_first).days
                parts = (*parts, _waiting(first, self._weights.a_day_later_to_begin))
            offer = ScoredOffer(candidate.slot, (), parts)
            reasons = reasons_for(offer, (), self._offerings[nth], None)
            done = (Reason.SOONEST_AS_A_WHOLE,) if days_later == 0 else ()
            offers.append(replace(offer, reasons=(*reasons[:1], *done, *reasons[1:])))
        return ScoredChain(tuple(offers))

    def _judge(self, nth: int, chain: Chain) -> "_Judge":
        mine = chain.candidates[nth]
        others = [
            claim
            for other in chain.candidates
            if other is not mine and other.slot.starts_at.date() == mine.slot.starts_at.date()
            for claim in other.claims
        ]
        return self._judges[nth].with_taken(others) if others else self._judges[nth]


def _waiting(days: int, a_day: float) -> Part:
    return Part(Factor.WAITING, days * a_day, {"days_after_soonest": days})


class _Judge:
    """What one link costs; worked out once a slot."""

    def __init__(
        self, calendar: Calendar, offering: Offering, taste: Taste, lessons: Lessons, weights: Weights
    ) -> None:
        self._calendar, self._offering, self._taste = calendar, offering, taste
        self._lessons, self._weights = lessons, weights
        self._days: dict[date, int] = {}
        self._rivals: dict[date, frozenset[ResourceId]] = defaultdict(frozenset)
        self._times, self._people = costs_of(
            calendar, offering, taste, weights, lessons, days=self._days, rivals=self._rivals
        )
        self._known: dict[Slot, tuple[Part, ...]] = {}

    def knows(self, day: date, people: Iterable[ResourceId]) -> None:
        """Who could do it that day. How late a day is, is a matter of the whole plan."""
        self._days[day] = 0
        self._rivals[day] = frozenset(people)

    def with_taken(self, claims: Sequence[Claim]) -> "_Judge":
        other = _Judge(beside(self._calendar, claims), self._offering, self._taste, self._lessons, self._weights)
        for day, people in self._rivals.items():
            other.knows(day, people)
        return other

    def cost(self, slot: Slot) -> float:
        return sum(part.cost_minutes for part in self.parts(slot))

    def parts(self, slot: Slot) -> tuple[Part, ...]:
        if slot not in self._known:
            for_the_day = self._people.for_the_day(slot.starts_at.date(), slot.resource)
            self._known[slot] = (*self._times.parts(slot), *for_the_day, *self._people.at_the_time(slot))
        return self._known[slot]
