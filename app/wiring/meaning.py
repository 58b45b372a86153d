"""The embedded model of meaning for what is learned with it, in an engine of its own: no document makes a call wait."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import structlog

from app.connectors.e5_embeddings import E5Embeddings, can_embed
from app.dialogue.intents import DAMAGED

log = structlog.get_logger(__name__)

Learned = TypeVar("Learned")


def stored(load: Callable[[], Learned | None], what: str) -> Learned | None:
    """What was learned; None when nothing was, or it is damaged, or the model that it needs cannot run here."""
    if not can_embed():
        return None
    try:
        return load()
    except DAMAGED as damaged:
        log.warning("stored_learning_damaged", what=what, error=type(damaged).__name__)
        return None


class SharedEngine:
    """One for all who judge what a caller says: what one has asked about costs the next nothing."""

    def __init__(self) -> None:
        self._engine: E5Embeddings | None = None
        self._is_broken = False

    async def warm(self) -> E5Embeddings | None:
        """Loaded by who asks first. None when it cannot be, which is no reason to answer no call."""
        if self._engine is not None or self._is_broken:
            return self._engine
        engine = E5Embeddings()
        try:
            await asyncio.to_thread(engine.question_now, "Guten Tag.")
        except DAMAGED as broken:
            engine.close()
            self._is_broken = True
            log.error("engine_of_meaning_damaged", error=type(broken).__name__, fix="vorzimmer models fetch")
            return None
        self._engine = engine
        return engine
