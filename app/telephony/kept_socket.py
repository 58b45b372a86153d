"""A websocket of the browser that may break and be replaced, without a message lost or taken twice.

Decision: both sides count. The page's messages and ours are numbered by their place, each side tells from time to time
how many it has ({"event": "line", …}, which nobody else gets to see), and what the other side lacks is sent again on
the next socket. While the socket is away nothing is sent and no time of the call goes by: what was about to be said is
said to a caller who is there. Alternative: to answer the call anew on the new socket, which would greet them twice.
"""

import asyncio
import json
from collections import deque
from collections.abc import MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import structlog
from fastapi import WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

log = structlog.get_logger(__name__)

KEPT_FOR_S = 8.0
"""Shorter than a call bears a line without audio (`VoiceLimits.audio_within_ms`)."""

BEAT_S = 1.0
"""A page that hears nothing for three beats takes its line for dead and comes again."""

SEND_WITHIN_S = 5.0
MOST_UNREAD = 100
MOST_UNCONFIRMED = 1_000
"""Messages; a page confirms every beat, in which about 30 are sent."""

HUNG_UP = 1000
REPLACED = 4001
CALL_OVER = 4010
"""Closed so, a page knows that there is nothing to come back to."""

_ABOUT_THE_LINE = '{"event":"line"'
Message = MutableMapping[str, Any]


@dataclass(slots=True)
class Unconfirmed:
    """Messages in order, numbered from 1, until the far end says that it has them."""

    sent: int = 0
    _kept: deque[str] = field(default_factory=deque)

    def add(self, text: str) -> None:
        self.sent += 1
        self._kept.append(text)

    def confirm(self, upto: int) -> None:
        for _ in range(min(len(self._kept), upto - (self.sent - len(self._kept)))):
            self._kept.popleft()

    def after(self, number: int) -> list[str]:
        """All that came after this one; what was confirmed long ago is gone."""
        lacking = max(0, self.sent - number)
        return list(self._kept)[max(0, len(self._kept) - lacking) :]

    def __len__(self) -> int:
        return len(self._kept)


class KeptSocket:
    """In the place of a `WebSocket` (`receive`, `send_text`, `close`), for one call. `carry_on` brings each socket."""

    application_state = WebSocketState.CONNECTED

    def __init__(self, *, kept_for_s: float = KEPT_FOR_S) -> None:
        self._kept_for_s = kept_for_s
        self._unread: asyncio.Queue[Message] = asyncio.Queue(MOST_UNREAD)
        self._out = Unconfirmed()
        self._taken = 0
        self._socket: WebSocket | None = None
        self._carrying: asyncio.Task[None] | None = None
        self._back = asyncio.Event()
        self._giving_up: asyncio.TimerHandle | None = None
        self.is_over = False

    # --- what the call sees ---

    async def accept(self) -> None:
        """Returns when the first socket is there, or will not be."""
        await self._back.wait()

    async def receive(self) -> Message:
        return await self._unread.get()

    async def send_text(self, text: str) -> None:
        """Waits while no socket is there. Raises RuntimeError once none will come, as starlette does."""
        if len(self._out) >= MOST_UNCONFIRMED and self._socket is not None:
            self._lose(self._socket)
        self._out.add(text)
        socket = self._socket
        if socket is not None:
            try:
                async with asyncio.timeout(SEND_WITHIN_S):
                    await socket.send_text(text)
            except (WebSocketDisconnect, RuntimeError, OSError):  # a TimeoutError is an OSError
                self._lose(socket)
        if self._socket is None and not self.is_over:
            await self._back.wait()  # with the next socket all comes that is unconfirmed
        if self.is_over:
            raise RuntimeError("the line is over")

    async def close(self, code: int = HUNG_UP) -> None:
        """The call is over."""
        socket = self._socket
        self._finish()
        if socket is not None:
            await socket.close(code)
        if self._carrying is not None:
            self._carrying.cancel()

    # --- what the sockets bring ---

    async def carry_on(self, socket: WebSocket, *, had: int) -> None:
        """Over this socket from now on, until it breaks or the call is over. `had`: our messages that the page has."""
        if self._carrying is not None:
            self._carrying.cancel()
        if (before := self._socket) is not None:
            self._lose(before)
        self._carrying = carrying = asyncio.create_task(self._carry(socket, had), name="carry a socket")
        try:
            await asyncio.wait({carrying})
        finally:
            carrying.cancel()
        if not carrying.cancelled() and (error := carrying.exception()) is not None:
            raise error
        with suppress(WebSocketDisconnect, RuntimeError, OSError):
            await socket.close(HUNG_UP if self.is_over else REPLACED)

    async def _carry(self, socket: WebSocket, had: int) -> None:
        if self.is_over:
            return
        try:
            await socket.accept()
            self._out.confirm(had)
            await self._tell_taken(socket)
            told = max(had, self._out.sent - len(self._out))
            while told < self._out.sent:
                for text in self._out.after(told):
                    await socket.send_text(text)
                    told += 1
            self._take(socket)
            async with asyncio.TaskGroup() as both:
                beating = both.create_task(self._beat(socket), name="beat")
                await self._read(socket)
                beating.cancel()
        except* (WebSocketDisconnect, RuntimeError, OSError):
            self._lose(socket)

    async def _read(self, socket: WebSocket) -> None:
        while True:
            message = await socket.receive()
            if message["type"] != "websocket.receive":
                if message.get("code") == HUNG_UP:
                    self._finish()
                self._lose(socket)
                return
            text = message.get("text")
            if text is not None and text.startswith(_ABOUT_THE_LINE):
                self._out.confirm(_number(text))
                continue
            await self._unread.put(message)
            self._taken += 1

    async def _beat(self, socket: WebSocket) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            await self._tell_taken(socket)

    async def _tell_taken(self, socket: WebSocket) -> None:
        await socket.send_text(f'{_ABOUT_THE_LINE},"taken":{self._taken}}}')

    # --- there, away, over ---

    def _take(self, socket: WebSocket) -> None:
        if self._giving_up is not None:
            self._giving_up.cancel()
            self._giving_up = None
            log.info("browser_line_back")
        self._socket = socket
        self._back.set()

    def _lose(self, socket: WebSocket) -> None:
        if self._socket is not socket and self._socket is not None:
            return
        self._socket = None
        if self.is_over or self._giving_up is not None:
            return
        self._back.clear()
        log.info("browser_line_away")
        self._giving_up = asyncio.get_running_loop().call_later(self._kept_for_s, self._finish)

    def _finish(self) -> None:
        if self.is_over:
            return
        self.is_over = True
        self._socket = None
        if self._giving_up is not None:
            self._giving_up.cancel()
        if self._unread.full():
            self._unread.get_nowait()
        self._unread.put_nowait({"type": "websocket.disconnect", "code": HUNG_UP})
        self._back.set()


def _number(text: str) -> int:
    """How many of our messages the page has; 0 for what cannot be read."""
    try:
        had = json.loads(text).get("had")
    except (ValueError, RecursionError):
        return 0
    return had if isinstance(had, int) else 0
