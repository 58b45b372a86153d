"""What is learned from the wordings at set-up: how callers feel, and what they want.

Decision: both are learned of many of the same sentences, and an update changes a few of thousands. So each sentence is
put into a vector once, on all cores (20 milliseconds of one), and the vectors are kept beside what was learned of them.
Alternative: each part for itself, side by side; it took half as long again, and that at each update.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol

import numpy as np
import structlog

from app.connectors.e5_embeddings import E5Embeddings, can_embed
from app.dialogue.intent_meaning import load_meaning, meaning_training_set, train_meaning
from app.dialogue.intents import DAMAGED, LANGUAGES
from app.dialogue.learned import Progress, load, store
from app.dialogue.moods import load_moods, mood_training_set, train_moods
from app.dialogue.prompt_files import PROMPTS_DIR
from app.settings import Settings
from app.wiring import intents, moods
from app.wiring.meaning import stored

log = structlog.get_logger(__name__)

VECTORS = "wordings.joblib"
SENTENCES_AT_ONCE = 16
MOST_ENGINES = 8  # 70 MB each


class Embedder(Protocol):
    """For one thread at a time."""

    def questions_now(self, texts: Sequence[str]) -> Any:
        """float32 [texts, size]."""
        ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class KeptVectors:
    texts: tuple[str, ...]
    vectors: Any  # float32 [texts, size]


def learn(settings: Settings, progress: Progress | None = None) -> None:
    """What was not learned yet, or of other wordings. Nothing where vectors cannot be made. `progress` in sentences."""
    models_dir, model = settings.models_dir, E5Embeddings.model
    knows_moods = stored(partial(load_moods, models_dir, model), moods.WHAT) is not None
    knows_meaning = stored(partial(load_meaning, models_dir, model), intents.WHAT) is not None
    if not can_embed() or (knows_moods and knows_meaning):
        return
    wordings = [*mood_training_set()[0], *_wishes()]
    vectors = vectors_by_text(models_dir / VECTORS, model, wordings, E5Embeddings, progress)
    if not knows_moods:
        train_moods(models_dir, vectors.__getitem__, model)
    if not knows_meaning:
        train_meaning(models_dir, vectors.__getitem__, model)


def _wishes() -> Iterable[str]:
    return (text for language in LANGUAGES for text in meaning_training_set(PROMPTS_DIR, language)[0])


def vectors_by_text(
    path: Path, model: str, texts: Iterable[str], engine: Callable[[], Embedder], progress: Progress | None = None
) -> Mapping[str, Any]:
    """Those that `path` keeps of this model, and the others made now; afterwards it keeps exactly these."""
    wanted = tuple(dict.fromkeys(texts))
    kept = _kept(path, model)
    known = {} if kept is None else dict(zip(kept.texts, kept.vectors, strict=True))
    if new := [text for text in wanted if text not in known]:
        known |= _made(new, engine, progress)
    elif kept is not None and kept.texts == wanted:
        return known
    try:
        store(path, model, KeptVectors(wanted, np.vstack([known[text] for text in wanted])))
    except OSError as error:
        log.warning("vectors_not_kept", error=error.strerror or type(error).__name__)
    return known


def _kept(path: Path, model: str) -> KeptVectors | None:
    try:
        kept: KeptVectors | None = load(path, model)
    except DAMAGED as damaged:
        log.warning("kept_vectors_damaged", error=type(damaged).__name__)
        return None
    return kept


def _made(texts: Sequence[str], engine: Callable[[], Embedder], progress: Progress | None) -> dict[str, Any]:
    """Sentences of like length together; the longest first, so that no core is left alone with them."""
    ordered = sorted(texts, key=len, reverse=True)
    lots = [ordered[begin : begin + SENTENCES_AT_ONCE] for begin in range(0, len(ordered), SENTENCES_AT_ONCE)]
    engines = [engine() for _ in range(min(len(os.sched_getaffinity(0)), MOST_ENGINES, len(lots)))]
    free: SimpleQueue[Embedder] = SimpleQueue()
    for one in engines:
        one.questions_now(["Guten Tag."])  # loads it: one after another, since loading writes into the environment
        free.put(one)

    def embedded(lot: Sequence[str]) -> Any:
        one = free.get()
        try:
            return one.questions_now(lot)
        finally:
            free.put(one)

    made: dict[str, Any] = {}
    try:
        with ThreadPoolExecutor(len(engines)) as side_by_side:
            for lot, vectors in zip(lots, side_by_side.map(embedded, lots), strict=True):
                made.update(zip(lot, vectors, strict=True))
                if progress is not None:
                    progress(len(made), len(texts))
    finally:
        for one in engines:
            one.close()
    return made
