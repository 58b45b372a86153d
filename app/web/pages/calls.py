"""The list of calls: searched and narrowed by its address."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Response

from app.domain.business import ResourceKind
from app.domain.calls import CallOutcome
from app.domain.ids import BusinessId, ResourceId
from app.domain.people import Deed
from app.ports.review import MOST_COUNTED, CallFilter
from app.web.pages.guard import Look, Visitor

EMOTIONS = ("annoyed", "angry", "distressed")
ESCALATIONS = (
    "asked_for_human",
    "high_emotion",
    "distress",
    "not_understood_twice",
    "emergency_of_life",
    "billing",
    "complaint",
    "unknown_wish",
    "engine_failed",
)
LONGEST_SEARCH = 200
A_PAGE = 25


def call_list_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/calls")
    async def calls(
        *,
        visitor: Annotated[Visitor, Depends(look)],
        q: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
        outcome: str = "",
        escalation: str = "",
        emotion: str = "",
        language: str = "",
        tag: str = "",
        staff: str = "",
        business: str = "",
        since: str = "",
        until: str = "",
        unreviewed: str = "",
        page: str = "",
    ) -> Response:
        visitor.require(Deed.READ_CALLS)
        asked = {
            "q": q.strip(),
            "outcome": outcome if outcome in {member.value for member in CallOutcome} else "",
            "escalation": escalation,
            "emotion": emotion if emotion in EMOTIONS else "",
            "language": language if language in {"de", "en"} else "",
            "tag": tag,
            "staff": staff,
            "business": business,
            "since": since if _day(since) else "",
            "until": until if _day(until) else "",
            "unreviewed": "1" if unreviewed else "",
        }
        kept = {name: value for name, value in asked.items() if value}
        found = await visitor.edge.review.find(
            visitor.scope, _filter(asked, visitor.zone), cursor=page or None, limit=A_PAGE
        )
        return visitor.page(
            "calls.html",
            found=found,
            asked=asked,
            narrowed=bool(kept),
            first=not page,
            next_address=f"/calls?{urlencode({**kept, 'page': found.next})}" if found.next else None,
            outcomes=[member.value for member in CallOutcome],
            escalations=ESCALATIONS,
            emotions=EMOTIONS,
            tags=await visitor.edge.review.tags(visitor.scope),
            staff=_staff(visitor),
            most=MOST_COUNTED,
        )

    return router


def _filter(asked: dict[str, str], zone: ZoneInfo) -> CallFilter:
    since, until = _day(asked["since"]), _day(asked["until"])
    return CallFilter(
        text=asked["q"],
        business=BusinessId(asked["business"]) if asked["business"] else None,
        outcome=CallOutcome(asked["outcome"]) if asked["outcome"] else None,
        escalation=asked["escalation"] or None,
        emotion=asked["emotion"] or None,
        language=asked["language"] or None,
        tag=asked["tag"] or None,
        since=datetime.combine(since, time(0), tzinfo=zone) if since else None,
        until=datetime.combine(until + timedelta(days=1), time(0), tzinfo=zone) if until else None,
        unreviewed=bool(asked["unreviewed"]),
        staff=ResourceId(asked["staff"]) if asked["staff"] else None,
    )


def _staff(visitor: Visitor) -> dict[str, str]:
    """Names by id, of all people with whom there are or were appointments."""
    everybody = (one for business in visitor.businesses for one in (*business.resources, *business.former_resources))
    return {one.id: one.name for one in everybody if one.kind is ResourceKind.PERSON}


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None
