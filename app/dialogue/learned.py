"""What is learned from the wordings at set-up: put into vectors, and kept on disk with what it was learned from."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import joblib
import numpy as np

Embed = Callable[[str], Any]
"""A text into a vector of unit length, float32 [size]."""

Progress = Callable[[int, int], None]
"""Done, of how many."""


def vectors_of(texts: Sequence[str], embed: Embed, progress: Progress | None = None) -> Any:
    """float32 [texts, size]. Some twenty milliseconds each."""
    vectors = []
    for nth, text in enumerate(texts, start=1):
        vectors.append(np.asarray(embed(text), dtype=np.float32).ravel())
        if progress is not None:
            progress(nth, len(texts))
    return np.vstack(vectors)


def load(path: Path, of: str) -> Any:
    """None when nothing is stored, or it was learned from something else. A torn file raises whatever it likes."""
    if not path.exists():
        return None
    stored = joblib.load(path)  # written by `store` beside the speech models, which are trusted alike
    return stored["learned"] if stored.get("of") == of else None


def store(path: Path, of: str, learned: Any) -> None:
    """In whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    joblib.dump({"of": of, "learned": learned}, partial)
    partial.replace(path)
