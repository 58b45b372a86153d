"""Records that the rules of today make stale or impossible: booked before a rule, a person or a clock changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from app.domain.availability import WorkingTimes, refusal
from app.domain.bookings import Booking
from app.domain.business import Business
from app.domain.calendar import Calendar
from app.domain.civil import instant_of
from app.domain.ids import BookingReference, OfferingKey, ResourceId
from app.domain.rules.findings import RuleFinding
from app.domain.rules.holidays import school_holidays_known_until
from app.domain.rules.validation import name_of

SHOWN_REFERENCES = 5
Promises = Mapping[BookingReference, datetime]
"""The clock time that was promised to the caller, without a zone."""


def audit(
    business: Business, bookings: Sequence[Booking], now: datetime, promises: Promises | None = None
) -> tuple[RuleFinding, ...]:
    """`bookings` are the confirmed ones that are still to come, in the business's zone."""
    known = {resource.id for resource in business.resources}
    offered = {offering.key for offering in business.offerings}
    sound = [b for b in bookings if b.slot.resource in known and b.slot.offering in offered]
    return (
        *_resources_gone(business, bookings, known),
        *_offerings_gone(business, bookings, offered),
        *_clock_moved(bookings, promises or {}),
        *_doubles(business, sound),
        *_while_away(business, sound, now),
        *_over_caps(business, sound),
        *_stale(business, now.astimezone(business.zone).date()),
        *_unknown_holidays(business, now),
    )


def moved_clock_times(bookings: Iterable[Booking], promises: Promises) -> tuple[Booking, ...]:
    """Bookings that are no longer at the clock time that was promised."""
    return tuple(
        booking
        for booking in bookings
        if booking.reference in promises
        and booking.slot.starts_at.replace(tzinfo=None, fold=0) != promises[booking.reference]
    )


def _resources_gone(business: Business, bookings: Sequence[Booking], known: set[ResourceId]) -> Iterator[RuleFinding]:
    gone: dict[str, list[Booking]] = defaultdict(list)
    for booking in bookings:
        for resource in (booking.slot.resource, booking.slot.room):
            if resource is not None and resource not in known:
                gone[resource].append(booking)
    names: dict[str, str] = {one.id: one.name for one in business.former_resources}
    for one, theirs in gone.items():
        facts = _facts(theirs) | {"resource": names.get(one, one)}
        yield RuleFinding("resource_gone", impossible=True, facts=facts, references=_all(theirs))


def _offerings_gone(
    business: Business, bookings: Sequence[Booking], offered: set[OfferingKey]
) -> Iterator[RuleFinding]:
    gone: dict[str, list[Booking]] = defaultdict(list)
    for booking in bookings:
        if booking.slot.offering not in offered:
            gone[booking.slot.offering].append(booking)
    names: dict[str, str] = {offering.key: name_of(offering) for offering in business.former_offerings}
    for key, theirs in gone.items():
        facts = _facts(theirs) | {"offering": names.get(key, key)}
        yield RuleFinding("offering_gone", impossible=True, facts=facts, references=_all(theirs))


def _clock_moved(bookings: Sequence[Booking], promises: Promises) -> Iterator[RuleFinding]:
    moved = moved_clock_times(bookings, promises)
    if moved:
        promised = f"{promises[moved[0].reference]:%d.%m.%Y %H:%M}"
        facts = _facts(moved, with_time=True) | {"promised": promised}
        yield RuleFinding("clock_moved", impossible=True, facts=facts, references=_all(moved))


def _doubles(business: Business, bookings: Sequence[Booking]) -> Iterator[RuleFinding]:
    """Appointments of one resource that overlap, buffers aside; the seats of a group do not count."""
    theirs: dict[ResourceId, list[tuple[datetime, datetime, Booking]]] = defaultdict(list)
    for booking in bookings:
        layout = business.layout(business.offering(booking.slot.offering))
        start = booking.slot.starts_at.astimezone(UTC)
        for role, resource in ((layout.lead, booking.slot.resource), (layout.room, booking.slot.room)):
            if role is not None and resource is not None:
                works = layout.times[role].works
                theirs[resource] += [(start + first, start + last, booking) for first, last in works]
    names = {resource.id: resource.name for resource in business.resources}
    for resource, spans in theirs.items():
        for (_, ends, one), (starts, _, other) in pairwise(sorted(spans, key=lambda span: span[:2])):
            if starts < ends and one.reference != other.reference and not _one_group(business, one, other):
                facts = _facts((one, other)) | {"resource": names.get(resource, resource)}
                yield RuleFinding("double", impossible=True, facts=facts, references=_all((one, other)))


def _one_group(business: Business, one: Booking, other: Booking) -> bool:
    seats = business.offering(one.slot.offering).capacity
    return seats > 1 and one.slot.same_place(other.slot)


def _while_away(business: Business, bookings: Sequence[Booking], now: datetime) -> Iterator[RuleFinding]:
    rules = replace(business.rules, horizon=timedelta(days=10_000), reservations=())
    calendar = Calendar(replace(business, rules=rules), now)
    times = WorkingTimes(calendar)
    away: dict[ResourceId, list[Booking]] = defaultdict(list)
    for booking in bookings:
        if refusal(calendar, booking.slot, held=True, times=times) in {"closed", "no_skill"}:
            away[booking.slot.resource].append(booking)
    for resource, theirs in away.items():
        facts = _facts(theirs) | {"resource": business.resource(resource).name}
        yield RuleFinding("booked_while_away", facts=facts, references=_all(theirs))


def _over_caps(business: Business, bookings: Sequence[Booking]) -> Iterator[RuleFinding]:
    counted: dict[tuple[str, int, date], list[Booking]] = defaultdict(list)
    for booking in bookings:
        offering, day = business.offering(booking.slot.offering), booking.slot.starts_at.date()
        person = business.resource(booking.slot.resource)
        caps = [(business.name, business.rules.max_per_day), (person.name, person.max_per_day)]
        for scope, cap in (caps if offering.capacity == 1 else []) + [(name_of(offering), offering.max_per_day)]:
            if cap is not None:
                counted[scope, cap, day].append(booking)
    for (scope, cap, day), theirs in sorted(counted.items(), key=lambda item: item[0][2]):
        if len(theirs) > cap:
            facts = {"first": f"{day:%d.%m.%Y}", "count": str(len(theirs)), "cap": str(cap), "scope": scope}
            yield RuleFinding("over_cap", facts=facts, references=_all(theirs))


def _stale(business: Business, today: date) -> Iterator[RuleFinding]:
    over = [absence.last_day for absence in business.absences if absence.last_day < today]
    if over:
        yield RuleFinding("stale_absence", facts={"count": str(len(over)), "last": f"{max(over):%d.%m.%Y}"})
    past = [day for day in business.hours.exceptions if day < today]
    if past:
        yield RuleFinding("stale_exception", facts={"count": str(len(past)), "last": f"{max(past):%d.%m.%Y}"})
    last = today + business.rules.horizon
    for absence in business.absences:
        if absence.whole_days and absence.first_day <= today and absence.last_day >= last:
            facts = {"resource": business.resource(absence.resource).name, "last": f"{absence.last_day:%d.%m.%Y}"}
            yield RuleFinding("away_for_good", facts=facts)


def _unknown_holidays(business: Business, now: datetime) -> Iterator[RuleFinding]:
    if business.school_region is None:
        return
    horizon = (now + business.rules.horizon).astimezone(business.zone).date()
    known = school_holidays_known_until(business.school_region, now.year)
    if known is None or known < horizon:
        last = "?" if known is None else f"{known:%d.%m.%Y}"
        facts = {"region": business.school_region, "last": last, "horizon": f"{horizon:%d.%m.%Y}"}
        yield RuleFinding("school_holidays_end", facts=facts)


def as_promised(business: Business, promised: datetime) -> datetime:
    """The instant of a promised clock time under today's rules of time."""
    return instant_of(promised.date(), promised.time(), business.zone)


def _all(bookings: Iterable[Booking]) -> tuple[BookingReference, ...]:
    return tuple(booking.reference for booking in sorted(bookings, key=lambda booking: booking.slot.starts_at))


def _facts(bookings: Sequence[Booking], *, with_time: bool = False) -> dict[str, str]:
    ordered = sorted(bookings, key=lambda booking: booking.slot.starts_at)
    references = [booking.reference for booking in ordered[:SHOWN_REFERENCES]]
    shown = ", ".join(references) + (" …" if len(ordered) > SHOWN_REFERENCES else "")
    first = ordered[0].slot.starts_at
    return {
        "count": str(len(ordered)),
        "first": f"{first:%d.%m.%Y %H:%M}" if with_time else f"{first:%d.%m.%Y}",
        "references": shown,
    }
