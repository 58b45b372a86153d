"""Words for times → `When`. The one door to `app.domain.spoken.times`."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from app.domain.business import Language
from app.domain.spoken.times import wishes as w
from app.domain.spoken.times.assemble import wish_of
from app.domain.spoken.times.items import hear_items
from app.domain.spoken.times.relative import Anchor, anchored
from app.domain.spoken.times.resolve import Resolved, Viewpoint, resolve_wish
from app.domain.spoken.when import OpeningTimes, When, WhenProblem


def hear_when(
    text: str,
    *,
    language: Language,
    now: datetime,
    hours: OpeningTimes,
    earlier: When | None = None,
    offered: Sequence[datetime] = (),
    standing: datetime | None = None,
    expect_time: bool = False,
    horizon_days: int = 90,
) -> When:
    """What the words say about when, total for any text.

    `now` is aware, in the business's zone. `earlier` is what the caller said in earlier turns: "um zehn" takes over its
    day, "und am Mittwoch?" its part of the day. `offered` are the starts offered last, for "etwas später"; `standing`
    is the start of the appointment that is to be moved, for "eine Woche später". `expect_time`: the caller was just
    asked for a time, so that "zehn" alone is one (as it is when `earlier` fixed a day).
    """
    if now.tzinfo is None:
        raise ValueError("now needs a zone")
    view = Viewpoint(now, hours, horizon_days)
    known = earlier.wish if earlier is not None else w.Wish()
    heard = wish_of(hear_items(text, language, expect_time=expect_time or bool(offered) or known.says_days))
    if heard.empty or _chooses(heard, offered):
        return replace(earlier, heard=False) if earlier is not None else When()
    wished = earlier.windows if earlier is not None else ()
    stands = (standing,) if standing is not None and not wished else ()
    anchor = Anchor(tuple(at.astimezone(now.tzinfo) for at in (tuple(offered) or stands)), wished)
    merged = anchored(replace(known, existing=(), shift=None, lost=()), heard, anchor, view)
    if heard.lost or merged is None:
        return _when(replace(heard, shift=None), Resolved(problem=WhenProblem.NOT_UNDERSTOOD), view)
    resolved = resolve_wish(merged, view)
    if resolved.problem in (WhenProblem.NOT_UNDERSTOOD, WhenProblem.NONEXISTENT) and not known.empty:
        merged, resolved = _without_clash(known, heard, merged, resolved, view)
    return _when(merged, resolved, view)


def _chooses(heard: w.Wish, offered: Sequence[datetime]) -> bool:
    """ "Der zweite ist gut" after two offers picks one, and is no date."""
    only = heard.clauses[0] if len(heard.clauses) == 1 and not heard.excluded and not heard.shift else None
    return (
        only is not None and only.times is None and isinstance(only.days, w.MonthDay) and only.days.day <= len(offered)
    )


def _without_clash(
    known: w.Wish, heard: w.Wish, merged: w.Wish, resolved: Resolved, view: Viewpoint
) -> tuple[w.Wish, Resolved]:
    """When old and new words contradict each other, the new ones count: first with the old days, then alone."""
    days = known.clauses[-1].days if known.clauses else None
    with_old_days = tuple(
        replace(c, days=c.days if c.days is not None or c.moment is not None else days) for c in heard.clauses
    )
    for clauses in (with_old_days, heard.clauses):
        attempt = replace(heard, clauses=clauses, shift=None)
        found = resolve_wish(attempt, view)
        if found.windows:
            return attempt, found
    return merged, resolved


def _when(wish: w.Wish, resolved: Resolved, view: Viewpoint) -> When:
    ruled_out = tuple(clause for clause in wish.excluded if clause.days is not None) if not wish.clauses else ()
    talked_about = wish.existing or ruled_out  # "morgen kann ich nicht kommen" names the appointment that is to go
    existing = resolve_wish(w.Wish(clauses=talked_about), view).windows if talked_about else ()
    windows = resolved.windows
    if not wish.clauses and not wish.excluded and resolved.problem is None:
        windows = existing
    return When(
        windows=() if resolved.problem else windows,
        problem=resolved.problem,
        said_day=wish.says_days
        or any(clause.days is not None for clause in wish.excluded)
        or (bool(existing) and not wish.clauses),
        said_time=wish.says_times or wish.any_time or any(clause.times is not None for clause in wish.excluded),
        soonest=wish.soonest or (wish.any_time and not wish.clauses),
        wish=replace(wish, shift=None),
        readings=resolved.readings,
        heard=True,
        existing=existing,
    )
