"""A call as a conversation: turns and decisions in the order in which they happened."""

from dataclasses import dataclass

from app.domain.calls import Decision
from app.ports.review import CallSheet, ReviewTurn
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
    facts: tuple[tuple[str, str], ...]


def conversation(sheet: CallSheet) -> list[ShownTurn | ShownDecision]:
    """A decision stands before the sentence that tells of it, which begins after it was taken."""
    timed: list[tuple[int, int, ShownTurn | ShownDecision]] = [
        (one.turn.started_ms, 1, shown_turn(one)) for one in sheet.turns
    ]
    for nth, one in enumerate(sheet.decisions):
        if one.kind not in SILENT_KINDS:
            at_ms = offset_ms(one, sheet.entry.started_at)
            timed.append((at_ms, 0, ShownDecision(one, nth, at_ms, facts_of(one))))
    return [shown for _, _, shown in sorted(timed, key=lambda entry: entry[:2])]


def shown_turn(one: ReviewTurn) -> ShownTurn:
    turn = one.turn
    heard = turn.heard_text
    if turn.speaker == "caller" or heard is None or heard.strip() == turn.text.strip():
        return ShownTurn(one, turn.text, "")
    if turn.text.startswith(heard.rstrip()):
        return ShownTurn(one, heard.rstrip(), turn.text[len(heard.rstrip()) :])
    return ShownTurn(one, heard, "")


def facts_of(decision: Decision) -> tuple[tuple[str, str], ...]:
    """Its inputs as short texts; what is long or nested is cut."""
    facts = []
    for key, value in decision.inputs.items():
        if value in (None, "", [], {}):
            continue
        if isinstance(value, list | tuple):
            text = ", ".join(_short(item) for item in value[:4]) + (" …" if len(value) > 4 else "")
        else:
            text = _short(value)
        facts.append((key, text))
    return tuple(facts[:8])


def _short(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(_short(item) for item in value.values() if item not in (None, ""))[:80]
    if isinstance(value, list | tuple):
        return " – ".join(_short(item) for item in value)[:80]
    text = str(value)
    return (
        f"{text[8:10]}.{text[5:7]}. {text[11:16]}"
        if len(text) >= 19 and text[4:5] == "-" and text[10] == "T"
        else text[:80]
    )
