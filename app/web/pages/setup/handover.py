"""Who is rung when a person is needed."""

from collections.abc import Mapping

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
SIMPLE = {"when", "to", "say", "note"}


def shown(description: Mapping[str, object]) -> dict[str, str]:
    escalation = _escalation(description)
    fields = {
        "line": str(escalation.get("human_line") or ""),
        "voice": "1" if escalation.get("mood_from_voice") else "",
    }
    for path in listed(escalation, "paths"):
        reason = texts(path.get("when"))
        if _is_simple(path):
            fields.setdefault(f"to-{reason[0]}", _number(path))
    fields["others"] = str(sum(not _is_simple(path) for path in listed(escalation, "paths")) or "")
    return fields


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry = Entry()
    country = country_of(description)
    escalation = _escalation(description)
    put(escalation, "human_line", _read_number(fields, "line", country, entry))
    paths, asked = [], set(REASONS)
    for path in listed(escalation, "paths"):
        reason = texts(path.get("when"))[0]
        if not _is_simple(path) or reason not in asked:
            paths.append(path)
            continue
        asked.discard(reason)
        number = _read_number(fields, f"to-{reason}", country, entry)
        if number != _number(path):
            put(path, "to", [{"number": number}] if number else None)
        paths += [path] if path.keys() - {"when"} else []
    for reason in REASONS:
        if reason in asked and (number := _read_number(fields, f"to-{reason}", country, entry)):
            paths.append({"when": [reason], "to": [{"number": number}]})
    put(escalation, "paths", paths)
    put(escalation, "mood_from_voice", ticked(fields, "voice"), usual=False)
    entry.parts = {"escalation": escalation or None}
    return entry


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
