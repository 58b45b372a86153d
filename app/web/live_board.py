"""Calls in progress with their words as they come, for whoever watches.

It stands before the call records: what is written there is shown here as well, and a page that watches costs a call
nothing. It knows the calls of this process; a watcher that falls behind is told to look again from the start.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.business import Language
from app.domain.calls import CallOpened, CallOutcome, CallTurn, Decision
from app.domain.ids import BusinessId, CallSid
from app.domain.wishes import UnknownWish
from app.ports.call_records import CallRecords

MOST_UNREAD = 500
MOST_REMEMBERED = 100
"""Calls that ended here: one of them may come back from a telephone that nobody answered."""


@dataclass(frozen=True, slots=True)
class LiveCall:
    call_sid: CallSid
    business: BusinessId
    from_number: str
    language: Language
    started_at: datetime
    turns: tuple[CallTurn, ...] = ()
    escalation: str | None = None


@dataclass(frozen=True, slots=True)
class LiveNotice:
    """A call as it is now; None = it ended. `since` = the first turn that is new."""

    call_sid: CallSid
    business: BusinessId
    call: LiveCall | None
    since: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """`known`: the calls as they were when the watch began; `news` has every change from then on."""

    known: tuple[LiveCall, ...]
    _unread: asyncio.Queue[LiveNotice | None]

    async def news(self, *, within_s: float | None = None) -> LiveNotice | None:
        """The next change; None when the watcher has to come again. Raises TimeoutError when none came in time."""
        async with asyncio.timeout(within_s):
            return await self._unread.get()


@dataclass(slots=True)
class LiveBoard:
    calls: dict[CallSid, LiveCall] = field(default_factory=dict)
    _over: OrderedDict[CallSid, LiveCall] = field(default_factory=OrderedDict)
    _watchers: set[asyncio.Queue[LiveNotice | None]] = field(default_factory=set)

    def show(self, call: LiveCall) -> None:
        before = self.calls.get(call.call_sid)
        self.calls[call.call_sid] = call
        self._tell(LiveNotice(call.call_sid, call.business, call, len(before.turns) if before else 0))

    def ended(self, call_sid: CallSid) -> None:
        if (call := self.calls.pop(call_sid, None)) is not None:
            self._over[call_sid] = call
            while len(self._over) > MOST_REMEMBERED:
                self._over.popitem(last=False)
            self._tell(LiveNotice(call_sid, call.business, None))

    def came_back(self, call_sid: CallSid) -> None:
        """A call that was passed on, and that nobody took."""
        if call_sid not in self.calls and (call := self._over.pop(call_sid, None)) is not None:
            self.show(replace(call, escalation=None))

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """Nothing happens between what is known and the first news."""
        unread: asyncio.Queue[LiveNotice | None] = asyncio.Queue(MOST_UNREAD)
        self._watchers.add(unread)
        try:
            yield Watch(tuple(self.calls.values()), unread)
        finally:
            self._watchers.discard(unread)

    async def watch(self) -> AsyncIterator[LiveNotice]:
        """First all calls as they are, then every change. Ends when the watcher falls behind: it should come again."""
        with self.watching() as watch:
            for call in watch.known:
                yield LiveNotice(call.call_sid, call.business, call)
            while (notice := await watch.news()) is not None:
                yield notice

    def stop(self) -> None:
        """The server is stopping: watchers go."""
        for unread in tuple(self._watchers):
            _dismiss(unread)

    def _tell(self, notice: LiveNotice) -> None:
        for unread in tuple(self._watchers):
            if unread.full():
                self._watchers.discard(unread)
                _dismiss(unread)
            else:
                unread.put_nowait(notice)


@dataclass(frozen=True, slots=True)
class ShownCallRecords:
    """`CallRecords` that show on the board what they have written."""

    written: CallRecords
    board: LiveBoard

    async def open_call(self, call: CallOpened) -> None:
        await self.written.open_call(call)
        if call.call_sid not in self.board.calls:
            self.board.show(LiveCall(call.call_sid, call.business, call.from_number, call.language, call.started_at))

    async def add_turn(self, call_sid: CallSid, turn: CallTurn) -> None:
        await self.written.add_turn(call_sid, turn)
        if call := self.board.calls.get(call_sid):
            self.board.show(replace(call, turns=(*call.turns, turn)))

    async def add_decision(self, call_sid: CallSid, decision: Decision) -> None:
        await self.written.add_decision(call_sid, decision)

    async def add_unknown_wish(self, call_sid: CallSid, wish: UnknownWish) -> None:
        await self.written.add_unknown_wish(call_sid, wish)

    async def set_language(self, call_sid: CallSid, language: Language) -> None:
        await self.written.set_language(call_sid, language)
        if call := self.board.calls.get(call_sid):
            self.board.show(replace(call, language=language))

    async def escalate(self, call_sid: CallSid, reason: str | None) -> None:
        await self.written.escalate(call_sid, reason)
        if call := self.board.calls.get(call_sid):
            self.board.show(replace(call, escalation=reason))

    async def escalation(self, call_sid: CallSid) -> str | None:
        return await self.written.escalation(call_sid)

    async def reopen_call(self, call_sid: CallSid) -> None:
        await self.written.reopen_call(call_sid)
        self.board.came_back(call_sid)

    async def close_call(self, call_sid: CallSid, *, outcome: CallOutcome, ended_at: datetime, summary: str) -> None:
        await self.written.close_call(call_sid, outcome=outcome, ended_at=ended_at, summary=summary)
        self.board.ended(call_sid)


def _dismiss(unread: asyncio.Queue[LiveNotice | None]) -> None:
    while unread.full():
        unread.get_nowait()
    unread.put_nowait(None)
