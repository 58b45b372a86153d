"""Whose appointment may give way when something urgent needs its place, and in which order they are asked.

Nobody is asked twice: a customer whom we have postponed before is left alone, whatever it would gain. Neither is an
urgent appointment touched, nor one that begins within a day. Among the others what has low priority goes first, then
what costs least: who has waited long for the appointment loses most by it, and so does who comes soonest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from app.domain.bookings import Booking
from app.domain.business import Business, Offering

NOT_WITHIN = timedelta(days=1)
A_DAY_WAITED_COSTS = 2.0
COMING_SOON_COSTS = 60.0  # divided by the days until it begins
A_REGULAR_COSTS = 10.0


class Protection(StrEnum):
    """Why an appointment stays where it is."""

    POSTPONED_BEFORE = "postponed_before"
    URGENT = "urgent"
    TOO_SOON = "too_soon"


@dataclass(frozen=True, slots=True)
class Movable:
    """A confirmed appointment and what matters about its customer."""

    booking: Booking
    booked_at: datetime
    postponed_by_us: int
    past_visits: int = 0


@dataclass(frozen=True, slots=True)
class PostponementRank:
    """`cost_minutes` is None for the protected, who come last."""

    movable: Movable
    cost_minutes: float | None
    protection: Protection | None
    days_waited: int
    days_ahead: int
    low_priority: bool = False

    def record(self) -> dict[str, object]:
        return {
            "reference": self.movable.booking.reference,
            "cost_minutes": None if self.cost_minutes is None else round(self.cost_minutes, 1),
            "protection": str(self.protection) if self.protection else None,
            "postponed_by_us": self.movable.postponed_by_us,
            "days_waited": self.days_waited,
            "days_ahead": self.days_ahead,
            "low_priority": self.low_priority,
        }


def whom_to_postpone(business: Business, movable: Sequence[Movable], *, now: datetime) -> tuple[PostponementRank, ...]:
    """Those who may be asked, the one who loses least first; then those who are protected."""
    ranks = [_rank(business, one, now) for one in movable]
    free = [rank for rank in ranks if rank.protection is None]
    return (
        *sorted(free, key=_least_loss),
        *(rank for rank in ranks if rank.protection is not None),
    )


def protection_of(business: Business, one: Movable, *, now: datetime) -> Protection | None:
    if one.postponed_by_us:
        return Protection.POSTPONED_BEFORE
    offering = _offering_of(business, one)
    if offering is not None and (offering.same_day or offering.high_priority):
        return Protection.URGENT
    return Protection.TOO_SOON if one.booking.slot.starts_at.astimezone(UTC) - now < NOT_WITHIN else None


def _rank(business: Business, one: Movable, now: datetime) -> PostponementRank:
    ahead, waited = one.booking.slot.starts_at.astimezone(UTC) - now, now - one.booked_at
    protection = protection_of(business, one, now=now)
    cost = waited.days * A_DAY_WAITED_COSTS + COMING_SOON_COSTS / max(1, ahead.days)
    cost += A_REGULAR_COSTS if one.past_visits else 0.0
    offering = _offering_of(business, one)
    low = offering is not None and offering.low_priority
    return PostponementRank(one, None if protection else cost, protection, waited.days, ahead.days, low)


def _least_loss(rank: PostponementRank) -> tuple[bool, float, datetime]:
    return not rank.low_priority, rank.cost_minutes or 0.0, rank.movable.booking.slot.starts_at


def _offering_of(business: Business, one: Movable) -> Offering | None:
    return next((offering for offering in business.offerings if offering.key == one.booking.slot.offering), None)
