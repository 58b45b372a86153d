"""The calendar: looked at, and changed by hand under the rules that hold in a call."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Annotated, assert_never

from fastapi import APIRouter, Depends, Request, Response

from app.domain.bookings import Cancelled, Moved, NotFound, Refused, Slot, SlotTaken
from app.domain.civil import exists, instant_of
from app.domain.ids import BookingReference, ResourceId
from app.domain.learning.attendance import Attendance
from app.domain.people import Deed
from app.usecases.cancel_appointment import cancel_appointment
from app.usecases.mark_attendance import Marked, mark_attendance
from app.usecases.move_appointment import move_appointment
from app.usecases.party import Party
from app.usecases.postpone_appointment import Postponed, postpone_appointment
from app.usecases.undo_move import undo_move
from app.web.pages.calendar_booking import booking_routes
from app.web.pages.calendar_view import Place, Problem, calendar_page, day_of, place_of, refused
from app.web.pages.guard import Look, PageRefused, Visitor, back_to

Outcome = Moved | Postponed | Cancelled | Marked | SlotTaken | NotFound | Refused
STAFF_ASKED = "staff_asked"
Fields = Mapping[str, str]


def calendar_routes(look: Look) -> APIRouter:
    router = APIRouter()
    router.include_router(booking_routes(look))

    @router.get("/calendar")
    async def calendar(
        request: Request, visitor: Annotated[Visitor, Depends(look)], booking: str = "", did: str = ""
    ) -> Response:
        visitor.require(Deed.READ_CALENDAR)
        return await calendar_page(visitor, place_of(visitor, request.query_params), booking=booking, did=did)

    @router.post("/calendar/{business}/{reference}/{deed}")
    async def change(
        *, business: str, reference: str, deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]
    ) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        place = place_of(visitor, {**form, "business": business})
        visitor.require(Deed.WORK_CALENDAR, place.business.id)
        if deed not in DEEDS:
            raise PageRefused(404, "not_found")
        outcome = await DEEDS[deed](visitor, place, BookingReference(reference), form)
        return await _answer(visitor, place, reference, deed, outcome)

    return router


async def _answer(visitor: Visitor, place: Place, reference: str, deed: str, outcome: Outcome | Problem) -> Response:
    """A deed that was done goes on at its page; one that was not says why, over what it was about."""
    match outcome:
        case Moved(booking=booking) | Postponed(booking=booking):
            await _note(visitor, place)
            there = place.at(booking.slot.starts_at.date())
            resource = booking.slot.resource if place.span == "week" and not place.rooms else place.resource
            did = "moved_back" if deed == "undo" else "postponed" if isinstance(outcome, Postponed) else "moved"
            return back_to(there.of(resource).address(booking=reference, did=did))
        case Cancelled():
            await _note(visitor, place)
            return back_to(place.address(did="cancelled"))
        case Marked(mark=mark):
            await _note(visitor, place)
            return back_to(place.address(booking=reference, did=f"marked_{mark.attendance.value}"))
        case SlotTaken(alternatives=slots):
            problem = Problem("taken", tuple(slot.in_zone(place.business.zone) for slot in slots))
        case Refused():
            problem = refused(visitor, place.business, outcome)
        case NotFound():
            problem = Problem("gone")
        case Problem():
            problem = outcome
        case _:
            assert_never(outcome)
    return await calendar_page(visitor, place, booking=reference, problem=problem, status=409)


async def _note(visitor: Visitor, place: Place) -> None:
    await visitor.edge.access.note(visitor.person, Deed.WORK_CALENDAR.value, business=place.business.id)


# --- deeds ------------------------------------------------------------------------------------------------------------


async def _move(visitor: Visitor, place: Place, reference: BookingReference, form: Fields) -> Outcome | Problem:
    calendars, now = visitor.edge.calendar.calendars, visitor.edge.clock.now()
    async with calendars.reading(place.business) as reads:
        booking = await reads.booking(reference)
    if booking is None:
        return NotFound()
    starts_at = start_of(place, form)
    if isinstance(starts_at, Problem):
        return starts_at
    resource = ResourceId(form.get("to_person", "") or booking.slot.resource)
    length = booking.slot.ends_at.astimezone(UTC) - booking.slot.starts_at.astimezone(UTC)
    slot = Slot(booking.slot.offering, starts_at, starts_at + length, resource).in_zone(place.business.zone)
    party, expected = _party(visitor, place), _version(form)
    if form.get("we_asked") == "1":
        return await postpone_appointment(
            calendars, party, reference, slot, now=now, because=STAFF_ASKED, expected=expected
        )
    return await move_appointment(calendars, party, reference, slot, now=now, expected=expected)


async def _undo(visitor: Visitor, place: Place, reference: BookingReference, form: Fields) -> Outcome:
    calendars, now = visitor.edge.calendar.calendars, visitor.edge.clock.now()
    return await undo_move(calendars, _party(visitor, place), reference, now=now, expected=_version(form))


async def _cancel(visitor: Visitor, place: Place, reference: BookingReference, form: Fields) -> Outcome:
    calendars, now = visitor.edge.calendar.calendars, visitor.edge.clock.now()
    return await cancel_appointment(calendars, _party(visitor, place), reference, now=now, expected=_version(form))


async def _attended(visitor: Visitor, place: Place, reference: BookingReference, form: Fields) -> Outcome | Problem:
    calendars, now = visitor.edge.calendar.calendars, visitor.edge.clock.now()
    try:
        attendance = Attendance(form.get("attendance", ""))
        minutes = float(form["minutes"].replace(",", ".")) if form.get("minutes", "").strip() else None
    except ValueError:
        return Problem("implausible")
    return await mark_attendance(calendars, _party(visitor, place), reference, attendance, now=now, minutes=minutes)


DEEDS = {"move": _move, "undo": _undo, "cancel": _cancel, "attendance": _attended}


def start_of(place: Place, form: Fields) -> datetime | Problem:
    """An instant that a page knew, or a day and a clock time that somebody typed."""
    if form.get("starts_at"):
        try:
            found = datetime.fromisoformat(form["starts_at"])
        except ValueError:
            return Problem("no_time")
        return found.astimezone(UTC) if found.tzinfo is not None else Problem("no_time")
    day = day_of(form.get("to_day", ""))
    try:
        clock_time = time.fromisoformat(form.get("to_time", "")).replace(tzinfo=None, second=0, microsecond=0)
    except ValueError:
        return Problem("no_time")
    if day is None:
        return Problem("no_time")
    if not exists(day, clock_time, place.business.zone):
        return Problem("nonexistent")
    return instant_of(day, clock_time, place.business.zone)


def _party(visitor: Visitor, place: Place) -> Party:
    return Party(place.business, language=place.business.default_language, by=visitor.person.name)


def _version(form: Fields) -> int:
    """What the person saw; none at all fits no booking."""
    text = form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else 0
