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


def test_a_voice_is_drawn_beside_the_mood_only_where_it_was_measured() -> None:
    calm = CallTurn("caller", "…", None, "de", 0, 900, emotion="calm", intensity=0.0)
    loud = CallTurn("caller", "…", None, "de", 5_000, 5_900, emotion="calm", signals={"louder": 0.8, "faster": 0.1})
    with_voice = timeline([ReviewTurn(0, calm), ReviewTurn(1, loud)], [], BEGAN)
    without = timeline([ReviewTurn(0, calm)], [], BEGAN)
    assert with_voice is not None
    assert without is not None
    assert with_voice.voice.endswith(f" {round(MOOD_BOTTOM - 0.8 * (MOOD_BOTTOM - MOOD_TOP), 1)}")
    assert (with_voice.mood, without.voice) == ("", "")
