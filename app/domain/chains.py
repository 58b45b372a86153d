"""Several appointments planned as a whole: the examination, then the treatment, at its distance from the one before.

A first appointment counts only when everything after it can be had too. Links are tried in order, the earliest slot
first; a day of a link is searched once, however many plans look at it, and a stretch in which a link has nothing free
is remembered. What earlier links of a plan take (also their places in daily caps) is taken for the later ones.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from app.domain.business import Offering, Resource
from app.domain.calendar import Calendar, Wish, excluded_offerings
from app.domain.candidates import Candidate, Claim
from app.domain.civil import ONE_DAY
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import Interval
from app.domain.rules.between import Distance
from app.domain.search import Search

HadBefore = Mapping[OfferingKey, Sequence[datetime]]
"""When the customer's appointments of an offering end or ended, aware, in any zone."""
Preferred = Callable[[int, date, Sequence[Candidate]], list[Candidate]]
"""What is free for a link (by index) on a day, the best first."""


@dataclass(frozen=True, slots=True)
class Link:
    """One appointment of a chain. `after` names earlier links by index, with the distance from each.

    No leads = whoever can.
    """

    offering: Offering
    after: tuple[tuple[int, Distance], ...] = ()
    leads: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """One candidate a link, in order; together they can all be booked."""

    candidates: tuple[Candidate, ...]


def links_of(calendar: Calendar, offering: Offering, had: HadBefore | None = None) -> tuple[Link, ...]:
    """The offering with all that has to come before it and that the customer has not had lately, first things first."""
    business, order = calendar.business, list[Offering]()

    def visit(wanted: Offering, above: tuple[OfferingKey, ...]) -> None:
        for earlier in wanted.requires:
            still_counts = any(
                _latest(earlier.distance, ended.astimezone(business.zone)) >= calendar.today
                for ended in (had or {}).get(earlier.offering, ())
            )
            if not still_counts and earlier.offering not in above:  # a circle is named by the validator
                visit(business.offering(earlier.offering), (*above, earlier.offering))
        if wanted not in order:
            order.append(wanted)

    visit(offering, (offering.key,))
    keys = [link.key for link in order]
    return tuple(
        Link(
            wanted,
            tuple((keys.index(p.offering), p.distance) for p in wanted.requires if p.offering in keys[:nth]),
        )
        for nth, wanted in enumerate(order)
    )


def in_a_row(offering: Offering, count: int, *, within: timedelta) -> tuple[Link, ...]:
    """The same for several people, one after the other: a mother and her daughter."""
    close = Distance(max_gap=within, max_days=0)
    return tuple(Link(offering, ((nth - 1, close),) if nth else ()) for nth in range(count))


def missing(offering: Offering, had: HadBefore, starts_at: datetime) -> tuple[OfferingKey, ...]:
    """Which prerequisites an appointment at this time (in the business's zone) would lack."""
    zone = starts_at.tzinfo
    return tuple(
        earlier.offering
        for earlier in offering.requires
        if not any(earlier.distance.fits(ended.astimezone(zone), starts_at) for ended in had.get(earlier.offering, ()))
    )


def plan_chains(
    calendar: Calendar,
    links: Sequence[Link],
    days: Sequence[date],
    wish: Wish = (),
    had: HadBefore | None = None,
    *,
    later_wishes: Mapping[int, Wish] | None = None,
    preferred: Preferred | None = None,
) -> Iterator[Chain]:
    """For each start of the first link on these days (inside the wish) the earliest plan that follows; lazily.

    With `preferred` the rest of a plan has the best places of its earliest days, and a day's plans come in that order.

    Later links are sought up to the horizon, inside the wish that `later_wishes` has for their index. What the customer
    had counts where no link of the chain replaces it.
    """
    plan = _Plan(calendar, links, had or {}, {**(later_wishes or {}), 0: wish}, preferred)
    seen = set()
    for day in days:
        for first in plan.on(0, day):
            if first.slot.starts_at not in seen and (rest := plan.continued((first,))):
                seen.add(first.slot.starts_at)
                yield Chain(rest)


def beside(calendar: Calendar, claims: Iterable[Claim]) -> Calendar:
    """The calendar with this taken, too."""
    taken: dict[ResourceId, list[Interval]] = {}
    for claim in claims:
        taken.setdefault(claim.resource, []).append(claim.span)
    timelines = {one: calendar.timeline(one).with_more(spans) for one, spans in taken.items()}
    return replace(calendar, taken={**calendar.taken, **timelines})


class _Plan:
    def __init__(
        self,
        calendar: Calendar,
        links: Sequence[Link],
        had: HadBefore,
        wishes: Mapping[int, Wish],
        preferred: Preferred | None,
    ) -> None:
        self._calendar, self._links, self._had, self._wishes = calendar, links, had, wishes
        self._preferred = preferred
        business = calendar.business
        self._searches = [
            Search(calendar, link.offering, link.leads or business.people_for(link.offering.key)) for link in links
        ]
        self._days: dict[tuple[int, date], list[Candidate]] = {}
        self._empty: set[tuple[int, datetime, date]] = set()
        self._apart = [excluded_offerings(business, link.offering) for link in links]

    def on(self, link: int, day: date) -> list[Candidate]:
        """Free slots of a link on a day, inside its wish, where prerequisites from before this chain are met."""
        key = (link, day)
        if key not in self._days:
            planned = {self._links[nth].offering.key for nth, _ in self._links[link].after}
            free = self._searches[link].on(day, self._wishes.get(link, ()))
            fit = [c for c in free if set(missing(self._links[link].offering, self._had, c.slot.starts_at)) <= planned]
            self._days[key] = self._preferred(link, day, fit) if self._preferred else fit
        return self._days[key]

    def continued(self, chosen: tuple[Candidate, ...]) -> tuple[Candidate, ...] | None:
        """The plan with its remaining links, the earliest that fit; None when one of them cannot be had."""
        nth = len(chosen)
        if nth == len(self._links):
            return chosen
        earliest, last_day = self._window(nth, chosen)
        if (nth, earliest, last_day) in self._empty:
            return None
        found_some = False
        day = earliest.astimezone(self._calendar.business.zone).date()
        while day <= last_day:
            for candidate in self.on(nth, day):
                if candidate.slot.starts_at < earliest:
                    continue
                found_some = True
                if not self._fits(nth, candidate, chosen):
                    continue
                placed = self._beside(nth, candidate, chosen)
                if placed is not None and (plan := self.continued((*chosen, placed))):
                    return plan
            day += ONE_DAY
        if not found_some:
            self._empty.add((nth, earliest, last_day))
        return None

    def _window(self, nth: int, chosen: Sequence[Candidate]) -> tuple[datetime, date]:
        """The first instant and the last day to look at; `_fits` has the last word."""
        calendar = self._calendar
        last = calendar.last_start_of(self._links[nth].offering).astimezone(calendar.business.zone).date()
        earliest = calendar.now
        for earlier, distance in self._links[nth].after:
            ended = chosen[earlier].slot.ends_at
            earliest = max(earliest, ended.astimezone(UTC) + distance.min_gap)
            last = min(last, _latest(distance, ended))
        return earliest, last

    def _fits(self, nth: int, candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
        slot = candidate.slot
        if not all(distance.fits(chosen[at].slot.ends_at, slot.starts_at) for at, distance in self._links[nth].after):
            return False
        for other in chosen:
            same_day = other.slot.starts_at.date() == slot.starts_at.date()
            if same_day and other.slot.offering in self._apart[nth]:
                return False
            begins_later = other.slot.ends_at.astimezone(UTC) <= slot.starts_at.astimezone(UTC)
            if not begins_later and slot.ends_at.astimezone(UTC) > other.slot.starts_at.astimezone(UTC):
                return False
        return True

    def _beside(self, nth: int, candidate: Candidate, chosen: Sequence[Candidate]) -> Candidate | None:
        """The candidate as it can still be had when the earlier links are booked; perhaps in another room."""
        claims = [claim for other in chosen for claim in other.claims]
        if not any(
            mine.resource == other.resource and mine.span.overlaps(other.span)
            for mine in candidate.claims
            for other in claims
        ):
            return candidate
        after = beside(self._calendar, claims)
        lead = self._calendar.business.resource(candidate.slot.resource)
        return Search(after, self._links[nth].offering, (lead,)).at(candidate.slot.starts_at.astimezone(UTC), lead)


def _latest(distance: Distance, ended: datetime) -> date:
    """The last civil day on which something at this distance may start; far off when nothing limits it."""
    return distance.last_day(ended.date()) or date.max
