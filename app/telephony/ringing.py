"""Putting a call through to people: one telephone after the other, and back when nobody takes it."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Literal

import structlog
from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt, wait_exponential

from app.domain.business import Business
from app.domain.errors import StoreUnavailable
from app.domain.ids import CallSid
from app.domain.transfers.briefings import Briefing, briefing_of
from app.domain.transfers.handovers import ACCEPTED, NOBODY_ANSWERED, NOT_TAKEN, RINGING, TRANSFER, is_taken
from app.domain.transfers.paths import Handover, Target
from app.ports.call_control import CallControlFailed
from app.ports.call_spool import CallEvent
from app.ports.records import MediaGrant
from app.telephony import twiml
from app.telephony.asked import Webhook
from app.telephony.assistant import connect_to_assistant
from app.telephony.caller_id import caller_number
from app.telephony.edge import STORE_WITHIN_S, TelephonyEdge
from app.telephony.rings import Ring, ring_in, room_of
from app.telephony.twiml import Said
from app.telephony.voicemail import Voicemail
from app.telephony.words import whisper_text, words

log = structlog.get_logger(__name__)

CONTROL_WITHIN_S = 4.0
FETCH_BACK_WITHIN_S = 12.0
"""Whoever is not fetched back waits with music for ever, so this alone is asked again."""

REMEMBERED = 1_000
"""Calls taken while the database could not be written: who took one must not be asked again."""

JOINED = frozenset({"completed", "answered"})


@dataclass(slots=True)
class Ringing:
    edge: TelephonyEdge
    voicemail: Voicemail
    _accepted: dict[tuple[CallSid, int], None] = field(default_factory=dict)

    # --- the caller's call ------------------------------------------------------------------------------------------

    async def ring(self, asked: Webhook, business: Business, ring: Ring, *, say: Said | None = None) -> str:
        """Ring the telephone that is next; when there is none left, what comes then."""
        target = ring.target(business, self.edge.clock.now())
        if target is None:
            return await self._nobody_left(asked, business, ring)
        log.info("call_put_through", reason=ring.why, nth=ring.nth, handover=target.handover)
        seen = {"reason": ring.why, "nth": str(ring.nth), "target": target.name, "number": target.number}
        await self._note(asked.call_sid, RINGING, asked, seen)
        if target.handover is Handover.CONFERENCE and self.edge.control is not None:
            try:
                return await self._meet(asked, ring, target)
            except (CallControlFailed, TimeoutError) as error:
                log.warning("conference_not_made", error=type(error).__name__)
        caller = caller_number(asked.from_number) if target.shows_caller else None
        whispers = target.handover is not Handover.BLIND
        return twiml.dial(
            target,
            action_url=self.edge.url(f"/twilio/dial-ended?{ring.query()}"),
            whisper_url=self._whisper_url(asked, ring) if whispers else None,
            caller_id=caller or asked.to_number or None,
            say=say,
        )

    async def ended(self, asked: Webhook) -> str:
        """Taken by a human: over. Anything else, a voicemail included: the next telephone, or back."""
        ring = ring_in(asked.query, called=asked.to_number)
        business = await self.edge.business_called(ring.called)
        status = asked.query.get("staff") or asked.field("DialCallStatus")
        taken = await self._was_taken(asked, business, ring, status)
        log.info("human_line_ended", dial_status=status, taken=taken)
        if asked.caller_is_gone:
            await self._stop_ringing(ring)  # also who has just pressed the key: nobody is in the room any more
        if taken:
            return twiml.hang_up()
        await self._note(asked.call_sid, NOT_TAKEN, asked, {"dial_status": status or "no-answer"})
        if asked.caller_is_gone:
            await self.note_end(asked)
            return twiml.hang_up()
        if business is None:
            return twiml.say_and_hang_up(*(Said(words("sorry_call_again", one), one) for one in ("de", "en")))
        return await self.ring(asked, business, ring.after())

    async def note_end(self, asked: Webhook) -> None:
        await self.edge.book.note(self._event("ended", asked))

    async def _was_taken(self, asked: Webhook, business: Business | None, ring: Ring, status: str) -> bool:
        target = ring.target(business, self.edge.clock.now()) if business is not None else None
        if target is not None and target.handover is Handover.BLIND:
            taken = status in JOINED and asked.field("DialBridged") != "false"
            if taken:
                spoke = timedelta(seconds=asked.seconds("DialCallDuration"))
                await self._note(asked.call_sid, ACCEPTED, asked, before=spoke)
            return taken
        whispered = target is not None and target.handover is Handover.WHISPERED
        if whispered and asked.field("DialBridged") == "false":
            return False  # whoever pressed the key was too late: the caller had hung up
        if (asked.call_sid, ring.nth) in self._accepted:
            return True
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(asked.call_sid)
        except (StoreUnavailable, TimeoutError):
            return status in JOINED and asked.field("DialBridged") == "true"  # without a key nobody is joined
        return record is not None and is_taken(record.decisions)

    async def _nobody_left(self, asked: Webhook, business: Business, ring: Ring) -> str:
        rang = ring.nth > 0
        if rang:
            await self._note(asked.call_sid, NOBODY_ANSWERED, asked, {"reason": ring.why})
        if ring.then == "voicemail":
            return self.voicemail.take(asked, business, after_ringing=rang)
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                return await self._back_to_the_assistant(asked, business, ring)
        except (StoreUnavailable, TimeoutError):
            return self.voicemail.take(asked, business, after_ringing=rang)

    async def _back_to_the_assistant(self, asked: Webhook, business: Business, ring: Ring) -> str:
        """Who was passed on by the assistant comes back whatever the load; who never had it must find a place.

        An assistant that can neither hear nor speak by now takes nobody back.
        """
        edge, now = self.edge, self.edge.clock.now()
        if not edge.calls.engines_ready:
            edge.count_unattended("engines_not_ready")
            return self.voicemail.take(asked, business, after_ringing=True)
        admitted = edge.calls.admit(asked.call_sid, now=now)
        if ring.mode is not None:
            if not admitted:
                return self.voicemail.take(asked, business, after_ringing=True)
        else:
            await edge.call_records.reopen_call(asked.call_sid)
        record = await edge.records.call(asked.call_sid)
        language = record.entry.language if record is not None else business.default_language
        return await connect_to_assistant(edge, MediaGrant(asked.call_sid, business.id), language=language)

    # --- the person's call ------------------------------------------------------------------------------------------

    async def whisper(self, asked: Webhook) -> str:
        """On the person's leg, whose CallSid is its own: `call` in the address names the caller's."""
        call_sid, ring = CallSid(asked.query.get("call", "")), ring_in(asked.query, called="")
        if "answered" in asked.query:
            return await self._key_pressed(asked, call_sid, ring)
        business = await self.edge.business_called(ring.called)
        briefing, name = Briefing(ring.why), ""
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(call_sid)
                if record is not None:
                    briefing = briefing_of(record)
                    business = business or await self.edge.directory.store.load(record.entry.business)
        except (StoreUnavailable, TimeoutError) as error:
            log.warning("whispered_without_record", error=type(error).__name__)
        name = business.name if business is not None else ""
        target = ring.target(business, self.edge.clock.now()) if business is not None else None
        language = (target.language if target else None) or (business.default_language if business else "de")
        more = {"call": call_sid, "answered": "1", **({"room": asked.query["room"]} if "room" in asked.query else {})}
        return twiml.whisper(
            Said(whisper_text(briefing, name, language), language),
            action_url=self.edge.url(f"/twilio/whisper?{ring.query(**more)}"),
        )

    async def _key_pressed(self, asked: Webhook, call_sid: CallSid, ring: Ring) -> str:
        if asked.field("Digits") != "1":
            return twiml.hang_up()
        self._accepted[(call_sid, ring.nth)] = None
        while len(self._accepted) > REMEMBERED:
            del self._accepted[next(iter(self._accepted))]
        await self._note(call_sid, ACCEPTED, None, called=ring.called)
        return twiml.join_room(room_of(call_sid, ring)) if "room" in asked.query else twiml.go_on()

    # --- conferences ------------------------------------------------------------------------------------------------

    async def _meet(self, asked: Webhook, ring: Ring, target: Target) -> str:
        """The caller waits with music while we ring the person. Raises CallControlFailed, TimeoutError."""
        control = self.edge.control
        if control is None:
            raise CallControlFailed("not_set_up")
        ended = ring.query(call=asked.call_sid)
        async with asyncio.timeout(CONTROL_WITHIN_S):
            leg = await control.ring(
                target.number,
                shown=asked.to_number,
                answered_url=self._whisper_url(asked, ring, room="1"),
                ended_url=self.edge.url(f"/twilio/staff-ended?{ended}"),
                ring_s=target.ring_s,
            )
        ring = replace(ring, leg=leg)
        return twiml.wait_in_room(
            room_of(asked.call_sid, ring),
            action_url=self.edge.url(f"/twilio/dial-ended?{ring.query()}"),
            events_url=self.edge.url(f"/twilio/room?{ring.query(call=asked.call_sid)}"),
        )

    async def staff_ended(self, asked: Webhook) -> None:
        """The person's call is over. Who never took it leaves the caller waiting: fetch them back."""
        call_sid, ring = CallSid(asked.query.get("call", "")), ring_in(asked.query, called="")
        control, status = self.edge.control, asked.field("CallStatus")
        if not asked.caller_is_gone or control is None or (call_sid, ring.nth) in self._accepted:
            return
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(call_sid)
                if record is not None and is_taken(record.decisions):
                    return
        except (StoreUnavailable, TimeoutError):
            log.warning("staff_ended_without_record")
        staff = "no-answer" if status == "completed" else status
        next_url = self.edge.url(f"/twilio/dial-ended?{ring.query(staff=staff)}")
        try:
            async with asyncio.timeout(FETCH_BACK_WITHIN_S):
                await _until_asked()(control.redirect, call_sid, next_url)
        except (CallControlFailed, TimeoutError) as error:
            log.error("caller_not_fetched_back", error=type(error).__name__)

    async def room_opened(self, room_sid: str, query: dict[str, str]) -> None:
        """Both are in it: the assistant introduces them, and leaves."""
        if self.edge.control is None:
            return
        ring = ring_in(query, called="")
        said = self.edge.url(f"/twilio/introduction?{ring.query(call=query.get('call', ''))}")
        try:
            async with asyncio.timeout(CONTROL_WITHIN_S):
                await self.edge.control.announce(room_sid, said)
        except (CallControlFailed, TimeoutError) as error:
            log.warning("not_introduced", error=type(error).__name__)

    async def introduction(self, query: dict[str, str]) -> tuple[Briefing, Business | None, Target | None]:
        """What the introduction is made of."""
        call_sid, ring = CallSid(query.get("call", "")), ring_in(query, called="")
        business = await self.edge.business_called(ring.called)
        target = ring.target(business, self.edge.clock.now()) if business is not None else None
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(call_sid)
        except (StoreUnavailable, TimeoutError):
            record = None
        return (briefing_of(record) if record is not None else Briefing()), business, target

    async def _stop_ringing(self, ring: Ring) -> None:
        if ring.leg is None or self.edge.control is None:
            return
        try:
            async with asyncio.timeout(CONTROL_WITHIN_S):
                await self.edge.control.hang_up(CallSid(ring.leg))
        except (CallControlFailed, TimeoutError) as error:
            log.warning("leg_not_hung_up", error=type(error).__name__)

    # --- on record --------------------------------------------------------------------------------------------------

    def _whisper_url(self, asked: Webhook, ring: Ring, **more: str) -> str:
        return self.edge.url(f"/twilio/whisper?{ring.query(call=asked.call_sid, **more)}")

    async def _note(
        self,
        call_sid: CallSid,
        why: str,
        asked: Webhook | None,
        facts: Mapping[str, str] | None = None,
        *,
        before: timedelta = timedelta(0),
        called: str = "",
    ) -> None:
        event = CallEvent(
            kind="decided",
            call_sid=call_sid,
            at=self.edge.clock.now() - before,
            from_number=asked.from_number if asked else "",
            to_number=asked.to_number if asked else called,
            facts={"kind": TRANSFER, "why": why, **{name: value for name, value in (facts or {}).items() if value}},
        )
        await self.edge.book.note(event)

    def _event(self, kind: Literal["ended"], asked: Webhook) -> CallEvent:
        return CallEvent(kind, asked.call_sid, self.edge.clock.now(), asked.from_number, asked.to_number)


def _until_asked() -> AsyncRetrying:
    return AsyncRetrying(
        stop=stop_after_attempt(4),
        wait=wait_exponential(multiplier=0.25),
        retry=retry_if_exception(lambda error: isinstance(error, CallControlFailed) and error.retryable),
        reraise=True,
    )
