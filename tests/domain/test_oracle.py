"""Free slots, against an oracle that looks at every minute: both clock changes, nights, breaks, absences, phases."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import Phase as Stage
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.availability import Calendar, free_candidates, place_candidate, refusal
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
    Spans,
)
from app.domain.candidates import Candidate
from app.domain.ids import BusinessId, OfferingKey, ResourceId
from app.domain.intervals import Interval, Timeline

CUT = OfferingKey("cut")
BERLIN, LORD_HOWE, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("America/New_York")
ORDINARY, SPRING, AUTUMN = date(2026, 3, 17), date(2026, 3, 29), date(2026, 10, 25)
DAYS = [
    (BERLIN, ORDINARY),
    (BERLIN, SPRING),
    (BERLIN, AUTUMN),
    (NEW_YORK, date(2026, 3, 8)),
    (NEW_YORK, date(2026, 11, 1)),
    (LORD_HOWE, date(2026, 10, 4)),  # a clock change of half an hour
    (LORD_HOWE, date(2026, 4, 5)),
]
MINUTE, STEP = timedelta(minutes=1), 15
STAGES = [Stage.explicit, Stage.reuse, Stage.generate]  # a whole world takes minutes to shrink


@dataclass(frozen=True)
class World:
    business: Business
    day: date
    taken: Mapping[ResourceId, Sequence[Interval]]

    @property
    def calendar(self) -> Calendar:
        now = datetime.combine(self.day - timedelta(days=5), time(0), tzinfo=UTC)
        return Calendar(self.business, now, {one: Timeline(spans) for one, spans in self.taken.items()})


# --- the oracle ---------------------------------------------------------------------------------------------------


def _inside(spans_of: Sequence[tuple[date, Spans]], minute: datetime, zone: ZoneInfo) -> set[int]:
    """The weekdays of whose days some span holds this minute, by what the wall clock shows."""
    wall = minute.astimezone(zone).replace(tzinfo=None)
    return {
        day.weekday()
        for day, spans in spans_of
        for opens, closes in spans
        if datetime.combine(day, opens) <= wall < datetime.combine(day + timedelta(days=int(closes <= opens)), closes)
    }


def _is_open(world: World, minute: datetime) -> bool:
    return bool(_inside(_nearby(world, world.business.hours.weekly), minute, world.business.zone))


def _nearby(world: World, week: tuple[Spans, ...]) -> list[tuple[date, Spans]]:
    days = [world.day + timedelta(days=nth) for nth in (-1, 0, 1)]
    return [(day, week[day.weekday()]) for day in days]


def _at_work(world: World, person: Resource, minute: datetime) -> bool:
    zone = world.business.zone
    week = person.hours or world.business.hours.weekly
    if not _is_open(world, minute) or not _inside(_nearby(world, week), minute, zone) & person.days:
        return False
    if person.breaks and _inside(_nearby(world, person.breaks), minute, zone):
        return False
    wall = minute.astimezone(zone)
    for absence in world.business.absences:
        until = absence.until_time or time(23, 59, 59)
        if (
            absence.resource == person.id
            and absence.first_day <= wall.date() <= absence.last_day
            and (absence.from_time or time(0)) <= wall.time() < until
        ):
            return False
    return True


def _is_taken(world: World, resource: ResourceId, minute: datetime) -> bool:
    return any(span.starts_at <= minute < span.ends_at for span in world.taken.get(resource, ()))


def _on_grid(world: World, start: datetime) -> bool:
    """Some span begins at or before this minute so that whole steps from its midnight lead here."""
    zone = world.business.zone
    for day, spans in _nearby(world, world.business.hours.weekly):
        for opens, closes in spans:
            first = datetime.combine(day, opens, tzinfo=zone).astimezone(UTC)
            last = datetime.combine(day + timedelta(days=int(closes <= opens)), closes, tzinfo=zone).astimezone(UTC)
            local = first.astimezone(zone)
            since_midnight = local.hour * 60 + local.minute
            if first <= start < last and ((start - first) // MINUTE + since_midnight) % STEP == 0:
                return True
    return False


def _minutes(start: datetime, first: timedelta, last: timedelta) -> list[datetime]:
    return [start + first + nth * MINUTE for nth in range((last - first) // MINUTE)]


def oracle(world: World) -> set[tuple[datetime, ResourceId]]:
    business, zone = world.business, world.business.zone
    offering = business.offerings[0]
    layout = business.layout(offering)
    begin = datetime.combine(world.day, time(0), tzinfo=zone).astimezone(UTC)
    end = datetime.combine(world.day + timedelta(days=1), time(0), tzinfo=zone).astimezone(UTC)
    found = set()
    for start in _minutes(begin, timedelta(0), end - begin):
        if not _on_grid(world, start):
            continue
        if not all(_is_open(world, minute) for minute in _minutes(start, timedelta(0), layout.duration)):
            continue

        def can(resource: Resource, role: int, start: datetime = start) -> bool:
            times = layout.times[role]
            works = [minute for first, last in times.works for minute in _minutes(start, first, last)]
            blocks = [minute for first, last in times.blocks for minute in _minutes(start, first, last)]
            return all(_at_work(world, resource, minute) for minute in works) and not any(
                _is_taken(world, resource.id, minute) for minute in blocks
            )

        rooms = [r for r in business.resources if r.kind is ResourceKind.ROOM]
        if rooms and not any(can(room, 1) for room in rooms):
            continue
        people = business.people_for(offering.key)
        found |= {(start, person.id) for person in people if can(person, 0)}
    return found


# --- worlds ---------------------------------------------------------------------------------------------------------

quarters = st.integers(0, 95).map(lambda nth: time(nth // 4, nth % 4 * 15))
off_grid = st.integers(0, 287).map(lambda nth: time(nth // 12, nth % 12 * 5))


def _clear_of_the_change(clock_time: time) -> bool:
    """Hours that begin or end inside the hour that a clock change skips or repeats are told in tests of their own."""
    return not time(1) < clock_time < time(3) or clock_time == time(2)


clock_times = st.one_of(quarters, off_grid).filter(_clear_of_the_change)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Spans, ...]:
    """A week of one or two spans a day, the last of which may run into the next day."""
    days = []
    for _ in range(7):
        bounds = sorted(set(draw(st.lists(clock_times, max_size=4))))
        bounds = bounds[: len(bounds) // 2 * 2]
        spans = [(bounds[nth], bounds[nth + 1]) for nth in range(0, len(bounds), 2)]
        into_the_night: bool = draw(st.booleans())
        if not spans and into_the_night:
            spans = [(time(0), time(0))]
        elif into_the_night:
            spans[-1] = (spans[-1][0], draw(st.sampled_from([time(0), time(1)])))
        days.append(tuple(spans))
    return tuple(days)


breaks = st.lists(clock_times, min_size=2, max_size=2, unique=True).map(lambda two: (((min(two), max(two)),),) * 7)


@st.composite
def offerings(draw: st.DrawFn, *, with_room: bool) -> Offering:
    minutes = st.sampled_from([5, 15, 20, 30, 45, 60, 90])
    buffers = st.sampled_from([0, 0, 5, 10, 20])
    both = ("person", "room") if with_room else ("person",)
    phases: tuple[Phase, ...] = ()
    if draw(st.booleans()):
        waiting = ("room",) if with_room else ()
        takes = draw(st.sampled_from([(both, waiting, both), (both, waiting), (waiting, both), (both, ("person",))]))
        phases = tuple(Phase(timedelta(minutes=draw(minutes)), roles) for roles in takes)
    roles = (Role("person", ResourceKind.PERSON), *((Role("room", ResourceKind.ROOM),) if with_room else ()))
    duration = sum((p.duration for p in phases), timedelta(0)) if phases else timedelta(minutes=draw(minutes))
    before, after = timedelta(minutes=draw(buffers)), timedelta(minutes=draw(buffers))
    return Offering(CUT, {"de": "x"}, duration, before, after, phases=phases, roles=roles if phases else ())


@st.composite
def worlds(draw: st.DrawFn) -> World:
    zone, day = draw(st.sampled_from(DAYS))
    week = draw(weeks())
    weekdays = st.frozensets(st.integers(0, 6), min_size=4)
    people = [
        Resource(
            ResourceId(f"p{nth}"),
            f"P{nth}",
            ResourceKind.PERSON,
            frozenset({CUT}),
            days=draw(st.one_of(st.just(frozenset(range(7))), weekdays)),
            hours=draw(st.one_of(st.none(), weeks())),
            breaks=draw(st.one_of(st.none(), breaks)),
        )
        for nth in range(draw(st.integers(1, 2)))
    ]
    rooms = [Resource(ResourceId(f"r{n}"), f"R{n}", ResourceKind.ROOM) for n in range(draw(st.integers(0, 2)))]
    away = draw(st.lists(st.tuples(st.sampled_from(people), st.integers(-2, 1), st.integers(0, 2)), max_size=1))
    hours_away = draw(st.lists(clock_times, min_size=2, max_size=2, unique=True))
    in_part = draw(st.booleans())
    absences = tuple(
        Absence(
            person.id,
            day + timedelta(days=first),
            day + timedelta(days=first + length),
            from_time=min(hours_away) if in_part else None,
            until_time=max(hours_away) if in_part else None,
        )
        for person, first, length in away
    )
    business = Business(
        id=BusinessId("salon"),
        name="Salon",
        industry="hair",
        zone=zone,
        default_language="de",
        languages=("de",),
        numbers=(),
        address="",
        hours=OpeningHours(week),
        rules=BookingRules(minimum_notice=timedelta(0), slot_step=timedelta(minutes=STEP)),
        resources=(*people, *rooms),
        offerings=(draw(offerings(with_room=bool(rooms))),),
        absences=absences,
    )
    midnight = datetime.combine(day, time(0), tzinfo=zone).astimezone(UTC)
    spans = st.tuples(st.integers(-300, 1500), st.sampled_from([5, 30, 60, 240, 1440])).map(
        lambda two: Interval(midnight + two[0] * MINUTE, midnight + (two[0] + two[1]) * MINUTE)
    )
    taken = {one.id: draw(st.lists(spans, max_size=3)) for one in business.resources}
    return World(business, day, taken)


def found_in(world: World) -> list[Candidate]:
    offering = world.business.offerings[0]
    return free_candidates(world.calendar, offering, world.day, world.business.people_for(CUT), ())


@settings(max_examples=80, deadline=None, phases=STAGES)
@given(worlds())
def test_free_slots_are_those_that_a_look_at_every_minute_finds(world: World) -> None:
    found = [(candidate.slot.starts_at.astimezone(UTC), candidate.slot.resource) for candidate in found_in(world)]
    assert len(found) == len(set(found))
    assert set(found) == oracle(world)


@settings(max_examples=40, deadline=None, phases=STAGES)
@given(worlds())
def test_what_is_offered_can_be_placed_and_no_rule_refuses_it(world: World) -> None:
    offering = world.business.offerings[0]
    for candidate in found_in(world):
        assert refusal(world.calendar, candidate.slot) is None
        assert place_candidate(world.calendar, offering, candidate.slot.resource, candidate.slot.starts_at) == candidate


@settings(max_examples=40, deadline=None, phases=STAGES)
@given(worlds())
def test_what_an_offer_claims_is_free_and_taking_it_takes_it(world: World) -> None:
    offering = world.business.offerings[0]
    for candidate in found_in(world)[:5]:
        calendar = world.calendar
        for claim in candidate.claims:
            assert calendar.timeline(claim.resource).is_free(claim.span.starts_at, claim.span.ends_at)
        more: dict[ResourceId, list[Interval]] = {}
        for claim in candidate.claims:
            more.setdefault(claim.resource, []).append(claim.span)
        taken = {one: calendar.timeline(one).with_more(spans) for one, spans in more.items()}
        after = replace(calendar, taken={**calendar.taken, **taken})
        assert place_candidate(after, offering, candidate.slot.resource, candidate.slot.starts_at) is None


@settings(max_examples=30, deadline=None, phases=STAGES)
@given(worlds())
def test_the_phases_of_an_offer_fill_it_without_a_gap(world: World) -> None:
    for candidate in found_in(world)[:5]:
        spans = [phase.span for phase in candidate.phases]
        assert spans[0].starts_at == candidate.slot.starts_at.astimezone(UTC)
        assert spans[-1].ends_at == candidate.slot.ends_at.astimezone(UTC)
        assert all(one.ends_at == other.starts_at for one, other in pairwise(spans))
