"""Who works there, what they can do and when; rooms and equipment."""

from collections.abc import Mapping

from app.web.pages.setup.fields import (
    BLANK_ROWS,
    WEEK,
    Entry,
    Fields,
    Plain,
    listed,
    put,
    rows_of,
    span_of,
    text_of,
    texts,
    ticked,
)

KINDS = ("person", "room", "equipment")


def shown(description: Mapping[str, object]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for nth, resource in enumerate(listed(description, "resources")):
        row = f"people-{nth}"
        fields |= {f"{row}-was": str(resource["name"]), f"{row}-name": str(resource["name"])}
        fields[f"{row}-kind"] = str(resource.get("kind") or KINDS[0])
        fields |= {f"{row}-skill-{skill}": "1" for skill in texts(resource.get("skills"))}
        days = texts(resource.get("days")) or list(WEEK)
        fields |= {f"{row}-day-{day}": "1" for day in days}
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
        kept.append(_resource(fields, row, known.get(was, {}) | {"name": name}, keys, entry))
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
