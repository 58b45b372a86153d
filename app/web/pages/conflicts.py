"""Appointments of the coming days that do not fit, worked out again only where something has changed.

Decision: what was found is kept with exactly what it was found from (the description of the business; every appointment
by reference, version, and whether it has begun), and that is read anew for each look. Alternatives: a time for which
findings may be old (an appointment that was just put right would go on being complained of); being told by whoever
writes (another server writes as well).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from app.domain.bookings import Booking
from app.domain.business import Business
from app.domain.ids import BusinessId
from app.domain.rules.findings import RuleFinding
from app.ports.agenda import Agenda, Standing, standing_in
from app.web.pages.calendar_view import findings_about
from app.web.pages.guard import Visitor

CONFLICTS_WITHIN = timedelta(days=7)
"""The calendar tells of later ones."""
MOST_CONFLICTS = 6


@dataclass(frozen=True, slots=True)
class Conflict:
    """`booking` is the first that it is about."""

    business: Business
    finding: RuleFinding
    booking: Booking


@dataclass(frozen=True, slots=True)
class Found:
    business: Business
    standing: Standing
    conflicts: tuple[Conflict, ...]


@dataclass(slots=True)
class KnownConflicts:
    """One a server. What another server or a call changed is seen with the next look."""

    _found: dict[BusinessId, Found] = field(default_factory=dict)

    async def coming(self, visitor: Visitor) -> Sequence[Conflict]:
        """Of all businesses of the visitor, the next first."""
        agenda, now = visitor.edge.calendar.agenda, visitor.edge.clock.now()
        found = [one for business in visitor.businesses for one in await self._of(agenda, business, now)]
        return sorted(found, key=lambda one: one.booking.slot.starts_at.astimezone(UTC))[:MOST_CONFLICTS]

    async def _of(self, agenda: Agenda, business: Business, now: datetime) -> Sequence[Conflict]:
        until = now + CONFLICTS_WITHIN
        known = self._found.get(business.id)
        same = known is not None and known.business is business
        if known is not None and same and known.standing == await agenda.standing(business, now, until, now=now):
            return known.conflicts
        span = await agenda.between(business, now, until, now=now)
        by_reference = {booking.reference: booking for booking in span.bookings}
        conflicts = tuple(
            Conflict(business, finding, by_reference[finding.references[0]])
            for finding in await asyncio.to_thread(findings_about, business, span, now)
            if finding.references
        )
        self._found[business.id] = Found(business, standing_in(span, now), conflicts)
        return conflicts
