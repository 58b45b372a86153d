"""Which telephones ring, in which order, now."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from app.domain.business import Business
from app.domain.civil import ONE_DAY
from app.domain.escalation.reasons import Reason
from app.domain.rules.hours import Week
from app.domain.transfers.paths import (
    ANY_REASON,
    DIRECT,
    EscalationPath,
    Handover,
    Mode,
    Target,
    Times,
    Wanted,
)
from app.domain.worktime import open_spans, weekly_stretches

EMERGENCY = "emergency_of_life"


@dataclass(frozen=True, slots=True)
class FirstStep:
    """What an incoming call meets: the assistant, or telephones that ring (and then the assistant or the voicemail)."""

    rings: tuple[Target, ...] = ()
    then: Literal["assistant", "voicemail"] = "assistant"


def is_open(business: Business, now: datetime) -> bool:
    day = now.astimezone(business.zone).date()
    spans = (*open_spans(business, day - ONE_DAY), *open_spans(business, day))  # a night shift began yesterday
    return any(span.starts_at <= now < span.ends_at for span in spans)


def targets_for(business: Business, wanted: Wanted, now: datetime, *, mode: Mode | None = None) -> tuple[Target, ...]:
    """In the order in which they ring; empty when nobody is to be rung now. Danger to life reaches a line at any hour.

    `mode` None = the one of the description. Our own numbers are left out, whatever the description says.
    """
    danger = wanted.reason == EMERGENCY
    if (mode or business.escalation.mode) is Mode.MESSAGE_ONLY and not danger:
        return ()
    path = path_for(business, wanted, now)
    if path is not None:
        rings = path.rings or human_line(business)
    else:
        rings = human_line(business) if danger or is_open(business, now) else ()
    return tuple(target for target in rings if target.number not in business.numbers)


def path_for(business: Business, wanted: Wanted, now: datetime) -> EscalationPath | None:
    """The first that fits; None = the human line."""
    return next((path for path in business.escalation.paths if _fits(business, path, wanted, now)), None)


def human_line(business: Business) -> tuple[Target, ...]:
    line = business.escalation.human_line
    return (Target(line),) if line and line not in business.numbers else ()


def staff_targets(business: Business, now: datetime) -> tuple[Target, ...]:
    """Who rings in place of the assistant, at any hour: what nobody picks up goes on to the voicemail."""
    return targets_for(business, Wanted(DIRECT), now, mode=Mode.HUMAN_LINE) or human_line(business)


def first_step(business: Business, mode: Mode, now: datetime) -> FirstStep:
    staff = tuple(_directly(target) for target in staff_targets(business, now))
    if not staff:
        return FirstStep(then="voicemail" if mode is Mode.HUMAN_LINE else "assistant")
    if mode is Mode.HUMAN_LINE:
        return FirstStep(staff, "voicemail")
    if mode in (Mode.ASSISTANT_FIRST, Mode.MESSAGE_ONLY) or not is_open(business, now):
        return FirstStep()
    if mode is Mode.STAFF_FIRST:
        return FirstStep((replace(staff[0], ring_s=business.escalation.staff_rings_s),))
    return FirstStep(staff, "voicemail" if mode is Mode.AFTER_HOURS else "assistant")


def _directly(target: Target) -> Target:
    """A call that nobody has talked to yet rings as on any telephone, unless the owner wants the key pressed."""
    known = target.handover if target.handover in (Handover.BLIND, Handover.WHISPERED) else None
    return replace(target, handover=known or Handover.BLIND, shows_caller=target.shows_caller)


def _fits(business: Business, path: EscalationPath, wanted: Wanted, now: datetime) -> bool:
    for_danger = wanted.reason == EMERGENCY
    if path.when not in _reasons(wanted) and (path.when != ANY_REASON or wanted.reason == DIRECT):
        return False
    if path.topics and wanted.topic not in path.topics:
        return False
    if path.person is not None and wanted.person != path.person:
        return False
    if path.hours is not None:
        return _within(business, path.hours, now)
    return path.times is Times.ALWAYS or for_danger or is_open(business, now) == (path.times is Times.OPEN)


def _reasons(wanted: Wanted) -> tuple[str, ...]:
    """Who asks for a person about a bill fits the paths for bills, too."""
    return (wanted.reason, wanted.topic or "") if wanted.reason == Reason.ASKED_FOR_HUMAN else (wanted.reason,)


def _within(business: Business, week: Week, now: datetime) -> bool:
    day = now.astimezone(business.zone).date()
    return any(start <= now < end for start, end in weekly_stretches(business, week, (day,)))


def longest_wait(targets: tuple[Target, ...]) -> timedelta:
    """How long a caller hears it ringing when nobody picks up."""
    return timedelta(seconds=sum(target.ring_s for target in targets))
