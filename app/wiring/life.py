"""A server says that it lives, and closes the calls of those that do not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from app.domain.errors import StoreUnavailable
from app.ports.records import CallUpkeep
from app.stores.nodes import BEAT_EVERY, SqlNodes

log = structlog.get_logger(__name__)


@asynccontextmanager
async def alive(nodes: SqlNodes, upkeep: CallUpkeep) -> AsyncIterator[None]:
    """From before the first call until after the last. A beat that fails is made up for by the next."""
    await nodes.beat()
    await close_orphans(upkeep)
    beating = asyncio.create_task(_beat(nodes, upkeep), name="say that this server lives")
    try:
        yield
    finally:
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        try:
            await nodes.leave()
        except StoreUnavailable as error:
            log.warning("node_row_left_behind", reason=str(error))


async def _beat(nodes: SqlNodes, upkeep: CallUpkeep) -> None:
    while True:
        await asyncio.sleep(BEAT_EVERY.total_seconds())
        try:
            await nodes.beat()
            await close_orphans(upkeep)
        except StoreUnavailable as error:
            log.warning("heartbeat_failed", reason=str(error))


async def close_orphans(upkeep: CallUpkeep) -> None:
    if orphans := await upkeep.close_orphans():
        log.warning("calls_closed_after_a_crash", calls=len(orphans))
