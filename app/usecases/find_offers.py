"""Find a few good free slots for a wish, or the nearest ones with the reason why the wish cannot be met."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from app.domain.availability import Calendar, Wish, fits, grid, open_spans, search_days, wish_of, works_on
from app.domain.bookings import NothingFree, Offers, Slot
from app.domain.business import Offering, Resource
from app.domain.calls import Decision
from app.domain.ids import BookingReference, OfferingKey, ResourceId
from app.domain.learning import Lessons
from app.domain.ranking import ScoredOffer, Taste, best_offers
from app.domain.spoken.when import Window
from app.domain.standing import Standing, hangs_together
from app.ports.bookings import CalendarReads, Calendars
from app.usecases.look import calendar_between
from app.usecases.party import Party
from app.usecases.standing import PREREQUISITE, against_order, standing_of
from app.usecases.taste import taste_of

ENOUGH_FREE_DAYS = 6
FIRST_WORKING_DAYS = ENOUGH_FREE_DAYS + 1  # looked at first: one of them may be full
NEAR_DAYS = 21  # then: nearly every wish is met in them, and a whole horizon costs four times as much


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the caller would like; no windows = as soon as possible."""

    offering: OfferingKey
    windows: Sequence[Window] = ()
    resource: ResourceId | None = None
    not_these: Sequence[Slot] = ()
    count: int = 3
    moving: BookingReference | None = None


async def find_offers(calendars: Calendars, party: Party, wanted: Wanted, *, now: datetime) -> Offers | NothingFree:
    """The offers, recorded as a decision with the reasons for each. Nobody can do an offering that does not exist."""
    business = party.business
    people = [p for p in business.people_for(wanted.offering) if wanted.resource in (None, p.id)]
    if not people or all(offering.key != wanted.offering for offering in business.offerings):
        outcome: Offers | NothingFree = NothingFree("no_resource")
        picks: tuple[ScoredOffer, ...] = ()
    else:
        async with calendars.reading(business) as reads:
            standing = await _standing(reads, party, wanted, now)
            search = _Search(reads, party, wanted, now, business.offering(wanted.offering), people, standing)
            outcome, picks = await search.run()
    async with calendars.writing(business) as writes:
        await writes.decide(party.call_sid, _decision(wanted, outcome, picks, now))
    return outcome


@dataclass(frozen=True, slots=True)
class _Search:
    reads: CalendarReads
    party: Party
    wanted: Wanted
    now: datetime
    offering: Offering
    people: Sequence[Resource]
    standing: Standing

    async def run(self) -> tuple[Offers | NothingFree, tuple[ScoredOffer, ...]]:
        wish = wish_of(self.wanted.windows)
        horizon = self._horizon()
        days = _days_of(wish, horizon, self.party)
        near = [day for day in days if day <= days[0] + timedelta(days=NEAR_DAYS)]
        taste, lessons = await self._taste(wish), await self.reads.lessons()
        for some in (self._first_of(near), near) if near else ():
            calendar = await self._look(some[0], some[-1])
            free = await asyncio.to_thread(self._free, calendar, some, wish)
            if _are_enough(free) or (free and len(some) == len(near)):
                return await self._offer(calendar, free, taste, lessons)
            if len(some) == len(near):
                break
        calendar = await self._look(horizon[0], horizon[-1])
        if free := await asyncio.to_thread(self._free, calendar, days, wish):
            return await self._offer(calendar, free, taste, lessons)
        ordered = hangs_together(self.party.business, self.offering.key)
        breaks_order = ordered and bool(await asyncio.to_thread(self._free, calendar, days, wish, in_order=False))
        reason = (
            "order"
            if breaks_order
            else await asyncio.to_thread(why_unmet, calendar, self.offering, self.people, wish, days)
        )
        nearest_first = sorted(horizon, key=lambda day: (_days_off(day, wish, self.party), day))
        if free := await asyncio.to_thread(self._free, calendar, nearest_first, ()):
            return await self._offer(calendar, free, taste, lessons, reason=reason)
        return NothingFree(PREREQUISITE if breaks_order else reason), ()

    def _first_of(self, near: Sequence[date]) -> Sequence[date]:
        """As many as are likely to have something free on enough of them; all when there are hardly more.

        What is offered is the same: the search stops when enough days have something, and looks further when not.
        """
        working = (day for day in near if self._is_working_day(day))
        last = next(islice(working, FIRST_WORKING_DAYS - 1, None), near[-1])
        return [day for day in near if day <= last]

    def _is_working_day(self, day: date) -> bool:
        business = self.party.business
        return bool(open_spans(business, day)) and any(works_on(business, person, day) for person in self.people)

    def _horizon(self) -> list[date]:
        zone, rules = self.party.business.zone, self.party.business.rules
        today = self.now.astimezone(zone).date()
        last = (self.now + rules.horizon).astimezone(zone).date()
        return [today + timedelta(days=nth) for nth in range((last - today).days + 1)]

    async def _look(self, first_day: date, last_day: date) -> Calendar:
        return await calendar_between(
            self.reads,
            self.party,
            self.now,
            offering=self.offering,
            first_day=first_day,
            last_day=last_day,
            numbers=(self.party.number,),
            moving=self.wanted.moving,
        )

    def _free(self, calendar: Calendar, days: Sequence[date], wish: Wish, *, in_order: bool = True) -> list[Slot]:
        """Free slots of the first days that have some, without what was turned down or comes before what it needs."""
        unwanted = {slot.starts_at.astimezone(UTC) for slot in self.wanted.not_these}
        found: list[Slot] = []
        days_with_some = 0
        for _, candidates in search_days(calendar, self.offering, days, self.people, wish):
            free = [candidate.slot for candidate in candidates]
            wanted = [slot for slot in free if slot.starts_at.astimezone(UTC) not in unwanted]
            if in_order:
                wanted = [s for s in wanted if against_order(self.standing, s, moving=self.wanted.moving) is None]
            found += wanted
            days_with_some += bool(wanted)
            if days_with_some == ENOUGH_FREE_DAYS:
                break
        return found

    async def _taste(self, wish: Wish) -> Taste:
        return await taste_of(
            self.reads,
            self.party.number,
            self.now,
            wish=wish,
            able={person.id for person in self.people},
            turned_down=self.wanted.not_these,
            wants_somebody=self.wanted.resource is not None,
        )

    async def _offer(
        self, calendar: Calendar, free: Sequence[Slot], taste: Taste, lessons: Lessons, *, reason: str | None = None
    ) -> tuple[Offers, tuple[ScoredOffer, ...]]:
        picks = await asyncio.to_thread(
            best_offers, calendar, self.offering, free, taste, count=self.wanted.count, lessons=lessons
        )
        return Offers(tuple(pick.slot for pick in picks), outside_wish=reason is not None, reason=reason), picks


def _are_enough(free: Sequence[Slot]) -> bool:
    return len({slot.starts_at.date() for slot in free}) == ENOUGH_FREE_DAYS


async def _standing(reads: CalendarReads, party: Party, wanted: Wanted, now: datetime) -> Standing:
    """What comes before and stands on it: of whoever calls, and of whose appointment is moved."""
    moving = await reads.booking(wanted.moving) if wanted.moving else None
    numbers = (party.number, moving.customer_number if moving else None)
    calls = (moving.call_sid,) if moving else ()
    return await standing_of(reads, party, now, offering=wanted.offering, numbers=numbers, calls=calls)


def why_unmet(
    calendar: Calendar, offering: Offering, people: Sequence[Resource], wish: Wish, days: Sequence[date]
) -> str:
    """Why nothing inside the wish can be had: past, horizon, closed, same_day_conflict, absent, notice, full."""
    if wish and all(part.ends_at < calendar.now for part in wish):
        return "past"
    if wish and all(part.starts_at > calendar.last_start for part in wish):
        return "horizon"
    starts = list(_starts_inside(calendar, offering, wish, days))
    if not starts:
        return "closed"
    starts = [(day, start) for day, start in starts if day not in calendar.closed_to_caller]
    if not starts:
        return "same_day_conflict"
    starts = [(day, start) for day, start in starts if any(works_on(calendar.business, p, day) for p in people)]
    if not starts:
        return "absent"
    if all(start < calendar.first_start(offering) for _, start in starts):
        return "past" if all(start < calendar.now for _, start in starts) else "notice"
    return "full"


def _starts_inside(
    calendar: Calendar, offering: Offering, wish: Wish, days: Sequence[date]
) -> Iterator[tuple[date, datetime]]:
    for day in days:
        for span in open_spans(calendar.business, day):
            for start in grid(calendar.business, offering, span):
                if fits(start, wish):
                    yield day, start


def _days_of(wish: Wish, horizon: Sequence[date], party: Party) -> list[date]:
    """The civil days up to the horizon that the wish touches."""
    if not wish:
        return list(horizon)
    zone = party.business.zone
    spans = [(part.starts_at.astimezone(zone).date(), part.ends_at.astimezone(zone).date()) for part in wish]
    return [day for day in horizon if any(first <= day <= last for first, last in spans)]


def _days_off(day: date, wish: Wish, party: Party) -> int:
    zone = party.business.zone
    spans = [(part.starts_at.astimezone(zone).date(), part.ends_at.astimezone(zone).date()) for part in wish]
    return min((max((first - day).days, (day - last).days, 0) for first, last in spans), default=0)


def _decision(wanted: Wanted, outcome: Offers | NothingFree, picks: Sequence[ScoredOffer], now: datetime) -> Decision:
    inputs: dict[str, object] = {
        "offering": wanted.offering,
        "windows": [[window.earliest.isoformat(), window.latest.isoformat()] for window in wanted.windows],
        "person": wanted.resource,
        "turned_down": [slot.starts_at.isoformat() for slot in wanted.not_these],
        "moving": wanted.moving,
        "offered": [pick.record() for pick in picks],
    }
    if isinstance(outcome, NothingFree):
        return Decision("refusal", now, outcome.reason, inputs)
    return Decision("offer", now, outcome.reason or "fits_wish", inputs)
