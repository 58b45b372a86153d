"""What was decided, and why."""

from datetime import datetime

from pydantic import BaseModel, Field

from app.domain.calls import Decision, DecisionEntry
from app.usecases.explain_booking import Explanation


class DecisionOut(BaseModel):
    """What was decided, when, why, from which inputs."""

    kind: str = Field(examples=["offer"])
    decided_at: datetime
    why: str = Field(examples=["first_free"])
    inputs: dict[str, object] = Field(default_factory=dict)
    for_whom: dict[str, object] = Field(
        default_factory=dict, description="Whom it concerns; empty once retention has taken it away."
    )
    call_sid: str | None = None
    business: str | None = None
    booking: str | None = Field(None, description="The booking it is about.")
    seq: int | None = Field(None, description="Its place in the business's chain.")
    digest: str | None = Field(None, description="sha256 over the entry and the digest before it.")


def decision_out(decision: Decision, *, business: str | None = None, call_sid: str | None = None) -> DecisionOut:
    return DecisionOut(
        kind=decision.kind,
        decided_at=decision.decided_at,
        why=decision.why,
        inputs=dict(decision.inputs),
        for_whom=dict(decision.personal),
        business=business,
        call_sid=call_sid,
    )


def decision_entry_out(entry: DecisionEntry) -> DecisionOut:
    out = decision_out(entry.decision, business=entry.business, call_sid=entry.call_sid)
    return out.model_copy(update={"booking": entry.booking, "seq": entry.seq, "digest": entry.digest})


class WhyOut(BaseModel):
    """Why a booking is as it is, from the record alone."""

    reference: str = Field(examples=["FHK23"])
    sentences: dict[str, list[str]] = Field(description="By language: de, en.")
    offer: dict[str, object] | None = Field(
        None, description="The score with which the place was offered: reasons, and each cost with its figures."
    )
    decisions: list[DecisionOut] = Field(description="What was decided on the way, oldest first.")


def why_out(reference: str, explanation: Explanation) -> WhyOut:
    return WhyOut(
        reference=reference,
        sentences={language: list(sentences) for language, sentences in explanation.sentences.items()},
        offer=dict(explanation.offer) if explanation.offer is not None else None,
        decisions=[decision_entry_out(entry) for entry in explanation.trail],
    )
