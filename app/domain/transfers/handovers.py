"""What became of handing a call to people, read from its decisions: who was rung, who took it, after how long."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.calls import CallOnRecord, CallOutcome, Decision

TRANSFER = "transfer"
TAKEN_OVER = "taken_over"
"""Why a call goes to a person whom it was not looking for: somebody of the staff took it over."""
RINGING = "ringing"
ACCEPTED = "transfer_accepted"  # pressed 1, or picked up where no key is asked for
NOT_TAKEN = "not_taken"  # busy, silent, declined, or a voicemail
NOBODY_ANSWERED = "nobody_answered"  # no target is left


@dataclass(frozen=True, slots=True)
class Attempt:
    """One telephone that rang. `status` is Twilio's word for how it ended; None while it rings."""

    target: str | None
    number: str | None
    rang_at: datetime
    rang_s: int | None = None
    status: str | None = None
    taken: bool = False


@dataclass(frozen=True, slots=True)
class HandoverOnRecord:
    """`taken_after_s` counts from the decision to put the call to a person, or from the first ring."""

    reason: str | None
    asked_at: datetime
    attempts: tuple[Attempt, ...] = ()
    taken_by: str | None = None
    taken_after_s: int | None = None
    nobody_answered: bool = False


def handover_in(decisions: Sequence[Decision]) -> HandoverOnRecord | None:
    """The latest one; None when nobody was to be rung."""
    found: HandoverOnRecord | None = None
    for decision in decisions:
        match decision.kind, decision.why:
            case "escalation", why if why != "outside_hours":
                found = HandoverOnRecord(why, decision.decided_at)
            case "escalation_withdrawn", _:
                found = None
            case "transfer", "ringing":
                found = _rings(found, decision)
            case "transfer", "transfer_accepted" if found is not None:
                found = _ended(found, decision, taken=True)
            case "transfer", "not_taken" if found is not None:
                found = _ended(found, decision, taken=False)
            case "transfer", "nobody_answered" if found is not None:
                found = replace(found, nobody_answered=True)
    return found


def _rings(handover: HandoverOnRecord | None, decision: Decision) -> HandoverOnRecord:
    if handover is None or handover.nobody_answered or handover.taken_after_s is not None:
        handover = HandoverOnRecord(_text(decision.inputs.get("reason")), decision.decided_at)
    target, number = _text(decision.personal.get("target")), _text(decision.personal.get("number"))
    attempt = Attempt(target, number, decision.decided_at)
    return replace(handover, attempts=(*handover.attempts, attempt))


def _ended(handover: HandoverOnRecord, decision: Decision, *, taken: bool) -> HandoverOnRecord:
    if not handover.attempts:
        return handover
    *earlier, last = handover.attempts
    rang_s = _seconds(last.rang_at, decision.decided_at)
    status = _text(decision.inputs.get("dial_status")) or ("answered" if taken else "no-answer")
    ended = replace(last, rang_s=rang_s, status=status, taken=taken)
    handover = replace(handover, attempts=(*earlier, ended))
    if not taken:
        return replace(handover, taken_by=None, taken_after_s=None) if last.taken else handover
    after_s = _seconds(handover.asked_at, decision.decided_at)
    return replace(handover, taken_by=last.target or last.number, taken_after_s=after_s)


def is_taken(decisions: Sequence[Decision]) -> bool:
    """By somebody, since the telephone rang last."""
    handover = handover_in(decisions)
    return handover is not None and bool(handover.attempts) and handover.attempts[-1].taken


def outcome_of(record: CallOnRecord) -> CallOutcome:
    """What the record proves of a call that ended without the assistant, or after nobody took it."""
    kinds = {decision.kind for decision in record.decisions}
    if is_taken(record.decisions):
        return CallOutcome.TRANSFERRED
    for kind, outcome in (
        ("booking", CallOutcome.BOOKED),
        ("move", CallOutcome.MOVED),
        ("cancellation", CallOutcome.CANCELLED),
        ("callback", CallOutcome.CALLBACK),
        ("message", CallOutcome.MESSAGE),
    ):
        if kind in kinds:
            return outcome
    return CallOutcome.ABANDONED


def _seconds(since: datetime, until: datetime) -> int:
    return max(round((until - since).total_seconds()), 0)


def _text(value: object) -> str | None:
    return str(value) if value else None
