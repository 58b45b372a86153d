"""Contradictions in the rules of a business: what can never work, and what cannot be meant."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from app.domain.business import Business, Offering, Resource, ResourceKind
from app.domain.calendar import Calendar, excluded_offerings
from app.domain.civil import ONE_DAY
from app.domain.ids import OfferingKey
from app.domain.rules.findings import RuleFinding
from app.domain.search import Search
from app.domain.stretches import common, without
from app.domain.transfers.checking import astray
from app.domain.worktime import open_spans, open_stretches, weekly_stretches, work_stretches

A_YEAR = 366  # days that are looked at before something counts as never possible
SEVERAL_WEEKS = 28


def contradictions(business: Business, today: date) -> tuple[RuleFinding, ...]:
    """The impossible first. `today` is where the year begins that is looked at."""
    usual = replace(business, absences=(), hours=replace(business.hours, closed_days=frozenset()))
    found = [*_of_hours(usual, today), *_of_people(usual, today)]
    if not business.offerings:
        found.append(RuleFinding("nothing_to_book", impossible=True))
    for offering in business.offerings:
        found += _of_offering(usual, offering, today, is_open=not found or found[0].code != "no_hours")
    found += _circles(business)
    found += _reserved_in_vain(usual, today)
    found += astray(business)
    return tuple(sorted(found, key=lambda finding: not finding.impossible))


def _of_hours(business: Business, today: date) -> Iterator[RuleFinding]:
    days = [today + timedelta(days=nth) for nth in range(SEVERAL_WEEKS)]
    if not any(business.hours.spans(day) for day in (today + timedelta(days=nth) for nth in range(A_YEAR))):
        yield RuleFinding("no_hours", impossible=True)
    for one, following in pairwise(days[:8]):
        spans, later = open_spans(business, one), open_spans(business, following)
        if spans and later and spans[-1].ends_at > later[0].starts_at:
            yield RuleFinding("hours_overlap", facts={"day": one.strftime("%d.%m.%Y")})


def _of_people(business: Business, today: date) -> Iterator[RuleFinding]:
    anything = Offering(OfferingKey("anything"), {}, timedelta(0))
    for resource in business.resources:
        for nth in range(A_YEAR):
            days = (today + timedelta(days=nth),)
            doors = open_stretches(business, anything, days)
            if work_stretches(business, resource, days, doors=doors, absences=(), reserved=[]):
                break
        else:
            if any(business.hours.spans(today + timedelta(days=nth)) for nth in range(A_YEAR)):
                yield RuleFinding("never_there", impossible=True, facts={"resource": resource.name})


def _of_offering(business: Business, offering: Offering, today: date, *, is_open: bool) -> Iterator[RuleFinding]:
    name = name_of(offering)
    lacking = list(_lacking(business, offering))
    yield from lacking
    if is_open and not lacking and not _ever_free(business, offering, today):
        minutes = offering.duration // timedelta(minutes=1)
        yield RuleFinding("never_fits", impossible=True, facts={"offering": name, "minutes": str(minutes)})
    notice = business.rules.minimum_notice if offering.minimum_notice is None else offering.minimum_notice
    horizon = business.rules.horizon if offering.horizon is None else min(offering.horizon, business.rules.horizon)
    if not offering.same_day and notice >= horizon:
        yield RuleFinding("notice_beyond_horizon", impossible=True, facts={"offering": name})
    if offering.horizon is not None and offering.horizon > business.rules.horizon:
        yield RuleFinding("horizon_without_effect", facts={"offering": name, "days": str(offering.horizon.days)})
    if offering.same_day and offering.minimum_notice:
        yield RuleFinding("urgent_with_notice", facts={"offering": name})
    if offering.same_day and offering.low_priority:
        yield RuleFinding("urgent_and_low", facts={"offering": name})
    if offering.max_per_day is not None and offering.max_per_day < offering.capacity:
        facts = {"offering": name, "seats": str(offering.capacity), "cap": str(offering.max_per_day)}
        yield RuleFinding("cap_below_seats", facts=facts)
    for language in business.languages:
        if language not in offering.names:
            yield RuleFinding("no_name", facts={"offering": name, "language": language})
    yield from _of_prerequisites(business, offering)


def _lacking(business: Business, offering: Offering) -> Iterator[RuleFinding]:
    for role in business.layout(offering).roles:
        if any(business.suits(resource, role, offering.key) for resource in business.resources):
            continue
        facts = {"offering": name_of(offering), "role": role.name, "skill": role.skill or offering.key}
        code = "nobody_can" if role.kind is ResourceKind.PERSON else "nothing_suits"
        yield RuleFinding(code, impossible=True, facts=facts)


def _ever_free(business: Business, offering: Offering, today: date) -> bool:
    """In an empty calendar, on some day of the coming year."""
    unhurried = replace(offering, minimum_notice=timedelta(0), horizon=None)
    rules = replace(business.rules, horizon=timedelta(days=A_YEAR + 2))
    now = datetime.combine(today, time(0), tzinfo=UTC) - ONE_DAY
    calendar = Calendar(replace(business, rules=rules), now)
    search = Search(calendar, unhurried, business.people_for(offering.key))
    return any(search.on(today + timedelta(days=nth)) for nth in range(A_YEAR))


def _of_prerequisites(business: Business, offering: Offering) -> Iterator[RuleFinding]:
    apart = excluded_offerings(business, offering)
    for earlier in offering.requires:
        facts = {"offering": name_of(offering), "other": name_of(business.offering(earlier.offering))}
        if earlier.distance.max_days == 0 and earlier.offering in apart:
            yield RuleFinding("same_day_and_not", impossible=True, facts=facts)
        if timedelta(days=earlier.distance.min_days) > business.rules.horizon:
            yield RuleFinding("distance_beyond_horizon", facts=facts | {"days": str(earlier.distance.min_days)})


def _circles(business: Business) -> Iterator[RuleFinding]:
    """Each circle once, told from the offering in it that is described first."""
    keys = [offering.key for offering in business.offerings]

    def back_to(first: OfferingKey, path: tuple[OfferingKey, ...]) -> tuple[OfferingKey, ...] | None:
        for earlier in business.offering(path[-1]).requires:
            if earlier.offering == first:
                return (*path, first)
            if earlier.offering not in path and keys.index(earlier.offering) > keys.index(first):
                found = back_to(first, (*path, earlier.offering))
                if found:
                    return found
        return None

    for key in keys:
        if circle := back_to(key, (key,)):
            names = " → ".join(name_of(business.offering(each)) for each in circle)
            yield RuleFinding("circle", impossible=True, facts={"circle": names})


def _reserved_in_vain(business: Business, today: date) -> Iterator[RuleFinding]:
    week = tuple(today + timedelta(days=nth) for nth in range(7))
    doors = open_stretches(business, Offering(OfferingKey("anything"), {}, timedelta(0)), week)
    for reservation in business.rules.reservations:
        kept = weekly_stretches(business, reservation.weekly, week)
        if without(kept, doors) and not common(kept, doors):
            names = ", ".join(sorted(name_of(business.offering(key)) for key in reservation.offerings))
            yield RuleFinding("reserved_while_closed", facts={"offerings": names})


def name_of(offering: Offering | Resource) -> str:
    if isinstance(offering, Resource):
        return offering.name
    return offering.names.get("de") or offering.names.get("en") or offering.key
