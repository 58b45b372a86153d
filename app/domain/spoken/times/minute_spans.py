"""Stretches of a day in minutes, both ends included. PURE."""

from collections.abc import Iterable

Span = tuple[int, int]


def join_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted, overlapping ones made one; spans that only follow each other stay apart."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def intersect(one: Iterable[Span], two: Iterable[Span]) -> tuple[Span, ...]:
    others = tuple(two)
    return join_spans((max(a, c), min(b, d)) for a, b in one for c, d in others if max(a, c) <= min(b, d))


def subtract(spans: Iterable[Span], cut: Span) -> tuple[Span, ...]:
    """Cut [first, last) out; a single minute is cut whole."""
    first, last = cut[0], max(cut[1], cut[0] + 1)
    left = [piece for a, b in spans for piece in ((a, min(b, first - 1)), (max(a, last), b)) if piece[0] <= piece[1]]
    return join_spans(left)
