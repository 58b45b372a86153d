"""The model of meaning in this process, with its engine replaced: not every processor runs the real one."""

import numpy as np
import pytest

from app.connectors.e5_embeddings import E5Embeddings
from app.domain.knowledge.search import Vectors


class CountingEngine:
    def __init__(self) -> None:
        self.asked: list[str] = []

    def query(self, text: str) -> Vectors:
        self.asked.append(text)
        return np.ones((1, 384), dtype=np.float32)


async def test_what_two_judges_ask_about_one_utterance_is_computed_once() -> None:
    embeddings, engine = E5Embeddings(), CountingEngine()
    embeddings._engine = engine
    try:
        for_the_mood = await embeddings.question("Ich hätte gern  einen Termin.")
        for_the_wish = embeddings.question_soon("Ich hätte gern einen Termin.")
    finally:
        embeddings.close()
    assert for_the_wish is for_the_mood
    assert engine.asked == ["Ich hätte gern einen Termin."]
    with pytest.raises(ValueError, match="read-only"):
        for_the_mood[0] = 0.0
