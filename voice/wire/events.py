"""What arrives on a media stream, as values. PURE."""

from dataclasses import dataclass, field
from enum import StrEnum


class Fault(StrEnum):
    """Why a message was not taken, or taken with a doubt (`DOUBTS`)."""

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
    MISSING_COUNTER = "missing_counter"


DOUBTS = frozenset({Fault.OUT_OF_ORDER, Fault.MISSING_COUNTER})
"""The message was taken all the same: its audio is the caller's, whatever the sender counts."""


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

    @property
    def was_taken(self) -> bool:
        return self.reason in DOUBTS


MediaEvent = Connected | Started | Media | Dtmf | Mark | Stopped | Unknown | Malformed
