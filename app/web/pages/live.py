"""Calls in progress, with their words as they come."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from app.dialogue.directed import LONGEST_WORDS, TAKEN_OVER, Hinted
from app.domain.calls import is_trial
from app.domain.ids import BusinessId, CallSid
from app.domain.people import Deed
from app.domain.transfers.checking import own_line
from app.domain.transfers.choosing import targets_for
from app.domain.transfers.paths import Wanted
from app.web.live_board import AtStaff, LiveCall, LiveNotice
from app.web.pages import formats
from app.web.pages.guard import Look, PageRefused, Visitor, back_to
from app.web.pages.view import HEADERS
from app.web.pages.wording import say, say_word

RETRY_MS = 2000
BEAT_S = 15.0
"""A line on which nothing happens tells so often that it is alive; a page that hears nothing for 40 s comes again."""

WATCHED_FOR_S = 900.0


def live_routes(look: Look) -> APIRouter:
    router = APIRouter()

    @router.get("/live")
    async def live(visitor: Annotated[Visitor, Depends(look)], did: str = "", at: str = "") -> Response:
        """`at`: the call in which somebody has just taken part, and may go on."""
        visitor.require(Deed.WATCH_LIVE)
        return _live_page(visitor, did=did, at=at)

    @router.get("/live/events")
    async def events(visitor: Annotated[Visitor, Depends(look)]) -> Response:
        """Server-sent events. Who comes again gets every running call whole, so nothing is doubled or lost."""
        visitor.require(Deed.WATCH_LIVE)
        for business in visitor.businesses:
            await visitor.edge.access.note(visitor.person, Deed.WATCH_LIVE.value, business=business.id)
        headers = {**HEADERS, "X-Accel-Buffering": "no"}
        return StreamingResponse(_stream(visitor), media_type="text/event-stream", headers=headers)

    @router.post("/live/{call_sid}/{deed}")
    async def take_part(
        call_sid: str, deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]
    ) -> Response:
        call = visitor.edge.live.calls.get(CallSid(call_sid))
        if call is None:
            raise PageRefused(404, "call_over")
        visitor.require(Deed.END_CALLS, call.business)
        form = await request.form()
        text = str(form.get("text", "")).replace("\x00", "")
        deed = "hint" if deed == "say" and form.get("how") == "hint" else deed
        did = _take_part(visitor, call, deed, text)
        note = {"say": "let_say", "take-over": "took_over", "hint": "hinted"}.get(deed, Deed.END_CALLS.value)
        await visitor.edge.access.note(visitor.person, note, business=call.business, call_sid=call.call_sid)
        if did == NO_HINTS:  # what was typed is offered to be said aloud
            return _live_page(visitor, did=did, call_sid=call.call_sid, text=text, status=409)
        return back_to(f"/live?did={did}&at={quote(call.call_sid)}")

    return router


NO_HINTS = "no_hints"
DID = ("said", "not_said", "hinted", NO_HINTS, "taken_over", "no_line", "not_here", "hung_up")


def _live_page(
    visitor: Visitor, *, did: str, at: str = "", call_sid: str = "", text: str = "", status: int = 200
) -> Response:
    """`call_sid` and `text`: what the assistant could say aloud in place of a hint."""
    return visitor.page(
        "live.html",
        status=status,
        did=did if did in DID else "",
        at=at,
        longest=LONGEST_WORDS,
        aloud_in=call_sid,
        aloud=" ".join(text.split())[:LONGEST_WORDS],
        has_number=visitor.person.number is not None,
    )


def _take_part(visitor: Visitor, call: LiveCall, deed: str, text: str) -> str:
    """What was done, as a word of DID."""
    edge = visitor.edge
    match deed:
        case "hang-up":
            edge.hang_up(call.call_sid)
            return "hung_up"
        case "say":
            return "said" if edge.directions.let_say(call.call_sid, text) else "not_said"
        case "hint":
            hinted = {Hinted.WAITS: "hinted", Hinted.NO_USE: NO_HINTS, Hinted.NOT_TAKEN: "not_said"}
            return hinted[edge.directions.hint(call.call_sid, text)]
        case "take-over":
            if _line(visitor, call.business) is None:
                return "no_line"
            number = own_line(visitor.business(call.business), visitor.person.number)
            taken = edge.directions.take_over(call.call_sid, by=visitor.person.name, number=number)
            return "taken_over" if taken else "not_here"
        case _:
            raise PageRefused(404, "not_found")


def _line(visitor: Visitor, business: BusinessId) -> str | None:
    """The telephone that rings first when this person takes a call over now: the own one, or a line; None = none."""
    here = visitor.business(business)
    rings = targets_for(here, Wanted(TAKEN_OVER), visitor.edge.clock.now())
    number = own_line(here, visitor.person.number) or (rings[0].number if rings else None)
    return formats.number(number, visitor.language) if number else None


def _hints(visitor: Visitor, call_sid: CallSid) -> str:
    """How far silent hints are; empty without any."""
    wishes = visitor.edge.directions.of(call_sid)
    if wishes is None or not wishes.hints:
        return ""
    word = "waiting" if wishes.takes_hints else "lost"
    return say(visitor.language, f"live_deed.hints_{word}", hints=" · ".join(wishes.hints))


def _passed(visitor: Visitor, call: LiveCall) -> str:
    """Where it is that the assistant has passed it on to; empty while it leads it."""
    if call.passed is None:
        return ""
    known = call.passed.telephone
    at = formats.number(known, visitor.language) if known.startswith("+") else known
    word = (
        call.passed.where.value if at or call.passed.where is AtStaff.WAITS else f"{call.passed.where.value}_somewhere"
    )
    return say(visitor.language, f"live_passed.{word}", at=at)


async def _stream(visitor: Visitor) -> AsyncIterator[str]:
    """Ends after a while, so that who may no longer see this stops seeing it; a browser comes again by itself."""
    loop = asyncio.get_running_loop()
    until = loop.time() + WATCHED_FOR_S
    visitor.edge.live.tidy(visitor.edge.clock.now())
    with visitor.edge.live.watching() as watch:
        known = [call for call in watch.known if visitor.person.sees(call.business)]
        yield f"retry: {RETRY_MS}\nevent: begin\ndata: {json.dumps([call.call_sid for call in known])}\n\n"
        for call in known:
            yield _event(visitor, LiveNotice(call.call_sid, call.business, call))
        while loop.time() < until:
            try:
                notice = await watch.news(within_s=BEAT_S)
            except TimeoutError:
                visitor.edge.live.tidy(visitor.edge.clock.now())
                yield "event: beat\ndata:\n\n"
                continue
            if notice is None:
                return
            if visitor.person.sees(notice.business):
                yield _event(visitor, notice)


def _event(visitor: Visitor, notice: LiveNotice) -> str:
    return f"event: call\ndata: {json.dumps(_shown(visitor, notice), ensure_ascii=False)}\n\n"


def shown_under_way(call: LiveCall) -> list[dict[str, object]]:
    return [{"speaker": one.speaker, "text": one.text, "speaks": one.speaks} for one in call.under_way]


def _shown(visitor: Visitor, notice: LiveNotice) -> dict[str, object]:
    call = notice.call
    if call is None:
        return {"sid": notice.call_sid, "over": True}
    language = visitor.language
    return {
        "sid": call.call_sid,
        "over": False,
        "number": formats.number(call.from_number, language),
        "business": visitor.business(call.business).name,
        "trial": is_trial(call.call_sid),
        "age_s": max(0, round((visitor.now - call.started_at).total_seconds())),
        "line": _line(visitor, call.business) or "",
        "escalation": say_word(language, "escalation", call.escalation),
        "hints": _hints(visitor, call.call_sid),
        "passed": _passed(visitor, call),
        "since": notice.since,
        "under_way": shown_under_way(call),
        "turns": [
            {
                "speaker": turn.speaker,
                "text": turn.text if turn.heard_text is None else turn.heard_text or turn.text,
                "at": formats.at_ms(turn.started_ms),
                "emotion": turn.emotion if turn.emotion not in (None, "calm") else "",
                "mood": say_word(language, "emotion", turn.emotion) if turn.emotion not in (None, "calm") else "",
            }
            for turn in call.turns[notice.since :]
        ],
    }
