"""Plan several appointments that belong together: what has to come first, and what is wanted, as a whole."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby

from app.domain.availability import Calendar, Wish, wish_of
from app.domain.bookings import ChainOffers, NothingFree, Slot
from app.domain.business import Resource
from app.domain.calls import Decision
from app.domain.chains import Chain, HadBefore, Link, links_of, plan_chains
from app.domain.civil import day_span, days_between
from app.domain.ids import E164, OfferingKey, ResourceId
from app.domain.intervals import Interval
from app.domain.learning import Lessons
from app.domain.ranking import ChainRanking, ScoredChain, Taste
from app.domain.spoken.when import Window
from app.ports.bookings import CalendarReads, Calendars
from app.usecases.look import calendar_between, closed_days
from app.usecases.party import Party
from app.usecases.standing import standing_of
from app.usecases.taste import taste_of

APART = timedelta(hours=1)
"""Plans that begin nearer to each other than this are no choice."""
TURNED_DOWN_APART = timedelta(hours=4)
"""Whoever turned one down does not want nearly the same."""
ENOUGH_DAYS = 4
"""So many days on which a plan can begin are compared."""


@dataclass(frozen=True, slots=True)
class ChainWanted:
    """`windows` by the offering that they are for; none = as soon as possible. `resource` is for what is wanted.

    `number` is whose appointments count when nobody is on a line.
    """

    offering: OfferingKey
    windows: Mapping[OfferingKey, Sequence[Window]] = field(default_factory=dict)
    resource: ResourceId | None = None
    not_these: Sequence[Sequence[Slot]] = ()
    count: int = 1
    number: E164 | None = None


async def needed_first(
    calendars: Calendars, party: Party, offering: OfferingKey, *, now: datetime, number: E164 | None = None
) -> tuple[OfferingKey, ...]:
    """What this customer has to have before it and has neither had nor booked, first things first."""
    business = party.business
    wanted = next((each for each in business.offerings if each.key == offering), None)
    if wanted is None or not wanted.requires:
        return ()
    async with calendars.reading(business) as reads:
        standing = await standing_of(reads, party, now, offering=offering, numbers=(party.number, number))
    links = links_of(Calendar(business, now), wanted, standing.had())
    return tuple(link.offering.key for link in links[:-1])


async def plan_chain(
    calendars: Calendars, party: Party, wanted: ChainWanted, *, now: datetime
) -> ChainOffers | NothingFree:
    """Whole plans, best first, recorded as a decision with the score of each appointment.

    A plan has one slot when nothing has to come first.
    """
    business = party.business
    if all(offering.key != wanted.offering for offering in business.offerings):
        return NothingFree("no_resource")
    leads = tuple(p for p in business.people_for(wanted.offering) if wanted.resource in (None, p.id))
    if not leads:
        return NothingFree("no_resource")
    async with calendars.reading(business) as reads:
        numbers = (party.number, wanted.number)
        standing = await standing_of(reads, party, now, offering=wanted.offering, numbers=numbers)
        had = standing.had()
        search = await _search(reads, party, wanted, leads, had, now=now)
        found = await asyncio.to_thread(search.plans)
        if not found.plans and had:  # what they had runs out before anything is free: all of it anew
            search = await _search(reads, party, wanted, leads, {}, now=now)
            found = await asyncio.to_thread(search.plans)
    async with calendars.writing(business) as writes:
        await writes.decide(party.call_sid, _decision(wanted, search.links, found, now))
    if not found.plans:
        return NothingFree("full")
    return ChainOffers(tuple(plan.slots for plan in found.plans), outside_wish=found.outside_wish)


async def _search(
    reads: CalendarReads,
    party: Party,
    wanted: ChainWanted,
    leads: tuple[Resource, ...],
    had: HadBefore,
    *,
    now: datetime,
) -> "_Search":
    links = _links(party, wanted, leads, had, now=now)
    calendar = await _calendar(reads, party, links, (party.number, wanted.number), now=now)
    tastes = [await _taste(reads, party, wanted, link, now=now) for link in links]
    return _Search(calendar, links, wanted, had, tastes, await reads.lessons())


async def _taste(reads: CalendarReads, party: Party, wanted: ChainWanted, link: Link, *, now: datetime) -> Taste:
    key = link.offering.key
    people = link.leads or party.business.people_for(key)
    return await taste_of(
        reads,
        party.number or wanted.number,
        now,
        wish=wish_of(wanted.windows.get(key, ())),
        able={person.id for person in people},
        wants_somebody=wanted.resource is not None and key == wanted.offering,
    )


def _links(
    party: Party, wanted: ChainWanted, leads: tuple[Resource, ...], had: HadBefore, *, now: datetime
) -> tuple[Link, ...]:
    business = party.business
    *first, last = links_of(Calendar(business, now), business.offering(wanted.offering), had)
    return (*first, replace(last, leads=leads))


async def _calendar(
    reads: CalendarReads, party: Party, links: Sequence[Link], numbers: Sequence[E164 | None], *, now: datetime
) -> Calendar:
    """Up to the horizon. A day that the customer may not have for one link is left to none of them."""
    zone, last = party.business.zone, now + party.business.rules.horizon
    calendar = await calendar_between(
        reads,
        party,
        now,
        offering=links[-1].offering,
        first_day=now.astimezone(zone).date(),
        last_day=last.astimezone(zone).date(),
        numbers=numbers,
    )
    closed = calendar.closed_to_caller
    for link in links[:-1]:
        closed |= await closed_days(reads, party, link.offering, since=now, until=last, numbers=numbers)
    return replace(calendar, closed_to_caller=closed)


def not_before(calendar: Calendar, wish: Wish) -> Wish:
    """From the first day of the wish on: the nearest that is left."""
    zone = calendar.business.zone
    day = min(part.starts_at for part in wish).astimezone(zone).date()
    return [Interval(day_span(day, zone).starts_at, calendar.last_start)]


@dataclass(frozen=True, slots=True)
class _Found:
    plans: tuple[ScoredChain, ...] = ()
    outside_wish: bool = False


@dataclass(frozen=True, slots=True)
class _Search:
    """Out of the plans of the first days that have some, those that cost least."""

    calendar: Calendar
    links: Sequence[Link]
    wanted: ChainWanted
    had: HadBefore
    tastes: Sequence[Taste]
    lessons: Lessons

    def plans(self) -> _Found:
        windows = self.wanted.windows
        wishes = {nth: wish_of(windows.get(link.offering.key, ())) for nth, link in enumerate(self.links)}
        if plans := self._best(wishes):
            return _Found(plans)
        for less in ({nth: not_before(self.calendar, wish) for nth, wish in wishes.items() if wish}, {}):
            if any(wishes.values()) and (plans := self._best(less)):
                return _Found(plans, outside_wish=True)
        return _Found()

    def _best(self, wishes: Mapping[int, Wish]) -> tuple[ScoredChain, ...]:
        ranking = ChainRanking(self.calendar, self.links, self.tastes, lessons=self.lessons)
        pool: list[Chain] = []
        chosen: tuple[ScoredChain, ...] = ()
        days = groupby(
            self._not_turned_down(wishes, ranking), key=lambda chain: chain.candidates[0].slot.starts_at.date()
        )
        for nth, (_, chains) in enumerate(days, 1):
            pool += chains
            if nth >= ENOUGH_DAYS:
                chosen = self._apart(ranking.ranked(pool))
            if len(chosen) == self.wanted.count:
                return chosen
        return self._apart(ranking.ranked(pool))

    def _not_turned_down(self, wishes: Mapping[int, Wish], ranking: ChainRanking) -> Iterator[Chain]:
        turned_down = [plan[0].starts_at.astimezone(UTC) for plan in self.wanted.not_these if plan]
        days = [
            day for day in _days(self.calendar) if not any(day > last for last in _last_days(self.calendar, wishes))
        ]
        later = {nth: wish for nth, wish in wishes.items() if nth}
        first, preferred = wishes.get(0, ()), ranking.preferred
        for chain in plan_chains(
            self.calendar, self.links, days, first, self.had, later_wishes=later, preferred=preferred
        ):
            start = chain.candidates[0].slot.starts_at.astimezone(UTC)
            if all(abs(start - other) >= TURNED_DOWN_APART for other in turned_down):
                yield chain

    def _apart(self, ranked: Sequence[ScoredChain]) -> tuple[ScoredChain, ...]:
        """Plans that are a choice: none begins as another does that was said."""
        chosen: list[ScoredChain] = []
        for plan in ranked:
            start = plan.slots[0].starts_at
            if len(chosen) < self.wanted.count and all(
                abs(start - other.slots[0].starts_at) >= APART for other in chosen
            ):
                chosen.append(plan)
        return tuple(chosen)


def _days(calendar: Calendar) -> list[date]:
    last = calendar.last_start.astimezone(calendar.business.zone).date()
    return list(days_between(calendar.today, last))


def _last_days(calendar: Calendar, wishes: Mapping[int, Wish]) -> list[date]:
    """Nothing that comes first may be later than the last day on which something is wished for."""
    zone = calendar.business.zone
    return [max(part.ends_at for part in wish).astimezone(zone).date() for wish in wishes.values() if wish]


def asked_for(windows: Iterable[Sequence[Window]], turned_down: Iterable[Sequence[Slot]]) -> dict[str, object]:
    """As it stands in the decision log; a plan that was turned down by when it begins."""
    return {
        "windows": [[one.earliest.isoformat(), one.latest.isoformat()] for several in windows for one in several],
        "turned_down": [slot.starts_at.isoformat() for plan in turned_down for slot in plan[:1]],
    }


def _decision(wanted: ChainWanted, links: Sequence[Link], found: _Found, now: datetime) -> Decision:
    inputs: dict[str, object] = {
        "wanted": wanted.offering,
        "chain": [link.offering.key for link in links],
        **asked_for(wanted.windows.values(), wanted.not_these),
    }
    if not found.plans:
        return Decision("refusal", now, "full", inputs)
    offered = [offer.record() | {"plan": nth} for nth, plan in enumerate(found.plans) for offer in plan.offers]
    why = "chain_outside_wish" if found.outside_wish else "chain_fits_wish"
    return Decision("offer", now, why, inputs | {"offered": offered})
