"""The phrase corpora as a floor: what is understood today must not get worse."""

import pytest

from tests.bench.spoken_corpora import TOPICS, outcomes


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("part", ["development", "held_out"])
def test_nineteen_of_twenty_phrases_are_understood_exactly(topic: str, part: str) -> None:
    found = [outcome for outcome in outcomes(part) if outcome.case.topic == topic]
    wrong = [
        f"{outcome.case.text!r}: {outcome.expected!r}, heard {outcome.got!r}" for outcome in found if not outcome.right
    ]
    assert len(wrong) <= len(found) * (0.01 if part == "development" else 0.05), "\n".join(wrong)
