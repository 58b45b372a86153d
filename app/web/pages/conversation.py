"""A call as a conversation: turns and decisions in the order in which they happened."""

from dataclasses import dataclass

from app.domain.calls import Decision
from app.ports.review import CallSheet, ReviewTurn
from app.web.pages.decision_facts import Facts
from app.web.pages.timeline import offset_ms

SILENT_KINDS = frozenset({"hold", "language"})
"""Decisions that only the timeline shows: they would interrupt the reading."""


@dataclass(frozen=True, slots=True)
class ShownTurn:
    one: ReviewTurn
    heard: str
    unheard: str
    """The rest of an assistant's sentence that the caller did not hear; empty when all was heard."""


@dataclass(frozen=True, slots=True)
class ShownDecision:
    decision: Decision
    number: int
    at_ms: int
    facts: tuple[tuple[str, tuple[str, ...]], ...]


def conversation(sheet: CallSheet, facts: Facts) -> list[ShownTurn | ShownDecision]:
    """A decision stands before the sentence that tells of it, which begins after it was taken."""
    timed: list[tuple[int, int, ShownTurn | ShownDecision]] = [
        (one.turn.started_ms, 1, shown_turn(one)) for one in sheet.turns
    ]
    for nth, one in enumerate(sheet.decisions):
        if one.kind not in SILENT_KINDS:
            at_ms = offset_ms(one, sheet.entry.started_at)
            timed.append((at_ms, 0, ShownDecision(one, nth, at_ms, facts.of(one))))
    return [shown for _, _, shown in sorted(timed, key=lambda entry: entry[:2])]


def shown_turn(one: ReviewTurn) -> ShownTurn:
    turn = one.turn
    heard = turn.heard_text
    if turn.speaker == "caller" or heard is None or heard.strip() == turn.text.strip():
        return ShownTurn(one, turn.text, "")
    if turn.text.startswith(heard.rstrip()):
        return ShownTurn(one, heard.rstrip(), turn.text[len(heard.rstrip()) :])
    return ShownTurn(one, heard, "")
