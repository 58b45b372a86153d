"""The staff pages over the stores, and what keeps the search index up to date."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from app.domain.errors import StoreUnavailable
from app.domain.ids import CallSid
from app.ports.review import CallReview
from app.settings import Settings
from app.web.live_board import LiveBoard
from app.web.pages.edge import PagesEdge
from app.wiring.stores import Stores

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 30.0
BREATH_S = 0.2
"""Between two lots of calls that are put into the index, so that callers are not kept waiting for the database."""


def pages_edge(settings: Settings, stores: Stores, live: LiveBoard, hang_up: Callable[[CallSid], bool]) -> PagesEdge:
    return PagesEdge(
        people=stores.people,
        sign_ins=stores.sign_ins,
        codes=stores.one_time_codes,
        hashes=stores.password_hashes,
        access=stores.access_log,
        review=stores.review,
        tasks=stores.tasks,
        records=stores.records,
        businesses=stores.businesses,
        tokens=stores.api_tokens,
        clock=stores.clock,
        base_url=settings.base_url,
        hang_up=hang_up,
        live=live,
    )


@asynccontextmanager
async def keeping_up(review: CallReview) -> AsyncIterator[None]:
    """While the block runs, calls that ended are put into the search index, and old deletions become final."""
    keeping = asyncio.create_task(_keep_up(review), name="keep the search index up to date")
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def _keep_up(review: CallReview) -> None:
    while True:
        try:
            touched = await review.keep_up()
        except StoreUnavailable:
            log.warning("search_index_not_kept_up")
            touched = 0
        await asyncio.sleep(BREATH_S if touched else LOOK_EVERY_S)
