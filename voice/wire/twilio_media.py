"""Twilio's media stream as an object without I/O: text in gives events, commands give text.

Nothing that arrives makes `receive` raise: whatever is wrong becomes a `Malformed` event with a constant reason, so the
caller decides what to log and when to give up.
Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages (numbers arrive mostly as strings).
"""

import json
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64
from dataclasses import dataclass, field
from enum import StrEnum

MESSAGE_LIMIT = 64 * 1024
"""Longest message taken, in characters; Twilio's own are about 400."""

_NAME_LIMIT = 512
_COUNTER_DIGITS = 15


class Fault(StrEnum):
    """Why a message was not taken (or, for `out_of_order`, taken with a doubt)."""

    BINARY = "binary"
    OVERSIZED = "oversized"
    BAD_JSON = "bad_json"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    BAD_BASE64 = "bad_base64"
    BEFORE_START = "before_start"
    SECOND_START = "second_start"
    AFTER_STOP = "after_stop"
    WRONG_STREAM = "wrong_stream"
    WRONG_TRACK = "wrong_track"
    WRONG_MEDIA_FORMAT = "wrong_media_format"
    OUT_OF_ORDER = "out_of_order"
    DUPLICATE = "duplicate"


@dataclass(frozen=True, slots=True)
class Connected:
    pass


@dataclass(frozen=True, slots=True)
class Started:
    """The stream's names. With `media_format_ok` False no audio follows: it is not 8 kHz mono mu-law."""

    stream_sid: str
    call_sid: str
    account_sid: str
    custom_parameters: dict[str, str] = field(default_factory=dict)
    media_format_ok: bool = True


@dataclass(frozen=True, slots=True)
class Media:
    """Caller audio as mu-law, usually 160 bytes; `timestamp_ms` counts from the start of the stream."""

    payload: bytes
    timestamp_ms: int
    chunk: int


@dataclass(frozen=True, slots=True)
class Dtmf:
    digit: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Playout reached this mark, or it was cleared: both look the same on the wire."""

    name: str


@dataclass(frozen=True, slots=True)
class Stopped:
    call_sid: str | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """An event that this version does not know; to be ignored, Twilio adds some without notice."""

    name: str


@dataclass(frozen=True, slots=True)
class Malformed:
    reason: Fault


MediaEvent = Connected | Started | Media | Dtmf | Mark | Stopped | Unknown | Malformed


class StreamNotStartedError(RuntimeError):
    """A command was asked for before Twilio named the stream."""


class _Refused(Exception):  # noqa: N818  never leaves this module
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


class TwilioMediaProtocol:
    """One websocket's worth of messages."""

    __slots__ = ("_format_ok", "_last_chunk", "_last_timestamp_ms", "_media_head", "_stopped", "_stream_sid")

    def __init__(self) -> None:
        self._stream_sid: str | None = None
        self._format_ok = True
        self._stopped = False
        self._last_chunk = 0
        self._last_timestamp_ms = -1
        self._media_head = ""

    @property
    def stream_sid(self) -> str | None:
        return self._stream_sid

    # --- what Twilio sends ----------------------------------------------------------------------------------------

    def receive(self, text: str | bytes) -> tuple[MediaEvent, ...]:
        if not isinstance(text, str):
            return (Malformed(Fault.BINARY),)
        if len(text) > MESSAGE_LIMIT:
            return (Malformed(Fault.OVERSIZED),)
        try:
            message = json.loads(text)
        except (ValueError, RecursionError):
            return (Malformed(Fault.BAD_JSON),)
        if type(message) is not dict:
            return (Malformed(Fault.WRONG_TYPE),)
        try:
            if message.get("event") == "media":  # 50 a second for each call: asked first
                return self._media(message)
            return self._rare(message)
        except _Refused as refused:
            return (Malformed(refused.fault),)

    def _media(self, message: dict[str, object]) -> tuple[MediaEvent, ...]:
        self._expect_running(message)
        if not self._format_ok:
            raise _Refused(Fault.WRONG_MEDIA_FORMAT)
        media = _object(message, "media")
        if media.get("track", "inbound") != "inbound":
            raise _Refused(Fault.WRONG_TRACK)
        chunk = _counter(media, "chunk")
        timestamp_ms = _counter(media, "timestamp")
        payload = media.get("payload")
        if type(payload) is not str:
            raise _Refused(Fault.MISSING_FIELD if payload is None else Fault.WRONG_TYPE)
        try:
            sound = a2b_base64(payload, strict_mode=True)
        except (Base64Error, ValueError):
            raise _Refused(Fault.BAD_BASE64) from None
        event = Media(sound, timestamp_ms, chunk)
        if chunk > self._last_chunk:
            self._last_chunk, self._last_timestamp_ms = chunk, timestamp_ms
            return (event,)
        if chunk == self._last_chunk and timestamp_ms == self._last_timestamp_ms:
            raise _Refused(Fault.DUPLICATE)
        # The socket keeps order, so only the sender's counting is odd: its audio is still the caller's.
        self._last_timestamp_ms = timestamp_ms
        return Malformed(Fault.OUT_OF_ORDER), event

    def _rare(self, message: dict[str, object]) -> tuple[MediaEvent, ...]:
        match _name(message, "event"):
            case "connected":
                return (Connected(),)
            case "start":
                return self._start(message)
            case "dtmf":
                self._expect_running(message)
                return (Dtmf(_digit(_object(message, "dtmf"))),)
            case "mark":
                # A cleared mark may come back after the stop; it still names playout that is over.
                if self._stream_sid is None:
                    raise _Refused(Fault.BEFORE_START)
                return (Mark(_name(_object(message, "mark"), "name")),)
            case "stop":
                return self._stop(message)
            case unknown:
                return (Unknown(unknown),)

    def _start(self, message: dict[str, object]) -> tuple[MediaEvent, ...]:
        if self._stream_sid is not None:
            raise _Refused(Fault.AFTER_STOP if self._stopped else Fault.SECOND_START)
        start = _object(message, "start")
        stream_sid = _sid(start if "streamSid" in start else message, "streamSid")
        started = Started(
            stream_sid=stream_sid,
            call_sid=_sid(start, "callSid"),
            account_sid=_sid(start, "accountSid"),
            custom_parameters=_parameters(start),
            media_format_ok=_is_mulaw_8k(_object(start, "mediaFormat")),
        )
        self._stream_sid = stream_sid
        self._format_ok = started.media_format_ok
        self._media_head = f'{{"event":"media","streamSid":"{stream_sid}","media":{{"payload":"'
        return (started,) if started.media_format_ok else (started, Malformed(Fault.WRONG_MEDIA_FORMAT))

    def _stop(self, message: dict[str, object]) -> tuple[MediaEvent, ...]:
        self._expect_running(message)
        self._stopped = True
        stop = message.get("stop")
        call_sid = stop.get("callSid") if isinstance(stop, dict) else None
        return (Stopped(call_sid if isinstance(call_sid, str) else None),)

    def _expect_running(self, message: dict[str, object]) -> None:
        if self._stream_sid is None:
            raise _Refused(Fault.BEFORE_START)
        if self._stopped:
            raise _Refused(Fault.AFTER_STOP)
        if message.get("streamSid", self._stream_sid) != self._stream_sid:
            raise _Refused(Fault.WRONG_STREAM)

    # --- what Twilio is told --------------------------------------------------------------------------------------

    def media(self, mulaw: bytes) -> str:
        """Play this after all that was sent before. Any length, no file header."""
        if not self._media_head:
            raise StreamNotStartedError("media before start")
        return f'{self._media_head}{b2a_base64(mulaw, newline=False).decode("ascii")}"}}}}'

    def mark(self, name: str) -> str:
        """Tell us when playout gets here."""
        return json.dumps(
            {"event": "mark", "streamSid": self._started(), "mark": {"name": name}}, separators=(",", ":")
        )

    def clear(self) -> str:
        """Throw away what was not played yet; its marks come back at once."""
        return json.dumps({"event": "clear", "streamSid": self._started()}, separators=(",", ":"))

    def _started(self) -> str:
        if self._stream_sid is None:
            raise StreamNotStartedError("command before start")
        return self._stream_sid


def _object(message: dict[str, object], key: str) -> dict[str, object]:
    value = message.get(key)
    if type(value) is dict:
        return value
    raise _Refused(Fault.MISSING_FIELD if value is None else Fault.WRONG_TYPE)


def _counter(message: dict[str, object], key: str) -> int:
    """A number that is not negative, as digits in a string (Twilio) or as an integer (some test senders)."""
    value = message.get(key)
    if type(value) is str and len(value) <= _COUNTER_DIGITS and value.isascii() and value.isdigit():
        return int(value)
    if type(value) is int and 0 <= value < 10**_COUNTER_DIGITS:
        return value
    raise _Refused(Fault.MISSING_FIELD if value is None else Fault.WRONG_TYPE)


def _name(message: dict[str, object], key: str) -> str:
    value = message.get(key)
    if type(value) is str and 0 < len(value) <= _NAME_LIMIT and _is_encodable(value):
        return value
    raise _Refused(Fault.MISSING_FIELD if value is None else Fault.WRONG_TYPE)


def _sid(message: dict[str, object], key: str) -> str:
    """An identifier: it goes into logs and into what we send, so only letters and digits (and - _) pass."""
    value = _name(message, key)
    if value.isascii() and value.replace("-", "").replace("_", "").isalnum():
        return value
    raise _Refused(Fault.WRONG_TYPE)


def _digit(dtmf: dict[str, object]) -> str:
    digit = _name(dtmf, "digit")
    if len(digit) == 1 and digit in "0123456789*#ABCD":
        return digit
    raise _Refused(Fault.WRONG_TYPE)


def _parameters(start: dict[str, object]) -> dict[str, str]:
    parameters = start.get("customParameters", {})
    if type(parameters) is not dict:
        raise _Refused(Fault.WRONG_TYPE)
    for key, value in parameters.items():
        if type(value) is not str or not _is_encodable(key) or not _is_encodable(value):
            raise _Refused(Fault.WRONG_TYPE)
    return parameters


def _is_mulaw_8k(media_format: dict[str, object]) -> bool:
    def number(key: str) -> str:
        value = media_format.get(key)
        return str(value) if type(value) in (int, str) else ""

    return (
        media_format.get("encoding") == "audio/x-mulaw" and number("sampleRate") == "8000" and number("channels") == "1"
    )


def _is_encodable(text: str) -> bool:
    """JSON may carry half a surrogate pair, which no log or database takes."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)
