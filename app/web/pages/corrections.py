"""What people put right in calls, taken along as a file: one JSON object a line, to teach recognition and intents."""

import json
from collections import Counter
from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app.domain.ids import BusinessId
from app.domain.people import Deed
from app.ports.review import Correction
from app.web.pages.guard import Look, Visitor
from app.web.pages.view import HEADERS


def correction_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/corrections.jsonl")
    async def take_along(visitor: Annotated[Visitor, Depends(look)], business: str = "") -> Response:
        """Of one business, or of all that somebody may export."""
        visitor.require(Deed.EXPORT_CALLS)
        asked = (visitor.business(BusinessId(business)),) if business else visitor.businesses
        scope = frozenset(one.id for one in asked if visitor.person.may(Deed.EXPORT_CALLS, one.id))
        found = await visitor.edge.review.corrections(scope)
        calls = {(one.business, one.call_sid) for one in found}
        for where, count in Counter(where for where, _ in calls).items():
            await visitor.edge.access.note(visitor.person, Deed.EXPORT_CALLS.value, business=where, calls=count)
        headers = {**HEADERS, "Content-Disposition": 'attachment; filename="corrections.jsonl"'}
        return Response("".join(map(_line, found)), media_type="application/jsonl", headers=headers)

    return router


def _line(one: Correction) -> str:
    return json.dumps({**asdict(one), "corrected_at": one.corrected_at.isoformat()}, ensure_ascii=False) + "\n"
