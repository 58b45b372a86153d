"""Write down what happened to a call, now or when the database is back. Each may come twice, and in any order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

import structlog

from app.domain.business import Language
from app.domain.calls import CallOnRecord, CallOpened, CallOutcome, Decision
from app.domain.errors import StoreUnavailable
from app.domain.ids import E164
from app.domain.transfers.handovers import handover_in, outcome_of
from app.ports.call_records import CallRecords
from app.ports.call_spool import CallEvent, CallSpool
from app.ports.notes import Notes
from app.ports.records import Businesses, Records

log = structlog.get_logger(__name__)

PERSONAL = ("target", "number")
UNREACHABLE = "unreachable"
"""The network says that a call is over which never came to us."""

WordRecording = Callable[[Language, int, str], str]
"""The message that stands for a recording: language, seconds, where it lies."""


@dataclass(frozen=True, slots=True)
class CallLedger:
    """Everything that an event may have to be written to."""

    businesses: Businesses
    records: Records
    call_records: CallRecords
    notes: Notes
    word_recording: WordRecording


async def note_call_event(ledger: CallLedger, event: CallEvent) -> None:
    """Raises StoreUnavailable."""
    match event.kind:
        case "opened":
            await _opened(ledger, event)
        case "decided":
            await _decided(ledger, event)
        case "recorded":
            await _recorded(ledger, event)
        case "ended":
            await _ended(ledger, event)
        case _:
            assert_never(event.kind)


async def catch_up(spool: CallSpool, ledger: CallLedger) -> int:
    """Make up for what is spooled, oldest first; how many events that were. Stops when the database is gone again."""
    made_up = 0
    while events := await spool.oldest():
        for event in events:
            try:
                await note_call_event(ledger, event)
            except StoreUnavailable:
                return made_up
            await spool.done(1)
            made_up += 1
    return made_up


async def _opened(ledger: CallLedger, event: CallEvent) -> None:
    why = event.facts.get("why")
    if why == UNREACHABLE and await ledger.records.call(event.call_sid) is not None:
        return
    record = await _record(ledger, event)
    if record is not None and why:
        seen = [decision for decision in record.decisions if decision.kind == "unattended" and decision.why == why]
        if not seen:
            await ledger.call_records.add_decision(event.call_sid, Decision("unattended", event.at, why))


async def _record(ledger: CallLedger, event: CallEvent) -> CallOnRecord | None:
    """The call's record, opened where there is none yet; None when the number that was called is nobody's."""
    if (record := await ledger.records.call(event.call_sid)) is not None:
        return record
    business = await ledger.businesses.by_number(event.to_number)
    if business is None:
        log.warning("call_event_of_nobody", kind=event.kind)
        return None
    await ledger.call_records.open_call(
        CallOpened(
            call_sid=event.call_sid,
            business=business.id,
            from_number=event.from_number or "anonymous",
            to_number=event.to_number,
            language=business.default_language,
            started_at=event.at,
        )
    )
    return await ledger.records.call(event.call_sid)


async def _decided(ledger: CallLedger, event: CallEvent) -> None:
    facts = dict(event.facts)
    kind, why = facts.pop("kind"), facts.pop("why")
    personal: dict[str, object] = {name: facts.pop(name) for name in PERSONAL if name in facts}
    if await _record(ledger, event) is not None:
        await ledger.call_records.add_decision(event.call_sid, Decision(kind, event.at, why, facts, personal))


async def _recorded(ledger: CallLedger, event: CallEvent) -> None:
    """A recording without sound is no message."""
    seconds = event.facts.get("seconds", "")
    record = await _record(ledger, event)
    if record is None or not seconds.isdigit() or int(seconds) == 0:
        return
    entry = record.entry
    business = await ledger.businesses.load(entry.business)
    language: Language = business.default_language if business is not None else entry.language
    number = E164(entry.from_number) if entry.from_number.startswith("+") else None
    await ledger.notes.take_message(
        entry.business,
        event.call_sid,
        text=ledger.word_recording(language, int(seconds), event.facts.get("url", "")),
        customer_name=None,
        customer_number=number,
        at=event.at,
    )
    if entry.ended_at is not None and entry.outcome is CallOutcome.ABANDONED:  # the recording came after the end
        await ledger.call_records.reopen_call(event.call_sid)
        await ledger.call_records.close_call(
            event.call_sid, outcome=CallOutcome.MESSAGE, ended_at=entry.ended_at, summary=entry.summary or ""
        )


async def _ended(ledger: CallLedger, event: CallEvent) -> None:
    """The first end stands, unless the record proves another: put through and taken by nobody, or lost and rescued.

    Who hangs up between the assistant's last word and the first ring was put through to nobody either.
    """
    record = await ledger.records.call(event.call_sid)
    if record is None:
        return
    entry, proven = record.entry, outcome_of(record)
    if entry.ended_at is not None:
        unfounded = entry.outcome is CallOutcome.TRANSFERRED and _nobody_is_rung(record)
        worse = entry.outcome in (CallOutcome.ABANDONED, CallOutcome.FAILED) and proven is not CallOutcome.ABANDONED
        if entry.outcome is proven or not (unfounded or worse):
            return
        await ledger.call_records.reopen_call(event.call_sid)
        if entry.escalation is not None:
            await ledger.call_records.escalate(event.call_sid, entry.escalation)
    await ledger.call_records.close_call(
        event.call_sid, outcome=proven, ended_at=entry.ended_at or event.at, summary=entry.summary or ""
    )


def _nobody_is_rung(record: CallOnRecord) -> bool:
    """Not any more, or never was."""
    handover = handover_in(record.decisions)
    return handover is None or not handover.attempts or handover.attempts[-1].status is not None
