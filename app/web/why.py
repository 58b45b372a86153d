"""`/bookings/{reference}/why`: what a staff member asks of any booking."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, HTTPException

from app.domain.business import Language
from app.ports.decisions import DecisionLog
from app.ports.records import Businesses, Records
from app.usecases.explain_booking import Wording, explain_booking
from app.web import schemas
from app.web.named import named_booking


@dataclass(frozen=True, slots=True)
class WhyEdge:
    log: DecisionLog
    records: Records
    businesses: Businesses
    wordings: Mapping[Language, Wording]


def add_why(router: APIRouter, edge: WhyEdge) -> None:
    @router.get("/bookings/{reference}/why", tags=["bookings"])
    async def why(reference: str) -> schemas.WhyOut:
        """Why this slot: what was asked for, offered and decided, in sentences, with the score and its figures."""
        entry = await named_booking(edge.records, reference)
        business = await edge.businesses.load(entry.business)
        if business is None:
            raise HTTPException(404, f"there is no booking {reference}")
        trail = await edge.log.trail(entry.booking.reference)
        return schemas.why_out(reference, explain_booking(business, entry.booking, trail, edge.wordings))
