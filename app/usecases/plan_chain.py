"""Plan several appointments that belong together: what has to come first, and what is wanted, as a whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from app.domain.availability import Calendar, Wish, wish_of
from app.domain.bookings import ChainOffers, NothingFree, Slot
from app.domain.business import Resource
from app.domain.calls import Decision
from app.domain.chains import HadBefore, Link, links_of, plan_chains
from app.domain.civil import day_span, days_between
from app.domain.ids import E164, OfferingKey, ResourceId
from app.domain.intervals import Interval
from app.domain.spoken.when import Window
from app.ports.bookings import CalendarReads, Calendars
from app.usecases.look import calendar_between, closed_days
from app.usecases.party import Party
from app.usecases.standing import standing_of

APART = timedelta(hours=1)
"""Plans that begin nearer to each other than this are no choice."""
TURNED_DOWN_APART = timedelta(hours=4)
"""Whoever turned one down does not want nearly the same."""


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
    """Whole plans, earliest first, recorded as a decision. A plan has one slot when nothing has to come first."""
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
        links = _links(party, wanted, leads, had, now=now)
        calendar = await _calendar(reads, party, links, numbers, now=now)
        outcome = _plans(calendar, links, wanted, had)
        if isinstance(outcome, NothingFree) and had:  # what they had runs out before anything is free: all of it anew
            links = _links(party, wanted, leads, {}, now=now)
            calendar = await _calendar(reads, party, links, numbers, now=now)
            outcome = _plans(calendar, links, wanted, {})
    async with calendars.writing(business) as writes:
        await writes.decide(party.call_sid, _decision(wanted, links, outcome, now))
    return outcome


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


def _plans(calendar: Calendar, links: Sequence[Link], wanted: ChainWanted, had: HadBefore) -> ChainOffers | NothingFree:
    wishes = {nth: wish_of(wanted.windows.get(link.offering.key, ())) for nth, link in enumerate(links)}
    if plans := _first(calendar, links, wanted, had, wishes):
        return ChainOffers(plans)
    for less in ({nth: not_before(calendar, wish) for nth, wish in wishes.items() if wish}, {}):
        if any(wishes.values()) and (plans := _first(calendar, links, wanted, had, less)):
            return ChainOffers(plans, outside_wish=True)
    return NothingFree("full")


def not_before(calendar: Calendar, wish: Wish) -> Wish:
    """From the first day of the wish on: the nearest that is left."""
    zone = calendar.business.zone
    day = min(part.starts_at for part in wish).astimezone(zone).date()
    return [Interval(day_span(day, zone).starts_at, calendar.last_start)]


def _first(
    calendar: Calendar, links: Sequence[Link], wanted: ChainWanted, had: HadBefore, wishes: Mapping[int, Wish]
) -> tuple[tuple[Slot, ...], ...]:
    return tuple(islice(_apart(calendar, links, wanted, had, wishes), wanted.count))


def _apart(
    calendar: Calendar, links: Sequence[Link], wanted: ChainWanted, had: HadBefore, wishes: Mapping[int, Wish]
) -> Iterator[tuple[Slot, ...]]:
    """Plans that are a choice: none begins as another does that was said, or was turned down."""
    turned_down = [plan[0].starts_at.astimezone(UTC) for plan in wanted.not_these if plan]
    said: list[datetime] = []
    days = [day for day in _days(calendar) if not any(day > last for last in _last_days(calendar, wishes))]
    later = {nth: wish for nth, wish in wishes.items() if nth}
    for chain in plan_chains(calendar, links, days, wishes.get(0, ()), had, later_wishes=later):
        slots = tuple(candidate.slot.in_zone(calendar.business.zone) for candidate in chain.candidates)
        start = slots[0].starts_at.astimezone(UTC)
        near = any(abs(start - other) < TURNED_DOWN_APART for other in turned_down)
        if not near and all(abs(start - other) >= APART for other in said):
            said.append(start)
            yield slots


def _days(calendar: Calendar) -> list[date]:
    last = calendar.last_start.astimezone(calendar.business.zone).date()
    return list(days_between(calendar.today, last))


def _last_days(calendar: Calendar, wishes: Mapping[int, Wish]) -> list[date]:
    """Nothing that comes first may be later than the last day on which something is wished for."""
    zone = calendar.business.zone
    return [max(part.ends_at for part in wish).astimezone(zone).date() for wish in wishes.values() if wish]


def _decision(
    wanted: ChainWanted, links: Sequence[Link], outcome: ChainOffers | NothingFree, now: datetime
) -> Decision:
    windows = [window for windows in wanted.windows.values() for window in windows]
    inputs: dict[str, object] = {
        "wanted": wanted.offering,
        "chain": [link.offering.key for link in links],
        "windows": [[window.earliest.isoformat(), window.latest.isoformat()] for window in windows],
        "turned_down": [slot.starts_at.isoformat() for plan in wanted.not_these for slot in plan[:1]],
    }
    if isinstance(outcome, NothingFree):
        return Decision("refusal", now, outcome.reason, inputs)
    offered = [
        {"offering": slot.offering, "person": slot.resource, "starts_at": slot.starts_at.isoformat(), "plan": nth}
        for nth, plan in enumerate(outcome.plans)
        for slot in plan
    ]
    why = "chain_outside_wish" if outcome.outside_wish else "chain_earliest"
    return Decision("offer", now, why, inputs | {"offered": offered})
