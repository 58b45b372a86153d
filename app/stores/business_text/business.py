"""The whole description, and the `Business` that it becomes."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, model_validator

from app.domain.business import (
    Business,
    FaqEntry,
    Language,
    Offering,
    Resource,
    ResourceKind,
    Season,
)
from app.domain.customers import Customer
from app.domain.ids import E164, BusinessId, CustomerId, OfferingKey, ResourceId
from app.domain.rules.holidays import public_holidays, school_holidays
from app.domain.rules.hours import OpeningHours, Spans
from app.stores.business_text.escalation import EscalationText
from app.stores.business_text.fields import Number, Region, Strict, WeekText, slug, texts, week_of
from app.stores.business_text.hours import ExceptionText, RulesText
from app.stores.business_text.offerings import OfferingText
from app.stores.business_text.recording import RecordingText
from app.stores.business_text.resources import AbsenceText, ResourceText
from app.stores.business_text.retention import RetentionText


class FaqText(Strict):
    de: str | None = None
    answer_de: str | None = None
    en: str | None = None
    answer_en: str | None = None

    def entry(self) -> FaqEntry:
        return FaqEntry(questions=texts(de=self.de, en=self.en), answers=texts(de=self.answer_de, en=self.answer_en))


class CustomerText(Strict):
    name: str = Field(min_length=1)
    number: Number | None = None
    language: Language | None = None
    past_visits: int = Field(0, ge=0)
    postponed_by_us: int = Field(0, ge=0)
    open_case: str | None = None


class FormerText(Strict):
    """What there was in an earlier description: bookings may still name it. Written by `succeeding`, not by owners."""

    id: str
    kind: ResourceKind | None = None  # of a resource
    name: str | None = None
    de: str | None = None  # of an offering
    en: str | None = None
    minutes: int = 0

    def resource(self) -> Resource:
        return Resource(ResourceId(self.id), self.name or self.id, self.kind or ResourceKind.PERSON)

    def offering(self) -> Offering:
        return Offering(OfferingKey(self.id), texts(de=self.de, en=self.en), timedelta(minutes=self.minutes))


class BusinessText(Strict):
    """A business as its owner writes it down."""

    id: str | None = Field(None, pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    industry: str = ""
    zone: str
    holidays: Region | None = None
    school_holidays: Region | None = None
    default_language: Language = "de"
    languages: tuple[Language, ...] = ("de", "en")
    numbers: tuple[Number, ...]
    address: str = ""
    opening_hours: WeekText
    opening_hours_in_school_holidays: WeekText | None = None
    exceptions: tuple[ExceptionText, ...] = ()
    rules: RulesText = RulesText()
    resources: tuple[ResourceText, ...]
    offerings: tuple[OfferingText, ...]
    faq: tuple[FaqText, ...] = ()
    escalation: EscalationText = EscalationText()
    recording: RecordingText = RecordingText()
    retention: RetentionText = RetentionText()
    customers: tuple[CustomerText, ...] = ()
    absences: tuple[AbsenceText, ...] = ()
    former: tuple[FormerText, ...] = ()

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"unknown time zone {self.zone}") from error
        if self.default_language not in self.languages:
            raise ValueError("default_language is not among languages")
        if fault := next(self._broken_names(), None):
            raise ValueError(fault)
        if self._asks_for_school_holidays and self.school_region is None:
            raise ValueError("school_holidays: name the region, DE-BE for Berlin, since something depends on them")
        return self

    def _broken_names(self) -> Iterator[str]:
        """Names that two things share, and names of nothing."""
        keys = [offering.key for offering in self.offerings]
        names = [slug(name) for resource in self.resources for name in resource.names]
        for what, values in (("offering", keys), ("resource", names)):
            if len(set(values)) != len(values):
                yield f"two {what}s have the same name"
        skills = {*keys, *(word for offering in self.offerings for word in offering.words)}
        for wanted in (skill for resource in self.resources for skill in resource.skills):
            if wanted not in skills:
                yield f"skill {wanted} is no offering, and no offering's role asks for it"
        for offering in self.offerings:
            yield from (
                f"{field} names {other}, which is no offering" for field, other in offering.others if other not in keys
            )
            for role in sorted(offering.unknown_roles(with_rooms=self._has_rooms)):
                yield f"a phase of {offering.key} needs {role}, which is no role of it"
        for reserved in self.rules.reserved:
            yield from (f"reserved names {key}, which is no offering" for key in reserved.offerings if key not in keys)
        for absence in self.absences:
            if slug(absence.resource) not in names:
                yield f"an absence names {absence.resource}, who is no resource"

    def dated(self, today: date) -> "BusinessText":
        """The same with every absence in days, as it is stored."""
        return self.model_copy(update={"absences": tuple(absence.dated(today) for absence in self.absences)})

    def succeeding(self, earlier: "BusinessText") -> "BusinessText":
        """The same, and what the earlier description had that this one leaves out is kept by name."""
        here = {slug(name) for one in self.resources for name in one.names} | {one.key for one in self.offerings}
        gone = [
            *earlier.former,
            *(FormerText(id=slug(name), kind=one.kind, name=name) for one in earlier.resources for name in one.names),
            *(FormerText(id=one.key, de=one.de, en=one.en, minutes=one.duration_minutes) for one in earlier.offerings),
        ]
        former = {one.id: one for one in gone if one.id not in here}
        return self.model_copy(update={"former": tuple(former.values())})

    @property
    def business_id(self) -> BusinessId:
        return BusinessId(self.id or slug(self.name))

    @property
    def school_region(self) -> str | None:
        return self.school_holidays or self.holidays

    @property
    def _has_rooms(self) -> bool:
        return any(resource.kind is ResourceKind.ROOM for resource in self.resources)

    @property
    def _asks_for_school_holidays(self) -> bool:
        seasons = [*(one.season for one in self.resources), *(one.season for one in self.offerings)]
        return self.opening_hours_in_school_holidays is not None or any(one is not Season.ALWAYS for one in seasons)

    def business(self, today: date) -> Business:
        """As of a day: it dates absences that count weeks, and chooses the years whose holidays are computed."""
        return self.dated(today).business_in(today.year)

    def business_in(self, year: int) -> Business:
        """Absences must be in days already."""
        return Business(
            id=self.business_id,
            name=self.name,
            industry=self.industry,
            zone=ZoneInfo(self.zone),
            default_language=self.default_language,
            languages=self.languages,
            numbers=tuple(E164(number) for number in self.numbers),
            address=self.address,
            hours=self._hours(year),
            rules=self.rules.rules(),
            resources=tuple(resource for described in self.resources for resource in described.resources()),
            offerings=tuple(offering.offering(with_rooms=self._has_rooms) for offering in self.offerings),
            faq=tuple(entry.entry() for entry in self.faq),
            escalation=self.escalation.escalation(),
            absences=tuple(absence.absence() for absence in self.absences),
            school_region=self.school_region if self._asks_for_school_holidays else None,
            former_resources=tuple(one.resource() for one in self.former if one.kind is not None),
            former_offerings=tuple(one.offering() for one in self.former if one.kind is None),
            recording=self.recording.rules(),
            retention=self.retention.rules(),
        )

    def _hours(self, year: int) -> OpeningHours:
        exceptions: dict[date, Spans] = {}
        for exception in self.exceptions:
            exceptions |= exception.days()
        region = self.school_region if self._asks_for_school_holidays else None
        in_school_holidays = self.opening_hours_in_school_holidays
        return OpeningHours(
            weekly=week_of(self.opening_hours),
            closed_days=public_holidays(self.holidays, year) if self.holidays else frozenset(),
            exceptions=exceptions,
            school_holidays=school_holidays(region, year) if region else frozenset(),
            weekly_in_school_holidays=None if in_school_holidays is None else week_of(in_school_holidays),
        )

    def known_customers(self) -> tuple[Customer, ...]:
        return tuple(
            Customer(
                id=CustomerId(f"{self.business_id}-{slug(customer.name)}"),
                name=customer.name,
                number=E164(customer.number) if customer.number else None,
                language=customer.language or self.default_language,
                past_visits=customer.past_visits,
                postponed_by_us=customer.postponed_by_us,
                open_case=customer.open_case,
            )
            for customer in self.customers
        )
