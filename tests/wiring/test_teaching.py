"""Sentences become vectors once: what is kept is not made again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from app.wiring.teaching import SENTENCES_AT_ONCE, vectors_by_text

MANY = [f"Satz {nth}" * (nth % 7 + 1) for nth in range(5 * SENTENCES_AT_ONCE)]
WARMING = "Guten Tag."


class Lengths:
    """A vector that says how long a text is. `asked` of all engines together."""

    def __init__(self, asked: list[str], closed: list[int]) -> None:
        self._asked = asked
        self._closed = closed

    def questions_now(self, texts: Sequence[str]) -> Any:
        self._asked.extend(text for text in texts if text != WARMING)
        return np.array([[len(text), 1.0] for text in texts], dtype=np.float32)

    def close(self) -> None:
        self._closed.append(1)


def learned(path: Path, texts: Sequence[str], model: str = "lengths") -> tuple[dict[str, float], list[str]]:
    """What each text became, and which were put into vectors for it."""
    asked: list[str] = []
    closed: list[int] = []
    made = vectors_by_text(path, model, texts, lambda: Lengths(asked, closed))
    assert bool(closed) is bool(asked)
    return {text: float(made[text][0]) for text in texts}, sorted(asked)


def test_each_sentence_is_put_into_a_vector_once_however_often_it_is_learned_from(tmp_path: Path) -> None:
    vectors, asked = learned(tmp_path / "kept", [*MANY, *MANY])
    assert vectors == {text: len(text) for text in MANY}
    assert asked == sorted(MANY)


def test_of_changed_wordings_only_the_new_ones_are_made_and_those_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    learned(tmp_path / "kept", MANY)
    vectors, asked = learned(tmp_path / "kept", [*MANY[3:], "ein neuer Satz"])
    assert (vectors["ein neuer Satz"], asked) == (14.0, ["ein neuer Satz"])
    assert learned(tmp_path / "kept", MANY)[1] == sorted(MANY[:3])


def test_another_model_and_a_torn_file_begin_anew(tmp_path: Path) -> None:
    learned(tmp_path / "kept", MANY)
    assert learned(tmp_path / "kept", MANY, "another")[1] == sorted(MANY)
    (tmp_path / "kept").write_bytes(b"torn")
    assert learned(tmp_path / "kept", MANY)[1] == sorted(MANY)
    assert learned(tmp_path / "kept", MANY)[1] == []


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "in_the_way").touch()
    assert learned(tmp_path / "in_the_way" / "kept", MANY)[1] == sorted(MANY)
