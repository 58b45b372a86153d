"""What can be booked, how long it takes, and how far ahead."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.web.pages.setup.fields import (
    BLANK_ROWS,
    Entry,
    Fields,
    Plain,
    free_word,
    listed,
    put,
    rows_of,
    text_of,
    texts,
    ticked,
    whole,
)

LONGEST_MINUTES = 24 * 60
NOTICE_HOURS, HORIZON_DAYS = 2, 90
REFERENCES = ("not_same_day_as", "not_in_parallel_with", "requires")
_LETTERS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


def shown(description: Mapping[str, object]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for nth, offering in enumerate(listed(description, "offerings")):
        row = f"offering-{nth}"
        fields |= {
            f"{row}-was": str(offering["key"]),
            f"{row}-de": str(offering.get("de") or ""),
            f"{row}-en": str(offering.get("en") or ""),
            f"{row}-minutes": str(offering.get("minutes") or ""),
            f"{row}-before": str(offering.get("buffer_before") or ""),
            f"{row}-after": str(offering.get("buffer_after") or ""),
            f"{row}-preparation": str(offering.get("preparation") or ""),
            f"{row}-urgent": "1" if offering.get("same_day") else "",
            f"{row}-phases": "1" if offering.get("phases") else "",
        }
    found = description.get("rules")
    rules: Mapping[str, object] = found if isinstance(found, Mapping) else {}
    return fields | {
        "notice": _short(rules.get("minimum_notice_hours")),
        "horizon": _short(rules.get("booking_horizon_days")),
        "waiting": "" if rules.get("waiting_list") is False else "1",
    }


def rows_shown(fields: Fields) -> int:
    return len(rows_of(fields, "offering")) + BLANK_ROWS


def read(fields: Fields, description: Mapping[str, object]) -> Entry:
    entry = Entry()
    known = {str(one["key"]): one for one in listed(description, "offerings")}
    kept: list[Plain] = []
    for nth in rows_of(fields, "offering"):
        if (offering := _offering(fields, f"offering-{nth}", known, kept, entry)) is not None:
            kept.append(offering)
    keys = [str(one["key"]) for one in kept]
    for offering in kept:
        _forget_gone(offering, keys)
    changes = Changes(gone=[key for key in known if key not in keys], new=[key for key in keys if key not in known])
    entry.parts = {
        "offerings": kept,
        "resources": [_skilled(one, changes, known) for one in listed(description, "resources")],
        "rules": _rules(fields, description, keys, entry),
    }
    return entry


@dataclass(frozen=True, slots=True)
class Changes:
    """Keys of offerings that went and that came."""

    gone: list[str]
    new: list[str]


def _offering(fields: Fields, row: str, known: Mapping[str, Plain], kept: list[Plain], entry: Entry) -> Plain | None:
    german, english = text_of(fields, f"{row}-de")[:120], text_of(fields, f"{row}-en")[:120]
    if not german and not english:
        return None
    was = fields.get(f"{row}-was", "")
    taken = [*known, *(str(one["key"]) for one in kept)]
    key = was if was in known else free_word(_key(german or english), taken)
    offering: Plain = {**known.get(was, {}), "key": key}
    put(offering, "de", german)
    put(offering, "en", english)
    if not offering.get("phases"):
        minutes = whole(fields, f"{row}-minutes", entry, least=5, most=LONGEST_MINUTES)
        if minutes is None and not text_of(fields, f"{row}-minutes"):
            entry.fault(f"{row}-minutes", "minutes_missing")
        put(offering, "minutes", minutes)
    for name, word in (("before", "buffer_before"), ("after", "buffer_after")):
        put(offering, word, whole(fields, f"{row}-{name}", entry, least=0, most=LONGEST_MINUTES), 0)
    put(offering, "preparation", text_of(fields, f"{row}-preparation"))
    urgent = ticked(fields, f"{row}-urgent")
    put(offering, "same_day", urgent, usual=False)
    if urgent and not known.get(was, {}).get("same_day"):
        offering["priority"] = "high"
    return offering


def _key(name: str) -> str:
    plain = "".join(
        letter if letter.isascii() and letter.isalnum() else "_" for letter in name.lower().translate(_LETTERS)
    )
    key = "_".join(part for part in plain.split("_") if part)[:40]
    return key if key and key[0].isalpha() else f"o_{key}".rstrip("_")


def _forget_gone(offering: Plain, keys: list[str]) -> None:
    """What an offering says about another one that is no longer there."""
    for word in REFERENCES:
        named = offering.get(word)
        if isinstance(named, list | tuple):
            put(offering, word, [one for one in named if _named(one) in keys])


def _named(reference: object) -> str:
    return str(reference.get("offering")) if isinstance(reference, Mapping) else str(reference)


def _skilled(resource: Plain, changes: Changes, known: Mapping[str, Plain]) -> Plain:
    """Who could do everything until now can also do what is new."""
    skills = texts(resource.get("skills"))
    does_all = bool(known) and resource.get("kind") == "person" and set(known) <= set(skills)
    left = [skill for skill in skills if skill not in changes.gone]
    put(resource, "skills", [*left, *(changes.new if does_all else [])])
    return resource


def _rules(fields: Fields, description: Mapping[str, object], keys: list[str], entry: Entry) -> Plain | None:
    before = description.get("rules")
    rules: Plain = dict(before) if isinstance(before, Mapping) else {}
    put(rules, "minimum_notice_hours", whole(fields, "notice", entry, least=0, most=24 * 60), NOTICE_HOURS)
    put(rules, "booking_horizon_days", whole(fields, "horizon", entry, least=1, most=730), HORIZON_DAYS)
    put(rules, "waiting_list", value=ticked(fields, "waiting"), usual=True)
    reserved = []
    for one in listed(rules, "reserved"):
        named = [key for key in texts(one.get("offerings")) if key in keys]
        reserved += [{**one, "offerings": named}] if named else []
    put(rules, "reserved", reserved)
    return rules or None


def _short(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
