"""When the door is open and who is at work, as stretches of instants: hours minus breaks, absences and reservations.

A span that runs past midnight belongs to the day on which it begins, for the doors and for the people: whoever works on
Mondays works Monday's night shift to its end. Breaks and absences are what the clock shows: a break at two on Tuesday
cuts Monday's night shift, and an absence is civil days from midnight to midnight, or the same part of each of them.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from app.domain.business import Absence, Business, Offering, Resource, Season, Spans
from app.domain.civil import MIDNIGHT, ONE_DAY, days_between, instant_of, midnight
from app.domain.intervals import Interval
from app.domain.rules.hours import Week
from app.domain.stretches import Stretch, Stretches, common, merged, without


def open_spans(business: Business, day: date) -> tuple[Interval, ...]:
    """Opening hours of a civil day as instants: 09:00 stays 09:00 across a clock change, 00:00 ends a day."""
    return tuple(Interval(start, end) for start, end in _instants(business.hours.spans(day), day, business.zone))


def works_on(business: Business, person: Resource, day: date) -> bool:
    """Whether there is anything of this day on which they work."""
    away = any(
        absence.resource == person.id and absence.whole_days and absence.first_day <= day <= absence.last_day
        for absence in business.absences
    )
    return day.weekday() in person.days and in_season(business, person.season, day) and not away


def at_work(business: Business, person: Resource, day: date) -> tuple[Interval, ...]:
    """When they are there on a civil day, whatever they do then: opening hours without their breaks and absences."""
    doors = [(span.starts_at, span.ends_at) for span in open_spans(business, day)]
    absences = [absence for absence in business.absences if absence.resource == person.id]
    there = work_stretches(business, person, (day,), doors=doors, absences=absences, reserved=[])
    return tuple(Interval(start, end) for start, end in there)


def in_season(business: Business, season: Season, day: date) -> bool:
    return season is Season.ALWAYS or season.includes(school_holiday=day in business.hours.school_holidays)


def days_around(business: Business, day: date) -> tuple[date, ...]:
    """The days whose spans reach into this one or go on from it; nearly always it alone."""
    before, after = day - ONE_DAY, day + ONE_DAY
    days = [day]
    if any(_reaches_on(span) for span in business.hours.spans(before)):
        days.insert(0, before)
    if any(_reaches_on(span) for span in business.hours.spans(day)):
        days.append(after)
    return tuple(days)


def open_stretches(business: Business, offering: Offering, days: Sequence[date]) -> Stretches:
    """When this offering may take place at all, joined where one span goes on from another."""
    doors = merged(chain.from_iterable(_instants(business.hours.spans(day), day, business.zone) for day in days))
    if offering.hours is not None:
        doors = common(doors, weekly_stretches(business, offering.hours, days))
    if offering.season is Season.ALWAYS:
        return doors
    wanted = [day for day in days if in_season(business, offering.season, day)]
    return common(doors, [(midnight(day, business.zone), midnight(day + ONE_DAY, business.zone)) for day in wanted])


def weekly_stretches(business: Business, week: Week, days: Sequence[date]) -> Stretches:
    """With the night before: it may reach into these days where the doors' hours do not."""
    with_night = (days[0] - ONE_DAY, *days)
    return merged(chain.from_iterable(_instants(week[day.weekday()], day, business.zone) for day in with_night))


def work_stretches(
    business: Business,
    resource: Resource,
    days: Sequence[date],
    *,
    doors: Stretches,
    absences: Sequence[Absence],
    reserved: Stretches,
) -> Stretches:
    """When a resource is there for an offering. `doors` are the opening hours of these days, `absences` its own."""
    if not _unlimited(resource):
        shifts = []
        for day in (days[0] - ONE_DAY, *days):  # a shift may reach into these days where the doors' hours do not
            if day.weekday() not in resource.days or not in_season(business, resource.season, day):
                continue
            spans = business.hours.spans(day) if resource.hours is None else resource.hours[day.weekday()]
            shifts.append(_instants(spans, day, business.zone))
        doors = common(doors, merged(chain.from_iterable(shifts)))
        if resource.breaks is not None:
            doors = without(doors, weekly_stretches(business, resource.breaks, days))
    if absences:
        doors = without(doors, absence_stretches(business, absences, days))
    return without(doors, reserved) if reserved else doors


def absence_stretches(business: Business, absences: Sequence[Absence], days: Sequence[date]) -> Stretches:
    """The parts of absences that touch these days or the nights after them."""
    found: list[Stretch] = []
    for absence in absences:
        first, last = max(absence.first_day, days[0] - ONE_DAY), min(absence.last_day, days[-1] + ONE_DAY)
        for day in days_between(first, last):
            if absence.whole_days:
                found.append((midnight(day, business.zone), midnight(day + ONE_DAY, business.zone)))
            else:
                span = (absence.from_time or MIDNIGHT, absence.until_time or MIDNIGHT)
                found += _instants((span,), day, business.zone)
    return merged(found)


def reserved_stretches(business: Business, offering: Offering, days: Sequence[date], now: datetime) -> Stretches:
    """What is kept for other offerings and not released yet. Each reserved stretch is released as a whole."""
    kept: list[Stretch] = []
    for reservation in business.rules.reservations:
        if offering.key not in reservation.offerings:
            kept += [
                (start, end)
                for start, end in weekly_stretches(business, reservation.weekly, days)
                if start - reservation.released_before > now
            ]
    return merged(kept)


def _unlimited(resource: Resource) -> bool:
    own = resource.hours is not None or resource.breaks is not None
    return not own and len(resource.days) == 7 and resource.season is Season.ALWAYS


def _reaches_on(span: tuple[time, time]) -> bool:
    opens, closes = span
    return closes <= opens


@lru_cache(maxsize=16_384)
def _instants(spans: Spans, day: date, zone: ZoneInfo) -> tuple[Stretch, ...]:
    found = []
    for opens, closes in spans:
        start = instant_of(day, opens, zone)
        end = instant_of(day + ONE_DAY if closes <= opens else day, closes, zone)
        if start < end:  # a span that lies within the hour that a clock change skips has no length
            found.append((start, end))
    return tuple(found)
