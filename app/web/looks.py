"""Looks at calls that are asked for in many requests, each to be one line of the access log."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.domain.ids import CallSid

ONE_LOOK = timedelta(minutes=10)
"""A browser asks for one sound many times, a program for one call until it is over: within so long that is one look."""

MOST_REMEMBERED = 1_000


@dataclass(slots=True)
class Looks:
    """Who has just begun to look at what."""

    _begun: OrderedDict[tuple[str, CallSid], datetime] = field(default_factory=OrderedDict)

    def begins(self, who: str, call_sid: CallSid, now: datetime, *, anew: bool = False) -> bool:
        """`anew`: a look of its own, however short the last one was ago."""
        known = self._begun.get((who, call_sid))
        if not anew and known is not None and now - known < ONE_LOOK:
            return False
        self._begun[who, call_sid] = now
        self._begun.move_to_end((who, call_sid))
        while len(self._begun) > MOST_REMEMBERED:
            self._begun.popitem(last=False)
        return True
