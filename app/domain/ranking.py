"""Two or three good offers out of everything that is free, each with the reasons for it.

A slot costs minutes of inconvenience: how far it lies from the wish (or how late, when it lies inside), a gap it
leaves that no appointment fills, a person the customer does not know. The cheapest is offered first. Each further one
also pays for being like those already chosen, so that a caller hears a real choice (today at ten, today at two,
tomorrow at eight) and not three neighbouring quarter hours. Nothing is offered within half an hour of another offer,
and a third offer not within the hour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from app.domain.availability import Calendar, Wish, blocked, fits, open_spans
from app.domain.bookings import Slot
from app.domain.business import Business, Offering
from app.domain.ids import ResourceId
from app.domain.intervals import Interval

A_DAY_LATER_COSTS = 60.0
A_DAY_LATER_COSTS_WHAT_CANNOT_WAIT = 600.0
A_DAY_OFF_THE_WISH_COSTS = 120.0
AN_HOUR_LATER_COSTS = 3.0
AN_UNUSABLE_GAP_COSTS = 15.0
A_STRANGER_COSTS = 30.0
AFTERNOON_FROM_HOUR = 13


class Reason(StrEnum):
    """Why a slot is offered; constant words, kept with the decision."""

    FITS_WISH = "fits_wish"
    NEAREST_TO_WISH = "nearest_to_wish"
    EARLIEST = "earliest"
    ANOTHER_DAY = "another_day"
    ANOTHER_TIME = "another_time"
    NO_GAP = "no_gap"
    FAMILIAR_PERSON = "familiar_person"


@dataclass(frozen=True, slots=True)
class Pick:
    slot: Slot
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Taste:
    """What is known about the caller's liking. `turned_down` were offered before and not taken."""

    wish: Wish = ()
    familiar: ResourceId | None = None
    turned_down: tuple[Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    slot: Slot
    cost: float
    leaves_gap: bool


def best_offers(
    calendar: Calendar, offering: Offering, free: Sequence[Slot], taste: Taste, *, count: int
) -> tuple[Pick, ...]:
    """The best slot first; further ones by time when they are inside the wish, by nearness when outside it."""
    candidates = _cheapest_person_each(calendar, offering, free, taste)
    chosen: list[_Candidate] = []
    while candidates and len(chosen) < count:
        best = min(candidates, key=lambda c: (c.cost + _likeness(c.slot, [o.slot for o in chosen]), c.slot.starts_at))
        chosen.append(best)
        apart = timedelta(minutes=30 if len(chosen) == 1 else 60)
        candidates = [c for c in candidates if all(abs(c.slot.starts_at - o.slot.starts_at) >= apart for o in chosen)]
    if chosen and _inside(chosen[0].slot, taste.wish):
        chosen[1:] = sorted(chosen[1:], key=lambda c: c.slot.starts_at)
    earliest = min((slot.starts_at for slot in free), default=None)
    return tuple(
        Pick(candidate.slot, _reasons(candidate, chosen[:nth], taste, earliest)) for nth, candidate in enumerate(chosen)
    )


def _cheapest_person_each(
    calendar: Calendar, offering: Offering, free: Sequence[Slot], taste: Taste
) -> list[_Candidate]:
    """One candidate a start time, since to most callers the time is the choice."""
    days = sorted({slot.starts_at.date() for slot in free})
    openings = {day: open_spans(calendar.business, day) for day in days}
    unwanted = {slot.starts_at.astimezone(UTC) for slot in taste.turned_down}
    a_day_later = A_DAY_LATER_COSTS_WHAT_CANNOT_WAIT if offering.same_day else A_DAY_LATER_COSTS
    cheapest: dict[datetime, _Candidate] = {}
    for slot in free:
        start = slot.starts_at.astimezone(UTC)
        if start in unwanted:
            continue
        day = slot.starts_at.date()
        if _inside(slot, taste.wish):
            cost = days.index(day) * a_day_later + slot.starts_at.hour * AN_HOUR_LATER_COSTS
        else:
            cost = min(_distance(slot, part, calendar.business) for part in taste.wish)
        gaps = 0 if offering.same_day else _unusable_gaps(calendar, offering, slot, openings[day])
        cost += gaps * AN_UNUSABLE_GAP_COSTS
        cost += A_STRANGER_COSTS if taste.familiar not in (None, slot.resource) else 0.0
        cost += _likeness(slot, taste.turned_down) / 2
        if start not in cheapest or cost < cheapest[start].cost:
            cheapest[start] = _Candidate(slot, cost, leaves_gap=gaps > 0)
    return list(cheapest.values())


def _inside(slot: Slot, wish: Wish) -> bool:
    return fits(slot.starts_at.astimezone(UTC), wish)


def _distance(slot: Slot, part: Interval, business: Business) -> float:
    """Minutes outside a part of the wish on its own days; else days off it, and half the change in time of day."""
    first, last = part.starts_at.astimezone(business.zone), part.ends_at.astimezone(business.zone)
    day, start = slot.starts_at.date(), slot.starts_at.astimezone(UTC)
    if first.date() <= day <= last.date():
        return max(part.starts_at - start, start - part.ends_at, timedelta(0)) / timedelta(minutes=1)
    days_off = (first.date() - day).days if day < first.date() else (day - last.date()).days
    if first.date() != last.date():
        return days_off * A_DAY_OFF_THE_WISH_COSTS
    minute = _minute_of_day(slot.starts_at)
    change = max(_minute_of_day(first) - minute, minute - _minute_of_day(last), 0)
    return days_off * A_DAY_OFF_THE_WISH_COSTS + change / 2


def _likeness(slot: Slot, others: Sequence[Slot]) -> float:
    """What being like the others costs; starts on another day and at another time cost nothing."""
    return sum(_likeness_to(slot, other) for other in others)


def _likeness_to(slot: Slot, other: Slot) -> float:
    if slot.starts_at.date() != other.starts_at.date():
        near = abs(_minute_of_day(slot.starts_at) - _minute_of_day(other.starts_at)) < 30
        return 15.0 if near else 0.0
    if abs(slot.starts_at - other.starts_at) < timedelta(hours=1):
        return 600.0
    same_half = (slot.starts_at.hour < AFTERNOON_FROM_HOUR) == (other.starts_at.hour < AFTERNOON_FROM_HOUR)
    return 100.0 if same_half else 40.0


def _unusable_gaps(calendar: Calendar, offering: Offering, slot: Slot, openings: Sequence[Interval]) -> int:
    """How many stretches beside the appointment become too short for any other appointment of this person."""
    start = slot.starts_at.astimezone(UTC)
    opening = next((span for span in openings if span.starts_at <= start < span.ends_at), None)
    if opening is None:
        return 0
    block, timeline = blocked(offering, start), calendar.timeline(slot.resource)
    skills = calendar.business.resource(slot.resource).skills
    shortest = min(other.duration for other in calendar.business.offerings if other.key in skills)
    free_from = max(timeline.taken_until(block.starts_at) or opening.starts_at, opening.starts_at)
    free_until = min(timeline.taken_from(block.ends_at) or opening.ends_at, opening.ends_at)
    beside = (block.starts_at - free_from, free_until - block.ends_at)
    return sum(timedelta(0) < gap < shortest for gap in beside)


def _reasons(
    candidate: _Candidate, earlier: Sequence[_Candidate], taste: Taste, earliest: datetime | None
) -> tuple[Reason, ...]:
    slot = candidate.slot
    reasons = [Reason.FITS_WISH if _inside(slot, taste.wish) else Reason.NEAREST_TO_WISH]
    if slot.starts_at == earliest:
        reasons.append(Reason.EARLIEST)
    if earlier:
        days = {other.slot.starts_at.date() for other in earlier}
        reasons.append(Reason.ANOTHER_TIME if slot.starts_at.date() in days else Reason.ANOTHER_DAY)
    if not candidate.leaves_gap:
        reasons.append(Reason.NO_GAP)
    if taste.familiar == slot.resource:
        reasons.append(Reason.FAMILIAR_PERSON)
    return tuple(reasons)


def _minute_of_day(local: datetime) -> int:
    return local.hour * 60 + local.minute
