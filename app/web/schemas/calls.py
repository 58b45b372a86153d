"""Calls and what was said in them."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from app.domain.calls import CallEntry, CallOnRecord, CallOutcome, CallTurn
from app.domain.transfers.handovers import HandoverOnRecord, handover_in
from app.web.schemas.bookings import BookingOut, booking_out
from app.web.schemas.decisions import DecisionOut, decision_out


class TurnOut(BaseModel):
    speaker: Literal["caller", "assistant"]
    text: str = Field(examples=["Ich hätte gern einen Termin zur Kontrolle."])
    heard_text: str | None = Field(None, description="What the caller provably heard of an assistant turn.")
    language: str = Field(examples=["de"])
    started_ms: int = Field(description="Since the assistant first took up the call, in whichever part of it.")
    ended_ms: int
    response_ms: int | None = Field(None, description="End of the caller's speech to the first sound of this answer.")
    intent: str | None = Field(None, examples=["book"])
    emotion: str | None = None
    interrupted: bool = False
    timings: dict[str, int] = Field(default_factory=dict, description="response_ms by stage.")
    intensity: float | None = Field(
        None, description="The caller's anger so far, 0 to 1.5; a person takes over at 0.95."
    )
    urgency: float | None = Field(None, description="0 to 1.")
    signals: dict[str, float] = Field(default_factory=dict, description="What both were made of, 0 to 1 each.")
    part: int = Field(1, description="2 and more: the call was put through, nobody took it, and it came back.")


def turn_out(turn: CallTurn) -> TurnOut:
    return TurnOut(
        speaker=turn.speaker,
        text=turn.text,
        heard_text=turn.heard_text,
        language=turn.language,
        started_ms=turn.started_ms,
        ended_ms=turn.ended_ms,
        response_ms=turn.response_ms,
        intent=turn.intent,
        emotion=turn.emotion,
        interrupted=turn.interrupted,
        timings=dict(turn.timings),
        intensity=turn.intensity,
        urgency=turn.urgency,
        signals=dict(turn.signals),
        part=turn.part,
    )


class CallOut(BaseModel):
    call_sid: str = Field(examples=["CA00000000000000000000000000000001"])
    business: str = Field(examples=["praxis-dr-sommer"])
    from_number: str = Field(examples=["+493023125042"])
    to_number: str = Field(examples=["+493023125000"])
    language: str = Field(examples=["de"])
    started_at: datetime
    ended_at: datetime | None = Field(None, description="Null while the call goes on.")
    outcome: CallOutcome | None = None
    escalation: str | None = Field(None, description="Why the call was put through to a human, or null.")
    summary: str | None = None


class AttemptOut(BaseModel):
    target: str | None = Field(None, description="Who sits there, as the owner calls them.")
    number: str | None = Field(None, examples=["+493023125010"])
    rang_at: datetime
    rang_seconds: int | None = Field(None, description="Until it was taken or given up; null while it rings.")
    status: str | None = Field(None, examples=["busy"], description="answered, busy, no-answer, failed, canceled …")
    taken: bool = False


class HandoverOut(BaseModel):
    """Putting the call through: who was rung, who took it, after how long."""

    reason: str | None = Field(None, examples=["asked_for_human"])
    asked_at: datetime
    taken_by: str | None = None
    taken_after_seconds: int | None = Field(None, description="From the decision to put the call through.")
    nobody_answered: bool = False
    attempts: list[AttemptOut] = Field(default_factory=list)


def handover_out(handover: HandoverOnRecord) -> HandoverOut:
    return HandoverOut(
        reason=handover.reason,
        asked_at=handover.asked_at,
        taken_by=handover.taken_by,
        taken_after_seconds=handover.taken_after_s,
        nobody_answered=handover.nobody_answered,
        attempts=[
            AttemptOut(
                target=attempt.target,
                number=attempt.number,
                rang_at=attempt.rang_at,
                rang_seconds=attempt.rang_s,
                status=attempt.status,
                taken=attempt.taken,
            )
            for attempt in handover.attempts
        ],
    )


class CallDetail(CallOut):
    turns: list[TurnOut] = Field(default_factory=list)
    bookings: list[BookingOut] = Field(default_factory=list)
    decisions: list[DecisionOut] = Field(default_factory=list)
    handover: HandoverOut | None = Field(None, description="The latest attempt to put the call through to people.")


def call_out(entry: CallEntry) -> CallOut:
    return CallOut.model_validate(entry, from_attributes=True)


def call_detail(record: CallOnRecord) -> CallDetail:
    business, call_sid = record.entry.business, record.entry.call_sid
    handover = handover_in(record.decisions)
    return CallDetail(
        **call_out(record.entry).model_dump(),
        turns=[turn_out(turn) for turn in record.turns],
        bookings=[booking_out(booking, business) for booking in record.bookings],
        decisions=[decision_out(decision, business=business, call_sid=call_sid) for decision in record.decisions],
        handover=handover_out(handover) if handover is not None else None,
    )
