"""The mood along a call: what had built up where it is on record, else how each turn was taken."""

from datetime import UTC, datetime

from app.domain.calls import CallTurn
from app.ports.review import ReviewTurn
from app.web.pages.timeline import MOOD_BOTTOM, MOOD_TOP, timeline

BEGAN = datetime(2026, 3, 16, 9, 0, tzinfo=UTC)


def heights(*turns: CallTurn) -> list[float]:
    drawn = timeline([ReviewTurn(nth, turn) for nth, turn in enumerate(turns)], [], BEGAN)
    assert drawn is not None
    numbers = [float(part) for part in drawn.mood.replace("M", " ").replace("C", " ").split()]
    return [numbers[1], *numbers[7::6]]


def said(emotion: str, intensity: float | None, at_ms: int) -> CallTurn:
    return CallTurn("caller", "…", None, "de", at_ms, at_ms + 900, emotion=emotion, intensity=intensity)


def test_anger_that_built_up_is_drawn_as_high_as_it_is() -> None:
    low, high = heights(said("annoyed", 0.5, 0), said("angry", 1.3, 5_000))
    assert low == round(MOOD_BOTTOM - 0.5 * (MOOD_BOTTOM - MOOD_TOP), 1)
    assert high == MOOD_TOP


def test_an_older_record_is_drawn_by_how_each_turn_was_taken() -> None:
    assert heights(said("calm", None, 0), said("angry", None, 5_000)) == [MOOD_BOTTOM, MOOD_TOP]
