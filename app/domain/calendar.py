"""A business at one instant with all that is taken, and the grid of start times on which it books."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from app.domain.business import Business, Offering
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import FREE, Interval, Timeline
from app.domain.spoken.when import Window

Wish = Sequence[Interval]  # start times t fit when starts_at <= t <= ends_at, both included; empty = any time


@dataclass(frozen=True, slots=True)
class Calendar:
    """`taken` comes from every source of busy time. `closed_to_caller` are days this caller may not have.

    `outside` is the part of it that other systems call busy: a seat of a group is taken among others, never there.
    """

    business: Business
    now: datetime  # UTC
    taken: Mapping[ResourceId, Timeline] = field(default_factory=dict)
    closed_to_caller: frozenset[date] = frozenset()
    outside: Mapping[ResourceId, Timeline] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.business.zone).date()

    @property
    def last_start(self) -> datetime:
        return self.now + self.business.rules.horizon

    def last_start_of(self, offering: Offering) -> datetime:
        """An offering may end its horizon earlier than the business, not later."""
        horizon = self.business.rules.horizon
        return self.now + (horizon if offering.horizon is None else min(horizon, offering.horizon))

    def first_start(self, offering: Offering) -> datetime:
        """Notice counts in real time. What cannot wait (`same_day`) needs one step, to end the call and set out."""
        rules = self.business.rules
        notice = rules.minimum_notice if offering.minimum_notice is None else offering.minimum_notice
        return self.now + (rules.slot_step if offering.same_day else notice)

    def timeline(self, resource: ResourceId) -> Timeline:
        return self.taken.get(resource, FREE)


def blocked(offering: Offering, starts_at: datetime) -> Interval:
    """The whole time of an appointment with its buffers, in UTC; in phases it takes less: see `Candidate.claims`."""
    start = starts_at.astimezone(UTC)
    return Interval(start - offering.buffer_before, start + offering.duration + offering.buffer_after)


def grid(business: Business, offering: Offering, span: Interval) -> Iterator[datetime]:
    """Start times in UTC at which the appointment fits into an opening span."""
    start, step = first_on_grid(business, span.starts_at), business.rules.slot_step
    while start + offering.duration <= span.ends_at:
        yield start
        start += step


def first_on_grid(business: Business, opens_at: datetime) -> datetime:
    """The grid counts from local midnight of the day on which a span begins."""
    local = opens_at.astimezone(business.zone)
    since_midnight = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
    return opens_at + -since_midnight % business.rules.slot_step


def fits(start: datetime, wish: Wish) -> bool:
    return not wish or any(part.starts_at <= start <= part.ends_at for part in wish)


def wish_of(windows: Sequence[Window]) -> Wish:
    return [Interval(window.earliest.astimezone(UTC), window.latest.astimezone(UTC)) for window in windows]


def excluded_offerings(business: Business, offering: Offering) -> frozenset[OfferingKey]:
    """Offerings that may not fall on the same day, whichever of the two says so."""
    says_so = {other.key for other in business.offerings if offering.key in other.not_same_day_as}
    return offering.not_same_day_as | says_so


def apart_from(business: Business, offering: Offering) -> frozenset[OfferingKey]:
    """Offerings that may not run at the same time, whichever of the two says so; perhaps itself."""
    says_so = {other.key for other in business.offerings if offering.key in other.not_in_parallel_with}
    return offering.not_in_parallel_with | says_so
