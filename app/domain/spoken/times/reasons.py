"""Why somebody wishes a time: "ab drei, vorher muss ich arbeiten" wishes nothing more than "ab drei"."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Lexicon, Mark
from app.domain.spoken.times.items import Item

_ANAPHORS = (Mark.BEFOREHAND, Mark.AFTERWARDS)
_VERDICTS = (Mark.RULED_OUT, Mark.ENGAGED, Mark.NOT)
_REFUSALS = (Mark.RULED_OUT, Mark.NOT, Mark.SUGGESTION)
_COMPARISONS = frozenset({"earlier", "later", "little_earlier", "little_later"})


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
    if any(item.marks(Mark.STORY) for item in clause):  # "beim Sport abgebrochen": it happened there
        clause = _without(clause, (Mark.RULED_OUT, Mark.ENGAGED))
    times = [item for item in clause if item.is_time]
    if (
        not times
        and any(item.is_time for item in before)
        and any(item.marks(*_ANAPHORS) for item in clause)
        and not (any(item.marks(*_VERDICTS) for item in before) and _wishes_beyond(clause, lexicon))
    ):  # "vorher kann ich nicht"; not "da bin ich weg, danach geht es"
        return _without(clause, (*_ANAPHORS, *_VERDICTS))
    if not times and any(item.is_time for item in before) and _is_remark(clause, lexicon):
        return [item for item in _without(clause, (*_REFUSALS, *_ANAPHORS)) if not _compares(item)]
    if not times:  # "kann ich nicht Freitag kommen?" suggests it, "Freitag, da kann ich nicht" does not
        clause = [replace(item, value=Mark.RULED_OUT) if item.marks(Mark.SUGGESTION) else item for item in clause]
    if not any(item.kind in ("time", "both") for item in before):
        return list(clause)
    if not times:  # "ab drei, ich arbeite"
        return _without(clause, (Mark.ENGAGED,))
    if all(item.kind == "time" for item in times) and _is_errand(clause, lexicon):  # "um elf muss ich im Büro sein"
        return [item for item in _without(clause, _VERDICTS) if item not in times]
    return list(clause)


def _wishes_beyond(clause: Sequence[Item], lexicon: Lexicon) -> bool:
    """ "Danach geht es", "danach, am liebsten": not "danach muss ich wieder arbeiten"."""
    said = {lexicon.spell(item.value) for item in clause if isinstance(item.value, str)}
    return not any(item.marks(*_VERDICTS) for item in clause) and not said & lexicon.must


def _is_remark(clause: Sequence[Item], lexicon: Lexicon) -> bool:
    """ "Halb drei, mein Chef lässt mich nicht eher gehen": refuses something, and not what was named before."""
    refusals = [item for item in clause if item.marks(*_REFUSALS)]
    if not refusals:
        return False
    said = [lexicon.spell(item.value) for item in clause if isinstance(item.value, str) and item.kind in _SAID]
    if clause[0].marks(Mark.BECAUSE) or any(_compares(item) for item in clause) or set(said[:1]) & lexicon.conditions:
        return True
    if any(not item.marks(Mark.NOT) for item in refusals) or not any(item.kind == "word" for item in clause):
        return False  # "das geht nicht", "lieber nicht"
    return said[0] not in lexicon.points_back or bool(lexicon.must.intersection(said))


_SAID = ("word", "soft")


def _compares(item: Item) -> bool:
    return isinstance(item.value, w.Shift) and item.value.kind in _COMPARISONS


def _is_errand(clause: Sequence[Item], lexicon: Lexicon) -> bool:
    said = {lexicon.spell(item.value) for item in clause if isinstance(item.value, str)}
    return bool(said & lexicon.must and said & lexicon.errands)


def _without(clause: Sequence[Item], marks: Collection[Mark]) -> list[Item]:
    return [item for item in clause if not item.marks(*marks)]
