"""Twilio's media stream as an object without I/O: text in gives events, commands give text.

Nothing that arrives makes `receive` raise: whatever is wrong becomes a `Malformed` event with a constant reason, so the
caller decides what to log and when to give up.
Source: https://www.twilio.com/docs/voice/media-streams/websocket-messages (numbers arrive mostly as strings).
"""

import json
from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64

from voice.wire.events import (
    Connected,
    Dtmf,
    Fault,
    Malformed,
    Mark,
    Media,
    MediaEvent,
    Started,
    Stopped,
    Unknown,
)
from voice.wire.fields import (
    Refused,
    counter,
    digit,
    is_mulaw_8k,
    name,
    object_at,
    parameters,
    sid,
)

MESSAGE_LIMIT = 64 * 1024
"""Longest message taken, in characters; Twilio's own are about 400."""

_FRAME_MS = 20


class StreamNotStartedError(RuntimeError):
    """A command was asked for before Twilio named the stream."""


class TwilioMediaProtocol:
    """One websocket's worth of messages."""

    __slots__ = (
        "_format_ok",
        "_last_chunk",
        "_last_timestamp_ms",
        "_media_head",
        "_stopped",
        "_stream_sid",
        "_told_uncounted",
    )

    def __init__(self) -> None:
        self._stream_sid: str | None = None
        self._format_ok = True
        self._stopped = False
        self._last_chunk = 0
        self._last_timestamp_ms = -1
        self._media_head = ""
        self._told_uncounted = False

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
        except Refused as refused:
            return (Malformed(refused.fault),)

    def _media(self, message: dict[str, object]) -> tuple[MediaEvent, ...]:
        self._expect_running(message)
        if not self._format_ok:
            raise Refused(Fault.WRONG_MEDIA_FORMAT)
        media = object_at(message, "media")
        if media.get("track", "inbound") != "inbound":
            raise Refused(Fault.WRONG_TRACK)
        chunk, timestamp_ms = counter(media, "chunk"), counter(media, "timestamp")
        payload = media.get("payload")
        if type(payload) is not str:
            raise Refused(Fault.MISSING_FIELD if payload is None else Fault.WRONG_TYPE)
        try:
            sound = a2b_base64(payload, strict_mode=True)
        except (Base64Error, ValueError):
            raise Refused(Fault.BAD_BASE64) from None
        if chunk is None or timestamp_ms is None:
            return self._uncounted(sound)
        event = Media(sound, timestamp_ms, chunk)
        if chunk > self._last_chunk:
            self._last_chunk, self._last_timestamp_ms = chunk, timestamp_ms
            return (event,)
        if chunk == self._last_chunk and timestamp_ms == self._last_timestamp_ms:
            raise Refused(Fault.DUPLICATE)
        # The socket keeps order, so only the sender's counting is odd: its audio is still the caller's.
        self._last_timestamp_ms = timestamp_ms
        return Malformed(Fault.OUT_OF_ORDER), event

    def _uncounted(self, sound: bytes) -> tuple[MediaEvent, ...]:
        """The socket keeps order, so audio that nobody counted follows what came before. Told once a stream."""
        self._last_chunk += 1
        self._last_timestamp_ms = max(0, self._last_timestamp_ms + _FRAME_MS)
        event = Media(sound, self._last_timestamp_ms, self._last_chunk)
        if self._told_uncounted:
            return (event,)
        self._told_uncounted = True
        return Malformed(Fault.MISSING_COUNTER), event

    def _rare(self, message: dict[str, object]) -> tuple[MediaEvent, ...]:
        match name(message, "event"):
            case "connected":
                return (Connected(),)
            case "start":
                return self._start(message)
            case "dtmf":
                self._expect_running(message)
                return (Dtmf(digit(object_at(message, "dtmf"))),)
            case "mark":
                # A cleared mark may come back after the stop; it still names playout that is over.
                if self._stream_sid is None:
                    raise Refused(Fault.BEFORE_START)
                return (Mark(name(object_at(message, "mark"), "name")),)
            case "stop":
                return self._stop(message)
            case unknown:
                return (Unknown(unknown),)

    def _start(self, message: dict[str, object]) -> tuple[MediaEvent, ...]:
        if self._stream_sid is not None:
            raise Refused(Fault.AFTER_STOP if self._stopped else Fault.SECOND_START)
        start = object_at(message, "start")
        stream_sid = sid(start if "streamSid" in start else message, "streamSid")
        started = Started(
            stream_sid=stream_sid,
            call_sid=sid(start, "callSid"),
            account_sid=sid(start, "accountSid"),
            custom_parameters=parameters(start),
            media_format_ok=is_mulaw_8k(object_at(start, "mediaFormat")),
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
            raise Refused(Fault.BEFORE_START)
        if self._stopped:
            raise Refused(Fault.AFTER_STOP)
        if message.get("streamSid", self._stream_sid) != self._stream_sid:
            raise Refused(Fault.WRONG_STREAM)

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
