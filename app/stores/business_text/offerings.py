"""What can be booked: phases, what they need, what has to come before and after."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from app.domain.business import ANY_PERSON, ANY_ROOM, Offering, Phase, ResourceKind, Role, Season
from app.domain.ids import OfferingKey, SkillName
from app.domain.rules.between import Distance, Prerequisite, Task
from app.stores.business_text.fields import Strict, WeekText, Wording, WordingText, texts, week_of


class RoleText(Strict):
    kind: ResourceKind
    skill: str | None = None


class PhaseText(Strict):
    """`needs` are names of roles; who is not named is free meanwhile."""

    de: str | None = None
    en: str | None = None
    minutes: int = Field(ge=5, le=24 * 60)
    needs: tuple[str, ...] = ()


Dropped = Literal["none"]
"""Beside its own roles an offering has `person` and `room`; `room: none` does without. A word: nulls are not kept."""


def _dropped(value: object) -> object:
    return "none" if value is None else value


def _only_its_name(value: object) -> object:
    return {"offering": value} if isinstance(value, str) else value


class PrerequisiteText(Strict):
    offering: str
    min_days: int = Field(0, ge=0)
    max_days: int | None = Field(None, ge=0)
    min_hours: float = Field(0, ge=0)

    def prerequisite(self) -> Prerequisite:
        gap = timedelta(hours=self.min_hours)
        return Prerequisite(OfferingKey(self.offering), Distance(self.min_days, self.max_days, min_gap=gap))


class TaskText(WordingText):
    days_before: float | None = Field(None, ge=0)
    days_after: float | None = Field(None, gt=0)
    who: Literal["staff", "customer"] = "staff"

    @model_validator(mode="after")
    def _has_a_time(self) -> Self:
        if (self.days_before is None) == (self.days_after is None):
            raise ValueError("a task is due days_before or days_after")
        return self

    def task(self) -> Task:
        due = timedelta(days=-self.days_before if self.days_before is not None else self.days_after or 0)
        return Task(self.texts(), due, for_customer=self.who == "customer")


class OfferingText(Strict):
    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    de: str | None = None
    en: str | None = None
    minutes: int = Field(0, ge=0, le=24 * 60)
    phases: tuple[PhaseText, ...] = ()
    roles: dict[str, Annotated[RoleText | Dropped, BeforeValidator(_dropped)]] = Field(default_factory=dict)
    buffer_before: int = Field(0, ge=0, description="minutes")
    buffer_after: int = Field(0, ge=0, description="minutes")
    preparation: str | None = None
    follow_up_days: int | None = Field(None, ge=1)
    documents: tuple[Wording, ...] = ()
    tasks: tuple[TaskText, ...] = ()
    not_same_day_as: tuple[str, ...] = ()
    not_in_parallel_with: tuple[str, ...] = ()
    requires: tuple[Annotated[PrerequisiteText, BeforeValidator(_only_its_name)], ...] = ()
    same_day: bool = False
    priority: Literal["low", "normal", "high"] = "normal"
    capacity: int = Field(1, ge=1, le=500)
    max_per_day: int | None = Field(None, ge=1)
    minimum_notice_hours: float | None = Field(None, ge=0)
    booking_horizon_days: int | None = Field(None, ge=1, le=730)
    hours: WeekText | None = None
    season: Season = Season.ALWAYS

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if not (self.de or self.en):
            raise ValueError("an offering needs a name in at least one language")
        in_phases = sum(phase.minutes for phase in self.phases)
        if self.phases and self.minutes not in (0, in_phases):
            raise ValueError(f"minutes says {self.minutes}, its phases take {in_phases}")
        if not self.phases and self.minutes < 5:
            raise ValueError("minutes must be at least 5")
        for prerequisite in self.requires:
            if prerequisite.max_days is not None and prerequisite.max_days < prerequisite.min_days:
                raise ValueError(f"requires {prerequisite.offering}: max_days is less than min_days")
        return self

    @property
    def duration_minutes(self) -> int:
        return self.minutes or sum(phase.minutes for phase in self.phases)

    @property
    def others(self) -> Iterable[tuple[str, str]]:
        """Each other offering that it names, with the field that does."""
        for field, named in (
            ("not_same_day_as", self.not_same_day_as),
            ("not_in_parallel_with", self.not_in_parallel_with),
            ("requires", tuple(prerequisite.offering for prerequisite in self.requires)),
        ):
            yield from ((field, other) for other in named)

    @property
    def words(self) -> set[str]:
        """Skills that its roles ask for."""
        return {role.skill for role in self.roles.values() if role != "none" and role.skill is not None}

    def offering(self, *, with_rooms: bool) -> Offering:
        roles = self._roles(with_rooms=with_rooms)
        return Offering(
            key=OfferingKey(self.key),
            names=texts(de=self.de, en=self.en),
            duration=timedelta(minutes=self.duration_minutes),
            buffer_before=timedelta(minutes=self.buffer_before),
            buffer_after=timedelta(minutes=self.buffer_after),
            preparation=self.preparation,
            follow_up_days=self.follow_up_days,
            not_same_day_as=frozenset(OfferingKey(other) for other in self.not_same_day_as),
            same_day=self.same_day,
            high_priority=self.priority == "high",
            low_priority=self.priority == "low",
            phases=tuple(
                Phase(timedelta(minutes=phase.minutes), phase.needs, texts(de=phase.de, en=phase.en))
                for phase in self.phases
            ),
            roles=roles if self.roles or self.phases else (),
            capacity=self.capacity,
            not_in_parallel_with=frozenset(OfferingKey(other) for other in self.not_in_parallel_with),
            requires=tuple(prerequisite.prerequisite() for prerequisite in self.requires),
            documents=tuple(document.texts() for document in self.documents),
            tasks=tuple(task.task() for task in self.tasks),
            max_per_day=self.max_per_day,
            minimum_notice=_hours(self.minimum_notice_hours),
            horizon=None if self.booking_horizon_days is None else timedelta(days=self.booking_horizon_days),
            hours=None if self.hours is None else week_of(self.hours),
            season=self.season,
        )

    def unknown_roles(self, *, with_rooms: bool) -> set[str]:
        """Roles that a phase needs and nobody describes."""
        known = {role.name for role in self._roles(with_rooms=with_rooms)}
        return {need for phase in self.phases for need in phase.needs} - known

    def _roles(self, *, with_rooms: bool) -> tuple[Role, ...]:
        roles: dict[str, RoleText | Dropped] = {ANY_PERSON: RoleText(kind=ResourceKind.PERSON)}
        if with_rooms:
            roles[ANY_ROOM] = RoleText(kind=ResourceKind.ROOM)
        roles |= self.roles
        needed = {need for phase in self.phases for need in phase.needs}
        return tuple(
            Role(name, role.kind, SkillName(role.skill) if role.skill else None)
            for name, role in roles.items()
            if role != "none" and (not self.phases or name in needed)
        )


def _hours(hours: float | None) -> timedelta | None:
    return None if hours is None else timedelta(hours=hours)
