"""The description of a business as text: the one place where it is parsed, checked and made a `Business`.

Decision: the same pydantic model reads a YAML file and the `definition` column, so a business has one form outside the
core. Public holidays are named by region in the description and computed when it becomes a `Business`, for the years
around that day; they are never stored, so a longer horizon or a new law needs no migration. Absences may count weeks
from the day of creation, which is what an example needs; `dated` makes days of them before anything is stored.
"""

import re
import unicodedata
from datetime import date, time, timedelta
from functools import cache
from importlib import resources
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays
import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from app.domain.business import (
    Absence,
    BookingRules,
    Business,
    Escalation,
    EscalationPath,
    FaqEntry,
    Language,
    Offering,
    OpeningHours,
    Resource,
    ResourceKind,
    Spans,
)
from app.domain.customers import Customer
from app.domain.errors import ConfigurationError
from app.domain.ids import E164, BusinessId, CustomerId, OfferingKey, ResourceId

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GERMAN_LETTERS = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}


def _clock_time(value: object) -> object:
    """24:00 is how people write the end of a day; the core knows it as midnight."""
    return "00:00" if value == "24:00" else value


LocalTime = Annotated[time, BeforeValidator(_clock_time)]
Number = Annotated[str, Field(pattern=r"^\+[1-9]\d{6,14}$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RulesText(Strict):
    minimum_notice_hours: float = Field(2, ge=0)
    booking_horizon_days: int = Field(90, ge=1, le=730)
    slot_step_minutes: int = Field(15, ge=5, le=240)
    hold_seconds: int = Field(180, ge=10, le=3600)


class ResourceText(Strict):
    name: str = Field(min_length=1)
    kind: ResourceKind
    skills: tuple[str, ...] = ()
    days: tuple[Weekday, ...] = WEEKDAYS


class OfferingText(Strict):
    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    de: str | None = None
    en: str | None = None
    minutes: int = Field(ge=5, le=24 * 60)
    buffer_before: int = Field(0, ge=0, description="minutes")
    buffer_after: int = Field(0, ge=0, description="minutes")
    preparation: str | None = None
    follow_up_days: int | None = Field(None, ge=1)
    not_same_day_as: tuple[str, ...] = ()
    same_day: bool = False
    priority: Literal["normal", "high"] = "normal"

    @model_validator(mode="after")
    def _has_a_name(self) -> Self:
        if not (self.de or self.en):
            raise ValueError("an offering needs a name in at least one language")
        return self


class FaqText(Strict):
    de: str | None = None
    answer_de: str | None = None
    en: str | None = None
    answer_en: str | None = None


class EscalationPathText(Strict):
    when: str
    to: Number | None = None
    say: bool = False
    note: str | None = None


class EscalationText(Strict):
    human_line: Number | None = None
    paths: tuple[EscalationPathText, ...] = ()
    outside_hours: str = "message_or_callback"


class CustomerText(Strict):
    name: str = Field(min_length=1)
    number: Number | None = None
    language: Language | None = None
    past_visits: int = Field(0, ge=0)
    postponed_by_us: int = Field(0, ge=0)
    open_case: str | None = None


class AbsenceText(Strict):
    resource: str
    first_day: date | None = None
    last_day: date | None = None
    weeks_ahead: int | None = Field(None, ge=0)
    note: str = ""

    @model_validator(mode="after")
    def _has_days(self) -> Self:
        if self.weeks_ahead is None and self.first_day is None:
            raise ValueError("an absence needs first_day (and last_day), or weeks_ahead")
        if self.first_day and self.last_day and self.last_day < self.first_day:
            raise ValueError("an absence ends before it begins")
        return self

    def dated(self, today: date) -> "AbsenceText":
        if self.weeks_ahead is None:
            return self
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=self.weeks_ahead)
        return AbsenceText(
            resource=self.resource, first_day=monday, last_day=monday + timedelta(days=6), note=self.note
        )


class BusinessText(Strict):
    """A business as its owner writes it down."""

    id: str | None = Field(None, pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    industry: str = ""
    zone: str
    holidays: str | None = Field(None, pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")
    default_language: Language = "de"
    languages: tuple[Language, ...] = ("de", "en")
    numbers: tuple[Number, ...]
    address: str = ""
    opening_hours: dict[Weekday, tuple[tuple[LocalTime, LocalTime], ...]]
    rules: RulesText = RulesText()
    resources: tuple[ResourceText, ...]
    offerings: tuple[OfferingText, ...]
    faq: tuple[FaqText, ...] = ()
    escalation: EscalationText = EscalationText()
    customers: tuple[CustomerText, ...] = ()
    absences: tuple[AbsenceText, ...] = ()

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        try:
            ZoneInfo(self.zone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"unknown time zone {self.zone}") from error
        if self.default_language not in self.languages:
            raise ValueError("default_language is not among languages")
        keys = [offering.key for offering in self.offerings]
        names = [slug(resource.name) for resource in self.resources]
        for what, values in (("offering", keys), ("resource", names)):
            if len(set(values)) != len(values):
                raise ValueError(f"two {what}s have the same name")
        for wanted in (skill for resource in self.resources for skill in resource.skills):
            if wanted not in keys:
                raise ValueError(f"skill {wanted} is no offering")
        for other in (other for offering in self.offerings for other in offering.not_same_day_as):
            if other not in keys:
                raise ValueError(f"not_same_day_as names {other}, which is no offering")
        for absence in self.absences:
            if slug(absence.resource) not in names:
                raise ValueError(f"an absence names {absence.resource}, who is no resource")
        for spans in self.opening_hours.values():
            _check_spans(spans)
        return self

    def dated(self, today: date) -> "BusinessText":
        """The same with every absence in days, as it is stored."""
        return self.model_copy(update={"absences": tuple(absence.dated(today) for absence in self.absences)})

    @property
    def business_id(self) -> BusinessId:
        return BusinessId(self.id or slug(self.name))

    def business(self, today: date) -> Business:
        """As of a day: it dates absences that count weeks, and chooses the years whose public holidays are computed."""
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
            hours=OpeningHours(
                weekly=tuple(_spans(self.opening_hours.get(day, ())) for day in WEEKDAYS),
                closed_days=public_holidays(self.holidays, year) if self.holidays else frozenset(),
            ),
            rules=BookingRules(
                minimum_notice=timedelta(hours=self.rules.minimum_notice_hours),
                horizon=timedelta(days=self.rules.booking_horizon_days),
                slot_step=timedelta(minutes=self.rules.slot_step_minutes),
                hold_for=timedelta(seconds=self.rules.hold_seconds),
            ),
            resources=tuple(_resource(resource) for resource in self.resources),
            offerings=tuple(_offering(offering) for offering in self.offerings),
            faq=tuple(
                FaqEntry(
                    questions=_texts(de=entry.de, en=entry.en), answers=_texts(de=entry.answer_de, en=entry.answer_en)
                )
                for entry in self.faq
            ),
            escalation=Escalation(
                human_line=E164(self.escalation.human_line) if self.escalation.human_line else None,
                paths=tuple(
                    EscalationPath(when=path.when, to=E164(path.to) if path.to else None, note=path.note)
                    for path in self.escalation.paths
                ),
                outside_hours=self.escalation.outside_hours,
            ),
            absences=tuple(_absence(absence) for absence in self.absences),
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


def slug(name: str) -> str:
    """Dr. Jörg Groß -> dr-joerg-gross."""
    german = name.lower().translate(GERMAN_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


@cache
def public_holidays(region: str, year: int) -> frozenset[date]:
    """Public holidays from the year before to two years ahead, e.g. of DE-BE."""
    country, _, subdivision = region.partition("-")
    try:
        days = holidays.country_holidays(country, subdiv=subdivision or None, years=range(year - 1, year + 3))
    except NotImplementedError as error:
        raise ConfigurationError(f"holidays: {region} is no region with known public holidays") from error
    return frozenset(days)


def parse_business(text: str) -> BusinessText:
    """A YAML description. Raises ConfigurationError, which names every field that cannot work."""
    try:
        return BusinessText.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as error:
        raise ConfigurationError("the business description is not YAML") from error
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(str(part) for part in e['loc'])}: {e['msg']}" for e in error.errors())
        raise ConfigurationError(f"the business description cannot work: {faults}") from error


def example_business() -> BusinessText:
    return parse_business((resources.files("app.stores") / "example_business.yaml").read_text("utf-8"))


def _check_spans(spans: tuple[tuple[time, time], ...]) -> None:
    """In order and apart; only the last may run to midnight (00:00)."""
    previous: time | None = None
    for nth, (opens, closes) in enumerate(spans):
        until_midnight = closes == time(0) and nth == len(spans) - 1
        if (closes <= opens and not until_midnight) or (previous is not None and opens < previous):
            raise ValueError("opening hours overlap, or end before they begin")
        previous = closes


def _spans(spans: tuple[tuple[time, time], ...]) -> Spans:
    return tuple((opens, closes) for opens, closes in spans)


def _texts(**by_language: str | None) -> dict[str, str]:
    return {language: wording for language, wording in by_language.items() if wording}


def _resource(resource: ResourceText) -> Resource:
    return Resource(
        id=ResourceId(slug(resource.name)),
        name=resource.name,
        kind=resource.kind,
        skills=frozenset(OfferingKey(skill) for skill in resource.skills),
        days=frozenset(WEEKDAYS.index(day) for day in resource.days),
    )


def _offering(offering: OfferingText) -> Offering:
    return Offering(
        key=OfferingKey(offering.key),
        names=_texts(de=offering.de, en=offering.en),
        duration=timedelta(minutes=offering.minutes),
        buffer_before=timedelta(minutes=offering.buffer_before),
        buffer_after=timedelta(minutes=offering.buffer_after),
        preparation=offering.preparation,
        follow_up_days=offering.follow_up_days,
        not_same_day_as=frozenset(OfferingKey(other) for other in offering.not_same_day_as),
        same_day=offering.same_day,
        high_priority=offering.priority == "high",
    )


def _absence(absence: AbsenceText) -> Absence:
    if absence.first_day is None:
        raise ValueError("an absence has no days yet")
    return Absence(
        resource=ResourceId(slug(absence.resource)),
        first_day=absence.first_day,
        last_day=absence.last_day or absence.first_day,
        note=absence.note,
    )
