"""409 for what cannot be booked: why, and what can be done instead."""

from collections.abc import Sequence

from fastapi import Response

from app.domain.bookings import Refused, Slot
from app.web import schemas
from app.web.problems import problem

INSTEAD = {
    "prerequisite": "Book what is missing first, or all of it at once: GET and POST /api/v1/chains.",
    "needed_by": "Other appointments of this customer stand on it: move or cancel those first, or all together.",
}


def taken(alternatives: Sequence[Slot]) -> Response:
    more: dict[str, object] = {"reason": "taken", "alternatives": [schemas.slot_out(slot) for slot in alternatives]}
    return problem(409, "this time is not free", more=more)


def refused(outcome: Refused) -> Response:
    """`missing` names the offerings that have to come first."""
    more: dict[str, object] = {"reason": outcome.reason, "alternatives": []}
    if outcome.missing:
        more["missing"] = list(outcome.missing)
    if outcome.needed_by:
        more["needed_by"] = list(outcome.needed_by)
    detail = f"the business's rules do not allow it: {outcome.reason}"
    return problem(409, " ".join([detail, *filter(None, [INSTEAD.get(outcome.reason)])]), more=more)
