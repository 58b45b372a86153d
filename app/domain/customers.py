"""Customers, and whether a name that was heard is the one on record."""

import re
from dataclasses import dataclass, replace

import cologne_phonetics
from rapidfuzz.distance import JaroWinkler

from app.domain.business import Language
from app.domain.ids import E164, CustomerId


@dataclass(frozen=True, slots=True)
class Customer:
    id: CustomerId
    name: str
    number: E164 | None
    language: Language
    past_visits: int = 0
    postponed_by_us: int = 0
    open_case: str | None = None


def merged(kept: Customer, dropped: Customer) -> Customer:
    """One customer out of two records of the same person: the kept one's name, everything that happened to both."""
    cases = [case for case in (kept.open_case, dropped.open_case) if case]
    return replace(
        kept,
        number=kept.number or dropped.number,
        past_visits=kept.past_visits + dropped.past_visits,
        postponed_by_us=kept.postponed_by_us + dropped.postponed_by_us,
        open_case="; ".join(dict.fromkeys(cases)) or None,
    )


UMLAUTS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
TITLES = frozenset({"dr", "prof", "frau", "herr", "herrn", "mrs", "mr", "ms", "miss"})
SAME_SURNAME = 0.85
SAME_GIVEN_NAME = 0.75


def sounds_like(said: str, on_record: str) -> bool:
    """Whether a name as it was heard can be the one on record: surname, and given name when both have one, are near."""
    heard, known = _parts(said), _parts(on_record)
    if not heard or not known or likeness(heard[-1], known[-1]) < SAME_SURNAME:
        return False
    both_given = len(heard) > 1 and len(known) > 1
    return not both_given or likeness(heard[0], known[0]) >= SAME_GIVEN_NAME


def likeness(one: str, other: str) -> float:
    """0..1: half spelling (Jaro-Winkler), half sound (Cologne phonetics, which knows how German is pronounced)."""
    return (JaroWinkler.similarity(one, other) + JaroWinkler.similarity(_sound(one), _sound(other))) / 2


def _parts(name: str) -> list[str]:
    words = re.split(r"[\s.\-]+", name.casefold().translate(UMLAUTS))
    return [word for word in words if word and word not in TITLES]


def _sound(word: str) -> str:
    return "".join(code for _, code in cologne_phonetics.encode(word))
