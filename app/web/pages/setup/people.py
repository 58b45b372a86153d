"""Who works there, what they can do and when; rooms and equipment."""

import re
from collections.abc import Mapping

from app.web.pages.setup.fields import (
    BLANK_ROWS,
    WEEK,
    Entry,
    Fields,
    Plain,
    country_of,
    listed,
    number_of,
    put,
    rows_of,
    span_of,
    text_of,
    texts,
    ticked,
)

KINDS = ("person", "room", "equipment")
MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")


def shown(description: Mapping[str, object]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for nth, resource in enumerate(listed(description, "resources")):
        row = f"people-{nth}"
        fields |= {f"{row}-was": str(resource["name"]), f"{row}-name": str(resource["name"])}
        fields[f"{row}-kind"] = str(resource.get("kind") or KINDS[0])
        fields |= {f"{row}-skill-{skill}": "1" for skill in texts(resource.get("skills"))}
        days = texts(resource.get("days")) or list(WEEK)
        fields |= {f"{row}-day-{day}": "1" for day in days}
        fields |= {f"{row}-{channel}": str(resource[channel]) for channel in ("mail", "sms") if resource.get(channel)}
        own = _own_hours(resource)
        if own is not None:
            fields[f"{row}-from"], fields[f"{row}-to"] = own
        elif resource.get("hours"):
            fields[f"{row}-many"] = "1"
    return fields


def rows_shown(fields: Fields) -> int:
    return len(rows_of(fields, "people")) + BLANK_ROWS


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry = Entry()
    known = {str(one["name"]): one for one in listed(description, "resources")}
    keys = [str(one["key"]) for one in listed(description, "offerings")]
    kept: list[Plain] = []
    renamed: dict[str, str] = {}
    for nth in rows_of(fields, "people"):
        row = f"people-{nth}"
        name, was = text_of(fields, f"{row}-name")[:120], fields.get(f"{row}-was", "")
        if not name:
            continue
        if name.casefold() in {str(one["name"]).casefold() for one in kept}:
            entry.fault(f"{row}-name", "name_twice")
            continue
        resource = _resource(fields, row, known.get(was, {}) | {"name": name}, keys, entry)
        _read_addresses(fields, row, resource, country_of(description), entry)
        kept.append(resource)
        renamed[was] = name
    away = [
        {**one, "resource": renamed[str(one["resource"])]}
        for one in listed(description, "absences")
        if str(one["resource"]) in renamed
    ]
    entry.parts = {"resources": kept, "absences": away or None}
    return entry


def _resource(fields: Fields, row: str, before: Plain, keys: list[str], entry: Entry) -> Plain:
    kind = fields.get(f"{row}-kind", KINDS[0])
    resource: Plain = {**before, "kind": kind if kind in KINDS else KINDS[0]}
    words = [skill for skill in texts(before.get("skills")) if skill not in keys]  # of roles: an expert's matter
    chosen = [key for key in keys if ticked(fields, f"{row}-skill-{key}")]
    put(resource, "skills", [*words, *chosen])
    days = [day for day in WEEK if ticked(fields, f"{row}-day-{day}")]
    if not days:
        entry.fault(f"{row}-day-mon", "no_days")
    put(resource, "days", days, usual=list(WEEK))
    span = span_of(fields, row, entry)
    if span is not None:
        resource["hours"] = {day: [span] for day in days}
    elif not ticked(fields, f"{row}-many"):
        resource.pop("hours", None)
    return resource


def _read_addresses(fields: Fields, row: str, resource: Plain, country: str, entry: Entry) -> None:
    """Where a person is told of what callers leave for them."""
    mail, sms = text_of(fields, f"{row}-mail"), text_of(fields, f"{row}-sms")
    number = number_of(sms, country) if sms else None
    if mail and not MAIL.fullmatch(mail):
        entry.fault(f"{row}-mail", "no_mail_address")
    if sms and number is None:
        entry.fault(f"{row}-sms", "no_phone_number")
    if (mail or sms) and resource["kind"] != KINDS[0]:
        entry.fault(f"{row}-mail" if mail else f"{row}-sms", "only_people_read")
    put(resource, "mail", mail)
    put(resource, "sms", number)


def _own_hours(resource: Plain) -> tuple[str, str] | None:
    """The same one stretch on each day, or None."""
    hours = resource.get("hours")
    if not isinstance(hours, Mapping):
        return None
    spans = {tuple(str(end) for end in span) for day in hours.values() for span in day}
    if len(spans) != 1 or any(len(day) != 1 for day in hours.values()):
        return None
    only = spans.pop()
    return only[0], only[1]
