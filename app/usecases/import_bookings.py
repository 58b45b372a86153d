"""Take over the bookings of an earlier calendar: every line is answered for, the good ones are kept.

What was agreed on earlier is a fact: hours, notice and horizon of today do not undo it, they only give a note. Two at
once cannot be: the later line is refused. A line that was taken over before is recognised, so that an import can be run
again after it was corrected or interrupted. Batches are small, since callers wait while one is written.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

from app.domain.availability import place_candidate, refusal
from app.domain.calendar import Calendar
from app.domain.calls import Decision
from app.domain.candidates import Candidate
from app.domain.errors import SlotGuardViolated
from app.domain.ids import ResourceId
from app.domain.imported_rows import Line, ReadRow, Unreadable, read_row
from app.domain.intervals import Interval
from app.ports.bookings import BookingRequest, Calendars, CalendarWrites
from app.usecases.party import Party

BATCH = 50
MARGIN = timedelta(days=1)
Outcome = Literal["kept", "noted", "known", "refused"]


@dataclass(frozen=True, slots=True)
class LineReport:
    """`reason` is a constant word of `app.domain.imported_words`, empty for what was kept without a note."""

    line: int
    verdict: Outcome
    reason: str = ""
    text: str = ""


async def import_bookings(
    calendars: Calendars,
    party: Party,
    lines: Sequence[Line],
    *,
    now: datetime,
    advanced: Callable[[int], None] = lambda _lines: None,
) -> tuple[LineReport, ...]:
    """One report a line, in the order of the file. `advanced` hears how many more lines are done."""
    reports: list[LineReport] = []
    rows: list[ReadRow] = []
    for line in lines:
        read = read_row(line, party.business)
        if isinstance(read, Unreadable):
            reports.append(LineReport(read.line, "refused", read.reason, read.text))
        else:
            rows.append(read)
    advanced(len(reports))
    rows.sort(key=lambda row: (row.starts_at.astimezone(UTC), row.line))  # a batch then reads a short stretch of time
    for first in range(0, len(rows), BATCH):
        batch = rows[first : first + BATCH]
        reports += await _import(calendars, party, batch, now=now)
        advanced(len(batch))
    return tuple(sorted(reports, key=lambda report: report.line))


async def _import(calendars: Calendars, party: Party, rows: Sequence[ReadRow], *, now: datetime) -> list[LineReport]:
    """The batch in one transaction; when the database's guard knows better than we do, line by line."""
    try:
        async with calendars.writing(party.business) as writes:
            return await _Batch(writes, party, now).write(rows)
    except SlotGuardViolated:
        if len(rows) == 1:
            return [LineReport(rows[0].line, "refused", "taken")]
    return [report for row in rows for report in await _import(calendars, party, [row], now=now)]


class _Batch:
    def __init__(self, writes: CalendarWrites, party: Party, now: datetime) -> None:
        self._writes, self._party, self._now = writes, party, now

    async def write(self, rows: Sequence[ReadRow]) -> list[LineReport]:
        starts = [row.starts_at.astimezone(UTC) for row in rows]
        since, until = min(starts) - MARGIN, max(starts) + 2 * MARGIN
        taken = await self._writes.taken(since=since, until=until, now=self._now)
        calendar = Calendar(self._party.business, self._now, taken)
        reports = []
        for row in rows:
            key = _key(self._party, row)
            if await self._writes.booking_by_key(key):
                reports.append(LineReport(row.line, "known", "already_there"))
                continue
            found = _place(calendar, row)
            if found is None:
                reports.append(LineReport(row.line, "refused", "taken"))
                continue
            await self._keep(row, found, key)
            note = _note(calendar, row, found)
            reports.append(LineReport(row.line, "noted" if note else "kept", note))
            calendar = _with(calendar, found)
        return reports

    async def _keep(self, row: ReadRow, found: Candidate, key: str) -> None:
        booking = await self._writes.add(
            BookingRequest(
                slot=found.slot,
                claims=found.claims,
                customer_name=row.name,
                customer_number=row.number,
                language=self._party.language,
                call_sid=None,
                key=key,
                by=self._party.author,
            )
        )
        inputs = found.slot.record() | {"reference": booking.reference, "line": row.line}
        await self._writes.decide(None, Decision("booking", self._now, "imported", inputs))


def _place(calendar: Calendar, row: ReadRow) -> Candidate | None:
    """With the first of its people who is free, rather inside the hours than outside."""
    for at_any_hour in (False, True):
        for person in row.people:
            found = place_candidate(calendar, row.offering, person.id, row.starts_at, at_any_hour=at_any_hour)
            if found is not None and (at_any_hour or refusal(calendar, found.slot, held=True) != "closed"):
                return found
    return None


def _note(calendar: Calendar, row: ReadRow, found: Candidate) -> str:
    against = refusal(calendar, found.slot, held=True)
    if against == "past":
        return "past"
    return "outside_hours" if against == "closed" else next(iter(row.notes), "")


def _with(calendar: Calendar, found: Candidate) -> Calendar:
    """The calendar after this booking."""
    more: dict[ResourceId, list[Interval]] = {}
    for claim in found.claims:
        more.setdefault(claim.resource, []).append(claim.span)
    timelines = {resource: calendar.timeline(resource).with_more(spans) for resource, spans in more.items()}
    return replace(calendar, taken={**calendar.taken, **timelines})


def _key(party: Party, row: ReadRow) -> str:
    """The same line is the same booking, in whatever file; of names and numbers only a hash is kept in it."""
    people = ",".join(person.id for person in row.people)
    parts = (row.starts_at.astimezone(UTC).isoformat(), row.offering.key, people, row.name, row.number or "")
    return f"{party.business.id}:import:{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}"
