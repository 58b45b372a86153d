"""A line of somebody else's calendar, read: when, what, with whom, for whom; or the reason why it cannot be read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

import phonenumbers

from app.domain.business import Business, Offering, Resource
from app.domain.civil import exists
from app.domain.ids import E164

COLUMNS: dict[str, tuple[str, ...]] = {
    "starts_at": ("starts_at", "start", "beginn", "termin", "datum und uhrzeit"),
    "date": ("date", "day", "datum", "tag"),
    "time": ("time", "uhrzeit", "zeit", "von"),
    "offering": ("offering", "service", "type", "angebot", "leistung", "terminart", "behandlung", "art"),
    "resource": ("resource", "person", "with", "mitarbeiter", "behandler", "bei", "arzt"),
    "name": ("customer_name", "customer", "name", "kunde", "patient"),
    "number": ("customer_number", "number", "phone", "telefon", "telefonnummer", "handy", "mobil"),
}
"""What a column means, and the headings under which it is known."""
REQUIRED = ("offering", "name")
DATE_DE = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$")
CLOCK_TIME = re.compile(r"^(\d{1,2})(?:[:.](\d{2})(?::\d{2})?)?(?:\s*uhr)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """`fields` by the meaning of their column; `fault` when the line itself cannot be taken apart."""

    number: int
    fields: Mapping[str, str]
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    line: int
    starts_at: datetime  # in the business's zone
    offering: Offering
    people: tuple[Resource, ...]  # who may take it, in the order of preference
    name: str
    number: E164 | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    line: int
    reason: str  # a constant word, see `app.domain.imported_words`
    text: str = ""  # what could not be read


def meanings(headings: Iterable[str]) -> list[str]:
    """The meaning of each column; a column that we do not know is empty."""
    known = {alias: meaning for meaning, aliases in COLUMNS.items() for alias in aliases}
    return [known.get(heading.strip().casefold(), "") for heading in headings]


def missing_columns(found: Iterable[str]) -> tuple[str, ...]:
    columns = set(found)
    missing = [meaning for meaning in REQUIRED if meaning not in columns]
    if "starts_at" not in columns and not {"date", "time"} <= columns:
        missing.insert(0, "starts_at")
    return tuple(missing)


def read_row(line: Line, business: Business) -> ReadRow | Unreadable:
    fields = {meaning: text.strip() for meaning, text in line.fields.items()}
    if line.fault:
        return Unreadable(line.number, line.fault)
    when = _when(fields)
    if when is None:
        shown = fields.get("starts_at") or f"{fields.get('date', '')} {fields.get('time', '')}".strip()
        return Unreadable(line.number, "unreadable_time", shown)
    local = when.astimezone(business.zone) if when.tzinfo else when.replace(tzinfo=business.zone)
    if when.tzinfo is None and not exists(when.date(), when.time(), business.zone):
        return Unreadable(line.number, "nonexistent_time", f"{when:%d.%m.%Y %H:%M}")
    offering = _named_offering(fields.get("offering", ""), business)
    if offering is None:
        return Unreadable(line.number, "unknown_offering", fields.get("offering", ""))
    people = business.people_for(offering.key)
    if wanted := fields.get("resource", ""):
        person = _named_resource(wanted, business)
        if person is None:
            return Unreadable(line.number, "unknown_resource", wanted)
        if person not in people:
            return Unreadable(line.number, "cannot_do", f"{person.name}, {offering.key}")
        people = (person,)
    if not fields.get("name"):
        return Unreadable(line.number, "no_name")
    number = _number(fields.get("number", ""), business)
    if number is None and fields.get("number"):
        return Unreadable(line.number, "unreadable_number")
    twice = when.tzinfo is None and local.replace(fold=1).utcoffset() != local.utcoffset()
    return ReadRow(line.number, local, offering, people, fields["name"], number, ("repeated_hour",) if twice else ())


def _when(fields: Mapping[str, str]) -> datetime | None:
    """Without an offset it is local time."""
    if written := fields.get("starts_at"):
        day, _, clock = written.replace("T", " ", 1).partition(" ")
        if re.search(r"(Z|[+-]\d{2}:?\d{2})$", written):
            try:
                return datetime.fromisoformat(written).astimezone(UTC)
            except ValueError:
                return None
        return _local(day, clock.removeprefix("um ").strip(" ,"))
    return _local(fields.get("date", ""), fields.get("time", ""))


def _local(day: str, clock: str) -> datetime | None:
    on, at = _day(day.strip(" ,")), _clock(clock)
    return datetime.combine(on, at) if on and at else None


def _day(text: str) -> date | None:
    try:
        if german := DATE_DE.match(text):
            day, month, year = (int(part) for part in german.groups())
            return date(year + 2000 if year < 100 else year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        return None


def _clock(text: str) -> time | None:
    found = CLOCK_TIME.match(text.strip())
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _named_offering(text: str, business: Business) -> Offering | None:
    wanted = text.casefold()
    for offering in business.offerings:
        if wanted in {offering.key, *(name.casefold() for name in offering.names.values())}:
            return offering
    return None


def _named_resource(text: str, business: Business) -> Resource | None:
    wanted = text.casefold()
    return next((one for one in business.resources if wanted in {one.id, one.name.casefold()}), None)


def _number(text: str, business: Business) -> E164 | None:
    """National writing is read in the country of the business's own number."""
    if not text:
        return None
    try:
        own = phonenumbers.parse(business.numbers[0]) if business.numbers else None
        region = phonenumbers.region_code_for_number(own) if own is not None else None
        number = phonenumbers.parse(text, region or "DE")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return E164(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
