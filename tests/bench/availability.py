"""How fast free slots are found in a large business, and how the cost grows with the days and the bookings.

.venv/bin/python -m tests.bench.availability [bookings] [rounds]

Fifty resources (thirty people with breaks and holidays, fifteen rooms, five machines), ninety days. "First offers" is
what a caller waits for: the first six days with something free from a random day on, ranked, the best three. CPU time
of this process, so that neighbours on the machine do not count; the calendar is in memory, as after reading it.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from time import process_time
from zoneinfo import ZoneInfo

from rich.console import Console

from app.domain.availability import Calendar, search_days
from app.domain.bookings import Slot
from app.domain.business import (
    Absence,
    BookingRules,
    Business,
    Offering,
    OpeningHours,
    Phase,
    Resource,
    ResourceKind,
    Role,
)
from app.domain.civil import instant_of
from app.domain.ids import BusinessId, OfferingKey, ResourceId, SkillName
from app.domain.intervals import Interval, Timeline
from app.domain.ranking import Taste, best_offers
from tests.bench.figures import show_table

DAYS, PEOPLE, ROOMS, MACHINES = 90, 30, 15, 5
ENOUGH_DAYS = 6
FIRST_DAY = date(2026, 3, 2)  # the change to summer time lies inside
OPEN = ((time(8), time(12, 30)), (time(13, 30), time(18)))
PERSON, ROOM = Role("person", ResourceKind.PERSON), Role("room", ResourceKind.ROOM)
MACHINE = Role("machine", ResourceKind.EQUIPMENT, SkillName("machine"))
LIMIT_MS = 20.0


def offerings() -> tuple[Offering, ...]:
    def minutes(count: int) -> timedelta:
        return timedelta(minutes=count)

    hands_on, waiting = Phase(minutes(20), ("person", "room")), Phase(minutes(30), ("room",))
    return (
        Offering(OfferingKey("check"), {"de": "Kontrolle"}, minutes(30), buffer_after=minutes(5)),
        Offering(OfferingKey("clean"), {"de": "Reinigung"}, minutes(60), buffer_after=minutes(10)),
        Offering(OfferingKey("talk"), {"de": "Beratung"}, minutes(45), minutes(5), minutes(5)),
        Offering(
            OfferingKey("colour"),
            {"de": "Farbe"},
            minutes(70),
            phases=(hands_on, waiting, hands_on),
            roles=(PERSON, ROOM),
        ),
        Offering(OfferingKey("scan"), {"de": "Aufnahme"}, minutes(30), roles=(PERSON, ROOM, MACHINE)),
        Offering(OfferingKey("class"), {"de": "Kurs"}, minutes(60), capacity=8, max_per_day=40),
    )


def business(chance: random.Random) -> Business:
    kinds = offerings()
    people = tuple(
        Resource(
            ResourceId(f"person-{nth}"),
            f"Person {nth}",
            ResourceKind.PERSON,
            frozenset(offering.key for offering in chance.sample(kinds, 2)),
            days=frozenset(chance.sample(range(5), 4)),
            breaks=(((time(10), time(10, 15)),),) * 7,
        )
        for nth in range(PEOPLE)
    )
    rooms = tuple(Resource(ResourceId(f"room-{n}"), f"Room {n}", ResourceKind.ROOM) for n in range(ROOMS))
    machines = tuple(
        Resource(ResourceId(f"machine-{n}"), f"Machine {n}", ResourceKind.EQUIPMENT, frozenset({"machine"}))
        for n in range(MACHINES)
    )
    away = tuple(
        Absence(person.id, first, first + timedelta(days=7))
        for person in people
        for first in (FIRST_DAY + timedelta(days=chance.randrange(DAYS)),)
    )
    return Business(
        id=BusinessId("large"),
        name="Large",
        industry="health",
        zone=ZoneInfo("Europe/Berlin"),
        default_language="de",
        languages=("de",),
        numbers=(),
        address="",
        hours=OpeningHours((*((OPEN,) * 5), (), ())),
        rules=BookingRules(minimum_notice=timedelta(hours=2), horizon=timedelta(days=DAYS)),
        resources=(*people, *rooms, *machines),
        offerings=kinds,
        absences=away,
    )


def booked(large: Business, count: int, chance: random.Random) -> Iterator[tuple[ResourceId, Interval]]:
    """So many bookings: a person's time and a room's."""
    for _ in range(count):
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        start = instant_of(day, time(chance.randrange(8, 18), chance.choice((0, 15, 30, 45))), large.zone)
        span = Interval(start, start + timedelta(minutes=chance.choice((20, 30, 45))))
        yield ResourceId(f"person-{chance.randrange(PEOPLE)}"), span
        yield ResourceId(f"room-{chance.randrange(ROOMS)}"), span


def calendar_with(large: Business, count: int, chance: random.Random) -> tuple[Calendar, float]:
    """The calendar, and how many ms it took to put what is taken in order."""
    spans: dict[ResourceId, list[Interval]] = {}
    for resource, span in booked(large, count, chance):
        spans.setdefault(resource, []).append(span)
    began = process_time()
    taken = {resource: Timeline(theirs) for resource, theirs in spans.items()}
    took_ms = (process_time() - began) * 1000
    return Calendar(large, datetime.combine(FIRST_DAY, time(6), tzinfo=UTC), taken), took_ms


def first_offers_ms(calendar: Calendar, chance: random.Random, rounds: int) -> tuple[list[float], list[float], float]:
    """Finding, finding and ranking, and how many slots were ranked on average."""
    found_ms, ranked_ms, slots_seen = [], [], 0
    for _ in range(rounds):
        offering = chance.choice(calendar.business.offerings)
        first = chance.randrange(DAYS - 20)
        days = [FIRST_DAY + timedelta(days=nth) for nth in range(first, DAYS)]
        began = process_time()
        free = list(_first_days(calendar, offering, days))
        found_ms.append((process_time() - began) * 1000)
        best_offers(calendar, offering, free, Taste(), count=3)
        ranked_ms.append((process_time() - began) * 1000)
        slots_seen += len(free)
    return found_ms, ranked_ms, slots_seen / rounds


def _first_days(calendar: Calendar, offering: Offering, days: list[date]) -> Iterator[Slot]:
    some = 0
    people = calendar.business.people_for(offering.key)
    for _, candidates in search_days(calendar, offering, days, people, ()):
        yield from (candidate.slot for candidate in candidates)
        some += bool(candidates)
        if some == ENOUGH_DAYS:
            return


def whole_search_ms(calendar: Calendar, days: int) -> tuple[float, int]:
    """Every free slot of an offering of each kind over so many days."""
    began, found = process_time(), 0
    asked = [FIRST_DAY + timedelta(days=nth) for nth in range(days)]
    for offering in calendar.business.offerings:
        people = calendar.business.people_for(offering.key)
        found += sum(len(free) for _, free in search_days(calendar, offering, asked, people, ()))
    return (process_time() - began) * 1000 / len(calendar.business.offerings), found


def _at(values: list[float], percent: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))]


def main(bookings: int = 20_000, rounds: int = 300) -> None:
    console, chance = Console(), random.Random(7)
    large = business(chance)
    rows = []
    for count in (bookings // 4, bookings // 2, bookings):
        calendar, order_ms = calendar_with(large, count, chance)
        found, ranked, slots = first_offers_ms(calendar, chance, rounds)
        figures = [_at(found, 50), _at(found, 95), _at(ranked, 50), _at(ranked, 95), order_ms]
        rows.append([f"{count:,}", *(f"{figure:.1f}" for figure in figures), f"{slots:.0f}"])
    heads = ("bookings", "found p50", "p95", "ranked p50", "p95", "put in order", "slots")
    title = (
        f"First offers, {PEOPLE + ROOMS + MACHINES} resources, {DAYS} days, ms of one core (limit {LIMIT_MS:.0f} p95)"
    )
    show_table(console, title, heads, rows)
    curve = [(days, *whole_search_ms(calendar, days)) for days in (1, 7, 15, 30, 60, 90)]
    shown = [[f"{days}", f"{ms:.1f}", f"{ms / days:.2f}", f"{found:,}"] for days, ms, found in curve]
    show_table(console, "Every free slot of an offering, by days asked for", ("days", "ms", "ms a day", "slots"), shown)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
