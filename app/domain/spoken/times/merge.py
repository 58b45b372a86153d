"""Later words on top of earlier ones: a correction within one utterance, and the next utterance of the same call."""

from dataclasses import replace

from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.combine import carried_forward, is_bare, is_stretch

_BOUNDS = (w.After, w.Before, w.Between, w.Part, w.BothTimes, w.EitherTime)


def corrected(before: w.Wish, after: w.Wish) -> w.Wish:
    """ "Am Dienstag um zehn, äh nein, Mittwoch": the later words replace what they are about, the rest stays."""
    flags = replace(
        after,
        existing=before.existing + after.existing,
        soonest=before.soonest or after.soonest,
        any_time=before.any_time or after.any_time,
        lost=before.lost + after.lost,
        shift=after.shift or before.shift,
        excluded=before.excluded + after.excluded,
    )
    if not after.clauses:
        kept = tuple(clause for clause in before.clauses if clause not in after.excluded)
        return replace(flags, clauses=kept)
    if not before.clauses:
        return flags
    last = before.clauses[-1]
    said = tuple(_filled(clause, last) for clause in after.clauses)
    rest = before.clauses[:-1] if len(before.clauses) > 1 and len(after.clauses) == 1 else ()
    if rest and after.clauses[0].days is None:
        said = tuple(_filled(after.clauses[0], clause) for clause in before.clauses)
        rest = ()
    return replace(flags, clauses=(*rest, *said))


def _filled(clause: w.Clause, old: w.Clause) -> w.Clause:
    if clause.moment is not None:
        return clause
    days = clause.days
    if days is None:
        days = old.days
    elif is_bare(days):
        days = _placed(old.days, days)
    return w.Clause(days, clause.times if clause.times is not None else old.times)


def _placed(old: w.DaySpec | None, new: w.DaySpec) -> w.DaySpec:
    """A bare "Mittwoch" after "nächste Woche Dienstag" is Wednesday of that week."""
    if isinstance(old, w.Weekday):
        return new
    return carried_forward(old, new)


def continued(earlier: w.Wish, later: w.Wish) -> w.Wish:
    """What a caller wishes after saying `later` some turns after `earlier`.

    Days replace days but a weekday narrows an earlier week; times replace times but a bound narrows a part of the
    day; what is
    ruled out adds up; unsaid things are carried over.
    """
    if later.empty:
        return earlier
    excluded = _still_excluded(earlier, later) + later.excluded
    flags = replace(later, excluded=excluded, soonest=later.soonest or (earlier.soonest and not later.clauses))
    if not later.clauses:
        kept = tuple(clause for clause in earlier.clauses if not _ruled_out(clause, later.excluded))
        return replace(flags, clauses=kept, any_time=later.any_time or earlier.any_time)
    if not earlier.clauses:
        return flags
    clauses = [
        _on_top(new, old)
        for new in later.clauses
        for old in (earlier.clauses if new.days is None else _said_of(new.days, earlier.clauses))
    ]
    return replace(flags, clauses=tuple(dict.fromkeys(clauses)))


def _said_of(days: w.DaySpec, clauses: tuple[w.Clause, ...]) -> tuple[w.Clause, ...]:
    """ "Tuesday", after "first thing Tuesday or last thing Thursday": what was said of that day, else the last."""
    return tuple(clause for clause in clauses if clause.days == days)[:1] or clauses[-1:]


def _still_excluded(earlier: w.Wish, later: w.Wish) -> tuple[w.Clause, ...]:
    """A day or a time that is wished now is no longer ruled out."""
    days, times = {clause.days for clause in later.clauses}, {clause.times for clause in later.clauses}
    return tuple(
        clause
        for clause in earlier.excluded
        if (clause.times not in times if clause.days is None else clause.days not in days)
    )


def _ruled_out(clause: w.Clause, excluded: tuple[w.Clause, ...]) -> bool:
    return any(
        (out.days == clause.days and (out.times is None or out.times == clause.times))
        or (out.days is None and out.times == clause.times)
        for out in excluded
    )


def _on_top(new: w.Clause, old: w.Clause) -> w.Clause:
    if new.moment is not None:
        return new
    return w.Clause(_days_on_top(new.days, old.days), _times_on_top(new.times, old.times))


def _days_on_top(new: w.DaySpec | None, old: w.DaySpec | None) -> w.DaySpec | None:
    if new is None or old is None:
        return new if new is not None else old
    if is_bare(new):
        if is_stretch(old):
            return w.BothDays(old, new)
        if isinstance(old, w.BothDays):
            stretch = old.first if is_stretch(old.first) else old.second if is_stretch(old.second) else None
            return w.BothDays(stretch, new) if stretch is not None else new
    return new


def _times_on_top(new: w.TimeSpec | None, old: w.TimeSpec | None) -> w.TimeSpec | None:
    if new is None or old is None:
        return new if new is not None else old
    if isinstance(new, w.AnyTime):
        return new
    if isinstance(new, w.At | w.Around | w.Between):
        part = old if isinstance(old, w.Part) else None
        return w.Hinted(part.key, new) if part is not None else new
    if isinstance(new, w.After | w.Before) and isinstance(old, _BOUNDS) and type(old) is not type(new):
        return w.BothTimes(old, new)
    return new
