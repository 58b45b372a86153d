"""Times that are known by the calendar, as words that later words go on from: "what about two o'clock?". PURE."""

from collections.abc import Sequence

from app.domain.spoken.times.wishes import At, Clause, Clock, FixedDays, FixedSpan, TimeSpec, Wish
from app.domain.spoken.when import Window

MOST_DAYS = 14
"""A stretch of more leaves open which day somebody goes on to speak of."""
_LAST_MINUTE = 23 * 60 + 59


def known_days(windows: Sequence[Window]) -> Wish:
    """Those days, and their time where it is the same on all of them; nothing for a long stretch."""
    days = {day for one in windows for day in range(one.earliest.date().toordinal(), one.latest.date().toordinal() + 1)}
    if not 0 < len(days) <= MOST_DAYS:
        return Wish()
    spans = {_span(one) for one in windows}
    return Wish(clauses=(Clause(FixedDays(frozenset(days)), _times(*spans.pop()) if len(spans) == 1 else None),))


def _span(window: Window) -> tuple[int, int]:
    if window.earliest.date() != window.latest.date():
        return 0, _LAST_MINUTE
    return window.earliest.hour * 60 + window.earliest.minute, window.latest.hour * 60 + window.latest.minute


def _times(first: int, last: int) -> TimeSpec | None:
    if (first, last) == (0, _LAST_MINUTE):
        return None
    return At(Clock(first, fixed=True)) if first == last else FixedSpan(first, last)
