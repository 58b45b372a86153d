"""What callers want, by words and by meaning: the classifier with the embedded model of meaning beside it."""

import asyncio
from collections.abc import Callable, Mapping

import structlog

from app.connectors.e5_embeddings import E5Embeddings, can_embed
from app.dialogue.intent_meaning import IntentMeaning, MeaningWeights, load_meaning, train_meaning
from app.dialogue.intents import DAMAGED, IntentClassifier
from app.domain.business import Language
from app.ports.knowledge import EmbeddingsUnavailable
from app.settings import Settings

log = structlog.get_logger(__name__)


def prepare_meaning(settings: Settings, progress: Callable[[int, int], None] | None = None) -> bool:
    """At set-up: trains when it was not, or when the wordings changed. False where the model of meaning cannot run."""
    if not can_embed():
        return False
    if _stored(settings) is None:
        engine = E5Embeddings()
        try:
            train_meaning(settings.models_dir, engine.question_now, E5Embeddings.model, progress=progress)
        finally:
            engine.close()
    return True


async def by_meaning_too(settings: Settings, classifier: IntentClassifier) -> IntentClassifier:
    """The classifier alone where there is nothing to judge meaning by, which is no reason to answer no call. Never
    trains: that is for the set-up. The engine is warm when this returns.
    """
    weights = _stored(settings) if can_embed() else None
    if weights is None:
        log.info("intents_by_words_alone", fix="vorzimmer models fetch")
        return classifier
    engine = E5Embeddings()
    try:
        await asyncio.to_thread(engine.question_now, "Guten Tag.")
    except DAMAGED as broken:
        engine.close()
        log.error("intents_by_words_alone", error=type(broken).__name__, fix="vorzimmer models fetch")
        return classifier
    return classifier.by_meaning_too(IntentMeaning(weights, engine.question_soon, (EmbeddingsUnavailable,)))


def _stored(settings: Settings) -> Mapping[Language, MeaningWeights] | None:
    try:
        return load_meaning(settings.models_dir, E5Embeddings.model)
    except DAMAGED as damaged:
        log.warning("stored_meaning_damaged", error=type(damaged).__name__)
        return None
