"""Reading the fields of a message that anybody may have sent. PURE.

Each function gives the value or raises `Refused` with a constant reason.
"""

from voice.wire.events import Fault

_NAME_LIMIT = 512
_COUNTER_DIGITS = 15


class Refused(Exception):  # noqa: N818  never leaves this package
    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def object_at(message: dict[str, object], key: str) -> dict[str, object]:
    value = message.get(key)
    if type(value) is dict:
        return value
    raise Refused(Fault.MISSING_FIELD if value is None else Fault.WRONG_TYPE)


def counter(message: dict[str, object], key: str) -> int | None:
    """A number from 0 up, as digits in a string (Twilio) or as an integer (some senders); None if it is missing."""
    value = message.get(key)
    if value is None:
        return None
    if type(value) is str and len(value) <= _COUNTER_DIGITS and value.isascii() and value.isdigit():
        return int(value)
    if type(value) is int and 0 <= value < 10**_COUNTER_DIGITS:
        return value
    raise Refused(Fault.WRONG_TYPE)


def name(message: dict[str, object], key: str) -> str:
    value = message.get(key)
    if type(value) is str and 0 < len(value) <= _NAME_LIMIT and is_encodable(value):
        return value
    raise Refused(Fault.MISSING_FIELD if value is None else Fault.WRONG_TYPE)


def sid(message: dict[str, object], key: str) -> str:
    """An identifier: it goes into logs and into what we send, so only letters and digits (and - _) pass."""
    value = name(message, key)
    if value.isascii() and value.replace("-", "").replace("_", "").isalnum():
        return value
    raise Refused(Fault.WRONG_TYPE)


def digit(dtmf: dict[str, object]) -> str:
    digit = name(dtmf, "digit")
    if len(digit) == 1 and digit in "0123456789*#ABCD":
        return digit
    raise Refused(Fault.WRONG_TYPE)


def parameters(start: dict[str, object]) -> dict[str, str]:
    parameters = start.get("customParameters", {})
    if type(parameters) is not dict:
        raise Refused(Fault.WRONG_TYPE)
    for key, value in parameters.items():
        if type(value) is not str or not is_encodable(key) or not is_encodable(value):
            raise Refused(Fault.WRONG_TYPE)
    return parameters


def is_mulaw_8k(media_format: dict[str, object]) -> bool:
    def number(key: str) -> str:
        value = media_format.get(key)
        return str(value) if type(value) in (int, str) else ""

    return (
        media_format.get("encoding") == "audio/x-mulaw" and number("sampleRate") == "8000" and number("channels") == "1"
    )


def is_encodable(text: str) -> bool:
    """JSON may carry half a surrogate pair, which no log or database takes."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)
