"""A business as data: hours, rules, resources, offerings, knowledge, escalation. Values only; checked on creation."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from app.domain.ids import E164, BusinessId, OfferingKey, ResourceId

Language = Literal["de", "en"]
Text = dict[str, str]  # language -> wording
Spans = tuple[tuple[time, time], ...]  # half-open local spans of one day, in order
CLOSED: Spans = ()


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """Weekly hours (index 0 = Monday) minus closed days (public holidays, exceptions). Implements `OpeningTimes`."""

    weekly: tuple[Spans, ...]
    closed_days: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        if len(self.weekly) != 7:
            raise ValueError("opening hours need seven days")

    def spans(self, day: date) -> Spans:
        return CLOSED if day in self.closed_days else self.weekly[day.weekday()]


@dataclass(frozen=True, slots=True)
class BookingRules:
    minimum_notice: timedelta = timedelta(hours=2)
    horizon: timedelta = timedelta(days=90)
    slot_step: timedelta = timedelta(minutes=15)
    hold_for: timedelta = timedelta(seconds=180)


class ResourceKind(StrEnum):
    PERSON = "person"
    ROOM = "room"


@dataclass(frozen=True, slots=True)
class Resource:
    """A person, room or chair. `days` are weekdays (0 = Monday) on which a person works; rooms follow the hours."""

    id: ResourceId
    name: str
    kind: ResourceKind
    skills: frozenset[OfferingKey] = frozenset()
    days: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Offering:
    """What is booked. Duration is the appointment itself; buffers block the resources but are not told to the caller.

    `same_day` = urgent by nature: it is offered at the earliest, and the minimum notice does not apply to it.
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


@dataclass(frozen=True, slots=True)
class FaqEntry:
    questions: Text
    answers: Text


@dataclass(frozen=True, slots=True)
class EscalationPath:
    """`when` is a constant word (asked_for_human, high_emotion, not_understood_twice, emergency_of_life, billing)."""

    when: str
    to: E164 | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Escalation:
    human_line: E164 | None
    paths: tuple[EscalationPath, ...] = ()
    outside_hours: str = "message_or_callback"


@dataclass(frozen=True, slots=True)
class Absence:
    resource: ResourceId
    first_day: date
    last_day: date  # inclusive
    note: str = ""


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

    @property
    def rooms(self) -> tuple[Resource, ...]:
        return tuple(resource for resource in self.resources if resource.kind is ResourceKind.ROOM)

    def people_for(self, key: OfferingKey) -> tuple[Resource, ...]:
        return tuple(
            resource for resource in self.resources if resource.kind is ResourceKind.PERSON and key in resource.skills
        )

    def offering(self, key: OfferingKey) -> Offering:
        """Raises KeyError for an offering this business does not have."""
        for offering in self.offerings:
            if offering.key == key:
                return offering
        raise KeyError(key)

    def resource(self, resource_id: ResourceId) -> Resource:
        """Raises KeyError for an unknown resource."""
        for resource in self.resources:
            if resource.id == resource_id:
                return resource
        raise KeyError(resource_id)
