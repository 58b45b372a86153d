"""A server that answers the telephone while the database that it starts with is away.

Decision: as with speech (`late_speech`), a database that does not answer does not end the server. Its webhooks ring at
people and offer the voicemail, for the businesses that were known when all was well; the records are made up for, and
the database is tried again until it is there. Then the same server goes on with all its parts. A DATABASE_URL that
cannot be one ends it at once. Consequence: until then there are no pages, no API and no assistant; `/readyz`, the log
and `vorzimmer doctor` say why.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace

import structlog
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, wait_exponential
from tenacity.wait import wait_base

from app.domain.errors import StoreUnavailable
from app.parts import OfferMeanwhile, PartsMeanwhile
from app.settings import Settings
from app.stores.business_memory import FileBusinessMemory
from app.web.metrics import Readiness
from app.wiring.stores import Stores, migrate_database

log = structlog.get_logger(__name__)

AGAIN_AFTER = wait_exponential(multiplier=1, max=15)
KEEP_EVERY_S = 60.0


async def database_at_last(
    settings: Settings, meanwhile: PartsMeanwhile, offer: OfferMeanwhile | None, *, again_after: wait_base = AGAIN_AFTER
) -> None:
    """Returns when the database is up to date. With `offer` one that does not answer is waited for; without, raises
    StoreUnavailable.
    """
    if offer is None:
        await migrate_database(settings)
        return
    away = _Away(settings, meanwhile, offer)
    waiting = AsyncRetrying(retry=retry_if_exception_type(StoreUnavailable), wait=again_after, before_sleep=away.told)
    await waiting(migrate_database, settings)
    if away.offered:
        log.info("database_here")


@dataclass(slots=True)
class _Away:
    settings: Settings
    meanwhile: PartsMeanwhile
    offer: OfferMeanwhile
    why: str = ""
    offered: bool = False

    async def told(self, state: RetryCallState) -> None:
        self.why = str(state.outcome.exception()) if state.outcome is not None else ""
        wait_s = state.next_action.sleep if state.next_action is not None else 0.0
        log.error("database_not_here", why=self.why, tries=state.attempt_number, again_in_s=round(wait_s, 1))
        if self.offered:
            return
        telephony = self.meanwhile.telephony
        known = await FileBusinessMemory(self.settings.business_memory).recall(telephony.clock.now().year)
        telephony.directory.recall(known)
        self.offer(replace(self.meanwhile, check_readiness=self.check), self.why)
        self.offered = True

    async def check(self) -> Readiness:
        return Readiness(("database",), {"database": self.why})


@asynccontextmanager
async def remembering(settings: Settings, stores: Stores) -> AsyncIterator[None]:
    """While the block runs, the businesses are written down for a start without the database."""
    keeping = asyncio.create_task(_keep_remembering(settings, stores), name="remember the businesses")
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def _keep_remembering(settings: Settings, stores: Stores) -> None:
    memory = FileBusinessMemory(settings.business_memory)
    while True:
        try:
            await memory.keep(await stores.businesses.descriptions())
        except StoreUnavailable:
            log.warning("businesses_not_remembered")
        await asyncio.sleep(KEEP_EVERY_S)
