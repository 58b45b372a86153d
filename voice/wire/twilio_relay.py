"""Twilio's ConversationRelay as an object without I/O: text in gives events, commands give text.

Nothing that arrives makes `receive` raise: whatever is wrong becomes a `Malformed` event with a constant reason.
Source: https://www.twilio.com/docs/voice/conversationrelay/websocket-messages. The speaker events are named in the
TwiML reference (`events="speaker-events"`) but not described there: an `info` message with `name` and `value` on | off.
"""

import json

from voice.wire.events import Dtmf, Fault, Malformed, Unknown
from voice.wire.fields import Refused, counter, digit, is_encodable, name, parameters, sid
from voice.wire.relay_events import Interrupted, Prompt, RelayEvent, Reported, SetUp, Speaking

MESSAGE_LIMIT = 64 * 1024
"""Longest message taken, in characters."""

PROMPT_LIMIT = 2_000
"""Letters of one prompt that are read: two minutes of speech. What comes after them is left out."""

_SPEAKERS = {"agentSpeaking": False, "clientSpeaking": True}
_ON_OR_OFF = {"on": True, "off": False}


class TwilioRelayProtocol:
    """One websocket's worth of messages."""

    __slots__ = ("_call_sid",)

    def __init__(self) -> None:
        self._call_sid: str | None = None

    # --- what Twilio sends ----------------------------------------------------------------------------------------

    def receive(self, text: str | bytes) -> RelayEvent:
        if not isinstance(text, str):
            return Malformed(Fault.BINARY)
        if len(text) > MESSAGE_LIMIT:
            return Malformed(Fault.OVERSIZED)
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return Malformed(Fault.BAD_JSON)
        if type(message) is not dict:
            return Malformed(Fault.WRONG_TYPE)
        try:
            return self._read(message)
        except Refused as refused:
            return Malformed(refused.fault)

    def _read(self, message: dict[str, object]) -> RelayEvent:
        kind = name(message, "type")
        if kind == "setup":
            return self._set_up(message)
        if self._call_sid is None:
            raise Refused(Fault.BEFORE_START)
        match kind:
            case "prompt":
                return _prompt(message)
            case "dtmf":
                return Dtmf(digit(message))
            case "interrupt":
                return Interrupted(_text(message, "utteranceUntilInterrupt"), _duration_ms(message))
            case "info":
                return _speaker_event(message)
            case "error":
                return Reported(_text(message, "description"))
            case unknown:
                return Unknown(unknown)

    def _set_up(self, message: dict[str, object]) -> SetUp:
        if self._call_sid is not None:
            raise Refused(Fault.SECOND_START)
        account_sid = sid(message, "accountSid") if message.get("accountSid") is not None else None
        setup = SetUp(sid(message, "sessionId"), sid(message, "callSid"), account_sid, parameters(message))
        self._call_sid = setup.call_sid
        return setup

    # --- what Twilio is told --------------------------------------------------------------------------------------

    def text(self, token: str, *, locale: str, interruptible: bool = True) -> str:
        """Speak this after all that was sent before."""
        return _message("text", token=token, last=False, lang=locale, interruptible=interruptible)

    def end_of_turn(self) -> str:
        """Nothing more follows until the caller has said something."""
        return _message("text", token="", last=True)

    def play(self, source: str, *, loop: int = 1, interruptible: bool = True) -> str:
        """A recording, by its address."""
        return _message("play", source=source, loop=loop, preemptible=False, interruptible=interruptible)

    def send_digits(self, digits: str) -> str:
        """Press keys towards the other side; `w` waits half a second."""
        return _message("sendDigits", digits=digits)

    def language(self, locale: str) -> str:
        """Hear and speak this language from now on."""
        return _message("language", ttsLanguage=locale, transcriptionLanguage=locale)

    def end(self, **handoff: str) -> str:
        """Leave the call now, whatever is still being spoken; Twilio then asks the `action` address what is next."""
        return _message("end", handoffData=json.dumps(handoff, separators=(",", ":")))


def _message(kind: str, **fields: object) -> str:
    return json.dumps({"type": kind, **fields}, separators=(",", ":"))


def _prompt(message: dict[str, object]) -> Prompt:
    locale, is_last = message.get("lang", ""), message.get("last", True)
    if type(locale) is not str or not is_encodable(locale) or type(is_last) is not bool:
        raise Refused(Fault.WRONG_TYPE)
    return Prompt(_text(message, "voicePrompt")[:PROMPT_LIMIT].strip(), locale, is_last)


def _speaker_event(message: dict[str, object]) -> RelayEvent:
    what, value = name(message, "name"), message.get("value")
    if what not in _SPEAKERS:
        return Unknown(what)
    if type(value) is not str or value not in _ON_OR_OFF:
        raise Refused(Fault.WRONG_TYPE)
    return Speaking(is_caller=_SPEAKERS[what], is_on=_ON_OR_OFF[value])


def _text(message: dict[str, object], key: str) -> str:
    """Any text, the empty one included."""
    value = message.get(key)
    if type(value) is str and is_encodable(value):
        return value
    raise Refused(Fault.MISSING_FIELD if value is None else Fault.WRONG_TYPE)


def _duration_ms(message: dict[str, object]) -> int | None:
    """Twilio's own page shows it once as a number and once as a string."""
    return counter(message, "durationUntilInterruptMs")
