"""Targets, paths and modes as values. Nothing here knows a business; `choosing` puts them together."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from app.domain.ids import E164, ResourceId
from app.domain.rules.hours import Week

ANY_REASON = "any"
DIRECT = "direct"
"""The reason of calls that ring staff before the assistant, or in its place: modes, a full house, a fault."""

RING_S = 25
STAFF_RINGS_S = 15


class Mode(StrEnum):
    """Who answers a call first."""

    ASSISTANT_FIRST = "assistant_first"
    STAFF_FIRST = "staff_first"  # in opening hours staff ring for some seconds, then the assistant
    OVERFLOW = "overflow"  # in opening hours every target rings in turn; the assistant takes what nobody takes
    AFTER_HOURS = "after_hours"  # the assistant answers outside opening hours alone; else staff, then the voicemail
    MESSAGE_ONLY = "message_only"  # the assistant takes messages and callbacks; nobody is put through but in danger
    HUMAN_LINE = "human_line"  # the kill switch: every call to the human line, then the voicemail


class Handover(StrEnum):
    """How a person gets the call."""

    BLIND = "blind"  # they pick up and have the caller
    WHISPERED = "whispered"  # they hear who it is, and press 1
    CONFERENCE = "conference"  # the same, and the assistant introduces both to each other before it leaves


class Times(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Target:
    """One telephone. `handover` None = whispered for what the assistant passes on, blind for what it never had."""

    number: E164
    name: str = ""  # as the owner calls whoever sits there
    ring_s: int = RING_S
    shows_caller: bool = False  # the caller's own number is shown, else the one that they called
    handover: Handover | None = None
    language: Literal["de", "en"] | None = None  # of the whisper; None = the business's


@dataclass(frozen=True, slots=True)
class EscalationPath:
    """`when` is a reason (`app.domain.escalation.reasons`, `any`, or `direct`); empty conditions always hold.

    `to` is the short form of one target. A path without any rings the human line.
    """

    when: str
    to: E164 | None = None
    note: str | None = None
    targets: tuple[Target, ...] = ()
    topics: frozenset[str] = frozenset()  # keys of offerings, or words of the owner
    person: ResourceId | None = None  # whom the caller asked for, or whose appointment it is about
    times: Times = Times.OPEN
    hours: Week | None = None  # of this path alone; then `times` says nothing

    @property
    def rings(self) -> tuple[Target, ...]:
        return self.targets or ((Target(self.to),) if self.to else ())


@dataclass(frozen=True, slots=True)
class Escalation:
    human_line: E164 | None
    paths: tuple[EscalationPath, ...] = ()
    outside_hours: str = "message_or_callback"
    mode: Mode = Mode.ASSISTANT_FIRST
    staff_rings_s: int = STAFF_RINGS_S
    voicemail: bool = True  # where nobody can answer, Twilio records a message; else an apology
    allowed_numbers: frozenset[E164] = frozenset()  # foreign or costly, and meant all the same
    allowed_countries: frozenset[str] = frozenset()  # ISO 3166-1 alpha-2
    mood_from_voice: bool = False  # callers are told; EU law on recognising emotions applies to whoever switches it on


@dataclass(frozen=True, slots=True)
class Wanted:
    """Why a person is needed, and what is known of the wish."""

    reason: str
    topic: str | None = None
    person: ResourceId | None = None
