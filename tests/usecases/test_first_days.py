"""The first days are looked at first, and further ones only when they are needed: the offers stay the same."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from app.domain.availability import Calendar, search_days, wish_of
from app.domain.bookings import Offers, Slot
from app.domain.business import Business, Offering
from app.domain.calendar import Wish
from app.domain.civil import day_span, days_between
from app.domain.ids import ResourceId
from app.domain.intervals import Interval, Timeline
from app.domain.ranking import Taste, best_offers
from app.domain.spoken.when import Window
from app.usecases.find_offers import ENOUGH_FREE_DAYS, NEAR_DAYS, Wanted, find_offers
from app.usecases.party import Party
from tests.fakes.business import praxis
from tests.fakes.calendars import Block, FakeCalendar, FakeCalendars

SPRING, AUTUMN = date(2026, 3, 20), date(2026, 10, 16)
"""Days before a change of the clock, which the search then crosses."""


def crowded(business: Business, today: date, chance: random.Random) -> dict[ResourceId, list[Interval]]:
    """Some days full, some half full, some empty, for each person and room."""
    taken: dict[ResourceId, list[Interval]] = defaultdict(list)
    share_full = chance.choice((0.2, 0.6, 0.9))
    for resource in business.resources:
        for day in days_between(today, today + timedelta(days=60)):
            opens = day_span(day, business.zone).starts_at + timedelta(hours=7)
            if chance.random() < share_full:
                taken[resource.id].append(Interval(opens, opens + timedelta(hours=12)))
            elif chance.random() < 0.5:
                start = opens + timedelta(minutes=15 * chance.randrange(40))
                taken[resource.id].append(Interval(start, start + timedelta(minutes=15 * chance.randrange(1, 16))))
    return taken


def first_free(calendar: Calendar, offering: Offering, wish: Wish, days: list[date]) -> list[Slot]:
    """Of the first days with something, out of a calendar that is known as a whole."""
    found, with_some = list[Slot](), 0
    for _, free in search_days(calendar, offering, days, calendar.business.people_for(offering.key), wish):
        found += [candidate.slot for candidate in free]
        with_some += bool(free)
        if with_some == ENOUGH_FREE_DAYS:
            break
    return found


@pytest.mark.parametrize("today", [SPRING, AUTUMN])
@pytest.mark.parametrize("seed", range(12))
async def test_looking_at_few_days_first_never_changes_what_is_offered(seed: int, today: date) -> None:
    chance, business = random.Random(seed), praxis(today)
    taken = crowded(business, today, chance)
    now = datetime(today.year, today.month, today.day, 6, tzinfo=UTC)
    blocks = tuple(Block(one, span, "all") for one, spans in taken.items() for span in spans)
    calendars = FakeCalendars({business.id: FakeCalendar(business, blocks)})
    whole = Calendar(business, now, {one: Timeline(spans) for one, spans in taken.items()})
    for offering in business.offerings:
        first = now + timedelta(days=chance.randrange(20))
        windows = [Window(first, first + timedelta(days=chance.randrange(1, 40)))] if chance.random() < 0.7 else []
        wish, start = wish_of(windows), first.astimezone(business.zone).date() if windows else today
        last = windows[0].latest.astimezone(business.zone).date() if windows else start + timedelta(days=NEAR_DAYS)
        near = list(days_between(start, min(last, start + timedelta(days=NEAR_DAYS))))
        free = first_free(whole, offering, wish, near)
        found = await find_offers(calendars, Party(business), Wanted(offering.key, windows), now=now)
        if free:
            expected = best_offers(whole, offering, free, Taste(wish))
            assert isinstance(found, Offers)
            assert (found.slots, found.outside_wish) == (tuple(offer.slot for offer in expected), False)
