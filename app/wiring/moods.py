"""The judge of moods, with the embedded model of meaning."""

from functools import partial

import structlog

from app.connectors.e5_embeddings import E5Embeddings
from app.dialogue.moods import LearnedMoods, MoodJudge, load_moods
from app.ports.knowledge import EmbeddingsUnavailable
from app.settings import Settings
from app.wiring.meaning import SharedEngine, stored

log = structlog.get_logger(__name__)

WHAT = "moods"


async def mood_judge(settings: Settings, shared: SharedEngine) -> MoodJudge | None:
    """None = rules alone. Never trains: that is for the set-up."""
    model = stored(partial(load_moods, settings.models_dir, E5Embeddings.model), WHAT)
    if model is None:
        log.info("moods_by_rules_alone", fix="vorzimmer models fetch")
        return None
    engine = await shared.warm()
    return None if engine is None else LearnedMoods(model, engine.question, (EmbeddingsUnavailable,))
