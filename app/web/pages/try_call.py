"""A call from the browser: with microphone and speaker over the media-stream protocol, or in writing.

The page's script asks for a line, which is good once and for a minute, and speaks Twilio's protocol on it. The words
come back over server-sent events from the board that `/live` watches, with the number of the first turn that is new.
"""

import json
from collections.abc import AsyncIterator, Sequence
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request, Response, WebSocket
from fastapi.responses import JSONResponse, StreamingResponse

from app.domain.business import Business
from app.domain.calls import CallTurn, is_trial
from app.domain.ids import BusinessId, CallSid
from app.domain.people import Deed, Person
from app.domain.transfers.choosing import targets_for
from app.domain.transfers.paths import Wanted
from app.ports.review import CallSheet
from app.web.pages import formats
from app.web.pages.edge import PagesEdge, TrialCalls
from app.web.pages.guard import Look, PageRefused, Visitor, cookie_name, refuse_foreign
from app.web.pages.live import shown_under_way
from app.web.pages.view import HEADERS, offering_name, resource_name
from app.web.pages.wording import say, say_word
from app.web.phone_number import to_e164

RETRY_MS = 1000
NEW_CALLER = "+493023125198"  # of the range that the regulator keeps for drama: never anybody's
WITHHELD, OTHER = "anonymous", "other"
KNOWN_CALLERS = 12
WITH_MICROPHONE = {"Permissions-Policy": "camera=(), geolocation=(), microphone=(self)"}
KEYS = "123456789*0#"


def try_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/try")
    async def show(visitor: Annotated[Visitor, Depends(look)], by: str = "", business: str = "") -> Response:
        visitor.require(Deed.TRY_CALLS)
        chosen = next((one for one in visitor.businesses if one.id == business), None)
        return visitor.page(
            "try.html",
            headers=WITH_MICROPHONE,
            by="text" if by == "text" else "sound",
            chosen=chosen.id if chosen else "",
            callers=await _known_callers(visitor),
            new_caller=NEW_CALLER,
            keys=KEYS,
            offered=visitor.edge.trials is not None,
        )

    @router.post("/try/calls")
    async def call(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        """A line for the page's script: its address and that of the words. A fault is a word of `try_state`."""
        visitor.require(Deed.TRY_CALLS)
        form = await request.form()
        business = visitor.business(BusinessId(str(form.get("business", ""))))
        number = _number(str(form.get("caller", "")), str(form.get("other_number", "")), business)
        if number is None:
            return _answer({"fault": "bad_number"}, 422)
        opened = await _trials(visitor).open(business, number)
        if opened is None:
            return _answer({"fault": "busy"}, 503)
        call_sid, token = opened
        await visitor.edge.access.note(visitor.person, Deed.TRY_CALLS.value, business=business.id, call_sid=call_sid)
        kind = "text" if form.get("by") == "text" else "media"
        return _answer({"sid": call_sid, "line": f"/try/{kind}/{token}", "events": f"/try/events/{quote(call_sid)}"})

    @router.get("/try/events/{call_sid}")
    async def events(call_sid: str, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        visitor.require(Deed.TRY_CALLS)
        sheet = await visitor.edge.review.sheet(visitor.scope, CallSid(call_sid))
        if sheet is None or not is_trial(sheet.entry.call_sid):
            raise PageRefused(404, "not_found")
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        return StreamingResponse(_words(visitor, CallSid(call_sid)), media_type="text/event-stream", headers=headers)

    return router


def try_sockets(edge: PagesEdge) -> APIRouter:
    router = APIRouter()

    @router.websocket("/try/media/{token}")
    async def media(socket: WebSocket, token: str) -> None:
        person = await _who_calls(edge, socket)
        if person is None or edge.trials is None:
            await socket.close()  # before the upgrade: the client sees 403
            return
        await edge.trials.speak(socket, token, person.sees)

    @router.websocket("/try/text/{token}")
    async def text(socket: WebSocket, token: str) -> None:
        person = await _who_calls(edge, socket)
        if person is None or edge.trials is None:
            await socket.close()
            return
        await edge.trials.write(socket, token, person.sees)

    return router


async def _who_calls(edge: PagesEdge, socket: WebSocket) -> Person | None:
    """A socket carries the cookie whatever page opened it, so it must say that it was ours."""
    if "origin" not in socket.headers:
        return None
    try:
        refuse_foreign(socket)
    except PageRefused:
        return None
    secret = socket.cookies.get(cookie_name(socket), "")
    found = await edge.sign_ins.who(secret) if secret else None
    return found.person if found is not None and found.person.may(Deed.TRY_CALLS) else None


def _trials(visitor: Visitor) -> TrialCalls:
    if visitor.edge.trials is None:
        raise PageRefused(404, "not_found")
    return visitor.edge.trials


def _answer(content: dict[str, str], status: int = 200) -> Response:
    return JSONResponse(content, status, headers=HEADERS)


def _number(chosen: str, other: str, business: Business) -> str | None:
    """As the line would give it; None for what is no telephone number."""
    if chosen == WITHHELD:
        return WITHHELD
    try:
        return to_e164(other if chosen == OTHER else chosen, business)
    except HTTPException:
        return None


async def _known_callers(visitor: Visitor) -> list[tuple[BusinessId, str, str]]:
    """Business, name and number of the customers who came last."""
    found = []
    for business in visitor.businesses:
        page = await visitor.edge.records.customers(business=business.id, limit=KNOWN_CALLERS)
        found += [
            (business.id, one.customer.name, str(one.customer.number)) for one in page.items if one.customer.number
        ]
    return found


async def _words(visitor: Visitor, call_sid: CallSid) -> AsyncIterator[str]:
    """Every turn of the call, and its end. Who comes again gets all from the start, so nothing is doubled or lost."""
    yield f"retry: {RETRY_MS}\n\n"
    if call_sid in visitor.edge.live.calls:
        async for notice in visitor.edge.live.watch():
            if notice.call_sid != call_sid:
                continue
            if notice.call is None:
                break
            news = _turns(visitor, notice.call.turns[notice.since :], notice.since)
            yield _event("turns", {**news, "under_way": shown_under_way(notice.call)})
    sheet = await visitor.edge.review.sheet(visitor.scope, call_sid)
    if sheet is None or sheet.entry.ended_at is None:
        return  # the board went away, not the call: the browser asks again
    yield _event("turns", {**_turns(visitor, [one.turn for one in sheet.turns], 0), "under_way": []})
    yield _event("over", _result(visitor, sheet))


def _event(name: str, content: object) -> str:
    return f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"


def _turns(visitor: Visitor, turns: Sequence[CallTurn], since: int) -> dict[str, object]:
    return {
        "since": since,
        "turns": [
            {
                "speaker": turn.speaker,
                "text": turn.text if turn.heard_text is None else turn.heard_text or turn.text,
                "at": formats.at_ms(turn.started_ms),
                "waited_ms": turn.response_ms,
                "waited": formats.seconds(turn.response_ms, visitor.language) if turn.response_ms is not None else "",
            }
            for turn in turns
        ],
    }


def _result(visitor: Visitor, sheet: CallSheet) -> dict[str, object]:
    language, entry = visitor.language, sheet.entry
    business = visitor.business(entry.business)
    told = [
        f"{formats.day_and_time(one.slot.starts_at.astimezone(business.zone), language, now=visitor.now)} · "
        f"{offering_name(business, one.slot.offering, language)} · {resource_name(business, one.slot.resource)}"
        for one in sheet.bookings
    ]
    if entry.escalation:
        rings = targets_for(business, Wanted(entry.escalation), visitor.now)
        shown = ", ".join(formats.number(target.number, language) for target in rings)
        told.append(say(language, "try.would_ring", number=shown) if rings else say(language, "try.would_ring_nobody"))
    if sheet.bookings:
        told.append(say(language, "try.booked_note"))
    return {
        "outcome": say_word(language, "outcome", entry.outcome.value if entry.outcome else None),
        "told": [entry.summary, *told] if entry.summary else told,
        "address": f"/calls/{quote(entry.call_sid)}",
    }
