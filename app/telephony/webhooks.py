"""Twilio's HTTP requests: an incoming call, what follows its stream, what staff hear, how it ended."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from starlette.datastructures import FormData

from app.domain.ids import CallSid
from app.telephony import twiml
from app.telephony.asked import Webhook
from app.telephony.edge import TelephonyEdge
from app.telephony.following import AfterTheStream
from app.telephony.incoming import IncomingCalls
from app.telephony.ringing import Ringing
from app.telephony.signature import Sender
from app.telephony.twiml import Said
from app.telephony.voicemail import Voicemail
from app.telephony.words import introduction_text

log = structlog.get_logger(__name__)

FORM_LIMIT_BYTES = 64 * 1024
ROOM_SID = re.compile(r"CF[0-9a-f]{32}")
_CALL_SID = re.compile(r"[A-Za-z0-9]{8,64}")


def webhook_routes(edge: TelephonyEdge) -> APIRouter:
    router = APIRouter(prefix="/twilio", include_in_schema=False)
    voicemail = Voicemail(edge)
    ringing = Ringing(edge, voicemail)
    incoming = IncomingCalls(edge, ringing)
    following = AfterTheStream(edge, incoming)
    signed = _signed_by_twilio(edge)

    async def about_a_call(request: Request, form: Annotated[FormData, Depends(signed)]) -> Webhook:
        return _about_a_call(form, dict(request.query_params))

    answers: Mapping[str, Callable[[Webhook], Awaitable[str]]] = {
        "/voice": incoming.answer,
        "/connect-ended": following.stream_ended,
        "/dial-ended": ringing.ended,
        "/whisper": ringing.whisper,
        "/voicemail-ended": voicemail.ended,
    }
    notes: Mapping[str, Callable[[Webhook], Awaitable[None]]] = {
        "/status": following.status,
        "/recording": voicemail.recorded,
        "/staff-ended": ringing.staff_ended,
    }
    for path, answer in answers.items():
        router.post(path)(_answered(answer, about_a_call))
    for path, note in notes.items():
        router.post(path)(_noted(note, about_a_call))

    @router.post("/room")
    async def room(request: Request, form: Annotated[FormData, Depends(signed)]) -> Response:
        sid = form.get("ConferenceSid")
        if form.get("StatusCallbackEvent") == "conference-start" and isinstance(sid, str) and ROOM_SID.fullmatch(sid):
            await ringing.room_opened(sid, dict(request.query_params))
        return Response(status_code=204)

    @router.post("/introduction", dependencies=[Depends(signed)])
    async def introduction(request: Request) -> Response:
        briefing, business, target = await ringing.introduction(dict(request.query_params))
        language = business.default_language if business is not None else "de"
        who = (target.name if target is not None else "") or (business.name if business is not None else "")
        return _xml(twiml.announcement(Said(introduction_text(briefing.name, who, language), language)))

    return router


About = Callable[[Request, FormData], Awaitable[Webhook]]


def _answered(answer: Callable[[Webhook], Awaitable[str]], about: About) -> Callable[..., Awaitable[Response]]:
    async def answered(asked: Annotated[Webhook, Depends(about)]) -> Response:
        return _xml(await answer(asked))

    return answered


def _noted(note: Callable[[Webhook], Awaitable[None]], about: About) -> Callable[..., Awaitable[Response]]:
    async def noted(asked: Annotated[Webhook, Depends(about)]) -> Response:
        await note(asked)
        return Response(status_code=204)

    return noted


def _signed_by_twilio(edge: TelephonyEdge) -> Callable[[Request], Awaitable[FormData]]:
    async def signed(request: Request) -> FormData:
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > FORM_LIMIT_BYTES:
            raise HTTPException(413)
        form = await request.form()
        sender = Sender(request.client.host if request.client else None, dict(request.headers))
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if not edge.guard.admits_webhook(sender, path_and_query=path, form=form):
            log.warning("webhook_refused", path=request.url.path)
            raise HTTPException(403)
        return form

    return signed


def _about_a_call(form: FormData, query: dict[str, str]) -> Webhook:
    fields = {name: value for name in ("CallSid", "From", "To") if isinstance(value := form.get(name, ""), str)}
    if not _CALL_SID.fullmatch(fields.get("CallSid", "")):
        raise HTTPException(400, "CallSid is missing or malformed")
    structlog.contextvars.bind_contextvars(call_sid=fields["CallSid"])
    return Webhook(CallSid(fields["CallSid"]), fields.get("From", ""), fields.get("To", ""), form, query)


def _xml(document: str) -> Response:
    return Response(document, media_type="text/xml")
