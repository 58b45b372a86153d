"""The embedded model of meaning for what is learned with it, in engines of their own: no document makes a call wait."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

import structlog

from app.connectors.e5_embeddings import E5Embeddings, can_embed
from app.dialogue.intents import DAMAGED

log = structlog.get_logger(__name__)

Learned = TypeVar("Learned")


def train_unless_stored(load: Callable[[], object | None], train: Callable[[E5Embeddings], object], what: str) -> None:
    """At set-up: when nothing was learned yet, or the wordings changed. Nothing where the model cannot run."""
    if not can_embed() or stored(load, what) is not None:
        return
    engine = E5Embeddings()
    try:
        train(engine)
    finally:
        engine.close()


def stored(load: Callable[[], Learned | None], what: str) -> Learned | None:
    """What was learned; None when nothing was, or it is damaged, or the model that it needs cannot run here."""
    if not can_embed():
        return None
    try:
        return load()
    except DAMAGED as damaged:
        log.warning("stored_learning_damaged", what=what, error=type(damaged).__name__)
        return None


async def warm_engine(what: str) -> E5Embeddings | None:
    """None when it cannot be loaded, which is no reason to answer no call."""
    engine = E5Embeddings()
    try:
        await asyncio.to_thread(engine.question_now, "Guten Tag.")
    except DAMAGED as broken:
        engine.close()
        log.error("engine_of_meaning_damaged", what=what, error=type(broken).__name__, fix="vorzimmer models fetch")
        return None
    return engine
