"""How a call ended, and a summary of it made of the state alone: nothing in it was not done or said."""

from app.dialogue.lexicon import offering_name
from app.dialogue.phrase_book import CallPhrases
from app.dialogue.state import CallState, Done
from app.domain.calls import CallOutcome
from voice.contract import EndReason

_MOST_FIRST = (
    CallOutcome.BOOKED,
    CallOutcome.MOVED,
    CallOutcome.CANCELLED,
    CallOutcome.CALLBACK,
    CallOutcome.MESSAGE,
    CallOutcome.ANSWERED,
)


def outcome_of(state: CallState, reason: EndReason) -> CallOutcome:
    if reason is EndReason.TRANSFERRED or (state.transferred is not None and reason is not EndReason.FAILED):
        return CallOutcome.TRANSFERRED
    kinds = {done.kind for done in state.done}
    for outcome in _MOST_FIRST:
        if outcome.value in kinds:
            return outcome
    if reason is EndReason.FAILED:
        return CallOutcome.FAILED
    return CallOutcome.ABANDONED


def summary_of(state: CallState, outcome: CallOutcome, phrases: CallPhrases) -> str:
    """In the business's language, for staff: every result, then what was left open."""
    language = state.business.default_language
    lines = [line for done in state.done if (line := _line(state, done, phrases))]
    if state.transferred is not None:
        lines.append(phrases.choose("summary_transferred", language, reason=state.transferred))
    if state.goals and outcome not in (CallOutcome.FAILED,):
        left = ", ".join(dict.fromkeys(phrases.choose(f"goal_{goal.kind.value}", language) for goal in state.goals))
        lines.append(phrases.choose("summary_open", language, text=left))
    if not lines:
        lines.append(
            phrases.choose("summary_failed" if outcome is CallOutcome.FAILED else "summary_abandoned", language)
        )
    return " ".join(dict.fromkeys(lines))


def _line(state: CallState, done: Done, phrases: CallPhrases) -> str:
    language = state.business.default_language
    if done.booking is not None:
        slot = done.booking.slot
        offering = offering_name(state.business.offering(slot.offering), language)
        what = f"{offering} ({state.business.resource(slot.resource).name})"
        local = slot.starts_at.astimezone(state.business.zone)
        when = local.strftime("%d.%m.%Y %H:%M") if language == "de" else local.strftime("%Y-%m-%d %H:%M")
        return phrases.choose(f"summary_{done.kind}", language, what=what, when=when, name=done.booking.customer_name)
    if done.kind == "unknown":
        return ""
    return phrases.choose(f"summary_{done.kind}", language, text=_ended(done.text)) if done.text else ""


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
