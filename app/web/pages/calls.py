"""The list of calls: searched and narrowed by its address."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Query, Request, Response

from app.domain.business import ResourceKind
from app.domain.calls import CallOutcome
from app.domain.ids import BusinessId, ResourceId
from app.domain.people import Deed
from app.ports.review import MOST_COUNTED, CallFilter, FoundCalls
from app.web.pages.calls_together import MOST_AT_ONCE
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
SEARCHED = "search_calls"
DONE = {"reviewed", "tag", "delete", "restore", "none", "no_tag"}
LONGEST_SEARCH = 200
A_PAGE = 25


def call_list_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/calls")
    async def calls(
        *,
        request: Request,
        visitor: Annotated[Visitor, Depends(look)],
        q: Annotated[str, Query(max_length=LONGEST_SEARCH)] = "",
        page: str = "",
        did: str = "",
        count: int = 0,
        gone: Annotated[list[str] | None, Query(max_length=MOST_AT_ONCE)] = None,
        chosen: Annotated[list[str] | None, Query(max_length=MOST_AT_ONCE)] = None,
    ) -> Response:
        visitor.require(Deed.READ_CALLS)
        asked = _asked(q, request.query_params)
        found = await visitor.edge.review.find(
            visitor.scope, _filter(asked, visitor.zone), cursor=page or None, limit=A_PAGE
        )
        await _note(visitor, found)
        return visitor.page(
            "calls.html",
            found=found,
            first=not page,
            **_narrowing(asked, page, found.next),
            **_choices(visitor),
            tags=await visitor.edge.review.tags(visitor.scope),
            did=did if did in DONE else "",
            count=count,
            gone=gone or [],
            chosen=chosen or [],
        )

    return router


async def _note(visitor: Visitor, found: FoundCalls) -> None:
    """A search shows words of the calls that it finds: to whom, and of how many, stands in the access log."""
    shown = Counter(one.entry.business for one in found.calls if one.excerpt is not None)
    for business, calls in shown.items():
        await visitor.edge.access.note(visitor.person, SEARCHED, business=business, calls=calls)


def _narrowing(asked: dict[str, str], page: str, following: str | None) -> dict[str, Any]:
    """What the list is narrowed to, and the addresses that keep it so."""
    kept = {name: value for name, value in asked.items() if value}
    return {
        "asked": asked,
        "after": _instant(asked["after"]),
        "narrowed": bool(kept),
        "next_address": f"/calls?{urlencode({**kept, 'page': following})}" if following else None,
        "back": urlencode({**kept, **({"page": page} if page else {})}),
    }


def _choices(visitor: Visitor) -> dict[str, Any]:
    """What a list can be narrowed to."""
    return {
        "outcomes": [member.value for member in CallOutcome],
        "escalations": ESCALATIONS,
        "emotions": EMOTIONS,
        "staff": _staff(visitor),
        "most": MOST_COUNTED,
    }


def _asked(text: str, address: Mapping[str, str]) -> dict[str, str]:
    """What the list is narrowed to, by the fields of its form; what makes no sense is left out."""
    said = {name: address.get(name, "") for name in ("escalation", "tag", "staff", "business")}
    fitting: Mapping[str, Callable[[str], object]] = {
        "outcome": {member.value for member in CallOutcome}.__contains__,
        "emotion": EMOTIONS.__contains__,
        "language": {"de", "en"}.__contains__,
        "since": _day,
        "until": _day,
        "after": _instant,
    }
    for name, fits in fitting.items():
        value = address.get(name, "")
        said[name] = value if fits(value) else ""
    return {"q": text.strip(), **said, "unreviewed": "1" if address.get("unreviewed") else ""}


def _filter(asked: dict[str, str], zone: ZoneInfo) -> CallFilter:
    since, until, after = _day(asked["since"]), _day(asked["until"]), _instant(asked["after"])
    begins = [start for start in (datetime.combine(since, time(0), tzinfo=zone) if since else None, after) if start]
    return CallFilter(
        text=asked["q"],
        business=BusinessId(asked["business"]) if asked["business"] else None,
        outcome=CallOutcome(asked["outcome"]) if asked["outcome"] else None,
        escalation=asked["escalation"] or None,
        emotion=asked["emotion"] or None,
        language=asked["language"] or None,
        tag=asked["tag"] or None,
        since=max(begins, default=None),
        until=datetime.combine(until + timedelta(days=1), time(0), tzinfo=zone) if until else None,
        unreviewed=bool(asked["unreviewed"]),
        staff=ResourceId(asked["staff"]) if asked["staff"] else None,
    )


def _staff(visitor: Visitor) -> dict[str, str]:
    """Names by id, of all people with whom there are or were appointments."""
    everybody = (one for business in visitor.businesses for one in (*business.resources, *business.former_resources))
    return {one.id: one.name for one in everybody if one.kind is ResourceKind.PERSON}


def _instant(text: str) -> datetime | None:
    """With its offset: what a page of ours linked to, and nobody types."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None and 2000 <= found.year <= 2200 else None


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if 2000 <= found.year <= 2200 else None
