"""Other people's HTTP, served on the loopback for the length of a test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def served(app: web.Application, *, cancel_when_left: bool = False) -> AsyncIterator[str]:
    """Yields the address without a path. `cancel_when_left`: an answer stops when its reader is gone."""
    runner = web.AppRunner(app, handler_cancellation=cancel_when_left, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()
