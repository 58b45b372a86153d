"""Who is rung when a person is needed."""

from collections.abc import Mapping

from app.domain.transfers.paths import ANY_REASON, DIRECT
from app.web.pages.setup import paths
from app.web.pages.setup.fields import Entry, Fields, Plain, country_of, listed, number_of, put, text_of, texts, ticked

REASONS = (
    "asked_for_human",
    "high_emotion",
    "distress",
    "complaint",
    "billing",
    "unknown_wish",
    "not_understood_twice",
    "emergency_of_life",
)
RULE_REASONS = (*REASONS, ANY_REASON, DIRECT)
SIMPLE = {"when", "to", "say", "note"}


def shown(description: Mapping[str, object]) -> dict[str, str]:
    escalation = _escalation(description)
    fields = {
        "line": str(escalation.get("human_line") or ""),
        "voice": "1" if escalation.get("mood_from_voice") else "",
    }
    described = listed(escalation, "paths")
    in_table = _in_table(described)
    simple = [path for path, simple in zip(described, in_table, strict=True) if simple]
    rules = [path for path, simple in zip(described, in_table, strict=True) if not simple]
    fields |= {f"to-{_reason(path)}": _number(path) for path in simple}
    offerings = [str(one["key"]) for one in listed(description, "offerings")]
    return fields | paths.shown(rules, offerings)


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry = Entry()
    country = country_of(description)
    escalation = _escalation(description)
    put(escalation, "human_line", _read_number(fields, "line", country, entry))
    before = listed(escalation, "paths")
    in_table = _in_table(before)
    rules = [path for path, simple in zip(before, in_table, strict=True) if not simple]
    ordered = paths.read(fields, rules, description, RULE_REASONS, entry)
    kept: list[Plain] = []
    place = 0  # of a rule more: behind the last one, or before all that says less
    for path, simple in zip(before, in_table, strict=True):
        if simple:
            _read_own_line(fields, path, country, entry)
            kept += [path] if path.keys() - {"when"} else []
        elif ordered:
            kept.append(ordered.pop(0))
            place = len(kept)
    kept[place:place] = ordered
    known = {_reason(path) for path, simple in zip(before, in_table, strict=True) if simple}
    for reason in REASONS:
        if reason not in known and (number := _read_number(fields, f"to-{reason}", country, entry)):
            kept.append({"when": [reason], "to": [{"number": number}]})
    put(escalation, "paths", kept)
    put(escalation, "mood_from_voice", ticked(fields, "voice"), usual=False)
    entry.parts = {"escalation": escalation or None}
    return entry


def _in_table(described: list[Plain]) -> list[bool]:
    """Which paths the table of reasons shows, one a reason; all others are rules of their own."""
    found, asked = [], set(REASONS)
    for path in described:
        simple = _is_simple(path) and _reason(path) in asked
        asked -= {_reason(path)} if simple else set()
        found.append(simple)
    return found


def _reason(path: Plain) -> str:
    return texts(path.get("when"))[0]


def _read_own_line(fields: Fields, path: Plain, country: str, entry: Entry) -> None:
    number = _read_number(fields, f"to-{_reason(path)}", country, entry)
    if number != _number(path):
        put(path, "to", [{"number": number}] if number else None)


def _read_number(fields: Fields, name: str, country: str, entry: Entry) -> str:
    text = text_of(fields, name)
    if not text:
        return ""
    number = number_of(text, country)
    if number is None:
        entry.fault(name, "no_phone_number")
    return number or ""


def _escalation(description: Mapping[str, object]) -> Plain:
    found = description.get("escalation")
    return dict(found) if isinstance(found, Mapping) else {}


def _is_simple(path: Plain) -> bool:
    """One reason and one telephone without manners of its own: what the form can show."""
    targets = listed(path, "to")
    one_number = len(targets) <= 1 and all(target.keys() == {"number"} for target in targets)
    return path.keys() <= SIMPLE and len(texts(path.get("when"))) == 1 and one_number


def _number(path: Plain) -> str:
    targets = listed(path, "to")
    return str(targets[0]["number"]) if targets else ""
