"""Attempts to reach somebody: what came of them, and whose time they were made at.

Kept for a later prediction of the best time to call: a time that the caller named tells something else than one at
which somebody of the staff just happened to be free.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.spoken.when import Window

NEAR_ENOUGH = timedelta(minutes=20)


class TryResult(StrEnum):
    REACHED = "reached"
    NOT_REACHED = "not_reached"
    BUSY = "busy"
    LEFT_WORD = "left_word"
    NEW_TIME = "new_time"  # reached, and asked to be called at another time


class TimeSource(StrEnum):
    AGREED = "agreed"  # in the attempt before
    NAMED = "named"  # by the caller, in the call
    OWN = "own"  # when it suited the staff


def time_source(windows: Sequence[Window], agreed_at: datetime | None, tried_at: datetime) -> TimeSource:
    """An agreed time counts before the windows of the call, which it replaced. Nobody dials to the second."""
    if agreed_at is not None:
        return TimeSource.AGREED if abs(tried_at - agreed_at) <= NEAR_ENOUGH else TimeSource.OWN
    named = any(window.earliest - NEAR_ENOUGH <= tried_at <= window.latest + NEAR_ENOUGH for window in windows)
    return TimeSource.NAMED if named else TimeSource.OWN
