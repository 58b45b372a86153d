"""Items → a wish: corrections applied, what is wished and ruled out made into clauses."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Mark
from app.domain.spoken.times.combine import rule_out
from app.domain.spoken.times.items import Heard, Item
from app.domain.spoken.times.listed import with_lists
from app.domain.spoken.times.merge import corrected
from app.domain.spoken.times.reasons import without_reasons
from app.domain.spoken.times.roles import Sorting
from app.domain.spoken.times.segments import clauses_of

_OVER = (w.InDays(-1), w.InDays(-2), w.Week(-1), w.MonthOffset(-1), w.YearOffset(-1), w.Weekend(w.Which.LAST))
_EDGES = (w.Weekday, w.InDays, w.CalendarDate, w.MonthDay)
Clauses = tuple[w.Clause, ...]


def wish_of(heard: Heard) -> w.Wish:
    items = [item for item in without_reasons(_all_but(heard), heard.lexicon) if item.kind != "soft"]
    items = [item for item, after in zip_longest(items, items[1:]) if not _idle_likewise(item, after)]
    parts: list[list[Item]] = [[]]
    for index, item in enumerate(items):
        said_before = any(other.is_time for other in parts[-1])
        comes_after = any(
            other.is_time or other.marks(Mark.RULED_OUT, Mark.ENGAGED, Mark.NOT) for other in items[index + 1 :]
        )
        if item.marks(Mark.CORRECTION) and said_before and comes_after:
            parts.append([])
        else:
            parts[-1].append(item)
    wish = _wish_of_part(parts[0])
    for part in parts[1:]:
        wish = corrected(wish, _wish_of_part(part))
    return replace(wish, lost=(*wish.lost, *heard.lost))


_ALL = frozenset({"any", "anytime", "every", "all"})
_TAKES_OUT = (Mark.NOT, Mark.RULED_OUT, Mark.ENGAGED, Mark.EXCEPT)


def _all_but(heard: Heard) -> list[Item]:
    """ "Any afternoon but Monday" leaves Monday out, "not Monday but Tuesday" wishes Tuesday."""
    items: list[Item] = []
    listed = with_lists(heard.items)
    for index, item in enumerate(listed):
        leads = next((after for after in listed[index + 1 :] if after.kind != "soft"), None)
        if item.marks(Mark.BUT) and leads is not None and leads.kind == "day":
            stop = next((other.end for other in reversed(items) if other.kind == "stop"), 0)
            said = {token.word for token in heard.tokens[stop : item.start]}
            if said & _ALL and not any(other.marks(*_TAKES_OUT) for other in items if other.start >= stop):
                item = replace(item, value=Mark.EXCEPT)  # noqa: PLW2901
        items.append(item)
    return items


def _idle_likewise(item: Item, after: Item | None) -> bool:
    """ "Auch" says something only at the end of a clause: "Dienstag geht nicht, Mittwoch auch"."""
    return item.marks(Mark.LIKEWISE) and after is not None and after.kind != "stop"


def _wish_of_part(items: Sequence[Item]) -> w.Wish:
    sorting = Sorting().read(items)
    clauses = clauses_of(_without_past(sorting.items("wish")))
    ruled_out = [clause for run in sorting.runs("out") for clause in clauses_of(run)]
    clauses, ruled_out = _beyond(sorting.flags, clauses, ruled_out)
    clauses = _same_day(clauses, ruled_out)
    lost = ("edge",) if any(_edge_with_clock(clause) for clause in clauses) else ()
    turned = [rule_out(clause) for clause in ruled_out]
    return w.Wish(
        clauses=_narrowed(clauses, [wish for wish, _ in turned if wish is not None]),
        excluded=tuple(out for _, out in turned if out is not None),
        existing=clauses_of(sorting.items("source")),
        shift=sorting.shift,
        soonest=Mark.SOONEST in sorting.flags,
        any_time=Mark.ANY_TIME in sorting.flags,
        lost=lost,
    )


def _without_past(wished: list[Item]) -> list[Item]:
    """ "Ich war letzte Woche da und brauche Dienstag …": what is over is a story when something to come is said as
    well."""
    over = [item for item in wished if item.kind == "day" and (item.value in _OVER or _is_last(item.value))]
    to_come = [item for item in wished if item.kind in ("day", "both") and item not in over]
    dropped = [
        item for item in over if any(other.start - item.end > 2 or other.start < item.start for other in to_come)
    ]
    return [item for item in wished if item not in dropped]


def _is_last(spec: object) -> bool:
    return isinstance(spec, w.Weekday) and spec.which is w.Which.LAST


def _beyond(flags: set[Mark], clauses: Clauses, ruled_out: list[w.Clause]) -> tuple[Clauses, list[w.Clause]]:
    """ "Nächste Woche bin ich im Urlaub, danach …" is a wish for the days after it."""
    relation = Mark.AFTERWARDS if Mark.AFTERWARDS in flags else Mark.BEFOREHAND if Mark.BEFOREHAND in flags else None
    if relation is None or len(ruled_out) != 1 or any(one.days is not None or one.moment for one in clauses):
        return clauses, ruled_out
    days, times = ruled_out[0].days, ruled_out[0].times
    if isinstance(times, w.Between) and not clauses:
        beyond = w.After(times.end) if relation is Mark.AFTERWARDS else w.Before(times.start)
        return (w.Clause(days, beyond),), []
    if days is None or isinstance(days, w.UntilDay | w.FromDay):  # ruling these out says it already
        return clauses, ruled_out
    after = relation is Mark.AFTERWARDS
    wished = w.FromDay(days, strictly_after=True) if after else w.UntilDay(days, strictly_before=True)
    return tuple(replace(one, days=wished) for one in clauses or (w.Clause(),)), []  # "danach, vormittags"


def _same_day(clauses: Clauses, ruled_out: Sequence[w.Clause]) -> Clauses:
    """ "Donnerstag um zwei geht nicht, um drei schon" stays on Thursday."""
    of_a_day = [clause for clause in ruled_out if clause.days is not None and isinstance(clause.times, w.At)]
    if len(of_a_day) != 1 or not clauses or any(clause.days is not None or clause.moment for clause in clauses):
        return clauses
    return tuple(replace(clause, days=of_a_day[0].days) for clause in clauses)


def _edge_with_clock(clause: w.Clause) -> bool:
    """ "Ab Montag um zwei", "bis morgen Mittag": does the clock belong to the edge, or to each day? Not for us to
    choose."""
    if not isinstance(clause.days, w.FromDay | w.UntilDay) or not isinstance(clause.days.day, _EDGES):
        return False
    of_one_day = isinstance(clause.times, w.Part) and not clause.times.each
    return isinstance(clause.times, w.At) or (of_one_day and isinstance(clause.days, w.UntilDay))


def _narrowed(clauses: Clauses, turned: Sequence[w.Clause]) -> Clauses:
    """Wishes that came from ruling out ("ich arbeite bis fünf") narrow the others."""
    for extra in turned:
        clauses = tuple(_both(clause, extra) for clause in clauses) or (extra,)
    return clauses


def _both(clause: w.Clause, extra: w.Clause) -> w.Clause:
    times, days = clause.times or extra.times, clause.days or extra.days
    if clause.times is not None and extra.times is not None:
        times = w.BothTimes(clause.times, extra.times)
    if clause.days is not None and extra.days is not None:
        days = w.BothDays(clause.days, extra.days)
    return replace(clause, days=days, times=times)
