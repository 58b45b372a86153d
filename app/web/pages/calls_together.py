"""What is done with several calls of a list at once: marked as looked at, tagged, deleted and brought back.

Each call is changed as on its own page, one after the other; what is foreign or gone is left out without a word. The
page comes back as it was, so that whoever works through a list goes on in it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Annotated
from urllib.parse import parse_qsl, quote, urlencode

from fastapi import APIRouter, Depends, Request, Response

from app.domain.ids import BusinessId, CallSid
from app.domain.people import Deed
from app.ports.review import CallReview
from app.web.pages.call import LONGEST_TAG
from app.web.pages.guard import Look, PageRefused, Visitor, back_to

MOST_AT_ONCE = 50
DEEDS = {
    "reviewed": Deed.REVIEW_CALLS,
    "tag": Deed.REVIEW_CALLS,
    "delete": Deed.DELETE_CALLS,
    "restore": Deed.DELETE_CALLS,
}
TOLD = {"did", "count", "gone", "chosen"}


def calls_together_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.post("/calls")
    async def change(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form = await request.form()
        deed = str(form.get("do", ""))
        if deed not in DEEDS:
            raise PageRefused(404, "not_found")
        visitor.require(DEEDS[deed])
        asked = [CallSid(str(sid)) for sid in dict.fromkeys(form.getlist("call"))]
        tag = " ".join(str(form.get("tag", "")).replace("\x00", "").split())[:LONGEST_TAG]
        if deed == "tag" and not tag:
            return back_to(_address(str(form.get("back", "")), did="no_tag", chosen=asked[:MOST_AT_ONCE]))
        calls = await _seen(visitor, asked[:MOST_AT_ONCE])
        for sid in calls:
            await _change(visitor.edge.review, sid, deed, by=visitor.person.name, tag=tag)
        await _note(visitor, calls, DEEDS[deed])
        gone = list(calls) if deed == "delete" else []
        did = deed if calls else "none"
        where = _address(str(form.get("back", "")), did=did, count=len(calls), gone=gone)
        return back_to(f"{where}#c-{quote(next(reversed(calls)))}" if calls else where)

    return router


async def _seen(visitor: Visitor, asked: Sequence[CallSid]) -> dict[CallSid, BusinessId]:
    """Those that are there for this person, with whose they are."""
    found: dict[CallSid, BusinessId] = {}
    for sid in asked:
        part = await visitor.edge.review.part(visitor.scope, sid, turns=1)
        if part is not None and (part.sheet.deleted_at is None or visitor.person.may(Deed.DELETE_CALLS)):
            found[sid] = part.sheet.entry.business
    return found


async def _note(visitor: Visitor, calls: Mapping[CallSid, BusinessId], deed: Deed) -> None:
    """What was deleted is named, call by call; of the rest it is enough to know how many."""
    log = visitor.edge.access
    if deed is Deed.DELETE_CALLS:
        for sid, business in calls.items():
            await log.note(visitor.person, deed.value, business=business, call_sid=sid)
        return
    for business, count in Counter(calls.values()).items():
        await log.note(visitor.person, deed.value, business=business, calls=count)


async def _change(review: CallReview, sid: CallSid, deed: str, *, by: str, tag: str) -> None:
    match deed:
        case "reviewed":
            await review.mark_reviewed(sid, by=by)
        case "tag":
            await review.set_tag(sid, tag, on=True)
        case "delete":
            await review.delete(sid)
        case _:
            await review.restore(sid)


def _address(
    back: str, *, did: str, count: int = 0, gone: Sequence[CallSid] = (), chosen: Sequence[CallSid] = ()
) -> str:
    """The list as its address had it, and what was done; what is still `chosen` stays so."""
    kept = [(name, value) for name, value in parse_qsl(back[:2000]) if name not in TOLD]
    told = [("did", did), ("count", str(count)), *(("gone", sid) for sid in gone), *(("chosen", sid) for sid in chosen)]
    return f"/calls?{urlencode([*kept, *told])}"
