"""Why somebody wishes a time: "ab drei, vorher muss ich arbeiten" wishes nothing more than "ab drei"."""

from collections.abc import Collection, Sequence

from app.domain.spoken.times.building import Lexicon, Mark
from app.domain.spoken.times.items import Item

_ANAPHORS = (Mark.BEFOREHAND, Mark.AFTERWARDS)
_VERDICTS = (Mark.RULED_OUT, Mark.ENGAGED, Mark.NOT)


def without_reasons(items: Sequence[Item], lexicon: Lexicon) -> list[Item]:
    """What rules out or wishes a time stays; what only says why another clause did goes."""
    kept: list[Item] = []
    for clause in _clauses(items):
        kept += _without_reason(clause, kept, lexicon)
    return kept


def _clauses(items: Sequence[Item]) -> list[list[Item]]:
    """Each ends with its stop; a "because" begins one."""
    clauses: list[list[Item]] = [[]]
    for item in items:
        if item.marks(Mark.BECAUSE):
            clauses.append([])
        clauses[-1].append(item)
        if item.kind == "stop":
            clauses.append([])
    return clauses


def _without_reason(clause: Sequence[Item], before: Sequence[Item], lexicon: Lexicon) -> list[Item]:
    times = [item for item in clause if item.is_time]
    if (
        not times and any(item.is_time for item in before) and any(item.marks(*_ANAPHORS) for item in clause)
    ):  # "vorher kann ich nicht"
        return _without(clause, (*_ANAPHORS, *_VERDICTS))
    if not any(item.kind in ("time", "both") for item in before):
        return list(clause)
    if not times:  # "ab drei, ich arbeite"
        return _without(clause, (Mark.ENGAGED,))
    if all(item.kind == "time" for item in times) and _is_errand(clause, lexicon):  # "um elf muss ich im Büro sein"
        return [item for item in _without(clause, _VERDICTS) if item not in times]
    return list(clause)


def _is_errand(clause: Sequence[Item], lexicon: Lexicon) -> bool:
    said = {lexicon.spell(item.value) for item in clause if isinstance(item.value, str)}
    return bool(said & lexicon.must and said & lexicon.errands)


def _without(clause: Sequence[Item], marks: Collection[Mark]) -> list[Item]:
    return [item for item in clause if not item.marks(*marks)]
