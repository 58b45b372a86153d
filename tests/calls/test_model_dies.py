"""The language model's server is killed in the middle of a real spoken call: the caller is answered, and booked."""

from tests.bench.model_dies import DRILLS, survive

PLAYED = "killed-in-mid-answer-de"
"""The other drills, and the waits of all of them: `python -m tests.bench.model_dies`."""


async def test_a_call_whose_model_is_killed_ends_in_the_booking_that_was_asked_for() -> None:
    survived = await survive(next(drill for drill in DRILLS if drill.name == PLAYED))
    assert survived.faults == (), survived.graded.turns
    assert survived.graded.record["outcome"] == "booked"
    assert survived.model_is_gone
    assert survived.turns_led.get("model", 0) >= 1, survived.turns_led
