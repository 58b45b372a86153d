"""The bar that answers from documents must pass, on businesses and questions that nothing was fitted on."""

import pytest

from app.connectors.e5_embeddings import can_embed
from tests.bench.knowledge import WAYS, Bench, honest, tally


@pytest.mark.parametrize("way", WAYS if can_embed() else WAYS[:1])
def test_held_out_questions_are_answered_right_or_honestly_not_and_nothing_is_invented(way: str) -> None:
    found = tally(Bench(), "held_out", way)
    assert found["invented", True] + found["invented", False] == 0
    assert honest(found) >= 0.95
    assert found.total() >= 120
