"""The commas of a list: "Mondays, Tuesdays or Wednesdays" is one, whatever is said about it."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Mark
from app.domain.spoken.times.items import Item

_VERDICTS = (Mark.RULED_OUT, Mark.SUGGESTION)
_WEEKDAYS = (w.Weekday, w.EveryWeekday)


def with_lists(items: Sequence[Item]) -> list[Item]:
    """Each comma between days of one kind, up to their "or" or "and", made into that word."""
    joined = list(items)
    spoken = [nth for nth, item in enumerate(items) if item.kind != "soft"]
    link: Item | None = None
    for before, here, after in reversed([*zip(spoken, spoken[1:], spoken[2:], strict=False)]):
        ends = items[before], items[after]
        between = all(end.kind == "day" for end in ends) and alike(*(end.value for end in ends))
        if items[here].marks(Mark.OR, Mark.AND):
            link = items[here] if between else None
        elif items[here].value == "," and between:
            joined[here] = items[here] if link is None else replace(link, start=items[here].start, end=items[here].end)
        elif items[here].kind == "day" and items[after].marks(*_VERDICTS):
            link = replace(items[after], value=Mark.AND)  # "Montag, Dienstag, Mittwoch kann ich nicht"
        elif items[here].kind != "day":
            link = None
    return joined


def alike(one: object, two: object) -> bool:
    """Whether two wishes of one list may be of these."""
    return type(one) is type(two) or (isinstance(one, _WEEKDAYS) and isinstance(two, _WEEKDAYS))
