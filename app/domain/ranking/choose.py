"""At most three of the free slots: the cheapest, then others that are a real choice beside it.

Scores are computed only as far as they are needed: what depends on the time alone is a lower bound for every slot at
that time, and the rest is asked in the order of these bounds until no bound can be beaten any more. The answer is that
of scoring everything.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.domain.bookings import Slot
from app.domain.business import Offering
from app.domain.calendar import Calendar
from app.domain.learning.lessons import NOTHING_LEARNED, Lessons
from app.domain.ranking.costs import costs_of
from app.domain.ranking.reasons import reasons_for
from app.domain.ranking.score import Factor, Part, ScoredOffer
from app.domain.ranking.spread import apart_from_all, likeness
from app.domain.ranking.taste import Taste
from app.domain.ranking.times import inside
from app.domain.ranking.weights import WEIGHTS, Weights

MOST_AT_ONCE = 3  # what a caller can keep in mind


@dataclass(slots=True)
class _Start:
    """All slots at one instant. `bound` is what the time alone costs; the best person is asked for when needed."""

    starts_at: datetime  # UTC
    slots: list[Slot]
    time_parts: list[Part]
    bound: float
    scored: ScoredOffer | None = None  # with the cheapest person


def best_offers(
    calendar: Calendar,
    offering: Offering,
    free: Sequence[Slot],
    taste: Taste,
    *,
    count: int = MOST_AT_ONCE,
    lessons: Lessons = NOTHING_LEARNED,
    weights: Weights = WEIGHTS,
) -> tuple[ScoredOffer, ...]:
    """The best slot first; further ones by time when they are inside the wish, by nearness when outside it."""
    ranking = _Ranking(calendar, offering, free, taste, lessons=lessons, weights=weights)
    chosen: list[ScoredOffer] = []
    while len(chosen) < count and (best := ranking.cheapest_beside(chosen)) is not None:
        chosen.append(best)
    if chosen and inside(chosen[0].slot, taste.wish):
        chosen[1:] = sorted(chosen[1:], key=lambda offer: offer.slot.starts_at)
    earliest = min((slot.starts_at for slot in free), default=None)
    return tuple(
        ScoredOffer(offer.slot, reasons_for(offer, chosen[:nth], offering, earliest), offer.parts)
        for nth, offer in enumerate(chosen)
    )


class _Ranking:
    """One candidate a start time, since to most callers the time is the choice."""

    def __init__(
        self,
        calendar: Calendar,
        offering: Offering,
        free: Sequence[Slot],
        taste: Taste,
        *,
        lessons: Lessons,
        weights: Weights,
    ) -> None:
        days = sorted({slot.starts_at.date() for slot in free})
        people_by_day = defaultdict(set)
        for slot in free:
            people_by_day[slot.starts_at.date()].add(slot.resource)
        self._taste = taste
        self._times, self._people = costs_of(
            calendar,
            offering,
            taste,
            weights,
            lessons,
            days={day: nth for nth, day in enumerate(days)},
            rivals={day: frozenset(people) for day, people in people_by_day.items()},
        )
        self._starts = self._by_bound(free)

    def _by_bound(self, free: Sequence[Slot]) -> list[_Start]:
        unwanted = {slot.starts_at.astimezone(UTC) for slot in self._taste.turned_down}
        together: dict[datetime, list[Slot]] = defaultdict(list)
        for slot in free:
            start = slot.starts_at.astimezone(UTC)
            if start not in unwanted:
                together[start].append(slot)
        starts = []
        for start, slots in together.items():
            parts = self._times.parts(slots[0])
            if self._taste.turned_down:
                refused = likeness(slots[0], self._taste.turned_down) / 2
                parts.append(Part(Factor.TURNED_DOWN, refused, {"turned_down": len(self._taste.turned_down)}))
            starts.append(_Start(start, slots, parts, _sum(parts)))
        return sorted(starts, key=lambda start: (start.bound, start.starts_at))

    def cheapest_beside(self, chosen: Sequence[ScoredOffer]) -> ScoredOffer | None:
        taken = [offer.slot for offer in chosen]
        best: tuple[float, datetime] | None = None
        found: tuple[_Start, float] | None = None
        for start in self._starts:
            if best is not None and start.bound > best[0]:
                break
            if not apart_from_all(start.slots[0], taken):
                continue
            alike = likeness(start.slots[0], taken)
            rank = (self._scored(start).cost_minutes + alike, start.starts_at)
            if best is None or rank < best:
                best, found = rank, (start, alike)
        if found is None:
            return None
        offer = self._scored(found[0])
        if not chosen:
            return offer
        return ScoredOffer(offer.slot, (), (*offer.parts, Part(Factor.SPREAD, found[1], {"beside": len(chosen)})))

    def _scored(self, start: _Start) -> ScoredOffer:
        if start.scored is None:
            start.scored = self._cheapest(start)
        return start.scored

    def _cheapest(self, start: _Start) -> ScoredOffer:
        """With the cheapest person; among equals the first that was free. What a day costs bounds what a time costs."""
        day = start.slots[0].starts_at.date()
        known = [(self._people.for_the_day(day, slot.resource), slot) for slot in start.slots]
        known.sort(key=lambda pair: _sum(pair[0]))
        best, least = known[0], float("inf")
        for for_the_day, slot in known:
            if _sum(for_the_day) >= least:
                break
            parts = (*for_the_day, *self._people.at_the_time(slot))
            if _sum(parts) < least:
                best, least = (parts, slot), _sum(parts)
        return ScoredOffer(best[1], (), (*start.time_parts, *best[0]))


def _sum(parts: Iterable[Part]) -> float:
    return sum(part.cost_minutes for part in parts)
