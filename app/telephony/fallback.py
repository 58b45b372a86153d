"""The document that Twilio keeps for us, for when this server does not answer at all.

It is static: nobody can be asked what happened in between. So the telephones ring one after another without a key to
press, and the voicemail after them is worded to fit both who was not picked up and who has just finished talking.
"""

from datetime import datetime

from twilio.twiml.voice_response import VoiceResponse

from app.domain.business import Business
from app.domain.transfers.choosing import staff_targets
from app.telephony.twiml import LOCALES, LONGEST_MESSAGE_S, SILENCE_ENDS_S
from app.telephony.voicemail import recording_url
from app.telephony.words import words

LONGEST_BIN = 4_000
"""Characters that a TwiML Bin takes."""


def fallback(business: Business, now: datetime, *, public_url: str | None) -> str:
    """`public_url`: where Twilio tells of a recording, should the server be back by then; None = nowhere."""
    language, document = business.default_language, VoiceResponse()
    targets = staff_targets(business, now)
    if targets:
        document.say(words("sorry_put_through", language), language=LOCALES[language])
    for target in targets:
        hidden = None if target.shows_caller else next(iter(business.numbers), None)  # None: Twilio shows the caller's
        document.dial(timeout=target.ring_s, caller_id=hidden).number(target.number)
    if not business.escalation.voicemail:
        document.say(words("sorry_call_again", language), language=LOCALES[language])
        document.hangup()
        return str(document)
    document.say(words("voicemail_in_a_bin", language), language=LOCALES[language])
    told = recording_url(public_url, business.numbers[0]) if public_url and business.numbers else None
    document.record(
        max_length=LONGEST_MESSAGE_S,
        timeout=SILENCE_ENDS_S,
        finish_on_key="#",
        play_beep=True,
        trim="trim-silence",
        recording_status_callback=told,
        recording_status_callback_event="completed" if told else None,
    )
    document.say(words("voicemail_thanks", language), language=LOCALES[language])
    document.hangup()
    return str(document)
