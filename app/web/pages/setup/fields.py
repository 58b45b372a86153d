"""What people type into the forms of the setup, and what descriptions make of it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import phonenumbers

Fields = Mapping[str, str]
Plain = dict[str, object]

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LANGUAGES = ("de", "en")
LONGEST_TEXT = 2_000
MIDNIGHT, NOON = "00:00", "12:00"
BLANK_ROWS = 2
MOST_ROWS = 200

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h ]?(\d{2}))?(?:\s*([ap])\.?\s?m\.?)?")


@dataclass(frozen=True, slots=True)
class FieldFault:
    """`why` is a word of the wording's section `setup_fault`."""

    field: str
    why: str


@dataclass(slots=True)
class Entry:
    """What a form says: new values of parts of the description, None takes one out; and what cannot be read."""

    parts: Plain = field(default_factory=dict)
    faults: list[FieldFault] = field(default_factory=list)

    def fault(self, name: str, why: str) -> None:
        self.faults.append(FieldFault(name, why))


def text_of(fields: Fields, name: str) -> str:
    return " ".join(fields.get(name, "").replace("\x00", "").split())[:LONGEST_TEXT]


def ticked(fields: Fields, name: str) -> bool:
    return fields.get(name) == "1"


def whole(fields: Fields, name: str, entry: Entry, *, least: int, most: int) -> int | None:
    """None when empty or wrong; wrong is noted."""
    text = text_of(fields, name)
    if not text:
        return None
    if not text.isdecimal() or not least <= int(text) <= most:
        entry.fault(name, "no_such_number")
        return None
    return int(text)


def clock_of(text: str) -> str | None:
    """`8`, `8:30`, `8.30 Uhr`, `0830`, `8:30 am` → `08:30`; None for what is no time of day."""
    match = _CLOCK.fullmatch(text.lower().removesuffix("uhr").strip())
    if match is None:
        return None
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    if (hour, minute) == (24, 0):
        return "24:00"
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


def span_of(fields: Fields, name: str, entry: Entry) -> list[str] | None:
    """`NAME-from` and `NAME-to` as a stretch of the day; None when empty or wrong; wrong is noted."""
    opens, closes = text_of(fields, f"{name}-from"), text_of(fields, f"{name}-to")
    if not opens and not closes:
        return None
    read = [clock_of(opens), clock_of(closes)]
    for end, value in zip(("from", "to"), read, strict=True):
        if value is None:
            entry.fault(f"{name}-{end}", "no_time")
    if read[0] is None or read[1] is None:
        return None
    begins, ends = read[0], MIDNIGHT if read[1] == "24:00" else read[1]
    into_the_night = ends == MIDNIGHT or ends <= NOON <= begins
    if ends <= begins and not into_the_night:
        entry.fault(f"{name}-to", "ends_before")
        return None
    return [begins, ends]


def number_of(text: str, region: str) -> str | None:
    """E.164 of what is dialled in this country; None for what is no telephone number."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def country_of(description: Mapping[str, object]) -> str:
    """Where national numbers are dialled."""
    region = str(description.get("holidays") or "")
    if region:
        return region[:2]
    return {"Europe/Vienna": "AT", "Europe/Zurich": "CH", "Europe/London": "GB"}.get(str(description.get("zone")), "DE")


def rows_of(fields: Fields, prefix: str) -> range:
    """The rows of a table that a form sent: `people-0-name` and so on."""
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,3}})-")
    numbers = [int(match[1]) for name in fields if (match := pattern.match(name))]
    return range(min(MOST_ROWS, max(numbers, default=-1) + 1))


def listed(description: Mapping[str, object], key: str) -> list[Plain]:
    """A part that is a list of tables, copied so that a form may change it."""
    value = description.get(key)
    return [dict(one) for one in value if isinstance(one, Mapping)] if isinstance(value, Sequence) else []


def texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list | tuple) else []


def put(row: Plain, key: str, value: object, usual: object = None) -> None:
    """What is usual is not written down."""
    if value is None or value == usual or value in ("", []):
        row.pop(key, None)
    else:
        row[key] = value


def free_word(stem: str, taken: Iterable[str]) -> str:
    used, word, nth = set(taken), stem, 2
    while word in used:
        word, nth = f"{stem}_{nth}", nth + 1
    return word
