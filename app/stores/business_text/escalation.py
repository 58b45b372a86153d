"""Where callers are put through, as the owner writes it down."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from app.domain.ids import E164, ResourceId
from app.domain.transfers.paths import (
    RING_S,
    STAFF_RINGS_S,
    Escalation,
    EscalationPath,
    Handover,
    Mode,
    Target,
    Times,
)
from app.stores.business_text.fields import Number, Strict, WeekText, slug, week_of

Reason = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class TargetText(Strict):
    """A telephone with its manners; a bare number has the usual ones."""

    number: Number
    name: str = ""
    ring_seconds: int = Field(RING_S, ge=5, le=120)
    caller_number: Literal["shown", "hidden"] = "hidden"
    handover: Handover | None = None
    language: Literal["de", "en"] | None = None

    def target(self) -> Target:
        return Target(
            number=E164(self.number),
            name=self.name,
            ring_s=self.ring_seconds,
            shows_caller=self.caller_number == "shown",
            handover=self.handover,
            language=self.language,
        )


def _listed(value: object) -> object:
    """One number, one target or one reason stands for a list of it."""
    return value if value is None or isinstance(value, list | tuple) else (value,)


def _with_manners(value: object) -> object:
    listed = _listed(value)
    if not isinstance(listed, list | tuple):
        return listed
    return tuple({"number": one} if isinstance(one, str) else one for one in listed)


class EscalationPathText(Strict):
    when: Annotated[tuple[Reason, ...], BeforeValidator(_listed), Field(min_length=1)]
    to: Annotated[tuple[TargetText, ...], BeforeValidator(_with_manners)] = ()
    topics: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    person: str | None = None
    times: Times = Times.OPEN
    hours: WeekText | None = None
    say: bool = False
    note: str | None = None

    def paths(self) -> Iterator[EscalationPath]:
        """One for each reason."""
        targets = tuple(target.target() for target in self.to)
        for reason in self.when:
            yield EscalationPath(
                when=reason,
                to=targets[0].number if targets else None,
                note=self.note,
                targets=targets,
                topics=frozenset(self.topics),
                person=ResourceId(slug(self.person)) if self.person else None,
                times=self.times,
                hours=week_of(self.hours) if self.hours is not None else None,
            )


class EscalationText(Strict):
    human_line: Number | None = None
    paths: tuple[EscalationPathText, ...] = ()
    outside_hours: str = "message_or_callback"
    mode: Mode = Mode.ASSISTANT_FIRST
    staff_rings_seconds: int = Field(STAFF_RINGS_S, ge=5, le=60)
    voicemail: bool = True
    allowed_numbers: tuple[Number, ...] = ()
    allowed_countries: tuple[Country, ...] = ()
    mood_from_voice: bool = False

    def escalation(self) -> Escalation:
        return Escalation(
            human_line=E164(self.human_line) if self.human_line else None,
            paths=tuple(path for described in self.paths for path in described.paths()),
            outside_hours=self.outside_hours,
            mode=self.mode,
            staff_rings_s=self.staff_rings_seconds,
            voicemail=self.voicemail,
            allowed_numbers=frozenset(E164(number) for number in self.allowed_numbers),
            allowed_countries=frozenset(self.allowed_countries),
            mood_from_voice=self.mood_from_voice,
        )
