"""Why offers do not suit, and what that leaves: another of them, another day, or a time that was not among them."""

import re

from app.dialogue.reading import Reading
from app.dialogue.state import Goal
from app.dialogue.turn import Turn
from app.domain.bookings import Slot
from app.domain.spoken.when import When

_BUT = re.compile(r"[.,;!?]+(?=\s|$)|\b(?:aber|sondern|dann|but|then)\b", re.IGNORECASE)
_TOO_EARLY_OR_LATE = re.compile(r"\bzu (?:früh|spät|zeitig)\b|\btoo (?:early|late)\b", re.IGNORECASE)


def the_other_suits(turn: Turn, goal: Goal, reading: Reading) -> Reading | None:
    """ "Um acht ist mir zu früh, den um neun nehme ich": what one of the offers was turned down for."""
    parts = [part for part in _BUT.split(reading.text) if part.strip()]
    rest = ", ".join(part for part in parts if not _TOO_EARLY_OR_LATE.search(part)).strip()
    if not rest or len(parts) < 2 or _TOO_EARLY_OR_LATE.search(reading.text) is None:
        return None
    read = turn.comprehension.read(rest, turn.state, now=turn.desk.now())
    return read if read.choice is not None and 0 <= read.choice < len(goal.offers) else None


_PLANS = re.compile(
    r"\b(?:habe?|bin|muss|arbeite|spiele?|gehe?|fahre?|mache?) (?:ich|wir)\b|\b(?:haben|sind|müssen) wir\b"
    r"|\b(?:i've got|i have|i'm|i am|i work|i play|we have|we're)\b",
    re.IGNORECASE,
)


def without_their_day(turn: Turn, goal: Goal, reading: Reading) -> When | None:
    """ "Nee, donnerstags hab ich Chor": what else was wished for, without the day that was offered."""
    if reading.answer != "no" or reading.when is None or not goal.offers or _PLANS.search(reading.text) is None:
        return None
    zone, now = turn.state.business.zone, turn.desk.now()
    parts = [part for part in _BUT.split(reading.text) if part.strip()]
    reasons = [part for part in parts if _PLANS.search(part)]
    when = turn.comprehension.when(", ".join(reasons), turn.language, now=now)
    if when is None or not when.windows or when.said_time:
        return None
    days = {window.earliest.date() for window in when.windows}
    offered = {slot.in_zone(zone).starts_at.date() for slot in goal.offers}
    if not offered & days:
        return None
    rest = ", ".join(part for part in parts if part not in reasons)
    instead = turn.comprehension.when(rest, turn.language, now=now, earlier=goal.when, expected=True)
    if instead is not None and instead.windows and instead.said_day and instead.heard:
        return instead  # "Montag hab ich Handwerker im Haus. Dienstag?"
    wished = goal.when.windows if goal.when is not None else ()
    return turn.comprehension.wish(tuple(window for window in wished if window.earliest.date() not in days))


def is_offered(goal: Goal, when: When) -> bool:
    """ "Acht Uhr ist mir zu früh": that day without that time, and no wish for another."""
    return any(window.fits(slot.starts_at) for window in when.windows for slot in goal.offers)


def still_denied(goal: Goal, reading: Reading) -> tuple[Slot, ...]:
    """Who asks in so many words for the time that they turned down wants it after all."""
    if reading.answer == "no" or reading.when is None:
        return goal.denied
    exact = [window.earliest for window in reading.when.windows if window.earliest == window.latest]
    return tuple(slot for slot in goal.denied if slot.starts_at not in exact)
