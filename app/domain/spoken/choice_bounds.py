"""A clock time from or until which a choice among offers holds: "den ersten ab halb vier". PURE."""

import re
from collections.abc import Sequence
from datetime import datetime

from app.domain.spoken.alphabets import Language
from app.domain.spoken.clock_words import ClockMention, clock_mentions

BOUND = re.compile(
    r"(?<!\bviertel )(?<!\bminuten )(?<!\bzehn )(?<!\bfuenf )(?<!\bzwanzig )(?<!\bquarter )(?<!\bten )(?<!\bfive )"
    r"(?<!\btwenty )(?<!\bhalf )\b(?P<way>ab|nach|vor|bis|fruehestens|spaetestens|after|from|before|by|until|past)\b"
    r"(?! (?:dem|der|den|die|das|the)\b)[^,.;!?]*"
)
"""A clock time that the caller has to be there from or gone by."""
_UNTIL = frozenset({"vor", "bis", "spaetestens", "before", "by", "until"})
_WAKING = range(7, 22)


def within_bound(
    said: str, language: Language, options: Sequence[datetime], left: Sequence[int]
) -> tuple[int, ...] | None:
    """Of the options that are `left`, those that fit; None when the bound names no clock time."""
    found = BOUND.search(said)
    if found is None:
        return None
    time_said = found[0].removeprefix(found["way"])
    mentions = clock_mentions(f"{'um' if language == 'de' else 'at'}{time_said}", language)
    if not mentions or (at := _minutes(mentions[0])) is None:
        return None
    until = found["way"] in _UNTIL
    return tuple(nth for nth in left if (_of_day(options[nth]) <= at if until else _of_day(options[nth]) >= at))


def _minutes(mention: ClockMention) -> int | None:
    hours = [hour for hour in _WAKING if mention.fits_hour(hour)]
    return hours[0] * 60 + (mention.minute or 0) if hours else None


def _of_day(start: datetime) -> int:
    return start.hour * 60 + start.minute
