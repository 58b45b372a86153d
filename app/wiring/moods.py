"""The judge of moods, with the embedded model of meaning."""

from collections.abc import Callable
from functools import partial

import structlog

from app.connectors.e5_embeddings import E5Embeddings
from app.dialogue.moods import LearnedMoods, MoodJudge, load_moods, train_moods
from app.ports.knowledge import EmbeddingsUnavailable
from app.settings import Settings
from app.wiring.meaning import stored, train_unless_stored, warm_engine

log = structlog.get_logger(__name__)

WHAT = "moods"


def prepare_moods(settings: Settings, progress: Callable[[int, int], None] | None = None) -> None:
    def train(engine: E5Embeddings) -> None:
        train_moods(settings.models_dir, engine.question_now, engine.model, progress=progress)

    train_unless_stored(partial(load_moods, settings.models_dir, E5Embeddings.model), train, WHAT)


async def mood_judge(settings: Settings) -> MoodJudge | None:
    """None = rules alone. Never trains: that is for the set-up."""
    model = stored(partial(load_moods, settings.models_dir, E5Embeddings.model), WHAT)
    if model is None:
        log.info("moods_by_rules_alone", fix="vorzimmer models fetch")
        return None
    engine = await warm_engine(WHAT)
    return None if engine is None else LearnedMoods(model, engine.question, (EmbeddingsUnavailable,))
