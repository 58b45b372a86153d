"""Where everything stands in the calendar: columns of real time, boxes in minutes from the top of their column.

A column counts the minutes that really pass, so that the day on which the clocks go forward has an hour less and the
one on which they go back an hour more; its ticks say what the clock shows at each of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from app.domain.bookings import Booking, Slot
from app.domain.business import Business, Offering, Resource, ResourceKind
from app.domain.civil import ONE_DAY, days_between, instant_of, midnight
from app.domain.ids import BookingReference
from app.domain.intervals import Interval
from app.domain.learning.marks import Mark
from app.domain.rules.findings import RuleFinding
from app.domain.stretches import Stretches, common, merged, without
from app.domain.worktime import absence_stretches, days_around, open_spans, weekly_stretches, work_stretches
from app.ports.agenda import AgendaSpan, HeldPlace

A_MINUTE = timedelta(minutes=1)
AN_HOUR = timedelta(hours=1)
USUAL_HOURS = (8, 18)
MOST_LANES = 6


@dataclass(frozen=True, slots=True)
class Box:
    """From `top` for `length` minutes; `lane` of `lanes` beside others at the same time."""

    top: int
    length: int
    lane: int = 0
    lanes: int = 1

    @property
    def place(self) -> str:
        """Classes of calendar.css: the strict content policy allows no styles of a page's own."""
        hours, minutes = divmod(self.top, 60)
        long_hours, long_minutes = divmod(self.length, 60)
        beside = f" l{self.lane} of{self.lanes}" if self.lanes > 1 else ""
        return f"h{hours} m{minutes} dh{long_hours} dm{long_minutes}{beside}"


@dataclass(frozen=True, slots=True)
class Appointment:
    booking: Booking
    offering: Offering | None
    mark: Mark | None
    finding: RuleFinding | None
    box: Box
    buffers: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A place that is held."""

    held: HeldPlace
    box: Box


@dataclass(frozen=True, slots=True)
class Off:
    """When the resource is not there. `why`: closed, break, absent; `note` says more of an absence."""

    why: str
    note: str
    box: Box


@dataclass(frozen=True, slots=True)
class Tick:
    label: str
    box: Box


@dataclass(frozen=True, slots=True)
class Column:
    """One resource on one day. `now` = minutes from the top, None when it is not in sight."""

    resource: Resource
    day: date
    span: Interval
    ticks: tuple[Tick, ...]
    appointments: tuple[Appointment, ...] = ()
    kept: tuple[Kept, ...] = ()
    off: tuple[Off, ...] = ()
    now: Box | None = None
    absence: str | None = None  # of the whole day; empty when it has no note
    clock_changes: bool = False

    @property
    def minutes(self) -> int:
        return _minutes(self.span.ends_at - self.span.starts_at)

    @property
    def starts_ms(self) -> int:
        return int(self.span.starts_at.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Look:
    """What all columns of a page share."""

    business: Business
    span: AgendaSpan
    findings: Mapping[BookingReference, RuleFinding]
    now: datetime
    hours: tuple[int, int]  # of the clock; 24 = midnight


def shown_hours(business: Business, days: Sequence[date], span: AgendaSpan) -> tuple[int, int]:
    """From which hour of the clock to which: all that is open or booked on these days."""
    firsts, lasts = [], []
    booked = [(slot.starts_at.astimezone(UTC), slot.ends_at.astimezone(UTC)) for slot in slots_of(span)]
    for day in days:
        start, end = midnight(day, business.zone), midnight(day + ONE_DAY, business.zone)
        inside = [(one.starts_at, one.ends_at) for one in open_spans(business, day)]
        inside += [(first, last) for first, last in booked if first < end and start < last]
        if not inside:
            continue
        first = max(start, min(first for first, _ in inside)).astimezone(business.zone)
        last = min(end, max(last for _, last in inside))
        until = last.astimezone(business.zone)
        firsts.append(first.hour)
        lasts.append(24 if last == end else until.hour + bool(until.minute))
    return (min(firsts), max(lasts)) if firsts else USUAL_HOURS


def slots_of(span: AgendaSpan) -> list[Slot]:
    """All that is booked or held."""
    return [one.slot for one in span.bookings] + [one.hold.slot for one in span.holds]


def column(look: Look, resource: Resource, day: date) -> Column:
    zone, (first, last) = look.business.zone, look.hours
    start = instant_of(day, time(first), zone)
    end = midnight(day + ONE_DAY, zone) if last == 24 else instant_of(day, time(last), zone)
    span = Interval(start, end)
    away = [one for one in look.business.absences if one.resource == resource.id]
    whole = next((one for one in away if one.whole_days and one.first_day <= day <= one.last_day), None)
    appointments, kept = _filled(look, resource, span)
    return Column(
        resource,
        day,
        span,
        tuple(_ticks(span, look)),
        appointments,
        kept,
        off=tuple(_off(look, resource, day, span)),
        now=_box(span, look.now, look.now + A_MINUTE) if start <= look.now < end else None,
        absence=whole.note if whole else None,
        clock_changes=_offset(start, look) != _offset(end, look),
    )


def resources_of(business: Business, kind: ResourceKind) -> tuple[Resource, ...]:
    return tuple(resource for resource in business.resources if resource.kind is kind)


def stands_in(slot: Slot, resource: Resource) -> bool:
    return resource.id in {slot.resource, slot.room}


def _filled(look: Look, resource: Resource, span: Interval) -> tuple[tuple[Appointment, ...], tuple[Kept, ...]]:
    def here(slot: Slot) -> bool:
        return stands_in(slot, resource) and _inside(slot.starts_at, slot.ends_at, span)

    bookings = [one for one in look.span.bookings if here(one.slot)]
    held = [one for one in look.span.holds if here(one.hold.slot)]
    slots = [one.slot for one in bookings] + [one.hold.slot for one in held]
    boxes = side_by_side([_box(span, slot.starts_at, slot.ends_at) for slot in slots])
    booked = zip(bookings, boxes, strict=False)
    return (
        tuple(_appointment(look, booking, span, box) for booking, box in booked),
        tuple(map(Kept, held, boxes[len(bookings) :])),
    )


def _appointment(look: Look, booking: Booking, span: Interval, box: Box) -> Appointment:
    business, slot = look.business, booking.slot
    known = {one.key: one for one in (*business.former_offerings, *business.offerings)}
    offering = known.get(slot.offering)
    buffers = []
    if offering is not None:
        for first, last in (
            (slot.starts_at - offering.buffer_before, slot.starts_at),
            (slot.ends_at, slot.ends_at + offering.buffer_after),
        ):
            if first < last and _inside(first, last, span):
                buffers.append(replace(_box(span, first, last), lane=box.lane, lanes=box.lanes))
    finding, mark = look.findings.get(booking.reference), look.span.marks.get(booking.reference)
    return Appointment(booking, offering, mark, finding, box, tuple(buffers))


def side_by_side(boxes: Sequence[Box]) -> list[Box]:
    """Those that overlap get lanes of their own, as many as their cluster needs."""
    placed = list(boxes)
    order = sorted(range(len(boxes)), key=lambda nth: (boxes[nth].top, -boxes[nth].length))
    cluster: list[int] = []
    until = 0
    for nth in order:
        if cluster and boxes[nth].top >= until:
            _give_lanes(placed, cluster)
            cluster = []
        cluster.append(nth)
        until = max(until if len(cluster) > 1 else 0, boxes[nth].top + boxes[nth].length)
    _give_lanes(placed, cluster)
    return placed


def _give_lanes(placed: list[Box], cluster: Sequence[int]) -> None:
    ends: list[int] = []
    lanes = {}
    for nth in cluster:
        box = placed[nth]
        lane = next((one for one, end in enumerate(ends) if end <= box.top), len(ends))
        if lane == len(ends):
            ends.append(0)
        ends[lane] = box.top + box.length
        lanes[nth] = min(lane, MOST_LANES - 1)
    for nth, lane in lanes.items():
        placed[nth] = replace(placed[nth], lane=lane, lanes=min(len(ends), MOST_LANES))


def _off(look: Look, resource: Resource, day: date, span: Interval) -> Iterator[Off]:
    """Rooms and equipment are off when the doors are closed; people also in breaks and absences."""
    business, days = look.business, days_around(look.business, day)
    inside: Stretches = [(span.starts_at, span.ends_at)]
    doors = merged((one.starts_at, one.ends_at) for day in days for one in open_spans(business, day))
    there = work_stretches(business, replace(resource, breaks=None), days, doors=doors, absences=(), reserved=[])
    breaks = weekly_stretches(business, resource.breaks, days) if resource.breaks is not None else []
    absent: list[tuple[Stretches, str]] = [
        (absence_stretches(business, [one], days), one.note) for one in business.absences if one.resource == resource.id
    ]
    yield from (Off("closed", "", box) for box in _boxes(span, without(inside, there)))
    yield from (Off("break", "", box) for box in _boxes(span, common(common(inside, there), breaks)))
    for stretches, note in absent:
        yield from (Off("absent", note, box) for box in _boxes(span, common(common(inside, there), stretches)))


def _boxes(span: Interval, stretches: Iterable[tuple[datetime, datetime]]) -> Iterator[Box]:
    return (_box(span, first, last) for first, last in stretches)


def _ticks(span: Interval, look: Look) -> Iterator[Tick]:
    instant = span.starts_at
    while instant < span.ends_at:
        yield Tick(f"{instant.astimezone(look.business.zone):%H:%M}", _box(span, instant, instant + AN_HOUR))
        instant += AN_HOUR


def _offset(instant: datetime, look: Look) -> timedelta:
    return instant.astimezone(look.business.zone).utcoffset() or timedelta(0)


def _inside(first: datetime, last: datetime, span: Interval) -> bool:
    return first.astimezone(UTC) < span.ends_at and span.starts_at < last.astimezone(UTC)


def _box(span: Interval, first: datetime, last: datetime) -> Box:
    """Cut to the column."""
    start, end = max(first.astimezone(UTC), span.starts_at), min(last.astimezone(UTC), span.ends_at)
    return Box(_minutes(start - span.starts_at), max(1, _minutes(end - start)))


def _minutes(span: timedelta) -> int:
    return round(span / A_MINUTE)


def week_of(day: date) -> tuple[date, ...]:
    monday = day - timedelta(days=day.weekday())
    return tuple(days_between(monday, monday + timedelta(days=6)))
