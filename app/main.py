"""The ASGI application, and the server that runs it.

Decision: our own drain. uvicorn (and granian) cut live websockets 0.1 s after SIGTERM, whatever their graceful timeout
says, which would cut callers off in mid-sentence at every deploy. So the first signal only stops admission (`/readyz`
503, new calls go to the human line), running calls are waited for up to a deadline, and the second signal ends at once.
"""

import asyncio
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass
from types import FrameType

import structlog
import uvicorn
from fastapi import FastAPI
from starlette.routing import BaseRoute

from app.parts import Parts, PartsMeanwhile
from app.telephony.media_socket import media_routes
from app.telephony.relay_socket import relay_routes
from app.telephony.webhooks import webhook_routes
from app.web.api import api_routes
from app.web.health import health_routes
from app.web.pages import page_routes
from app.web.problems import add_problem_answers, routes_without_store

log = structlog.get_logger(__name__)

MESSAGE_LIMIT_BYTES = 64 * 1024
"""Longest websocket message taken; Twilio's are about 400 bytes."""

CLOSED_WITHIN_S = 3.0

Assembly = Callable[[], AbstractAsyncContextManager[Parts]]


class Meanwhile:
    """Where an assembly that has to wait leaves what answers calls until it is whole."""

    def __init__(self) -> None:
        self.parts: PartsMeanwhile | None = None
        self._offered = asyncio.Event()

    def offer(self, parts: PartsMeanwhile) -> None:
        self.parts = parts
        self._offered.set()

    async def wait(self) -> None:
        await self._offered.wait()


def create_app(assembly: Assembly, meanwhile: Meanwhile | None = None) -> FastAPI:
    """Answers when the assembly is whole, or has offered something to answer with `meanwhile`."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        serving = _Serving(app, assembly, tuple(app.router.routes))
        async with serving.whole() if meanwhile is None else serving.whole_or(meanwhile):
            yield

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


@dataclass(frozen=True, slots=True)
class _Serving:
    """An application's parts and their routes. `plain`: the routes that it has by itself."""

    app: FastAPI
    assembly: Assembly
    plain: tuple[BaseRoute, ...]

    @asynccontextmanager
    async def whole(self) -> AsyncIterator[None]:
        async with self.assembly() as parts:
            self._begin_anew()
            _add_routes(self.app, parts)
            self.app.state.parts = parts
            watching = asyncio.create_task(parts.metrics.watch_loop_lag(), name="watch loop lag")
            try:
                yield
            finally:
                watching.cancel()
                await _all_closed(parts)

    @asynccontextmanager
    async def whole_or(self, meanwhile: Meanwhile) -> AsyncIterator[None]:
        """The assembly has a task of its own, which enters and leaves it, since it may outlast the start."""
        here, leave = asyncio.Event(), asyncio.Event()
        holding = asyncio.create_task(self._hold(here, leave), name="hold the server's parts")
        looks = [asyncio.create_task(one.wait(), name="wait for parts") for one in (here, meanwhile)]
        try:
            await asyncio.wait({holding, *looks}, return_when=asyncio.FIRST_COMPLETED)
            if not here.is_set() and meanwhile.parts is not None and not holding.done():
                _add_routes_meanwhile(self.app, meanwhile.parts)
                holding.add_done_callback(lambda _: self.app.state.end())  # nobody else would find out
            elif holding.done():
                holding.result()
            yield
        finally:
            leave.set()
            for waits in looks if here.is_set() else (*looks, holding):
                waits.cancel()
            await asyncio.gather(*looks, return_exceptions=True)
            with suppress(asyncio.CancelledError):
                await holding

    async def _hold(self, here: asyncio.Event, leave: asyncio.Event) -> None:
        async with self.whole():
            here.set()
            await leave.wait()

    def _begin_anew(self) -> None:
        self.app.router.routes[:] = self.plain
        self.app.openapi_schema = None


async def _all_closed(parts: Parts) -> None:
    """Calls that were cut off still close their records, which takes the store."""
    calls = parts.telephony.calls
    try:
        async with asyncio.timeout(CLOSED_WITHIN_S):
            await calls.all_ended()
    except TimeoutError:
        log.warning("calls_not_closed", calls=calls.streaming)


def _add_routes_meanwhile(app: FastAPI, parts: PartsMeanwhile) -> None:
    app.include_router(webhook_routes(parts.telephony))
    app.include_router(health_routes(parts.metrics, parts.tokens, parts.check_readiness))
    app.include_router(routes_without_store())


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
        app.state.end = self._end
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

    def _end(self) -> None:
        self.should_exit = True

    def _leave(self, sig: int, frame: FrameType | None) -> None:
        parts: Parts | None = getattr(self._app.state, "parts", None)
        if parts is not None and parts.pages is not None:
            parts.pages.live.stop()  # who watches live calls would keep the server from ending
        super().handle_exit(sig, frame)
