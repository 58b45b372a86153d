"""The ASGI application, and the server that runs it.

Decision: our own drain. uvicorn (and granian) cut live websockets 0.1 s after SIGTERM, whatever their graceful timeout
says, which would cut callers off in mid-sentence at every deploy. So the first signal only stops admission (`/readyz`
503, new calls go to the human line), running calls are waited for up to a deadline, and the second signal ends at once.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import FrameType

import structlog
import uvicorn
from fastapi import FastAPI

from app.parts import Parts
from app.telephony.media_socket import media_routes
from app.telephony.relay_socket import relay_routes
from app.telephony.webhooks import webhook_routes
from app.web.api import api_routes
from app.web.health import health_routes
from app.web.pages import page_routes
from app.web.problems import add_problem_answers

log = structlog.get_logger(__name__)

MESSAGE_LIMIT_BYTES = 64 * 1024
"""Longest websocket message taken; Twilio's are about 400 bytes."""

Assembly = Callable[[], AbstractAsyncContextManager[Parts]]


def create_app(assembly: Assembly) -> FastAPI:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with assembly() as parts:
            _add_routes(app, parts)
            app.state.parts = parts
            watching = asyncio.create_task(parts.metrics.watch_loop_lag(), name="watch loop lag")
            try:
                yield
            finally:
                watching.cancel()

    app = FastAPI(
        title="Vorzimmer",
        version="1",
        description="What calls left behind, and bookings under the same rules as in a call. Make a token with "
        "`vorzimmer token create NAME` and send it as `Authorization: Bearer …`.",
        docs_url=None,  # the ready-made pages load scripts from elsewhere; nothing leaves this machine
        redoc_url=None,
        lifespan=lifespan,
    )
    add_problem_answers(app)
    return app


def _add_routes(app: FastAPI, parts: Parts) -> None:
    app.include_router(webhook_routes(parts.telephony))
    app.include_router(media_routes(parts.telephony))
    if parts.telephony.answer_relayed is not None:
        app.include_router(relay_routes(parts.telephony, parts.telephony.answer_relayed))
    app.include_router(api_routes(parts.api))
    app.include_router(health_routes(parts.metrics, parts.api.tokens, parts.check_readiness))
    if parts.pages is not None:
        app.include_router(page_routes(parts.pages))


class DrainingServer(uvicorn.Server):
    """First signal: no more new calls, wait for the running ones. Second signal, or the deadline: out."""

    def __init__(self, app: FastAPI, *, host: str, port: int, drain_s: float) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                host=host,
                port=port,
                loop="uvloop",
                http="httptools",
                ws="websockets-sansio",
                ws_max_size=MESSAGE_LIMIT_BYTES,
                ws_per_message_deflate=False,
                access_log=False,  # addresses hold one-time media tokens
                log_config=None,
                lifespan="on",
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )
        self._app = app
        self._drain_s = drain_s
        self._draining: asyncio.Task[None] | None = None

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        parts: Parts | None = getattr(self._app.state, "parts", None)
        calls = parts.telephony.calls if parts is not None else None
        if self._draining is not None or calls is None or not calls.streaming:
            self._leave(sig, frame)
            return
        calls.draining = True
        log.info("draining", calls=calls.streaming, signal=signal.Signals(sig).name)
        self._draining = asyncio.get_running_loop().create_task(self._exit_when_empty(sig, frame), name="drain")

    async def _exit_when_empty(self, sig: int, frame: FrameType | None) -> None:
        parts: Parts = self._app.state.parts
        try:
            async with asyncio.timeout(self._drain_s):
                await parts.telephony.calls.all_ended()
        except TimeoutError:
            log.warning("drain_deadline_reached", calls=parts.telephony.calls.streaming)
        self._leave(sig, frame)

    def _leave(self, sig: int, frame: FrameType | None) -> None:
        parts: Parts | None = getattr(self._app.state, "parts", None)
        if parts is not None and parts.pages is not None:
            parts.pages.live.stop()  # who watches live calls would keep the server from ending
        super().handle_exit(sig, frame)
