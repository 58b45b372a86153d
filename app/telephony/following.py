"""What follows a call's stream: a person, an apology, or the end; and how the network says that the call is over."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import structlog

from app.domain.calls import CallOnRecord, CallOutcome
from app.domain.errors import StoreUnavailable
from app.domain.ids import E164, ResourceId
from app.domain.transfers.briefings import BRIEFED
from app.domain.transfers.handovers import TAKEN_OVER
from app.ports.call_spool import CallEvent
from app.telephony import twiml
from app.telephony.asked import Webhook
from app.telephony.edge import STORE_WITHIN_S, TelephonyEdge
from app.telephony.incoming import IncomingCalls
from app.telephony.rings import Ring
from app.usecases.note_call_event import UNREACHABLE

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class AfterTheStream:
    edge: TelephonyEdge
    incoming: IncomingCalls

    async def stream_ended(self, asked: Webhook) -> str:
        """Twilio also asks when the caller has hung up: then nobody is to be rung for them."""
        if asked.caller_is_gone:
            await self.status(asked)
            return twiml.hang_up()
        business = await self.edge.business_called(asked.to_number)
        try:
            async with asyncio.timeout(STORE_WITHIN_S):
                record = await self.edge.records.call(asked.call_sid)
        except (StoreUnavailable, TimeoutError):
            return await self.incoming.without_store(asked)
        if business is None:
            return twiml.hang_up()
        if record is not None and record.entry.escalation:
            return await self.incoming.ringing.ring(asked, business, await self._ring_for(asked, record))
        if record is None or record.entry.outcome is None or record.entry.outcome is CallOutcome.FAILED:
            log.error("assistant_lost_the_call")
            return await self.incoming.without_store(asked, "assistant_lost")
        return twiml.hang_up()

    async def _ring_for(self, asked: Webhook, record: CallOnRecord) -> Ring:
        """The path is chosen by what was known when the assistant let go of the call."""
        business = await self.edge.business_called(asked.to_number)
        known = next((one for one in reversed(record.decisions) if one.kind == BRIEFED), None)
        topic, person = (known.inputs.get("topic"), known.inputs.get("person")) if known is not None else (None, None)
        own = None
        if record.entry.escalation == TAKEN_OVER:  # by whoever did so last
            by = (one for one in reversed(record.decisions) if (one.kind, one.why) == ("escalation", TAKEN_OVER))
            own = next((one.personal.get("number") for one in by), None)
        return Ring(
            asked.to_number,
            record.entry.escalation or "",
            topic=str(topic) if topic else None,
            person=ResourceId(str(person)) if person else None,
            switched=self.edge.directory.remembered_mode(business) if business is not None else None,
            own=E164(str(own)) if own else None,
        )

    async def status(self, asked: Webhook) -> None:
        """The call is over.

        The third trigger for that, beside `stop` and the closed socket. May repeat, in any order. A call that never
        got to us (the network's own fallback took it) is put on record by it.
        """
        status = asked.field("CallStatus")
        log.info("call_status", status=status)
        if not asked.caller_is_gone or self.edge.calls.hang_up(asked.call_sid):
            return  # a stream that still runs here closes its own record
        self.edge.calls.ended(asked.call_sid)  # who hung up before the stream began leaves their place to others
        now = self.edge.clock.now()
        began = now - timedelta(seconds=asked.seconds("CallDuration"))
        who = (asked.from_number, asked.to_number)
        await self.edge.book.note(CallEvent("opened", asked.call_sid, began, *who, {"why": UNREACHABLE}))
        await self.edge.book.note(CallEvent("ended", asked.call_sid, now, *who))
