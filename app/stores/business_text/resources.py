"""People, rooms, equipment, and when they are away."""

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from app.domain.business import Absence, Resource, ResourceKind, Season
from app.domain.ids import E164, ResourceId
from app.stores.business_text.fields import (
    WEEKDAYS,
    LocalTime,
    MailAddress,
    Number,
    Strict,
    Weekday,
    WeekText,
    slug,
    week_of,
)


class ResourceText(Strict):
    """`count` makes several alike of it: Laser 1, Laser 2.

    At `mail` and `sms` a person is told of what callers leave for them.
    """

    name: str = Field(min_length=1)
    kind: ResourceKind
    skills: tuple[str, ...] = ()
    days: tuple[Weekday, ...] = WEEKDAYS
    hours: WeekText | None = None
    breaks: WeekText | None = None
    season: Season = Season.ALWAYS
    max_per_day: int | None = Field(None, ge=1)
    count: int = Field(1, ge=1, le=100)
    mail: MailAddress | None = None
    sms: Number | None = None

    @model_validator(mode="after")
    def _reads(self) -> Self:
        if (self.mail or self.sms) and (self.kind is not ResourceKind.PERSON or self.count > 1):
            raise ValueError("mail and sms are one person's: they need kind person, and no count")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,) if self.count == 1 else tuple(f"{self.name} {nth + 1}" for nth in range(self.count))

    def resources(self) -> tuple[Resource, ...]:
        return tuple(
            Resource(
                id=ResourceId(slug(name)),
                name=name,
                kind=self.kind,
                skills=frozenset(self.skills),
                days=frozenset(WEEKDAYS.index(day) for day in self.days),
                hours=None if self.hours is None else week_of(self.hours),
                breaks=None if self.breaks is None else week_of(self.breaks),
                season=self.season,
                max_per_day=self.max_per_day,
                mail=self.mail,
                sms=E164(self.sms) if self.sms else None,
            )
            for name in self.names
        )


class AbsenceText(Strict):
    """Whole days, or the same clock times on each of them."""

    resource: str
    first_day: date | None = None
    last_day: date | None = None
    weeks_ahead: int | None = Field(None, ge=0)
    from_time: LocalTime | None = None
    until_time: LocalTime | None = None
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
        return self.model_copy(
            update={"first_day": monday, "last_day": monday + timedelta(days=6), "weeks_ahead": None}
        )

    def absence(self) -> Absence:
        if self.first_day is None:
            raise ValueError("an absence has no days yet")
        return Absence(
            resource=ResourceId(slug(self.resource)),
            first_day=self.first_day,
            last_day=self.last_day or self.first_day,
            note=self.note,
            from_time=self.from_time,
            until_time=self.until_time,
        )
