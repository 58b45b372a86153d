"""The calendar's page: which part of it is looked at, and what stands there."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from urllib.parse import urlencode

from fastapi import Response

from app.domain.bookings import Booking, HistoryLine, Refused, Slot
from app.domain.business import Business, Resource, ResourceKind
from app.domain.civil import ONE_DAY, midnight
from app.domain.ids import BookingReference, BusinessId, ResourceId
from app.domain.people import Deed
from app.domain.rules.audit import audit
from app.domain.rules.findings import RuleFinding
from app.domain.waitlist import EntryState, Waiting
from app.domain.worktime import works_on
from app.ports.agenda import AgendaSpan
from app.ports.records import Page
from app.usecases.explain_booking import explain_booking
from app.web.pages import formats
from app.web.pages.calendar_grid import (
    Appointment,
    Box,
    Column,
    Look,
    column,
    resources_of,
    shown_hours,
    slots_of,
    stands_in,
    week_of,
)
from app.web.pages.guard import PageRefused, Visitor
from app.web.pages.view import offering_name

Span = Literal["day", "week"]
MOST_WAITING, MOST_FINDINGS = 12, 12
ABOUT_BOOKINGS = frozenset({"resource_gone", "offering_gone", "clock_moved", "double", "booked_while_away", "over_cap"})
"""Findings of the audit that somebody sees to in the calendar."""


@dataclass(frozen=True, slots=True)
class Place:
    """Which part of whose calendar; the whole state of the page, as its address says it."""

    business: Business
    span: Span
    day: date
    rooms: bool = False
    resource: ResourceId | None = None  # of the week
    alone: bool = False  # the visitor has no other business, and addresses need not name this one

    @property
    def days(self) -> tuple[date, ...]:
        return week_of(self.day) if self.span == "week" else (self.day,)

    def address(self, **more: str) -> str:
        """A full day has hundreds of these: what goes without saying is left out."""
        fields: dict[str, str] = {} if self.alone else {"business": self.business.id}
        if self.span != "day":
            fields["view"] = self.span
        fields["day"] = self.day.isoformat()
        if self.rooms:
            fields["show"] = "rooms"
        if self.resource is not None:
            fields["person"] = self.resource
        return f"/calendar?{urlencode({**fields, **more})}"

    def at(self, day: date) -> "Place":
        return replace(self, day=day)

    def seen_as(self, span: Span) -> "Place":
        return replace(self, span=span)

    def of(self, resource: ResourceId | None, *, rooms: bool | None = None) -> "Place":
        return replace(self, resource=resource, rooms=self.rooms if rooms is None else rooms)

    def step(self, steps: int) -> "Place":
        return self.at(self.day + steps * (timedelta(days=7) if self.span == "week" else ONE_DAY))


def place_of(visitor: Visitor, fields: Mapping[str, str]) -> Place:
    """What makes no sense is left out: an address that somebody changed still opens a calendar."""
    if not visitor.businesses:
        raise PageRefused(404, "not_found")
    wanted = fields.get("business", "")
    business = visitor.business(BusinessId(wanted)) if wanted else visitor.businesses[0]
    rooms = fields.get("show") == "rooms"
    day = day_of(fields.get("day", "")) or visitor.edge.clock.now().astimezone(business.zone).date()
    span: Span = "week" if fields.get("view") == "week" else "day"
    there = {one.id for one in resources_of(business, ResourceKind.ROOM if rooms else ResourceKind.PERSON)}
    resource = ResourceId(fields.get("person", ""))
    shown = resource if resource in there else None
    return Place(business, span, day, rooms, shown, alone=len(visitor.businesses) == 1)


def day_of(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None


@dataclass(frozen=True, slots=True)
class Problem:
    """Why something was not done. `reason` is a word of the wording's section `refusal`; `about` = what it names."""

    reason: str
    alternatives: tuple[Slot, ...] = ()
    about: tuple[str, ...] = ()


def refused(visitor: Visitor, business: Business, outcome: Refused) -> Problem:
    """With the names of what has to come first, and of the appointments that stand on this one."""
    missing = (offering_name(business, key, visitor.language) for key in outcome.missing)
    return Problem(outcome.reason, about=(*missing, *outcome.needed_by))


@dataclass(frozen=True, slots=True)
class Panel:
    """One appointment, with all that can be done with it."""

    booking: Booking
    lines: tuple[HistoryLine, ...]
    why: tuple[str, ...]
    finding: RuleFinding | None
    mark: str | None
    can_undo: bool


async def calendar_page(
    visitor: Visitor,
    place: Place,
    *,
    booking: str = "",
    did: str = "",
    problem: Problem | None = None,
    status: int = 200,
) -> Response:
    business, now = place.business, visitor.edge.clock.now()
    visitor.require(Deed.READ_CALENDAR, business.id)
    since, until = midnight(place.days[0], business.zone), midnight(place.days[-1] + ONE_DAY, business.zone)
    desk = visitor.edge.calendar
    span = await desk.agenda.between(business, since - ONE_DAY, until, now=now)
    findings = await asyncio.to_thread(findings_about, business, span, now)  # a full week takes longer than a frame
    look = Look(
        business,
        span,
        {one: found for found in findings for one in found.references},
        now.astimezone(UTC),
        shown_hours(business, place.days, span),
    )
    kind = ResourceKind.ROOM if place.rooms else ResourceKind.PERSON
    everybody = resources_of(business, kind)
    shown, away = _columns(look, place, everybody)
    waiting = await _waiting(visitor, business)
    return visitor.page(
        "calendar.html",
        status=status,
        place=place,
        business=business,
        columns=shown,
        away=away,
        everybody=everybody,
        has_rooms=bool(business.rooms),
        findings=_in_sight(findings, shown),
        waiting=waiting.items,
        waiting_total=waiting.total,
        panel=await _panel(visitor, business, BookingReference(booking), look) if booking else None,
        did=did,
        problem=problem,
        today=now.astimezone(business.zone).date(),
        step_minutes=int(business.rules.slot_step / timedelta(minutes=1)),
        works=visitor.person.may(Deed.WORK_CALENDAR, business.id),
        tallest=Box(0, max((one.minutes for one in shown), default=0)).place,
        by_day=_by_time(place, shown),
        date_title=lambda day: formats.full_date(day, visitor.language),
        day_title=lambda day: formats.short_day(day, visitor.language),
        week_title=lambda days: formats.date_span(days[0], days[-1], visitor.language),
    )


def findings_about(business: Business, span: AgendaSpan, now: datetime) -> tuple[RuleFinding, ...]:
    """What does not go together among the appointments that are still to come."""
    to_come = [one for one in span.bookings if one.slot.ends_at.astimezone(UTC) > now.astimezone(UTC)]
    found = audit(business, to_come, now, span.promises)
    return tuple(one for one in found if one.code in ABOUT_BOOKINGS)


def _columns(
    look: Look, place: Place, everybody: Sequence[Resource]
) -> tuple[tuple[Column, ...], tuple[Resource, ...]]:
    """Of a week one resource, of a day everybody who works or is booked; and who was left out."""
    if place.span == "week":
        chosen = next((one for one in everybody if one.id == place.resource), everybody[0] if everybody else None)
        return tuple(column(look, chosen, day) for day in place.days) if chosen else (), ()
    zone = look.business.zone
    booked = [slot for slot in slots_of(look.span) if slot.starts_at.astimezone(zone).date() == place.day]
    shown = tuple(
        one
        for one in everybody
        if works_on(look.business, one, place.day)
        or _away_that_day(look.business, one, place.day)
        or any(stands_in(slot, one) for slot in booked)
    )
    gone = {slot.resource for slot in booked} - {one.id for one in look.business.resources}
    former = () if place.rooms else tuple(one for one in look.business.former_resources if one.id in gone)
    columns = tuple(column(look, one, place.day) for one in (*shown, *former))
    return columns, tuple(one for one in everybody if one not in shown)


def _by_time(place: Place, columns: Sequence[Column]) -> tuple[tuple[date, tuple[Appointment, ...]], ...]:
    """All appointments of each day by their start, whoever they are with."""
    return tuple(
        (
            day,
            tuple(
                sorted(
                    (item for one in columns if one.day == day for item in one.appointments),
                    key=lambda item: item.booking.slot.starts_at.astimezone(UTC),
                )
            ),
        )
        for day in place.days
    )


def _away_that_day(business: Business, resource: Resource, day: date) -> bool:
    """Would work and is absent: that is worth a column, since it explains itself."""
    absent = any(one.resource == resource.id and one.first_day <= day <= one.last_day for one in business.absences)
    return absent and day.weekday() in resource.days


def _in_sight(findings: Sequence[RuleFinding], columns: Sequence[Column]) -> tuple[RuleFinding, ...]:
    seen = {one.booking.reference for shown in columns for one in shown.appointments}
    return tuple(found for found in findings if seen & set(found.references))[:MOST_FINDINGS]


async def _waiting(visitor: Visitor, business: Business) -> Page[Waiting]:
    """The first of them, and how many there are."""
    return await visitor.edge.calendar.waitlist.entries(
        business=business.id, state=EntryState.WAITING, limit=MOST_WAITING
    )


async def _panel(visitor: Visitor, business: Business, reference: BookingReference, look: Look) -> Panel | None:
    desk = visitor.edge.calendar
    async with desk.calendars.reading(business) as reads:
        booking = await reads.booking(reference)
        if booking is None:
            return None
        lines = await reads.history(reference)
        mark = await reads.mark_of(reference)
    trail = await desk.decisions.trail(reference)
    told = explain_booking(business, booking, trail, desk.wordings)
    return Panel(
        booking,
        lines,
        told.sentences[visitor.language],
        look.findings.get(reference),
        mark.attendance.value if mark else None,
        can_undo=len(lines) > 1 and lines[-1].change == "moved",
    )
