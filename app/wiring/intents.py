"""What callers want, by words and by meaning: the classifier with the embedded model of meaning beside it."""

from functools import partial

import structlog

from app.connectors.e5_embeddings import E5Embeddings
from app.dialogue.intent_meaning import IntentMeaning, load_meaning
from app.dialogue.intents import IntentClassifier
from app.ports.knowledge import EmbeddingsUnavailable
from app.settings import Settings
from app.wiring.meaning import SharedEngine, stored

log = structlog.get_logger(__name__)

WHAT = "intents"


async def by_meaning_too(settings: Settings, classifier: IntentClassifier, shared: SharedEngine) -> IntentClassifier:
    """The classifier alone where there is nothing to judge meaning by. Never trains: that is for the set-up."""
    weights = stored(partial(load_meaning, settings.models_dir, E5Embeddings.model), WHAT)
    if weights is None:
        log.info("intents_by_words_alone", fix="vorzimmer models fetch")
        return classifier
    engine = await shared.warm()
    if engine is None:
        return classifier
    return classifier.by_meaning_too(IntentMeaning(weights, engine.question_soon, (EmbeddingsUnavailable,)))
