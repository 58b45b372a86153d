"""Which part an item plays in what was said: wished, ruled out, the appointment talked about, or a story of the
past."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.building import Mark
from app.domain.spoken.times.items import Item
from app.domain.spoken.times.listed import alike

Role = Literal["wish", "out", "source", "past"]


@dataclass(slots=True)
class Clauses:
    """Where the running clause of the sentence began, what kind the one before was."""

    start: int = 0
    previous_start: int = 0
    bare: bool = True  # nothing but times so far
    previous_bare: bool = False
    ruled_out: bool = False  # the last verdict was a refusal: "Mittwoch auch"


@dataclass(slots=True)
class Sorting:
    """Reads items from left to right and gives each its role; later words can recast earlier ones."""

    entries: list[tuple[Item, Role]] = field(default_factory=list)
    clause: Clauses = field(default_factory=Clauses)
    role: Role = "wish"
    listing: bool = False  # the last entry was "and" or "or"
    in_story: bool = False
    moving: bool = False
    have_from: int | None = None
    shift: w.Shift | None = None
    flags: set[Mark] = field(default_factory=set)  # SOONEST, ANY_TIME, AFTERWARDS, BEFOREHAND

    def read(self, items: Sequence[Item]) -> "Sorting":
        for item, following in zip_longest(items, items[1:]):
            self._place(item, leads=following is not None and following.is_time)
        return self

    def items(self, role: Role) -> list[Item]:
        return [item for item, its_role in self.entries if its_role == role]

    def runs(self, role: Role) -> list[list[Item]]:
        """Items of a role that stand together."""
        runs: list[list[Item]] = [[]]
        for item, its_role in self.entries:
            if its_role == role:
                runs[-1].append(item)
            elif runs[-1]:
                runs.append([])
        return [run for run in runs if run]

    def end_clause(self) -> None:
        if self.clause.start != len(self.entries):
            self.clause = Clauses(
                len(self.entries), self.clause.start, previous_bare=self.clause.bare, ruled_out=self.clause.ruled_out
            )

    def recast(self, start: int, role: Role) -> bool:
        found = False
        for index in range(start, len(self.entries)):
            item, old = self.entries[index]
            if old == "wish":
                self.entries[index] = (item, role)
                found = found or item.is_time
        return found

    def rule_out_said(self, *, with_list: bool = False) -> bool:
        """`with_list`: the commas of "Montag, Dienstag kann ich nicht" are those of a list."""
        clause = self.clause
        listed = with_list and clause.previous_bare and self._continues_a_list()
        done = self.recast(clause.previous_start if listed else clause.start, "out")
        if not done and clause.start == len(self.entries):
            done = self.recast(clause.previous_start, "out")
        self.role = "wish"
        self.end_clause()
        self.clause.ruled_out = done or self.clause.ruled_out
        return done

    @property
    def says_times(self) -> bool:
        """Whether the running clause has named a time."""
        return any(entry.is_time for entry, _ in self.entries[self.clause.start :])

    def _continues_a_list(self) -> bool:
        """ "Montag, Dienstag kann ich nicht" is a list, "nächste Woche, am Montag kann ich nicht" is none."""
        before = [entry for entry, _ in self.entries[self.clause.previous_start : self.clause.start] if entry.is_time]
        now = [entry for entry, _ in self.entries[self.clause.start :] if entry.is_time]
        return bool(before and now) and before[-1].kind == now[0].kind and alike(before[-1].value, now[0].value)

    def _place(self, item: Item, *, leads: bool) -> None:
        if item.is_time:
            self._place_time(item)
            return
        if isinstance(item.value, w.Shift):
            self._place_shift(item, item.value)
            return
        self.clause.bare = self.clause.bare and item.kind == "stop"
        if item.kind == "stop":
            self.role = self.role if self.listing else "wish"
            self.in_story = False
            self.end_clause()
        elif isinstance(item.value, Mark) and item.value is not Mark.MASK:
            _MARKS.get(item.value, _nothing)(self, item, leads)
        else:
            self.role = "wish"

    def _place_shift(self, item: Item, shift: w.Shift) -> None:
        """ "Nächste Woche bin ich weg, die Woche darauf …": relative to a week that was just named."""
        weeks = [entry.value.offset for entry, _ in self.entries if isinstance(entry.value, w.Week)]
        step = {"week_after": 1, "week_before": -1}.get(shift.kind)
        if step is None or not weeks:
            self.shift = shift if self.shift is None else _both_shifts(self.shift, shift)
        else:
            self.entries.append((Item("day", w.Week(weeks[-1] + step), item.start, item.end), self.role))

    def _place_time(self, item: Item) -> None:
        if self.in_story:
            return
        if self.moving and isinstance(item.value, w.DaySpan | w.Between):
            self._place_move(item, item.value)
            return
        last, last_role = self.entries[-1] if self.entries else (None, "wish")
        if last is not None and self.role in ("out", "source") and not self.listing:
            # "nicht nächste Woche Montag" is one day, "statt Dienstag Mittwoch" are two
            another = last_role == self.role and last.kind == item.kind and alike(last.value, item.value)
            self.role = "wish" if another else self.role
        self.entries.append((item, self.role))
        self.listing = False

    def _place_move(self, item: Item, span: w.DaySpan | w.Between) -> None:
        """ "Move it from Tuesday to Thursday"."""
        first: object = span.first if isinstance(span, w.DaySpan) else w.At(span.start)
        last: object = span.last if isinstance(span, w.DaySpan) else w.At(span.end)
        self.recast(0, "source")
        self.entries += [(replace(item, value=first), "source"), (replace(item, value=last), "wish")]
        self.role = "wish"
        self.moving = False


def _both_shifts(one: w.Shift, two: w.Shift) -> w.Shift:
    """ "Eine Woche später, zur selben Zeit" is one step; of two that contradict each other, the last counts."""
    by_kind = {one.kind: one, two.kind: two}
    step = next((by_kind[kind] for kind in _STEPS if kind in by_kind), None)
    if step is None or one.kind == two.kind:
        return two
    if by_kind.keys() & _SAME_DAY and step.kind in _WEEKS:  # of another week it is the weekday
        step = w.Shift("by_days", days=_WEEKS[step.kind], same_clock=step.same_clock)
    if "same_time" in by_kind:
        return replace(step, same_clock=True)
    return step if by_kind.keys() & _SAME_DAY else two


_STEPS = ("by_days", "week_after", "week_before", "by_minutes")
_WEEKS = {"week_after": 7, "week_before": -7}
_SAME_DAY = frozenset({"same_day", "same_weekday"})


# --- what each mark does: (sorting, the mark, whether a time follows directly)
# ---------------------------------------------

MarkRule = Callable[[Sorting, Item, bool], None]


def _nothing(sorting: Sorting, _item: Item, _leads: bool) -> None:
    """A mark that needs something beside it that is not there."""


def _flag(sorting: Sorting, item: Item, _leads: bool) -> None:
    if isinstance(item.value, Mark):
        sorting.flags.add(item.value)


def _story(sorting: Sorting, _item: Item, _leads: bool) -> None:
    sorting.in_story = not sorting.recast(sorting.clause.start, "past")


def _since(sorting: Sorting, _item: Item, leads: bool) -> None:
    sorting.in_story = leads


def _list(sorting: Sorting, item: Item, leads: bool) -> None:
    sorting.in_story = False
    sorting.listing = leads
    sorting.entries.append((item, sorting.role if leads else "wish"))
    sorting.role = sorting.role if leads else "wish"


def _but(sorting: Sorting, _item: Item, _leads: bool) -> None:
    sorting.role = "wish"
    sorting.in_story = False
    sorting.end_clause()


def _welcome(sorting: Sorting, _item: Item, _leads: bool) -> None:
    sorting.role = "wish"
    sorting.end_clause()
    sorting.clause.ruled_out = False


def _not(sorting: Sorting, _item: Item, leads: bool) -> None:
    if leads:
        sorting.role, sorting.listing = "out", True
    else:
        sorting.rule_out_said()


def _ruled_out(sorting: Sorting, _item: Item, leads: bool) -> None:
    _rule_out(sorting, leads, with_list=True)


def _engaged(sorting: Sorting, _item: Item, leads: bool) -> None:
    """ "Am Freitag, Donnerstag arbeite ich": what the caller does elsewhere is no list."""
    _rule_out(sorting, leads, with_list=False)


def _rule_out(sorting: Sorting, leads: bool, *, with_list: bool) -> None:
    """What is named before the verdict; what follows it where the clause named nothing: "I can't make Tuesday"."""
    begins = leads and not sorting.says_times
    if begins or (not sorting.rule_out_said(with_list=with_list) and leads):
        sorting.role = "out"


def _likewise(sorting: Sorting, _item: Item, _leads: bool) -> None:
    if sorting.clause.ruled_out:
        sorting.rule_out_said()


def _suggestion(sorting: Sorting, _item: Item, leads: bool) -> None:
    if sorting.says_times:
        if leads:
            sorting.role = "out"
        else:
            sorting.rule_out_said(with_list=True)


def _except(sorting: Sorting, _item: Item, _leads: bool) -> None:
    sorting.role = "out"


def _instead_of(sorting: Sorting, _item: Item, _leads: bool) -> None:
    sorting.role = "source"


def _source(sorting: Sorting, _item: Item, leads: bool) -> None:
    sorting.role = "source" if leads else sorting.role


def _target(sorting: Sorting, _item: Item, leads: bool) -> None:
    if leads:
        sorting.recast(0, "source")
        sorting.role = "wish"


def _move(sorting: Sorting, _item: Item, _leads: bool) -> None:
    sorting.moving = True


def _have(sorting: Sorting, _item: Item, _leads: bool) -> None:
    sorting.have_from = len(sorting.entries)


def _appointment(sorting: Sorting, _item: Item, _leads: bool) -> None:
    if sorting.have_from is not None:
        sorting.recast(min(sorting.have_from, sorting.clause.start), "source")
        sorting.have_from = None


_MARKS: dict[Mark, MarkRule] = {
    Mark.STORY: _story,
    Mark.SINCE: _since,
    Mark.OR: _list,
    Mark.AND: _list,
    Mark.BUT: _but,
    Mark.CORRECTION: _but,
    Mark.BECAUSE: _but,
    Mark.WELCOME: _welcome,
    Mark.NOT: _not,
    Mark.RULED_OUT: _ruled_out,
    Mark.ENGAGED: _engaged,
    Mark.LIKEWISE: _likewise,
    Mark.SUGGESTION: _suggestion,
    Mark.EXCEPT: _except,
    Mark.INSTEAD_OF: _instead_of,
    Mark.SOURCE: _source,
    Mark.TARGET: _target,
    Mark.MOVE: _move,
    Mark.HAVE: _have,
    Mark.APPOINTMENT: _appointment,
    Mark.SOONEST: _flag,
    Mark.ANY_TIME: _flag,
    Mark.AFTERWARDS: _flag,
    Mark.BEFOREHAND: _flag,
}
