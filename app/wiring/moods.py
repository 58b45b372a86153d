"""The judge of moods: the embedded model of meaning, with an engine of its own: no document makes a call wait."""

import asyncio
from collections.abc import Callable

import structlog

from app.connectors.e5_embeddings import E5Embeddings, can_embed
from app.dialogue.intents import DAMAGED
from app.dialogue.mood_model import MoodModel
from app.dialogue.moods import LearnedMoods, MoodJudge, load_moods, train_moods
from app.ports.knowledge import EmbeddingsUnavailable
from app.settings import Settings

log = structlog.get_logger(__name__)


def prepare_moods(settings: Settings, progress: Callable[[int, int], None] | None = None) -> bool:
    """At set-up: trains when it was not, or when the wordings changed. False where the model of meaning cannot run."""
    if not can_embed():
        return False
    if _stored(settings) is None:
        engine = E5Embeddings()
        try:
            train_moods(settings.models_dir, engine.question_now, E5Embeddings.model, progress=progress)
        finally:
            engine.close()
    return True


async def mood_judge(settings: Settings) -> MoodJudge | None:
    """None = rules alone, which is no reason to answer no call. Never trains: that is for the set-up.

    The engine is warm when this returns.
    """
    model = _stored(settings) if can_embed() else None
    if model is None:
        log.info("moods_by_rules_alone", fix="vorzimmer models fetch")
        return None
    engine = E5Embeddings()
    try:
        await asyncio.to_thread(engine.question_now, "Guten Tag.")
    except DAMAGED as broken:
        engine.close()
        log.error("moods_by_rules_alone", error=type(broken).__name__, fix="vorzimmer models fetch")
        return None
    return LearnedMoods(model, engine.question, (EmbeddingsUnavailable,))


def _stored(settings: Settings) -> MoodModel | None:
    try:
        return load_moods(settings.models_dir, E5Embeddings.model)
    except DAMAGED as damaged:
        log.warning("stored_moods_damaged", error=type(damaged).__name__)
        return None
