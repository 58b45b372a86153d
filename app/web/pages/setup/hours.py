"""When the business is open, and when it is closed all the same."""

from collections.abc import Mapping
from datetime import date
from itertools import pairwise

from app.web.pages.setup.fields import (
    BLANK_ROWS,
    WEEK,
    Entry,
    Fields,
    Plain,
    listed,
    rows_of,
    span_of,
    text_of,
)

SPANS_A_DAY = 2
WORKDAYS = WEEK[:5]


def shown(description: Mapping[str, object]) -> dict[str, str]:
    fields: dict[str, str] = {}
    week = description.get("opening_hours")
    for day in WEEK:
        for nth, span in enumerate(_spans(week, day)):
            fields[f"{day}-{nth}-from"], fields[f"{day}-{nth}-to"] = span[0], span[1]
    for nth, closed in enumerate(_closures(description)):
        fields[f"closed-{nth}-from"] = str(closed.get("first_day") or closed.get("day") or "")
        fields[f"closed-{nth}-to"] = str(closed.get("last_day") or closed.get("day") or "")
        fields[f"closed-{nth}-note"] = str(closed.get("note") or "")
    return fields


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry = Entry()
    week: Plain = {}
    for day in WEEK:
        spans = [span for nth in range(spans_shown(fields)) if (span := span_of(fields, f"{day}-{nth}", entry))]
        for earlier, later in pairwise(spans):
            if later[0] < earlier[1]:
                entry.fault(f"{day}-1-from", "overlaps")
        if spans:
            week[day] = sorted(spans)
    others = [one for one in listed(description, "exceptions") if one.get("hours")]
    closures = [closed for nth in rows_of(fields, "closed") if (closed := _closure(fields, nth, entry))]
    entry.parts = {"opening_hours": week, "exceptions": [*others, *closures] or None}
    return entry


def like_monday(fields: Fields) -> dict[str, str]:
    """Monday's hours for every working day."""
    monday = {name.removeprefix("mon"): value for name, value in fields.items() if name.startswith("mon-")}
    return {**fields, **{f"{day}{name}": value for day in WORKDAYS for name, value in monday.items()}}


def spans_shown(fields: Fields) -> int:
    return max([SPANS_A_DAY, *(len(rows_of(fields, day)) for day in WEEK)])


def closures_shown(fields: Fields) -> int:
    return len(rows_of(fields, "closed")) + BLANK_ROWS


def _spans(week: object, day: str) -> list[list[str]]:
    """A night that ends the next morning stands in two days of the form's week only when its owner wrote it so."""
    spans = week.get(day, []) if isinstance(week, Mapping) else week
    return [[str(end) for end in span] for span in spans] if isinstance(spans, list | tuple) else []


def _closures(description: Mapping[str, object]) -> list[Plain]:
    return [one for one in listed(description, "exceptions") if not one.get("hours")]


def _closure(fields: Fields, nth: int, entry: Entry) -> Plain | None:
    first, last = text_of(fields, f"closed-{nth}-from"), text_of(fields, f"closed-{nth}-to")
    if not first and not last:
        return None
    days: list[date] = []
    for end, text in (("from", first or last), ("to", last or first)):
        try:
            days.append(date.fromisoformat(text))
        except ValueError:
            entry.fault(f"closed-{nth}-{end}", "no_day")
            return None
    if days[1] < days[0]:
        entry.fault(f"closed-{nth}-to", "ends_before")
        return None
    closed: Plain = {"first_day": days[0].isoformat(), "last_day": days[1].isoformat()}
    if note := text_of(fields, f"closed-{nth}-note"):
        closed["note"] = note
    return closed
