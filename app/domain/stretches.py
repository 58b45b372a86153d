"""Arithmetic on stretches of time: sorted, disjoint pairs of UTC instants, [start, end). Pairs, since it is hot."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

Stretch = tuple[datetime, datetime]
Stretches = list[Stretch]


def merged(stretches: Iterable[Stretch]) -> Stretches:
    """In order, joined where they touch or overlap; empty ones are dropped."""
    result: Stretches = []
    for start, end in sorted(stretches):
        if start >= end:
            continue
        if result and start <= result[-1][1]:
            if end > result[-1][1]:
                result[-1] = (result[-1][0], end)
        else:
            result.append((start, end))
    return result


def common(one: Sequence[Stretch], other: Sequence[Stretch]) -> Stretches:
    """What lies in both."""
    return _both(one, other, closed=False)


def without(one: Sequence[Stretch], taken: Sequence[Stretch]) -> Stretches:
    """What lies in the first and not in the second."""
    result: Stretches = []
    nth = 0
    for first, last in one:
        start = first
        while nth < len(taken) and taken[nth][1] <= start:
            nth += 1
        at = nth
        while at < len(taken) and taken[at][0] < last:
            if taken[at][0] > start:
                result.append((start, taken[at][0]))
            start = max(start, taken[at][1])
            at += 1
        if start < last:
            result.append((start, last))
    return result


# --- ranges of start times: both ends included ------------------------------------------------------------------------


def starts_inside(stretches: Iterable[Stretch], after: timedelta, before: timedelta) -> Stretches:
    """When something may start that takes [start + after, start + before): a single instant is a range too."""
    return [(first - after, last - before) for first, last in stretches if first - after <= last - before]


def common_starts(one: Sequence[Stretch], other: Sequence[Stretch]) -> Stretches:
    """Start times that lie in both."""
    return _both(one, other, closed=True)


def contains(starts: Sequence[Stretch], instant: datetime) -> bool:
    for first, last in starts:  # noqa: SIM110  any() takes twice as long, and this is asked thousands of times a search
        if first <= instant <= last:
            return True
    return False


def _both(one: Sequence[Stretch], other: Sequence[Stretch], *, closed: bool) -> Stretches:
    result: Stretches = []
    left = right = 0
    while left < len(one) and right < len(other):
        start = max(one[left][0], other[right][0])
        end = min(one[left][1], other[right][1])
        if start < end or (closed and start == end):
            result.append((start, end))
        if one[left][1] < other[right][1]:
            left += 1
        else:
            right += 1
    return result
