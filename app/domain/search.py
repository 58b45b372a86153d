"""The search for free slots of one offering: pure interval arithmetic, day after day.

For each resource that suits a role, the stretches where it is at work and the gaps in what is taken become ranges of
start times; the ranges of a role's several stretches are cut with one another. A start on the grid is free when it lies
in the ranges of a lead and of one resource for each other role. Cost grows with the days that are asked for and with
what is taken on them, never with the rest of the calendar.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from app.domain.bookings import Slot
from app.domain.business import Absence, Offering, Resource
from app.domain.calendar import Calendar, Wish, first_on_grid, fits
from app.domain.candidates import Candidate
from app.domain.civil import day_span
from app.domain.day_rules import DayRules, Groups, needs_tokens
from app.domain.ids import ResourceId
from app.domain.intervals import Interval
from app.domain.rules.tokens import Group, group_of
from app.domain.stretches import Stretches, common_starts, contains, starts_inside
from app.domain.worktime import days_around, open_spans, open_stretches, reserved_stretches, work_stretches

Team = tuple[ResourceId, ...]  # one a role


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
        lead_kind = self.layout.roles[self.layout.lead].kind
        self.lead_is_apart = [role.kind for role in self.layout.roles].count(lead_kind) == 1
        self.needs_tokens = needs_tokens(calendar, offering)
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
        starts = [start for start in that_day.starts() if earliest <= start <= latest and fits(start, wish)]
        return list(that_day.candidates(starts))

    def at(self, starts_at: datetime, lead: Resource, *, at_any_hour: bool = False) -> Candidate | None:
        """With this lead at this instant (UTC) when nobody else has it; hours of the lead and of booking aside.

        `at_any_hour` leaves the hours of everybody aside: for what was agreed on before the rules were.
        """
        day = starts_at.astimezone(self.calendar.business.zone).date()
        return _Day(self, day, at_any_hour=at_any_hour).with_lead(lead, starts_at)


class _Day:
    """One civil day of a search."""

    def __init__(self, search: Search, day: date, *, at_any_hour: bool = False) -> None:
        self._search, self._calendar, self._offering = search, search.calendar, search.offering
        self._layout, self._business = search.layout, search.calendar.business
        self._span = day_span(day, self._business.zone)
        self._rules = DayRules(self._calendar, self._offering, self._span)
        self._days = days_around(self._business, day)
        self._doors = open_stretches(self._business, self._offering, self._days)
        self._reserved = reserved_stretches(self._business, self._offering, self._days, self._calendar.now)
        self._at_any_hour = at_any_hour
        self._at_work: dict[tuple[ResourceId, int], Stretches] = {}
        self._free: dict[tuple[ResourceId, int], Stretches] = {}
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

    def candidates(self, starts: Sequence[datetime]) -> Iterator[Candidate]:
        """At each of these starts, one for each lead who is free, in their order; a group that has a seat is joined."""
        free: list[list[Resource]] = [[] for _ in starts]
        for lead in self._search.leads if starts else ():
            for first, last in self._free_at_work(lead, self._layout.lead):
                for nth in range(bisect_left(starts, first), bisect_right(starts, last)):
                    free[nth].append(lead)
        for start, leads in zip(starts, free, strict=True):
            groups = self._search.groups.get(start, {})
            if not groups:
                found = [self._found(lead, start) for lead in leads]
            else:
                theirs = {group.resources[self._layout.lead]: group for group in groups}
                found = [
                    self._join(theirs[lead.id], start) if lead.id in theirs else self._found(lead, start)
                    for lead in self._search.leads
                    if lead in leads or (lead.id in theirs and self._all_at_work(theirs[lead.id].resources, start))
                ]
            yield from (candidate for candidate in found if candidate is not None)

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
        if not self._search.needs_tokens:
            return Candidate(self._slot(team, start), self._layout, team)
        if self._offering.capacity > 1:
            return self._seat(Group(self._offering.key, start, team), start, frozenset())
        tokens = None if self._rules.is_full(lead) else self._rules.tokens(team, self._taking(start))
        return None if tokens is None else Candidate(self._slot(team, start), self._layout, team, tokens)

    def _join(self, group: Group, start: datetime) -> Candidate | None:
        if any(self._is_outside(one, role, start) for role, one in enumerate(group.resources)):
            return None
        return self._seat(group, start, self._search.groups[start][group])

    def _is_outside(self, resource: ResourceId, role: int, start: datetime) -> bool:
        """Another system has it busy: the group that was booked before is one for the staff, nobody else joins."""
        elsewhere = self._calendar.outside.get(resource)
        blocks = self._layout.times[role].blocks
        return elsewhere is not None and not all(elsewhere.is_free(start + a, start + b) for a, b in blocks)

    def _seat(self, group: Group, start: datetime, taken: frozenset[ResourceId]) -> Candidate | None:
        tokens = self._rules.seat(group, taken, self._taking(start))
        if tokens is None:
            return None
        slot, left = self._slot(group.resources, start), self._offering.capacity - len(taken)
        return Candidate(slot, self._layout, group.resources, tokens, seats_left=left, group=group.name)

    def _taking(self, start: datetime) -> Interval:
        return Interval(start, start + self._layout.duration)

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
                if resource.id in chosen or resource.id == lead.id or self._rules.is_full(resource):
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
            for first, last in () if self._at_any_hour else self._layout.times[role].works:
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


def _groups_of(calendar: Calendar, offering: Offering) -> Groups:
    found: Groups = {}
    for resource in calendar.taken:
        group = group_of(resource)
        if group is not None and group.offering == offering.key:
            at_that_time = found.setdefault(group.starts_at, {})
            at_that_time[group] = at_that_time.get(group, frozenset()) | {resource}
    return found
