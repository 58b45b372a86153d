"""Change parts of a business's description, whoever else is at it: what others changed meanwhile is kept.

Decision: changes are merged by part (the top-level keys of a description: hours, people, offerings …), because a page
of the setup edits one or two of them and two people seldom edit the same. Only where both changed the same part to
different things is the second one asked. Alternative: merge inside lists, whose entries have no identity that survives
a renaming; a wrong merge of opening hours is worse than a question.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.ids import BusinessId
from app.ports.setup import BusinessSetup, Described, Description, Faulty, Outdated, Saved

TRIES = 4


@dataclass(frozen=True, slots=True)
class Clash:
    """Both changed `parts`: `current` is what others made of it, the newest change by `current.author`."""

    parts: tuple[str, ...]
    current: Described


async def change_business(
    setup: BusinessSetup, business: BusinessId, parts: Mapping[str, object], *, based_on: int, author: str
) -> Saved | Faulty | Clash | None:
    """`parts`: new values by key, None takes the key out. None when there is no such business or version."""
    base = await setup.described(business, based_on)
    current = await setup.described(business)
    for _ in range(TRIES):
        if base is None or current is None:
            return None
        mine = {key: value for key, value in parts.items() if value != base.description.get(key)}
        if clashing := _clashing(mine, base.description, current.description):
            return Clash(clashing, current)
        changed = {**current.description, **mine}
        description = {key: value for key, value in changed.items() if value is not None}
        saved = await setup.save(business, description, based_on=current.number, author=author)
        if not isinstance(saved, Outdated):
            return saved
        current = saved.current
    return Clash(tuple(sorted(parts)), current) if current is not None else None


def _clashing(mine: Mapping[str, object], base: Description, current: Description) -> tuple[str, ...]:
    return tuple(
        sorted(key for key, value in mine.items() if current.get(key) != base.get(key) and current.get(key) != value)
    )


def changed_parts(before: Description, after: Description) -> tuple[str, ...]:
    """Keys that differ, in the order in which a description names them."""
    keys = dict.fromkeys((*before, *after))
    return tuple(key for key in keys if before.get(key) != after.get(key))
