"""The last resort: a message after the tone, recorded by Twilio with words that say so. Needs neither engine nor
database; what came of it is put on record as soon as that is there.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import structlog

from app.domain.business import Business
from app.ports.call_spool import CallEvent
from app.telephony import twiml
from app.telephony.asked import Webhook
from app.telephony.edge import TelephonyEdge
from app.telephony.twiml import Said
from app.telephony.words import words

log = structlog.get_logger(__name__)

LONGEST_URL = 300


def recording_url(base_url: str, called: str) -> str:
    """Where Twilio tells of a recording. It names the call there, and neither who called nor which number."""
    return f"{base_url}/twilio/recording?{urlencode({'called': called})}"


@dataclass(frozen=True, slots=True)
class Voicemail:
    edge: TelephonyEdge

    def take(self, asked: Webhook, business: Business, *, after_ringing: bool) -> str:
        """In the business's language, or only an apology where the owner wants no recordings."""
        language = business.default_language
        if not business.escalation.voicemail:
            return twiml.say_and_hang_up(Said(words("busy", language), language))
        ask = words("voicemail_after_ringing" if after_ringing else "voicemail", language)
        silent = Said(words("voicemail_silent", language), language)
        log.info("voicemail_offered", business=business.id)
        return twiml.voicemail(
            (Said(ask, language),),
            silent,
            ended_url=self.edge.url("/twilio/voicemail-ended"),
            recorded_url=recording_url(self.edge.base_url, asked.to_number),
        )

    async def ended(self, asked: Webhook) -> str:
        """The caller has spoken (or hung up while speaking)."""
        await self.recorded(asked)
        business = await self.edge.business_called(asked.to_number)
        language = business.default_language if business is not None else "de"
        return twiml.say_and_hang_up(Said(words("voicemail_thanks", language), language))

    async def recorded(self, asked: Webhook) -> None:
        """Twilio tells of a recording twice, here and at the end of the verb; both are the same note."""
        url = asked.field("RecordingUrl")[:LONGEST_URL]
        if asked.field("RecordingStatus") == "absent" or not url.startswith(("https://", "http://")):
            return
        event = CallEvent(
            kind="recorded",
            call_sid=asked.call_sid,
            at=self.edge.clock.now(),
            from_number=asked.from_number,
            to_number=asked.to_number or asked.query.get("called", ""),
            facts={"url": url, "seconds": str(asked.seconds("RecordingDuration"))},
        )
        await self.edge.book.note(event)
