"""A business as data: hours, rules, resources, offerings, knowledge, escalation. Values only; checked on creation."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from app.domain.ids import E164, BusinessId, OfferingKey, ResourceId
from app.domain.rules.between import Prerequisite, Task
from app.domain.rules.hours import CLOSED, OpeningHours, Spans, Week
from app.domain.rules.phases import Layout, Phase, ResourceKind, Role, Text, lay_out
from app.domain.rules.recording import RecordingRules
from app.domain.rules.retention import RetentionRules
from app.domain.transfers.paths import Escalation, EscalationPath

__all__ = [
    "CLOSED",
    "Absence",
    "BookingRules",
    "Business",
    "Escalation",
    "EscalationPath",
    "FaqEntry",
    "Language",
    "Offering",
    "OpeningHours",
    "Phase",
    "Reservation",
    "Resource",
    "ResourceKind",
    "Role",
    "Season",
    "Spans",
    "Text",
]

Language = Literal["de", "en"]
ANY_PERSON, ANY_ROOM = "person", "room"  # the roles of an offering that names none


@dataclass(frozen=True, slots=True)
class Reservation:
    """Times that are kept for some offerings until shortly before: the hour of the pain patients."""

    weekly: Week
    offerings: frozenset[OfferingKey]
    released_before: timedelta = timedelta(0)  # then everybody may have what is left


@dataclass(frozen=True, slots=True)
class BookingRules:
    minimum_notice: timedelta = timedelta(hours=2)
    horizon: timedelta = timedelta(days=90)
    slot_step: timedelta = timedelta(minutes=15)
    hold_for: timedelta = timedelta(seconds=180)
    max_per_day: int | None = None
    reservations: tuple[Reservation, ...] = ()
    keeps_waiting_list: bool = True


class Season(StrEnum):
    """What the school holidays mean for a resource or an offering."""

    ALWAYS = "always"
    NOT_IN_SCHOOL_HOLIDAYS = "not_in_school_holidays"
    ONLY_IN_SCHOOL_HOLIDAYS = "only_in_school_holidays"

    def includes(self, *, school_holiday: bool) -> bool:
        return self is Season.ALWAYS or school_holiday == (self is Season.ONLY_IN_SCHOOL_HOLIDAYS)


@dataclass(frozen=True, slots=True)
class Resource:
    """A person, room or piece of equipment. `days` are weekdays (0 = Monday) on which a person works.

    Without `hours` of their own they follow the opening hours; breaks are taken out of either. A room or a piece of
    equipment without skills suits every offering.
    """

    id: ResourceId
    name: str
    kind: ResourceKind
    skills: frozenset[str] = frozenset()  # keys of offerings, or words that roles ask for
    days: frozenset[int] = frozenset(range(7))
    hours: Week | None = None
    breaks: Week | None = None
    season: Season = Season.ALWAYS
    max_per_day: int | None = None
    mail: str | None = None  # where a person is told of what callers leave for them
    sms: E164 | None = None


@dataclass(frozen=True, slots=True)
class Offering:
    """What is booked. Duration is the appointment itself; buffers block the resources but are not told to the caller.

    `same_day` = urgent by nature: it is offered at the earliest, and the minimum notice does not apply to it.
    Without `phases` the appointment is one, with a person of this skill and a room where the business has rooms.
    `not_in_parallel_with` holds for the whole business; `hours` are the only times at which it may start and end.
    """

    key: OfferingKey
    names: Text
    duration: timedelta
    buffer_before: timedelta = timedelta(0)
    buffer_after: timedelta = timedelta(0)
    preparation: str | None = None
    follow_up_days: int | None = None
    not_same_day_as: frozenset[OfferingKey] = frozenset()
    same_day: bool = False
    high_priority: bool = False
    phases: tuple[Phase, ...] = ()
    roles: tuple[Role, ...] = ()
    capacity: int = 1
    not_in_parallel_with: frozenset[OfferingKey] = frozenset()
    requires: tuple[Prerequisite, ...] = ()
    documents: tuple[Text, ...] = ()
    tasks: tuple[Task, ...] = ()
    max_per_day: int | None = None
    minimum_notice: timedelta | None = None  # None = the business's
    horizon: timedelta | None = None
    hours: Week | None = None
    season: Season = Season.ALWAYS
    low_priority: bool = False

    @property
    def priority(self) -> int:
        """1 high, 0 normal, -1 low."""
        return int(self.high_priority) - int(self.low_priority)


@dataclass(frozen=True, slots=True)
class FaqEntry:
    questions: Text
    answers: Text


@dataclass(frozen=True, slots=True)
class Absence:
    """Whole days, or a part of each of them when clock times are given (an end of 00:00 is midnight)."""

    resource: ResourceId
    first_day: date
    last_day: date  # inclusive
    note: str = ""
    from_time: time | None = None
    until_time: time | None = None

    @property
    def whole_days(self) -> bool:
        return self.from_time is None and self.until_time is None


@dataclass(frozen=True, slots=True)
class Business:
    id: BusinessId
    name: str
    industry: str
    zone: ZoneInfo
    default_language: Language
    languages: tuple[Language, ...]
    numbers: tuple[E164, ...]
    address: str
    hours: OpeningHours
    rules: BookingRules
    resources: tuple[Resource, ...]
    offerings: tuple[Offering, ...]
    faq: tuple[FaqEntry, ...] = ()
    escalation: Escalation = field(default_factory=lambda: Escalation(None))
    absences: tuple[Absence, ...] = ()
    school_region: str | None = None  # whose school holidays something here depends on
    former_resources: tuple[Resource, ...] = ()  # still named by old bookings; they cannot be booked
    former_offerings: tuple[Offering, ...] = ()
    recording: RecordingRules = field(default_factory=RecordingRules)
    retention: RetentionRules = field(default_factory=RetentionRules)
    _layouts: dict[OfferingKey, tuple[Offering, Layout]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )  # remembered: a large calendar asks for the same few a thousand times
    _leads: dict[OfferingKey, tuple[Resource, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def rooms(self) -> tuple[Resource, ...]:
        return tuple(resource for resource in self.resources if resource.kind is ResourceKind.ROOM)

    def layout(self, offering: Offering) -> Layout:
        """The offering's phases and roles, those it does not name filled in."""
        known = self._layouts.get(offering.key)
        if known is None or known[0] is not offering:  # one with learned durations has the same key
            known = self._layouts[offering.key] = offering, self._laid_out(offering)
        return known[1]

    def _laid_out(self, offering: Offering) -> Layout:
        roles = offering.roles or (
            Role(ANY_PERSON, ResourceKind.PERSON),
            *((Role(ANY_ROOM, ResourceKind.ROOM),) if self.rooms else ()),
        )
        phases = offering.phases or (Phase(offering.duration, tuple(role.name for role in roles)),)
        return lay_out(roles, phases, buffer_before=offering.buffer_before, buffer_after=offering.buffer_after)

    def suits(self, resource: Resource, role: Role, offering: OfferingKey) -> bool:
        """People need the skill; rooms and equipment suit everything unless they say what they are for."""
        if resource.kind is not role.kind:
            return False
        anything = role.skill is None and resource.kind is not ResourceKind.PERSON and not resource.skills
        return anything or (role.skill or offering) in resource.skills

    def people_for(self, key: OfferingKey) -> tuple[Resource, ...]:
        """Who can take the lead in it: people, or what the offering's first role asks for when it needs nobody."""
        if (known := self._leads.get(key)) is not None:
            return known
        offering = next((offering for offering in self.offerings if offering.key == key), None)
        lead = Role(ANY_PERSON, ResourceKind.PERSON)
        if offering is not None and offering.roles:
            layout = self.layout(offering)
            lead = layout.roles[layout.lead]
        found = tuple(resource for resource in self.resources if self.suits(resource, lead, key))
        if offering is not None:
            self._leads[key] = found
        return found

    def offering(self, key: OfferingKey) -> Offering:
        """Also a former one, which old bookings name. Raises KeyError for one that there never was."""
        for offering in (*self.offerings, *self.former_offerings):
            if offering.key == key:
                return offering
        raise KeyError(key)

    def resource(self, resource_id: ResourceId) -> Resource:
        """Also a former one, which old bookings name. Raises KeyError for one that there never was."""
        for resource in (*self.resources, *self.former_resources):
            if resource.id == resource_id:
                return resource
        raise KeyError(resource_id)
