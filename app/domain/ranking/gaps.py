"""How many minutes of a stretch nobody can book, given what a person is booked for and where appointments may start."""

from dataclasses import dataclass
from functools import lru_cache
from math import gcd

Blocks = tuple[tuple[int, int, int], ...]  # (buffer before, appointment, buffer after), in minutes


@dataclass(frozen=True, slots=True)
class Stretch:
    """Free minutes of one person. `offset` is its first minute, counted from a step of the grid of starts.

    At an end that is the opening or closing time, buffers may reach outside.
    """

    length: int
    offset: int
    open_start: bool = False
    open_end: bool = False


@lru_cache(maxsize=50_000)
def unusable_minutes(stretch: Stretch, step: int, blocks: Blocks) -> int:
    """What the best packing leaves over."""
    unit = gcd(step, stretch.offset, stretch.length, *(minutes for block in blocks for minutes in block))
    coarse = Stretch(stretch.length // unit, stretch.offset // unit, stretch.open_start, stretch.open_end)
    shapes = tuple((before // unit, lasts // unit, after // unit) for before, lasts, after in blocks)
    return _unusable(coarse, step // unit, shapes) * unit


def _unusable(stretch: Stretch, step: int, blocks: Blocks) -> int:
    length = stretch.length
    most_from = [0] * (length + 1)  # most minutes that can be used from this one to the end
    for minute in range(length - 1, -1, -1):
        most = most_from[minute + 1]
        for before, lasts, after in blocks:
            start = minute if minute == 0 and stretch.open_start else minute + before
            over = max(0, start + lasts + after - length)
            end = start + lasts + after - (min(over, after) if stretch.open_end else 0)
            if end <= length and (stretch.offset + start) % step == 0:
                most = max(most, end - minute + most_from[end])
        most_from[minute] = most
    return length - most_from[0]
