"""What a person is told before they take a call: who, what, mood, what was tried. Only what the record holds."""

from dataclasses import dataclass

from app.domain.calls import CallOnRecord
from app.domain.transfers.handovers import handover_in

BRIEFED = "briefing"
MOODS = ("angry", "distressed", "annoyed")  # the strongest first
LATEST_TURNS = 4


@dataclass(frozen=True, slots=True)
class Briefing:
    """Constant words, but for the name. `wish` is what was left open: book, move, cancel, list, message, callback."""

    reason: str | None = None
    name: str | None = None
    wish: str | None = None
    mood: str | None = None
    tried: tuple[str, ...] = ()


def briefing_of(record: CallOnRecord) -> Briefing:
    handover = handover_in(record.decisions)
    known = next((one for one in reversed(record.decisions) if one.kind == BRIEFED), None)
    name, wish = (None, None) if known is None else (known.personal.get("name"), known.inputs.get("wish"))
    heard = [turn.emotion for turn in record.turns if turn.speaker == "caller"][-LATEST_TURNS:]
    return Briefing(
        reason=record.entry.escalation or (handover.reason if handover is not None else None),
        name=str(name) if name else None,
        wish=str(wish) if wish else None,
        mood=next((mood for mood in MOODS if mood in heard), None),
        tried=tuple(_tried(record)),
    )


def _tried(record: CallOnRecord) -> list[str]:
    """In the order in which a person wants to hear it: what is done, what came to nothing."""
    kinds = [decision.kind for decision in record.decisions]
    found = [
        word
        for kind, word in (("booking", "booked"), ("move", "moved"), ("cancellation", "cancelled"))
        if kind in kinds
    ]
    if not found and "offer" in kinds:
        found.append("offered")
    handover = handover_in(record.decisions)
    if handover is not None and sum(not one.taken and one.status is not None for one in handover.attempts):
        found.append("rung_before")
    return found
