"""The media stream's websocket: who may open it, text frames from it and to it. What they mean is `voice`'s matter."""

import asyncio
import json
import re
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any, Protocol

import structlog
from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from app.domain.errors import StoreUnavailable
from app.ports.records import MediaGrant
from app.telephony.edge import TelephonyEdge
from app.telephony.signature import Sender
from voice.line import LineClosed

log = structlog.get_logger(__name__)

CONSUME_WITHIN_S = 3.0
SEND_WITHIN_S = 5.0
"""A far end that takes no more audio for so long is gone, whatever its socket says."""

MESSAGES_BEFORE_START = 20
POLICY_VIOLATION = 1008

FirstMessage = Callable[[str | bytes], dict[str, object] | None]
"""What a message says of its call (`callSid`, `accountSid`), when it is the one that begins a call."""

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,128}")


class Socket(Protocol):
    """What a line needs of a `WebSocket`."""

    @property
    def application_state(self) -> WebSocketState: ...

    async def accept(self) -> None: ...

    async def receive(self) -> MutableMapping[str, Any]: ...

    async def send_text(self, text: str, /) -> None: ...

    async def close(self, code: int = 1000) -> None: ...


class SocketLine:
    """A `voice.line.Line` over an accepted websocket. Messages read before the call began are given out again first."""

    def __init__(self, socket: Socket, *, send_within_s: float | None = SEND_WITHIN_S) -> None:
        self._socket = socket
        self._send_within_s = send_within_s
        self._read_ahead: deque[str | bytes] = deque()
        self._closed = False
        self._hung_up = asyncio.Event()

    async def accept(self) -> None:
        await self._socket.accept()

    async def refuse(self) -> None:
        """Before the upgrade: the client sees 403."""
        await self._socket.close()

    def hang_up(self) -> None:
        """From outside the call: the other side is known to be gone."""
        self._hung_up.set()

    async def close_when_hung_up(self) -> None:
        """Runs beside the call. Closing the socket wakes a `receive` that would wait for a silent far end for ever."""
        await self._hung_up.wait()
        await self.close()

    async def receive(self) -> str | bytes:
        if self._read_ahead:
            return self._read_ahead.popleft()
        return await self._next()

    async def read_ahead(self) -> str | bytes:
        message = await self._next()
        self._read_ahead.append(message)
        return message

    async def _next(self) -> str | bytes:
        try:
            message = await self._socket.receive()
        except (WebSocketDisconnect, RuntimeError) as error:  # starlette raises RuntimeError on a socket that is closed
            raise LineClosed from error
        if message["type"] != "websocket.receive":
            self._closed = True
            raise LineClosed
        text = message.get("text")
        return text if text is not None else message.get("bytes") or b""

    async def send(self, text: str) -> None:
        if self._closed:
            raise LineClosed
        try:
            async with asyncio.timeout(self._send_within_s):
                await self._socket.send_text(text)
        except (WebSocketDisconnect, RuntimeError, TimeoutError, OSError) as error:
            self._closed = True
            raise LineClosed from error

    async def close(self, code: int = 1000) -> None:
        if self._socket.application_state is not WebSocketState.CONNECTED or self._closed:
            return
        self._closed = True
        try:
            async with asyncio.timeout(SEND_WITHIN_S):
                await self._socket.close(code)
        except (WebSocketDisconnect, RuntimeError, TimeoutError, OSError):
            return  # gone already, which is what was wanted


def media_routes(edge: TelephonyEdge) -> APIRouter:
    router = APIRouter()

    @router.websocket("/twilio/media/{token}")
    async def media(socket: WebSocket, token: str) -> None:
        grant = await admitted(edge, socket, token)
        if grant is None:
            await socket.close()  # before the upgrade: the client sees 403
            return
        await carry(edge, SocketLine(socket), grant, partial(converse, edge))

    return router


async def carry(
    edge: TelephonyEdge,
    line: SocketLine,
    grant: MediaGrant,
    hold: Callable[[SocketLine, MediaGrant], Awaitable[None]],
) -> None:
    """Accept the line and `hold` the call on it; while that lasts it is one of the calls of this node."""
    structlog.contextvars.bind_contextvars(call_sid=grant.call_sid)
    if not edge.calls.began(grant.call_sid, line.hang_up):
        log.warning("media_refused", reason="already_streaming")
        await line.refuse()
        return
    watching = asyncio.create_task(line.close_when_hung_up(), name=f"hang up {grant.call_sid}")
    try:
        await line.accept()
        await hold(line, grant)
    finally:
        watching.cancel()
        edge.calls.ended(grant.call_sid)
        await line.close()


async def admitted(edge: TelephonyEdge, socket: WebSocket, token: str) -> MediaGrant | None:
    sender = Sender(socket.client.host if socket.client else None, dict(socket.headers))
    if not edge.guard.admits_socket(sender, path=socket.url.path):
        log.warning("media_refused", reason="signature")
        return None
    return await granted(edge, token)


async def granted(edge: TelephonyEdge, token: str) -> MediaGrant | None:
    """Uses the token up."""
    try:
        async with asyncio.timeout(CONSUME_WITHIN_S):
            grant = await edge.media_tokens.consume(token) if _TOKEN.fullmatch(token) else None
    except (StoreUnavailable, TimeoutError):
        log.error("media_refused", reason="store_unavailable")
        return None
    if grant is None:
        log.warning("media_refused", reason="token")
    return grant


async def converse(edge: TelephonyEdge, line: SocketLine, grant: MediaGrant) -> None:
    if await begins(edge, line, grant, _start_of):
        await edge.answer_call(grant, line)


async def begins(edge: TelephonyEdge, line: SocketLine, grant: MediaGrant, first: FirstMessage) -> bool:
    """False when nothing comes, or another call than the granted one; the line is closed then."""
    try:
        async with asyncio.timeout(edge.start_within_s):
            matches = await _starts_the_granted_call(edge, line, grant, first)
    except LineClosed:
        log.info("media_ended_before_start")
        return False
    except TimeoutError:
        log.warning("media_never_started")
        await line.close(POLICY_VIOLATION)
        return False
    if not matches:
        log.warning("media_of_another_call")
        await line.close(POLICY_VIOLATION)
    return matches


async def _starts_the_granted_call(
    edge: TelephonyEdge, line: SocketLine, grant: MediaGrant, first: FirstMessage
) -> bool:
    """Read up to the first message; True when it names the call (and the account) that the token was given for."""
    for _ in range(MESSAGES_BEFORE_START):
        start = first(await line.read_ahead())
        if start is not None:
            same_account = edge.account_sid is None or start.get("accountSid") == edge.account_sid
            return start.get("callSid") == grant.call_sid and same_account
    return False


def _start_of(message: str | bytes) -> dict[str, object] | None:
    if not isinstance(message, str) or '"start"' not in message:
        return None
    parsed = object_in(message)
    if parsed is None or parsed.get("event") != "start":
        return None
    start = parsed.get("start")
    return start if isinstance(start, dict) and "callSid" in start else None


def object_in(message: str) -> dict[str, object] | None:
    """The JSON object that a message is; None when it is none."""
    try:
        parsed = json.loads(message)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None
