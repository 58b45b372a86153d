"""Rules about who is rung that say more than a reason and a number: topic, person, times, several telephones.

A rule without a reason goes. Rules keep the places that they have among the other paths, in the order of the form.
"""

from collections.abc import Mapping, Sequence

from app.domain.transfers.paths import RING_S, Handover, Times
from app.web.pages.setup.fields import (
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
    whole,
)

OWN_HOURS = "own"
TIMES = (*(times.value for times in Times), OWN_HOURS)
HANDOVERS = tuple(handover.value for handover in Handover)
SHORTEST_RING_S, LONGEST_RING_S = 5, 120
MOST_TELEPHONES = 10
TELEPHONES_AT_FIRST = 2
LONGEST_NAME = 120


def shown(rules: Sequence[Plain], offerings: Sequence[str]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for nth, path in enumerate(rules):
        row, targets = f"path-{nth}", listed(path, "to")
        fields |= {f"{row}-was": str(nth), f"{row}-place": str(nth + 1)}
        fields |= {f"{row}-when-{reason}": "1" for reason in texts(path.get("when"))}
        fields |= {f"{row}-topic-{topic}": "1" for topic in texts(path.get("topics")) if topic in offerings}
        fields[f"{row}-words"] = ", ".join(topic for topic in texts(path.get("topics")) if topic not in offerings)
        fields[f"{row}-person"] = str(path.get("person") or "")
        fields |= _times_shown(row, path)
        fields[f"{row}-phones"] = str(len(targets) + 1)
        for at, target in enumerate(targets):
            fields |= _target_shown(f"{row}-{at}", target)
    return fields


def rows_shown(fields: Fields) -> int:
    return len(rows_of(fields, "path"))


def read(
    fields: Fields, rules: Sequence[Plain], description: Mapping[str, object], reasons: Sequence[str], entry: Entry
) -> list[Plain]:
    """The rules in the order of their places; `rules` are those that the form was made of."""
    kept: list[tuple[int, int, Plain]] = []
    for nth in rows_of(fields, "path"):
        row, was = f"path-{nth}", fields.get(f"path-{nth}-was", "")
        path = dict(rules[int(was)]) if was.isdecimal() and int(was) < len(rules) else {}
        others = [reason for reason in texts(path.get("when")) if reason not in reasons]  # the file knows more
        when = [*(reason for reason in reasons if ticked(fields, f"{row}-when-{reason}")), *others]
        if not when:
            continue
        path["when"] = _in_order_of(texts(path.get("when")), when)
        _read_conditions(fields, row, path, description, entry)
        _read_targets(fields, row, path, country_of(description), entry)
        place = whole(fields, f"{row}-place", entry, least=1, most=999)
        kept.append((place if place is not None else nth + 1, nth, path))
    return [path for _, _, path in sorted(kept, key=lambda one: one[:2])]


def _read_conditions(fields: Fields, row: str, path: Plain, description: Mapping[str, object], entry: Entry) -> None:
    keys = [str(one["key"]) for one in listed(description, "offerings")]
    chosen = [key for key in keys if ticked(fields, f"{row}-topic-{key}")]
    own = [word.strip() for word in text_of(fields, f"{row}-words").split(",")]
    put(path, "topics", _in_order_of(texts(path.get("topics")), [*chosen, *(word for word in own if word)]))
    put(path, "person", text_of(fields, f"{row}-person"))
    times = fields.get(f"{row}-times")
    if times == OWN_HOURS:
        _read_hours(fields, row, path, entry)
    else:
        path.pop("hours", None)
        put(path, "times", times if times in TIMES else None, usual=Times.OPEN.value)


def _read_hours(fields: Fields, row: str, path: Plain, entry: Entry) -> None:
    span, days = span_of(fields, row, entry), [day for day in WEEK if ticked(fields, f"{row}-day-{day}")]
    if span is not None and days:
        path["hours"] = {day: [span] for day in days}
    elif span is not None:
        entry.fault(f"{row}-day-mon", "no_days")
    elif not path.get("hours"):
        entry.fault(f"{row}-from", "missing")


def _read_targets(fields: Fields, row: str, path: Plain, country: str, entry: Entry) -> None:
    before, kept = {str(one.get("number")): one for one in listed(path, "to")}, []
    for at in range(MOST_TELEPHONES):
        name, text = f"{row}-{at}", text_of(fields, f"{row}-{at}-number")
        if not text:
            continue
        number = number_of(text, country)
        if number is None:
            entry.fault(f"{name}-number", "no_phone_number")
            continue
        target: Plain = {**before.get(fields.get(f"{name}-was", ""), {}), "number": number}
        put(target, "name", text_of(fields, f"{name}-name")[:LONGEST_NAME])
        ring_s = whole(fields, f"{name}-ring", entry, least=SHORTEST_RING_S, most=LONGEST_RING_S)
        put(target, "ring_seconds", ring_s, usual=RING_S)
        put(target, "caller_number", "shown" if ticked(fields, f"{name}-shown") else None)
        handover = fields.get(f"{name}-handover")
        put(target, "handover", handover if handover in HANDOVERS else None)
        kept.append(target)
    put(path, "to", kept)


def _times_shown(row: str, path: Plain) -> dict[str, str]:
    hours = path.get("hours")
    if not hours:
        return {f"{row}-times": str(path.get("times") or Times.OPEN.value)}
    fields = {f"{row}-times": OWN_HOURS}
    if isinstance(hours, Mapping) and all(len(day) == 1 for day in hours.values()):
        spans = {tuple(str(end) for end in day[0]) for day in hours.values()}
        if len(spans) == 1:
            only = spans.pop()
            fields |= {f"{row}-from": only[0], f"{row}-to": only[1]}
            return fields | {f"{row}-day-{day}": "1" for day in hours}
    return fields | {f"{row}-many": "1"}  # different from day to day: kept as it is until times are typed


def _target_shown(name: str, target: Plain) -> dict[str, str]:
    return {
        f"{name}-was": str(target["number"]),
        f"{name}-number": str(target["number"]),
        f"{name}-name": str(target.get("name") or ""),
        f"{name}-ring": str(target.get("ring_seconds") or ""),
        f"{name}-shown": "1" if target.get("caller_number") == "shown" else "",
        f"{name}-handover": str(target.get("handover") or ""),
    }


def _in_order_of(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """What was there keeps its order, so that nothing looks changed that was not."""
    return [*(one for one in before if one in now), *(one for one in now if one not in before)]
