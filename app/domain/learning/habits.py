"""With whom and when a customer usually comes, from their own past appointments."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.bookings import Slot
from app.domain.ids import ResourceId

ENOUGH_VISITS = 3
MOSTLY = 0.6
FORENOON, AFTERNOON, EVENING = "forenoon", "afternoon", "evening"
AFTERNOON_FROM_HOUR, EVENING_FROM_HOUR = 13, 17


@dataclass(frozen=True, slots=True)
class Habits:
    """None where the customer has none. Shares are of `visits`."""

    visits: int = 0
    person: ResourceId | None = None
    part_of_day: str | None = None  # forenoon, afternoon, evening
    part_share: float = 0.0
    weekday: int | None = None
    weekday_share: float = 0.0


NO_HABITS = Habits()


def part_of_day(start: datetime) -> str:
    """Of a local time."""
    if start.hour < AFTERNOON_FROM_HOUR:
        return FORENOON
    return AFTERNOON if start.hour < EVENING_FROM_HOUR else EVENING


def habits_of(past: Sequence[Slot]) -> Habits:
    """Of appointments in the business's zone; less than three are no habit, nor is what happens less than mostly."""
    if not past:
        return NO_HABITS
    last = max(past, key=lambda slot: slot.starts_at)
    if len(past) < ENOUGH_VISITS:
        return Habits(visits=len(past), person=last.resource)
    part, part_share = _mostly([part_of_day(slot.starts_at) for slot in past])
    weekday, weekday_share = _mostly([str(slot.starts_at.weekday()) for slot in past])
    person, _ = _mostly([slot.resource for slot in past])
    return Habits(
        visits=len(past),
        person=ResourceId(person) if person else last.resource,
        part_of_day=part,
        part_share=part_share,
        weekday=int(weekday) if weekday else None,
        weekday_share=weekday_share,
    )


def _mostly(values: Sequence[str]) -> tuple[str | None, float]:
    value, times = Counter(values).most_common(1)[0]
    share = times / len(values)
    return (value, share) if share >= MOSTLY else (None, 0.0)
