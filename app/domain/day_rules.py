"""What the rules of a business take on one civil day, as tokens: places in daily caps, seats of groups, exclusions."""

from datetime import datetime

from app.domain.business import Offering, Resource
from app.domain.calendar import Calendar, apart_from
from app.domain.candidates import Claim
from app.domain.ids import OfferingKey, ResourceId
from app.domain.intervals import Interval
from app.domain.rules.tokens import WHOLE_BUSINESS, Group, alone, cap_place, exclusion_claims, runs

Tokens = tuple[Claim, ...]


def needs_tokens(calendar: Calendar, offering: Offering) -> bool:
    """Whether any rule takes a token of this offering; most businesses have none."""
    business = calendar.business
    limits = (offering.max_per_day, business.rules.max_per_day, *(one.max_per_day for one in business.resources))
    return offering.capacity > 1 or bool(apart_from(business, offering)) or any(one is not None for one in limits)


class DayRules:
    """For one offering. People and the business count in their caps once an appointment, a group's seats do not."""

    def __init__(self, calendar: Calendar, offering: Offering, day: Interval) -> None:
        self._calendar, self._offering, self._day = calendar, offering, day
        self._apart = apart_from(calendar.business, offering)
        self._places: dict[str, ResourceId | None] = {}

    def is_full(self, resource: Resource) -> bool:
        limit = resource.max_per_day
        return limit is not None and self._offering.capacity == 1 and self._place(resource.id, limit) is None

    def tokens(self, team: tuple[ResourceId, ...], span: Interval) -> Tokens | None:
        """Of an appointment of its own; None when a cap is full or something is going on that it must not meet."""
        caps = self._caps(team)
        if caps is None or not self._nothing_apart(span):
            return None
        return (*caps, *exclusion_claims(self._offering.key, self._apart, span))

    def seat(self, group: Group, taken: frozenset[ResourceId], span: Interval) -> Tokens | None:
        """Of one more member of a group; None when it is full, or the offering's cap is."""
        name, caps = group.name, self._caps(())
        seats = (group.seat(nth + 1, name) for nth in range(self._offering.capacity))
        seat = next((seat for seat in seats if seat not in taken), None)
        if caps is None or seat is None or (not taken and not self._nothing_apart(span)):
            return None
        return (Claim(seat, span), *caps, *exclusion_claims(self._offering.key, self._apart, span, group=name))

    def _caps(self, team: tuple[ResourceId, ...]) -> Tokens | None:
        business = self._calendar.business
        wanted = [(f"offering:{self._offering.key}", self._offering.max_per_day)]
        if team:
            wanted.append((WHOLE_BUSINESS, business.rules.max_per_day))
            wanted += [(one, business.resource(one).max_per_day) for one in team]
        places = [self._place(scope, limit) for scope, limit in wanted if limit is not None]
        return None if None in places else tuple(Claim(place, self._day) for place in places if place is not None)

    def _place(self, scope: str, limit: int) -> ResourceId | None:
        """The first free place of a cap."""
        if scope not in self._places:
            places = (cap_place(scope, nth + 1) for nth in range(limit))
            self._places[scope] = next((place for place in places if self._is_free(place, self._day)), None)
        return self._places[scope]

    def _nothing_apart(self, span: Interval) -> bool:
        return all(self._is_free(self._going_on(other), span) for other in self._apart)

    def _going_on(self, other: OfferingKey) -> ResourceId:
        return alone(other) if other == self._offering.key else runs(other)

    def _is_free(self, token: ResourceId, span: Interval) -> bool:
        return self._calendar.timeline(token).is_free(span.starts_at, span.ends_at)


Groups = dict[datetime, dict[Group, frozenset[ResourceId]]]
"""The groups that have members, by their start, with the seats that are taken."""
