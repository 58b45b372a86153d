"""The search for free slots of one offering: pure interval arithmetic, day after day.

For each resource that suits a role, the stretches where it is at work and the gaps in what is taken become ranges of
start times; the ranges of a role's several stretches are cut with one another. A start on the grid is free when it lies
in the ranges of a lead and of one resource for each other role. Cost grows with the days that are asked for and with
what is taken on them, never with the rest of the calendar.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from app.domain.bookings import Slot
from app.domain.business import Absence, Offering, Resource
from app.domain.calendar import Calendar, Wish, apart_from, first_on_grid, fits
from app.domain.candidates import Candidate, Claim
from app.domain.civil import day_span
from app.domain.ids import ResourceId
from app.domain.intervals import Interval
from app.domain.rules.tokens import WHOLE_BUSINESS, Group, alone, cap_place, exclusion_claims, group_of, runs
from app.domain.stretches import Stretches, common_starts, contains, starts_inside
from app.domain.worktime import days_around, open_spans, open_stretches, reserved_stretches, work_stretches

Team = tuple[ResourceId, ...]  # one a role
Groups = Mapping[datetime, Mapping[Group, frozenset[ResourceId]]]  # by start: who is in, as the seats that are taken


class Search:
    """For one calendar, offering and choice of leads; a day is worked out anew each time it is asked for."""

    def __init__(self, calendar: Calendar, offering: Offering, leads: Sequence[Resource]) -> None:
        business = calendar.business
        self.calendar, self.offering, self.leads = calendar, offering, leads
        self.layout = business.layout(offering)
        self.suited = [
            [resource for resource in business.resources if business.suits(resource, role, offering.key)]
            for role in self.layout.roles
        ]
        self.apart = apart_from(business, offering)
        lead_kind = self.layout.roles[self.layout.lead].kind
        self.lead_is_apart = [role.kind for role in self.layout.roles].count(lead_kind) == 1
        limits = (offering.max_per_day, business.rules.max_per_day, *(one.max_per_day for one in business.resources))
        self.takes_no_tokens = not self.apart and offering.capacity == 1 and limits.count(None) == len(limits)
        self.groups = _groups_of(calendar, offering) if offering.capacity > 1 else {}
        self.absences: dict[ResourceId, list[Absence]] = {}
        for absence in business.absences:
            self.absences.setdefault(absence.resource, []).append(absence)

    def on(self, day: date, wish: Wish = ()) -> list[Candidate]:
        """Every free slot that starts on a civil day and fits the wish, by start."""
        if day in self.calendar.closed_to_caller:
            return []
        earliest = self.calendar.first_start(self.offering)
        latest = self.calendar.last_start_of(self.offering)
        that_day = _Day(self, day)
        return [
            candidate
            for start in that_day.starts()
            if earliest <= start <= latest and fits(start, wish)
            for candidate in that_day.candidates(start)
        ]

    def at(self, starts_at: datetime, lead: Resource) -> Candidate | None:
        """With this lead at this instant (UTC) when nobody else has it; hours of the lead and of booking aside."""
        day = starts_at.astimezone(self.calendar.business.zone).date()
        return _Day(self, day).with_lead(lead, starts_at)


class _Day:
    """One civil day of a search."""

    def __init__(self, search: Search, day: date) -> None:
        self._search, self._calendar, self._offering = search, search.calendar, search.offering
        self._layout, self._business = search.layout, search.calendar.business
        self._span = day_span(day, self._business.zone)
        self._days = days_around(self._business, day)
        self._doors = open_stretches(self._business, self._offering, self._days)
        self._reserved = reserved_stretches(self._business, self._offering, self._days, self._calendar.now)
        self._at_work: dict[tuple[ResourceId, int], Stretches] = {}
        self._free: dict[tuple[ResourceId, int], Stretches] = {}
        self._caps: dict[str, ResourceId | None] = {}
        self._rest: dict[datetime, Team | None] = {}
        self._local: dict[datetime, tuple[datetime, datetime]] = {}

    def starts(self) -> list[datetime]:
        """The grid of this day where the appointment fits into the hours, in UTC."""
        fitting = starts_inside(self._doors, timedelta(0), self._layout.duration)
        step, found = self._business.rules.slot_step, set()
        for day in self._days if fitting else ():
            for span in open_spans(self._business, day):
                start = first_on_grid(self._business, span.starts_at)
                while start < span.ends_at:
                    if self._span.starts_at <= start < self._span.ends_at and contains(fitting, start):
                        found.add(start)
                    start += step
        return sorted(found)

    def candidates(self, start: datetime) -> Iterator[Candidate]:
        """One for each lead who is free, in their order; joining a group that has a seat comes before a new one."""
        lead_role = self._layout.lead
        groups = self._search.groups.get(start, {})
        for lead in self._search.leads:
            joined = [group for group in groups if group.resources[lead_role] == lead.id]
            if joined:
                if self._all_at_work(joined[0].resources, start) and (found := self._join(joined[0], start)):
                    yield found
            elif contains(self._free_at_work(lead, lead_role), start) and (found := self._found(lead, start)):
                yield found

    def with_lead(self, lead: Resource, start: datetime) -> Candidate | None:
        for group in self._search.groups.get(start, {}):
            if group.resources[self._layout.lead] == lead.id:
                return self._join(group, start)
        timeline = self._calendar.timeline(lead.id)
        blocks = self._layout.times[self._layout.lead].blocks
        free = all(timeline.is_free(start + first, start + last) for first, last in blocks)
        return self._found(lead, start) if free else None

    def _found(self, lead: Resource, start: datetime) -> Candidate | None:
        """The lead is free: the rest of the team, and what the rules take."""
        team = self._team(lead, start)
        if team is None:
            return None
        if self._search.takes_no_tokens:
            return Candidate(self._slot(team, start), self._layout, team)
        end = start + self._layout.duration
        if self._is_full(lead) or not self._nothing_apart(start, end):
            return None
        if self._offering.capacity > 1:
            return self._in_group(Group(self._offering.key, start, team), start, frozenset())
        tokens = self._cap_claims(team)
        if tokens is None:
            return None
        span = Interval(start, end)
        exclusions = exclusion_claims(self._offering.key, self._search.apart, span)
        return Candidate(self._slot(team, start), self._layout, team, (*tokens, *exclusions))

    def _join(self, group: Group, start: datetime) -> Candidate | None:
        return self._in_group(group, start, self._search.groups[start][group])

    def _in_group(self, group: Group, start: datetime, taken: frozenset[ResourceId]) -> Candidate | None:
        """A seat in it. Of the daily caps only the offering's counts seats; people lead the group once."""
        seats = [group.seat(nth + 1) for nth in range(self._offering.capacity)]
        left = [seat for seat in seats if seat not in taken]
        tokens = self._cap_claims(())
        if not left or tokens is None:
            return None
        span = Interval(start, start + self._layout.duration)
        exclusions = exclusion_claims(self._offering.key, self._search.apart, span, group=group.name)
        return Candidate(
            self._slot(group.resources, start),
            self._layout,
            group.resources,
            (Claim(left[0], span), *tokens, *exclusions),
            seats_left=len(left),
            group=group.name,
        )

    def _slot(self, team: Team, start: datetime) -> Slot:
        if start not in self._local:
            zone = self._business.zone
            self._local[start] = start.astimezone(zone), (start + self._layout.duration).astimezone(zone)
        starts_at, ends_at = self._local[start]
        room = self._layout.room
        return Slot(
            self._offering.key, starts_at, ends_at, team[self._layout.lead], None if room is None else team[room]
        )

    # --- people and things --------------------------------------------------------------------------------------------

    def _team(self, lead: Resource, start: datetime) -> Team | None:
        """The first that are free, in the business's order, and nobody in two roles."""
        if not self._search.lead_is_apart:
            return self._fill((), lead, start)
        if start not in self._rest:  # nobody else can be the lead, so the rest is the same for every lead
            self._rest[start] = self._fill((), lead, start)
        rest, nth = self._rest[start], self._layout.lead
        return None if rest is None else (*rest[:nth], lead.id, *rest[nth + 1 :])

    def _fill(self, chosen: Team, lead: Resource, start: datetime) -> Team | None:
        role = len(chosen)
        if role == len(self._layout.roles):
            return chosen
        for resource in (lead,) if role == self._layout.lead else self._search.suited[role]:
            if role != self._layout.lead:
                if resource.id in (*chosen, lead.id) or self._is_full(resource):
                    continue
                if not contains(self._free_at_work(resource, role), start):
                    continue
            if team := self._fill((*chosen, resource.id), lead, start):
                return team
        return None

    def _all_at_work(self, team: Team, start: datetime) -> bool:
        at_work = (self._work_starts(self._business.resource(one), role) for role, one in enumerate(team))
        return all(contains(starts, start) for starts in at_work)

    def _work_starts(self, resource: Resource, role: int) -> Stretches:
        """Start times at which all its stretches in this role fall into its working time."""
        known = self._at_work.get((resource.id, role))
        if known is None:
            stretches = work_stretches(
                self._business,
                resource,
                self._days,
                doors=self._doors,
                absences=self._search.absences.get(resource.id, ()),
                reserved=self._reserved,
            )
            known = [(self._span.starts_at, self._span.ends_at)]
            for first, last in self._layout.times[role].works:
                known = common_starts(known, starts_inside(stretches, first, last))
            self._at_work[resource.id, role] = known
        return known

    def _free_at_work(self, resource: Resource, role: int) -> Stretches:
        """The same, where nothing else is taken, buffers included."""
        known = self._free.get((resource.id, role))
        if known is None:
            known = self._work_starts(resource, role)
            timeline, blocks = self._calendar.timeline(resource.id), self._layout.times[role].blocks
            if known and blocks:
                gaps = timeline.gaps(self._span.starts_at + blocks[0][0], self._span.ends_at + blocks[-1][1])
                for first, last in blocks:
                    known = common_starts(known, starts_inside(gaps, first, last))
            self._free[resource.id, role] = known
        return known

    # --- rules that take tokens ---------------------------------------------------------------------------------------

    def _cap_claims(self, team: Team) -> tuple[Claim, ...] | None:
        """A place in each daily cap that this appointment falls under; None when one is full. A seat has no team."""
        wanted = [(f"offering:{self._offering.key}", self._offering.max_per_day)]
        if team:
            wanted.append((WHOLE_BUSINESS, self._business.rules.max_per_day))
            wanted += [(one, self._business.resource(one).max_per_day) for one in team]
        claims = []
        for scope, limit in wanted:
            if limit is not None:
                place = self._cap(scope, limit)
                if place is None:
                    return None
                claims.append(Claim(place, self._span))
        return tuple(claims)

    def _is_full(self, resource: Resource) -> bool:
        limit = resource.max_per_day
        return limit is not None and self._offering.capacity == 1 and self._cap(resource.id, limit) is None

    def _cap(self, scope: str, limit: int) -> ResourceId | None:
        if scope not in self._caps:
            places = (cap_place(scope, nth + 1) for nth in range(limit))
            self._caps[scope] = next((place for place in places if self._is_untouched(place)), None)
        return self._caps[scope]

    def _is_untouched(self, token: ResourceId) -> bool:
        return self._calendar.timeline(token).is_free(self._span.starts_at, self._span.ends_at)

    def _nothing_apart(self, start: datetime, end: datetime) -> bool:
        mine = self._offering.key
        going_on = (alone(mine) if other == mine else runs(other) for other in self._search.apart)
        return all(self._calendar.timeline(token).is_free(start, end) for token in going_on)


def _groups_of(calendar: Calendar, offering: Offering) -> Groups:
    found: dict[datetime, dict[Group, frozenset[ResourceId]]] = {}
    for resource in calendar.taken:
        group = group_of(resource)
        if group is not None and group.offering == offering.key:
            at_that_time = found.setdefault(group.starts_at, {})
            at_that_time[group] = at_that_time.get(group, frozenset()) | {resource}
    return found
