"""Twilio's HTTP requests: an incoming call, what follows its stream, what staff hear, how it ended."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from starlette.datastructures import FormData

from app.domain.business import Business, Language
from app.domain.calls import CallOpened, CallOutcome, Decision
from app.domain.errors import StoreUnavailable
from app.domain.ids import E164, CallSid
from app.ports.records import MediaGrant
from app.telephony import twiml
from app.telephony.edge import TelephonyEdge
from app.telephony.signature import Sender

log = structlog.get_logger(__name__)

STORE_WITHIN_S = 3.0
"""For webhooks in mid-call, where waiting is better than a wrong answer. Twilio gives up after 15 s."""

FORM_LIMIT_BYTES = 64 * 1024
SAME_ANSWER_FOR = timedelta(seconds=60)
FINAL_STATUSES = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
ACCEPTED = "transfer_accepted"

_CALL_SID = re.compile(r"[A-Za-z0-9]{8,64}")


@dataclass(frozen=True, slots=True)
class Webhook:
    """One admitted request: the fields that every one of them has, and the rest of the form."""

    call_sid: CallSid
    from_number: str
    to_number: str
    form: FormData
    query: dict[str, str]

    def field(self, name: str) -> str:
        value = self.form.get(name)
        return value if isinstance(value, str) else ""


class Answers:
    """The same call asked twice gets the same answer, also when the second question comes before the first answer."""

    def __init__(self) -> None:
        self._answers: dict[CallSid, tuple[datetime, asyncio.Task[str]]] = {}

    async def once(self, call_sid: CallSid, make: Callable[[], Awaitable[str]], *, now: datetime) -> str:
        for sid in [sid for sid, (until, _) in self._answers.items() if until <= now]:
            del self._answers[sid]
        if call_sid not in self._answers:
            answer = asyncio.ensure_future(make())
            self._answers[call_sid] = (now + SAME_ANSWER_FOR, answer)
        return await asyncio.shield(self._answers[call_sid][1])


def webhook_routes(edge: TelephonyEdge) -> APIRouter:
    router = APIRouter(prefix="/twilio", include_in_schema=False)
    incoming = IncomingCalls(edge)
    following = AfterTheStream(edge)

    async def admitted(request: Request) -> Webhook:
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > FORM_LIMIT_BYTES:
            raise HTTPException(413)
        form = await request.form()
        sender = Sender(request.client.host if request.client else None, dict(request.headers))
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if not edge.guard.admits_webhook(sender, path_and_query=path, form=form):
            log.warning("webhook_refused", path=request.url.path)
            raise HTTPException(403)
        fields = {name: value for name in ("CallSid", "From", "To") if isinstance(value := form.get(name, ""), str)}
        if not _CALL_SID.fullmatch(fields.get("CallSid", "")):
            raise HTTPException(400, "CallSid is missing or malformed")
        structlog.contextvars.bind_contextvars(call_sid=fields["CallSid"])
        return Webhook(CallSid(fields["CallSid"]), fields["From"], fields["To"], form, dict(request.query_params))

    Asked = Annotated[Webhook, Depends(admitted)]  # noqa: N806  a type

    @router.post("/voice")
    async def voice(asked: Asked) -> Response:
        return _xml(await incoming.answer(asked))

    @router.post("/connect-ended")
    async def connect_ended(asked: Asked) -> Response:
        return _xml(await following.stream_ended(asked))

    @router.post("/dial-ended")
    async def dial_ended(asked: Asked) -> Response:
        return _xml(await following.dial_ended(asked))

    @router.post("/whisper")
    async def whisper(asked: Asked) -> Response:
        return _xml(await following.whisper(asked))

    @router.post("/status")
    async def status(asked: Asked) -> Response:
        await following.status(asked)
        return Response(status_code=204)

    return router


def _xml(document: str) -> Response:
    return Response(document, media_type="text/xml")


@dataclass(slots=True)
class IncomingCalls:
    edge: TelephonyEdge
    _answers: Answers = field(default_factory=Answers)

    async def answer(self, asked: Webhook) -> str:
        return await self._answers.once(asked.call_sid, lambda: self._decide(asked), now=self.edge.clock.now())

    async def _decide(self, asked: Webhook) -> str:
        try:
            async with asyncio.timeout(self.edge.answer_within_s):
                business = await self.edge.directory.by_number(asked.to_number)
                if business is None:
                    log.warning("unknown_number_called", pii_from=asked.from_number, to_number=asked.to_number)
                    return twiml.say_and_hang_up(twiml.UNKNOWN_NUMBER, ("de", "en"))
                if not self.edge.calls.admit(asked.call_sid, now=self.edge.clock.now()):
                    log.warning("call_overflowed", business=business.id, draining=self.edge.calls.draining)
                    return human_line_or(business, self.edge, asked, otherwise=twiml.BUSY)
                return await self._stream(asked, business)
        except (StoreUnavailable, TimeoutError) as error:
            self.edge.calls.ended(asked.call_sid)
            log.error("call_answered_without_store", error=type(error).__name__)
            return without_store(self.edge.directory.remembered(asked.to_number), self.edge, asked)

    async def _stream(self, asked: Webhook, business: Business) -> str:
        await self.edge.call_records.open_call(
            CallOpened(
                call_sid=asked.call_sid,
                business=business.id,
                from_number=asked.from_number or "anonymous",
                to_number=asked.to_number,
                language=business.default_language,
                started_at=self.edge.clock.now(),
            )
        )
        log.info("call_incoming", business=business.id, pii_from=asked.from_number)
        return await connect_to_assistant(
            self.edge, MediaGrant(asked.call_sid, business.id), language=business.default_language
        )


async def connect_to_assistant(
    edge: TelephonyEdge, grant: MediaGrant, *, say: str | None = None, language: Language = "de"
) -> str:
    token = await edge.media_tokens.mint(grant)
    if edge.relays:
        return twiml.connect_relay(
            say=say,
            language=language,
            languages=("de", "en"),
            relay_url=f"{edge.websocket_base_url}/twilio/relay/{token}",
            action_url=edge.url("/twilio/connect-ended"),
        )
    return twiml.connect_stream(
        say=say,
        language=language,
        stream_url=f"{edge.websocket_base_url}/twilio/media/{token}",
        action_url=edge.url("/twilio/connect-ended"),
    )


def human_line_or(
    business: Business,
    edge: TelephonyEdge,
    asked: Webhook,
    *,
    otherwise: dict[str, str],
    say: dict[str, str] | None = None,
    reason: str | None = None,
) -> str:
    """Ring the human line, or the one that `reason` has of its own; without one the caller hears `otherwise`."""
    language = business.default_language
    number = line_for(business, reason)
    if number is None:
        return twiml.say_and_hang_up(otherwise, (language,))
    return twiml.dial_human(
        number=number,
        action_url=edge.url("/twilio/dial-ended"),
        whisper_url=edge.url(f"/twilio/whisper?call={asked.call_sid}"),
        caller_id=asked.to_number or None,
        say=say[language] if say else None,
        language=language,
    )


def line_for(business: Business, reason: str | None) -> E164 | None:
    own = (path.to for path in business.escalation.paths if path.when == reason and path.to)
    return next(own, business.escalation.human_line)


def without_store(business: Business | None, edge: TelephonyEdge, asked: Webhook) -> str:
    """The database does not answer: nothing can be booked or noted, so a human takes the call."""
    if business is None:
        return twiml.say_and_hang_up(twiml.SORRY_CALL_AGAIN, ("de", "en"))
    return human_line_or(business, edge, asked, otherwise=twiml.SORRY_CALL_AGAIN, say=twiml.SORRY_PUT_THROUGH)


@dataclass(slots=True)
class AfterTheStream:
    edge: TelephonyEdge

    async def stream_ended(self, asked: Webhook) -> str:
        business = await self.edge.business_called(asked.to_number)
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(asked.call_sid)
        except (StoreUnavailable, TimeoutError):
            return without_store(business, self.edge, asked)
        if business is None:
            return twiml.hang_up()
        if record is not None and record.entry.escalation:
            log.info("call_put_through", reason=record.entry.escalation)
            return human_line_or(
                business, self.edge, asked, otherwise=twiml.SORRY_CALL_AGAIN, reason=record.entry.escalation
            )
        if record is None or record.entry.outcome is None or record.entry.outcome is CallOutcome.FAILED:
            log.error("assistant_lost_the_call")
            return without_store(business, self.edge, asked)
        return twiml.hang_up()

    async def dial_ended(self, asked: Webhook) -> str:
        """Bridged and taken by a human: over. Anything else, a voicemail included: back to the assistant."""
        status = asked.field("DialCallStatus")
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(asked.call_sid)
                taken = record is not None and any(decision.why == ACCEPTED for decision in record.decisions)
                log.info("human_line_ended", dial_status=status, taken=taken)
                if record is None or taken:
                    return twiml.hang_up()
                if asked.field("CallStatus") in FINAL_STATUSES:
                    return twiml.hang_up()  # the caller is gone
                await self.edge.call_records.add_decision(
                    asked.call_sid,
                    Decision("transfer", self.edge.clock.now(), "nobody_answered", {"dial_status": status}),
                )
                await self.edge.call_records.reopen_call(asked.call_sid)
                self.edge.calls.admit(asked.call_sid, now=self.edge.clock.now())
                return await connect_to_assistant(
                    self.edge,
                    MediaGrant(asked.call_sid, record.entry.business),
                    say=twiml.NOBODY_ANSWERED[record.entry.language],
                    language=record.entry.language,
                )
        except (StoreUnavailable, TimeoutError):
            return twiml.say_and_hang_up(twiml.SORRY_CALL_AGAIN, ("de", "en"))

    async def whisper(self, asked: Webhook) -> str:
        """On the human's leg, whose CallSid is its own: `call` in the address names the caller's."""
        call_sid = CallSid(asked.query.get("call", ""))
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(call_sid)
                digit = asked.field("Digits")
                if record is not None and (digit or "answered" in asked.query):
                    if digit != "1":
                        return twiml.hang_up()
                    await self.edge.call_records.add_decision(
                        call_sid, Decision("transfer", self.edge.clock.now(), ACCEPTED)
                    )
                    return twiml.go_on()
                business = await self.edge.directory.store.load(record.entry.business) if record is not None else None
        except (StoreUnavailable, TimeoutError):
            return twiml.go_on()  # better joined without a whisper than not joined
        if record is None or business is None:
            return twiml.go_on()
        return twiml.whisper(
            business=business.name,
            reason=record.entry.escalation,
            language=business.default_language,
            action_url=self.edge.url(f"/twilio/whisper?call={call_sid}&answered=1"),
        )

    async def status(self, asked: Webhook) -> None:
        """The call is over.

        The third trigger for that, beside `stop` and the closed socket. May repeat, in any order.
        """
        status = asked.field("CallStatus")
        log.info("call_status", status=status)
        if status not in FINAL_STATUSES:
            return
        if self.edge.calls.hang_up(asked.call_sid):
            return  # the stream still runs here and closes its own record
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(asked.call_sid)
                if record is not None and record.entry.ended_at is None:
                    await self.edge.call_records.close_call(
                        asked.call_sid, outcome=CallOutcome.ABANDONED, ended_at=self.edge.clock.now(), summary=""
                    )
        except (StoreUnavailable, TimeoutError):
            log.warning("status_not_recorded")
