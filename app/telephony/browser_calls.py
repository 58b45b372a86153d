"""Calls that staff place from a page to try the assistant: the same streams and records, without a telephone network.

Decision: the browser speaks Twilio's media-stream protocol to the very code that answers Twilio, so that a try proves
what a caller will get; only the door differs: in place of Twilio's signature stand the sign-in of whoever tries and a
one-time token. A call placed so is known by its sid (`TR…`), which no telephone call has. Its socket may break: whoever
has the token comes back to the call while it is kept (`kept_socket`).
"""

import asyncio
import json
import re
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from functools import partial

import structlog
from fastapi import WebSocket

from app.dialogue.written_call import WritingLine, Written
from app.domain.business import Business
from app.domain.calls import TRIAL_PREFIX, CallOpened, CallOutcome, is_trial
from app.domain.errors import StoreUnavailable
from app.domain.ids import BusinessId, CallSid
from app.ports.records import MediaGrant
from app.telephony.edge import TelephonyEdge
from app.telephony.kept_socket import CALL_OVER, KeptSocket
from app.telephony.media_socket import SocketLine, carry, converse, granted
from voice.line import LineClosed

log = structlog.get_logger(__name__)

QUIET_FOR_S = 900.0
"""A page that nobody types into for so long was left open and forgotten."""

LONGEST_TEXT = 1_000
_KEYS = re.compile(r"[0-9*#]{1,32}")
_COUNT = re.compile(r"[0-9]{1,9}")

AnswerInWriting = Callable[[MediaGrant, WritingLine], Awaitable[None]]
Allows = Callable[[BusinessId], bool]
Hold = Callable[[SocketLine, MediaGrant], Awaitable[None]]


@dataclass(frozen=True, slots=True, eq=False)
class BrowserCalls:
    edge: TelephonyEdge
    answer_in_writing: AnswerInWriting
    forget_after_s: float = 50.0  # a token opens for a minute
    _forgetting: set[asyncio.Task[None]] = field(default_factory=set)
    _lines: dict[str, tuple[MediaGrant, KeptSocket]] = field(default_factory=dict)
    """By token, while the call lasts."""

    async def open(self, business: Business, from_number: str) -> tuple[CallSid, str] | None:
        """The call's sid and the token of its line; None when all lines are taken. Raises StoreUnavailable."""
        edge, now = self.edge, self.edge.clock.now()
        call_sid = CallSid(TRIAL_PREFIX + secrets.token_hex(16))
        if not edge.calls.admit(call_sid, now=now):
            return None
        opened = CallOpened(
            call_sid=call_sid,
            business=business.id,
            from_number=from_number,
            to_number=business.numbers[0] if business.numbers else "",
            language=business.default_language,
            started_at=now,
        )
        await edge.call_records.open_call(opened)
        log.info("trial_opened", business=business.id, call_sid=call_sid)
        token = await edge.media_tokens.mint(MediaGrant(call_sid, business.id))
        forgetting = asyncio.create_task(self._forget(token, call_sid), name=f"forget {call_sid}")
        self._forgetting.add(forgetting)
        forgetting.add_done_callback(self._forgetting.discard)
        return call_sid, token

    async def _forget(self, token: str, call_sid: CallSid) -> None:
        """Close a call whose browser never came (the page was left): whoever gets the token, it is used up once."""
        await asyncio.sleep(self.forget_after_s)
        if await granted(self.edge, token) is None:
            return
        self.edge.calls.ended(call_sid)
        try:
            await self.edge.call_records.close_call(
                call_sid, outcome=CallOutcome.ABANDONED, ended_at=self.edge.clock.now(), summary=""
            )
        except StoreUnavailable:
            log.error("trial_not_closed", call_sid=call_sid)

    async def speak(self, socket: WebSocket, token: str, allows: Allows) -> None:
        """The call on this socket, as a media stream. Refused before the upgrade when the token is not good for it."""
        await self._carry(socket, token, allows, partial(converse, replace(self.edge, account_sid=None)))

    async def write(self, socket: WebSocket, token: str, allows: Allows) -> None:
        """The call on this socket, by text: {"text": …} or {"keys": …} in, and nothing out but its end."""
        await self._carry(socket, token, allows, self._converse_in_writing)

    async def _converse_in_writing(self, line: SocketLine, grant: MediaGrant) -> None:
        await self.answer_in_writing(grant, TypedLine(line))

    async def _carry(self, socket: WebSocket, token: str, allows: Allows, hold: Hold) -> None:
        """`had` in the address: a page that comes back, and how many of our messages it has."""
        had = socket.query_params.get("had", "")
        grant, kept = self._lines.get(token, (None, None))
        if grant is not None and kept is not None and allows(grant.business):
            await kept.carry_on(socket, had=int(had) if _COUNT.fullmatch(had) else 0)
            return
        if had:
            await socket.accept()
            await socket.close(CALL_OVER)
        elif (grant := await self._grant(socket, token, allows)) is not None:
            await self._carry_anew(socket, token, grant, hold)

    async def _carry_anew(self, socket: WebSocket, token: str, grant: MediaGrant, hold: Hold) -> None:
        kept = KeptSocket()
        self._lines[token] = grant, kept
        carrying = asyncio.create_task(kept.carry_on(socket, had=0), name=f"first socket {grant.call_sid}")
        try:
            await carry(self.edge, SocketLine(kept, send_within_s=None), grant, hold)
        finally:
            del self._lines[token]
            await kept.close()
            await carrying

    async def _grant(self, socket: WebSocket, token: str, allows: Allows) -> MediaGrant | None:
        grant = await granted(self.edge, token)
        if grant is not None and is_trial(grant.call_sid) and allows(grant.business):
            return grant
        await socket.close()  # before the upgrade: the client sees 403
        return None


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A `WritingLine` over a socket. What cannot be read is passed over, as a line passes over noise."""

    line: SocketLine

    async def read(self) -> Written | None:
        try:
            async with asyncio.timeout(QUIET_FOR_S):
                while True:
                    if (written := _written(await self.line.receive())) is not None:
                        return written
        except (LineClosed, TimeoutError):
            return None


def _written(message: str | bytes) -> Written | None:
    try:
        content = json.loads(message)
    except (ValueError, RecursionError):
        return None
    if not isinstance(content, dict):
        return None
    text, keys = content.get("text"), content.get("keys")
    if isinstance(text, str) and text.strip():
        return Written("text", " ".join(text.split())[:LONGEST_TEXT])
    if isinstance(keys, str) and _KEYS.fullmatch(keys):
        return Written("keys", keys)
    return None
