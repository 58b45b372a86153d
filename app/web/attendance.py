"""`/bookings/{reference}/attendance`: staff press "done", or note that nobody came."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, assert_never

from fastapi import APIRouter, HTTPException, Response
from pydantic import BaseModel, ConfigDict, Field

from app.domain.bookings import NotFound, Refused
from app.domain.ids import BookingReference
from app.domain.learning.attendance import Attendance
from app.ports.bookings import Calendars
from app.ports.clock import Clock
from app.ports.records import Businesses, Records
from app.usecases.mark_attendance import Marked, mark_attendance
from app.usecases.party import Party
from app.web.named import named_booking
from app.web.problems import Problem, problem

REFUSALS = {
    "not_yet": "It has not begun; until then only a late cancellation can be noted.",
    "cancelled": "It was cancelled or moved.",
    "implausible": "Minutes lie between 0 and one day.",
}


@dataclass(frozen=True, slots=True)
class AttendanceEdge:
    calendars: Calendars
    records: Records
    businesses: Businesses
    clock: Clock


class AttendanceIn(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"attendance": "kept", "minutes": 35}]})

    attendance: Attendance
    minutes: Annotated[float, Field(gt=0, le=24 * 60, allow_inf_nan=False)] | None = Field(
        None, description="How long it took. Left out, it counts from the planned start until now, when that is likely."
    )


class AttendanceOut(BaseModel):
    reference: str = Field(examples=["K7M4"])
    attendance: Attendance
    minutes: float | None = Field(None, description="Null when nobody came, or nobody can say.")
    marked_at: datetime


def add_attendance(router: APIRouter, edge: AttendanceEdge) -> None:
    @router.put(
        "/bookings/{reference}/attendance",
        tags=["bookings"],
        response_model=AttendanceOut,
        responses={409: {"model": Problem}},
    )
    async def put_attendance(reference: str, noted: AttendanceIn) -> AttendanceOut | Response:
        """What became of an appointment. Put again, it corrects; durations and risks are learned from it."""
        entry = await named_booking(edge.records, reference)
        business = await edge.businesses.load(entry.business)
        if business is None:
            raise HTTPException(404, f"there is no booking {reference}")
        outcome = await mark_attendance(
            edge.calendars,
            Party(business),
            BookingReference(reference),
            noted.attendance,
            now=edge.clock.now(),
            minutes=noted.minutes,
        )
        match outcome:
            case Marked(mark=mark):
                return AttendanceOut(
                    reference=reference, attendance=mark.attendance, minutes=mark.actual_minutes, marked_at=mark.at
                )
            case Refused(reason=reason):
                return problem(409, REFUSALS[reason], more={"reason": reason})
            case NotFound():
                raise HTTPException(404, f"there is no booking {reference}")
            case _:
                assert_never(outcome)
