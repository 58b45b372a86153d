"""What callers want, by words and by meaning: the classifier with the embedded model of meaning beside it."""

from collections.abc import Callable
from functools import partial

import structlog

from app.connectors.e5_embeddings import E5Embeddings
from app.dialogue.intent_meaning import IntentMeaning, load_meaning, train_meaning
from app.dialogue.intents import IntentClassifier
from app.ports.knowledge import EmbeddingsUnavailable
from app.settings import Settings
from app.wiring.meaning import stored, train_unless_stored, warm_engine

log = structlog.get_logger(__name__)

WHAT = "intents"


def prepare_meaning(settings: Settings, progress: Callable[[int, int], None] | None = None) -> None:
    def train(engine: E5Embeddings) -> None:
        train_meaning(settings.models_dir, engine.question_now, engine.model, progress=progress)

    train_unless_stored(partial(load_meaning, settings.models_dir, E5Embeddings.model), train, WHAT)


async def by_meaning_too(settings: Settings, classifier: IntentClassifier) -> IntentClassifier:
    """The classifier alone where there is nothing to judge meaning by. Never trains: that is for the set-up."""
    weights = stored(partial(load_meaning, settings.models_dir, E5Embeddings.model), WHAT)
    if weights is None:
        log.info("intents_by_words_alone", fix="vorzimmer models fetch")
        return classifier
    engine = await warm_engine(WHAT)
    if engine is None:
        return classifier
    return classifier.by_meaning_too(IntentMeaning(weights, engine.question_soon, (EmbeddingsUnavailable,)))
