"""Items → a wish: what is wished, ruled out, corrected, or only the appointment that is talked about."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Mark
from app.domain.spoken.times.combine import rule_out
from app.domain.spoken.times.items import Heard, Item
from app.domain.spoken.times.merge import corrected
from app.domain.spoken.times.segments import clauses_of

Role = Literal["wish", "out", "source", "past"]
_PAST = (w.InDays(-1), w.InDays(-2), w.Week(-1), w.MonthOffset(-1), w.YearOffset(-1), w.Weekend(w.Which.LAST))


def wish_of(heard: Heard) -> w.Wish:
    items = [item for item in heard.items if item.kind != "soft"]
    items = [item for item, after in zip(items, [*items[1:], None], strict=True) if not _idle_likewise(item, after)]
    parts: list[list[Item]] = [[]]
    for index, item in enumerate(items):
        said_before = any(other.is_time for other in parts[-1])
        comes_after = any(other.is_time or other.marks(Mark.RULED_OUT, Mark.NOT) for other in items[index + 1 :])
        if item.marks(Mark.CORRECTION) and said_before and comes_after:
            parts.append([])
        else:
            parts[-1].append(item)
    wish = _wish_of_part(parts[0])
    for part in parts[1:]:
        wish = corrected(wish, _wish_of_part(part))
    return replace(wish, lost=(*wish.lost, *heard.lost))


def _idle_likewise(item: Item, after: Item | None) -> bool:
    """"Auch" says something only at the end of a clause: "Dienstag geht nicht, Mittwoch auch"."""
    return item.marks(Mark.LIKEWISE) and after is not None and after.kind != "stop"


@dataclass(slots=True)
class _Sorting:
    """Items with the role they play, as it comes out from left to right."""

    entries: list[tuple[Item, Role]] = field(default_factory=list)
    clause_start: int = 0
    previous_start: int = 0
    role: Role = "wish"
    listing: bool = False  # the last entry was "and" or "or"
    since: bool = False
    story: bool = False
    have_from: int | None = None
    moving: bool = False
    shift: w.Shift | None = None
    soonest: bool = False
    any_time: bool = False
    relation: Mark | None = None
    last_ruled_out: bool = False  # the clause before was ruled out
    bare: bool = True  # the clause has had nothing but times so far
    previous_bare: bool = False
    lost: list[str] = field(default_factory=list)

    def end_clause(self) -> None:
        if self.clause_start != len(self.entries):
            self.previous_start, self.clause_start = self.clause_start, len(self.entries)
            self.previous_bare, self.bare = self.bare, True

    def recast(self, start: int, role: Role) -> bool:
        found = False
        for index in range(start, len(self.entries)):
            item, old = self.entries[index]
            if old == "wish":
                self.entries[index] = (item, role)
                found = found or item.is_time
        return found


def _wish_of_part(items: Sequence[Item]) -> w.Wish:
    sorting = _Sorting()
    for index, item in enumerate(items):
        following = items[index + 1] if index + 1 < len(items) else None
        _place(sorting, item, following)
    wished = [item for item, role in sorting.entries if role == "wish"]
    clauses = clauses_of(_without_past(sorting.entries, wished))
    flipped: list[w.Clause] = []
    excluded: list[w.Clause] = []
    ruled_out = _out_clauses(sorting.entries)
    if sorting.relation is not None and not clauses and len(ruled_out) == 1 and ruled_out[0].days is not None:
        days = ruled_out[0].days
        after = sorting.relation is Mark.AFTERWARDS and not isinstance(days, w.FromDay)
        clauses = (w.Clause(w.FromDay(days, strictly_after=True) if after else w.UntilDay(days, strictly_before=True)),)
        ruled_out = [] if not isinstance(days, w.UntilDay | w.FromDay) else ruled_out
        clauses = clauses if not ruled_out else ()
    clauses = _same_day(clauses, ruled_out)
    for clause in ruled_out:
        wish, out = rule_out(clause)
        flipped += [wish] if wish else []
        excluded += [out] if out else []
    if any(_edge_with_clock(clause) for clause in clauses):
        sorting.lost.append("edge")
    return w.Wish(
        clauses=_narrowed(clauses, flipped),
        excluded=tuple(excluded),
        existing=clauses_of([item for item, role in sorting.entries if role == "source"]),
        shift=sorting.shift,
        soonest=sorting.soonest,
        any_time=sorting.any_time,
        lost=tuple(sorting.lost),
    )


def _place(sorting: _Sorting, item: Item, following: Item | None) -> None:
    leads = following is not None and following.is_time
    if item.is_time:
        _place_time(sorting, item)
        return
    if item.kind == "shift":
        sorting.shift = item.value if isinstance(item.value, w.Shift) else None
        return
    sorting.bare = sorting.bare and item.kind == "stop"
    if item.kind in ("word", "number") or item.marks(Mark.MASK):
        sorting.role, sorting.since = "wish", False
        return
    if item.kind == "stop":
        sorting.role = "wish" if not sorting.listing else sorting.role
        sorting.since = sorting.story = False
        sorting.end_clause()
        return
    _place_mark(sorting, item, leads=leads)


def _place_time(sorting: _Sorting, item: Item) -> None:
    if sorting.since or sorting.story:
        return
    if sorting.moving and isinstance(item.value, w.DaySpan | w.Between):
        _place_move(sorting, item, item.value)
        return
    role = sorting.role
    if role in ("out", "source") and not sorting.listing and sorting.entries:
        last, last_role = sorting.entries[-1]
        if (
            last_role == role
            and last.kind == item.kind
            and last.end <= item.start
            and last.is_time
            and not _refines(last, item)
        ):
            role = sorting.role = "wish"  # "statt Dienstag Mittwoch"
    sorting.entries.append((item, role))
    sorting.listing = False


def _place_move(sorting: _Sorting, item: Item, span: w.DaySpan | w.Between) -> None:
    """ "Move it from Tuesday to Thursday"."""
    first: object = span.first if isinstance(span, w.DaySpan) else w.At(span.start)
    last: object = span.last if isinstance(span, w.DaySpan) else w.At(span.end)
    sorting.recast(0, "source")
    sorting.entries.append((replace(item, value=first), "source"))
    sorting.entries.append((replace(item, value=last), "wish"))
    sorting.role = "wish"
    sorting.moving = False


def _refines(one: Item, two: Item) -> bool:
    """ "Nicht nächste Woche Montag" is one day, "statt Dienstag Mittwoch" are two."""
    return type(one.value) is not type(two.value)


def _place_mark(sorting: _Sorting, item: Item, *, leads: bool) -> None:
    match item.value:
        case Mark.STORY:
            sorting.story = not sorting.recast(sorting.clause_start, "past")
        case Mark.OR | Mark.AND:
            sorting.story = False
            sorting.listing = leads
            sorting.entries.append((item, sorting.role if leads else "wish"))
            if not leads:
                sorting.role = "wish"
        case Mark.BUT | Mark.CORRECTION:
            sorting.role = "wish"
            sorting.story = False
            sorting.end_clause()
        case Mark.WELCOME:
            sorting.role = "wish"
            sorting.last_ruled_out = False
            sorting.end_clause()
        case Mark.NOT:
            if leads:
                sorting.role, sorting.listing = "out", True
            else:
                _rule_out_said(sorting)
        case Mark.RULED_OUT:
            if not _rule_out_said(sorting, with_list=True) and leads:
                sorting.role = "out"
        case Mark.LIKEWISE if sorting.last_ruled_out:
            _rule_out_said(sorting)
        case Mark.SUGGESTION:
            if any(entry.is_time for entry, _ in sorting.entries[sorting.clause_start :]):
                if leads:
                    sorting.role = "out"
                else:
                    _rule_out_said(sorting, with_list=True)
        case Mark.AFTERWARDS | Mark.BEFOREHAND as relation:
            sorting.relation = relation
        case Mark.EXCEPT:
            sorting.role = "out"
        case Mark.INSTEAD_OF:
            sorting.role = "source"
        case Mark.SOURCE if leads:
            sorting.role = "source"
        case Mark.TARGET if leads:
            sorting.recast(0, "source")
            sorting.role = "wish"
        case Mark.MOVE:
            sorting.moving = True
        case Mark.SINCE:
            sorting.since = leads
        case Mark.HAVE:
            sorting.have_from = len(sorting.entries)
        case Mark.APPOINTMENT:
            if sorting.have_from is not None:
                sorting.recast(min(sorting.have_from, sorting.clause_start), "source")
                sorting.have_from = None
        case Mark.SOONEST:
            sorting.soonest = True
        case Mark.ANY_TIME:
            sorting.any_time = True
        case _:
            pass


def _rule_out_said(sorting: _Sorting, *, with_list: bool = False) -> bool:
    """`with_list`: the commas of "Montag, Dienstag kann ich nicht" are those of a list."""
    listed = with_list and sorting.previous_bare and sorting.clause_start != len(sorting.entries)
    done = sorting.recast(sorting.previous_start if listed else sorting.clause_start, "out")
    if not done and sorting.clause_start == len(sorting.entries):
        done = sorting.recast(sorting.previous_start, "out")
    sorting.role = "wish"
    sorting.end_clause()
    sorting.last_ruled_out = done or sorting.last_ruled_out
    return done


def _without_past(entries: Sequence[tuple[Item, Role]], wished: list[Item]) -> list[Item]:
    """ "Ich war letzte Woche da und brauche am Dienstag …": what is over is a story when something to come is said as well."""
    over = [item for item in wished if item.kind == "day" and (item.value in _PAST or _last(item.value))]
    to_come = [item for item in wished if item.kind in ("day", "both") and item not in over]
    dropped = [
        item for item in over if any(abs(other.start - item.end) > 2 or other.start < item.start for other in to_come)
    ]
    return [item for item in wished if item not in dropped]


def _edge_with_clock(clause: w.Clause) -> bool:
    """"Ab Montag um zwei", "bis morgen Mittag": does the clock belong to the edge, or to each day? Not for us to choose."""
    if not isinstance(clause.days, w.FromDay | w.UntilDay) or not isinstance(clause.days.day, w.Weekday | w.InDays | w.CalendarDate | w.MonthDay):
        return False
    return isinstance(clause.times, w.At) or (isinstance(clause.times, w.Part) and isinstance(clause.days, w.UntilDay))


def _same_day(clauses: tuple[w.Clause, ...], ruled_out: list[w.Clause]) -> tuple[w.Clause, ...]:
    """"Donnerstag um zwei geht nicht, um drei schon" stays on Thursday."""
    of_a_day = [clause for clause in ruled_out if clause.days is not None and isinstance(clause.times, w.At)]
    if len(of_a_day) != 1 or not clauses or any(clause.days is not None or clause.moment for clause in clauses):
        return clauses
    return tuple(replace(clause, days=of_a_day[0].days) for clause in clauses)


def _last(spec: object) -> bool:
    return isinstance(spec, w.Weekday) and spec.which is w.Which.LAST


def _out_clauses(entries: Sequence[tuple[Item, Role]]) -> list[w.Clause]:
    clauses: list[w.Clause] = []
    run: list[Item] = []
    for item, role in entries:
        if role == "out":
            run.append(item)
        elif run:
            clauses += clauses_of(run)
            run = []
    return clauses + list(clauses_of(run))


def _narrowed(clauses: tuple[w.Clause, ...], flipped: Sequence[w.Clause]) -> tuple[w.Clause, ...]:
    """Wishes that came from ruling out ("ich arbeite bis fünf") narrow the others."""
    for extra in flipped:
        if not clauses:
            clauses = (extra,)
            continue
        clauses = tuple(
            replace(
                clause,
                times=extra.times
                if clause.times is None
                else w.BothTimes(clause.times, extra.times)
                if extra.times
                else clause.times,
                days=clause.days
                if extra.days is None
                else extra.days
                if clause.days is None
                else w.BothDays(clause.days, extra.days),
            )
            for clause in clauses
        )
    return clauses
