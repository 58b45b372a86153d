"""The phrase corpora as a floor: what is understood today must not get worse."""

import pytest

from tests.bench.spoken_corpora import TOPICS, Outcome, outcomes


def _wrong(found: list[Outcome]) -> str:
    return "\n".join(
        f"{outcome.case.text!r}: {outcome.expected!r}, heard {outcome.got!r}" for outcome in found if not outcome.right
    )


@pytest.mark.parametrize("topic", TOPICS)
def test_phrases_of_development_are_understood(topic: str) -> None:
    found = [outcome for outcome in outcomes("development") if outcome.case.topic == topic]
    assert sum(not outcome.right for outcome in found) <= len(found) * 0.01, _wrong(found)


def test_held_out_phrases_are_understood_in_nineteen_of_twenty_cases() -> None:
    found = outcomes("held_out")
    assert len(found) >= 150
    assert sum(not outcome.right for outcome in found) <= len(found) * 0.05, _wrong(found)
    assert sum(outcome.confidently_wrong for outcome in found) <= len(found) * 0.02, _wrong(found)
