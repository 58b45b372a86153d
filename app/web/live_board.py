"""Calls in progress with their words as they come, for whoever watches.

It stands before the call records: what is written there is shown here as well, and a page that watches costs a call
nothing. It knows the calls of this process; a watcher that falls behind is told to look again from the start.
"""

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.business import Language
from app.domain.calls import CallOpened, CallOutcome, CallTurn, Decision, is_trial
from app.domain.ids import BusinessId, CallSid
from app.domain.transfers.handovers import ACCEPTED, NOT_TAKEN, RINGING, TRANSFER
from app.domain.wishes import UnknownWish
from app.ports.call_records import CallRecords
from app.web.under_way import UnderWay, after_turn, with_words, without_side

MOST_UNREAD = 500
MOST_REMEMBERED = 100
"""Calls that ended here: one of them may come back from a telephone that nobody answered."""


class AtStaff(StrEnum):
    """Where a call is that the assistant has passed on."""

    WAITS = "waits"  # before the first telephone, between two, after the last
    RINGS = "rings"
    TAKEN = "taken"


IN_SIGHT = {
    AtStaff.WAITS: timedelta(minutes=5),
    AtStaff.RINGS: timedelta(minutes=5),
    AtStaff.TAKEN: timedelta(minutes=3),
}
"""How long after its last news: how a call ends that people have taken is told to nobody here."""

_STEPS = {RINGING: AtStaff.RINGS, NOT_TAKEN: AtStaff.WAITS, ACCEPTED: AtStaff.TAKEN}


@dataclass(frozen=True, slots=True)
class PassedOn:
    """`telephone`: which one rings or was picked up, by the owner's name for it, or its number; empty = none yet."""

    where: AtStaff
    since: datetime
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class LiveCall:
    call_sid: CallSid
    business: BusinessId
    from_number: str
    language: Language
    started_at: datetime
    turns: tuple[CallTurn, ...] = ()
    escalation: str | None = None
    passed: PassedOn | None = None
    """None while the assistant leads it."""
    under_way: tuple[UnderWay, ...] = ()


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
    """`calls` are those that the assistant leads. What was said in one that it has passed on stays in sight of whoever
    picks up, until that is done or a while has gone by.
    """

    calls: dict[CallSid, LiveCall] = field(default_factory=dict)
    _passed: dict[CallSid, LiveCall] = field(default_factory=dict)
    _over: OrderedDict[CallSid, LiveCall] = field(default_factory=OrderedDict)
    _watchers: set[asyncio.Queue[LiveNotice | None]] = field(default_factory=set)

    def show(self, call: LiveCall) -> None:
        before = self.calls.get(call.call_sid)
        self.calls[call.call_sid] = call
        self._tell(LiveNotice(call.call_sid, call.business, call, len(before.turns) if before else 0))

    def words_of(self, call_sid: CallSid) -> "BoardWords":
        """Who is told of them shows them."""
        return BoardWords(self, call_sid)

    def ended(self, call_sid: CallSid) -> None:
        call = self.calls.pop(call_sid, None) or self._passed.pop(call_sid, None)
        if call is not None:
            self._over[call_sid] = replace(call, passed=None, under_way=())
            while len(self._over) > MOST_REMEMBERED:
                self._over.popitem(last=False)
            self._tell(LiveNotice(call_sid, call.business, None))

    def passed_on(self, call_sid: CallSid, at: datetime) -> None:
        if (call := self.calls.pop(call_sid, None)) is not None:
            self._show_passed(replace(call, passed=PassedOn(AtStaff.WAITS, at), under_way=()))

    def at_staff(self, call_sid: CallSid, step: Decision) -> None:
        """A telephone rings, or what became of it; nothing for a call that the assistant never had."""
        call, where = self._passed.get(call_sid), _STEPS.get(step.why)
        if call is None or call.passed is None or where is None:
            return
        telephone = str(step.personal.get("target") or step.personal.get("number") or "")
        if where is AtStaff.TAKEN:
            telephone = telephone or call.passed.telephone
        self._show_passed(replace(call, passed=PassedOn(where, step.decided_at, telephone)))

    def came_back(self, call_sid: CallSid) -> None:
        """A call that was passed on, and that nobody took."""
        if call_sid in self.calls:
            return
        call = self._passed.pop(call_sid, None) or self._over.pop(call_sid, None)
        if call is not None:
            self.calls[call_sid] = call = replace(call, escalation=None, passed=None)
            self._tell(LiveNotice(call_sid, call.business, call))

    def tidy(self, now: datetime) -> None:
        """Whoever watches asks for it from time to time."""
        for call in list(self._passed.values()):
            if call.passed is not None and now - call.passed.since > IN_SIGHT[call.passed.where]:
                self.ended(call.call_sid)

    @contextmanager
    def watching(self) -> Iterator[Watch]:
        """Nothing happens between what is known and the first news."""
        unread: asyncio.Queue[LiveNotice | None] = asyncio.Queue(MOST_UNREAD)
        self._watchers.add(unread)
        try:
            yield Watch((*self.calls.values(), *self._passed.values()), unread)
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

    def _show_passed(self, call: LiveCall) -> None:
        self._passed[call.call_sid] = call
        self._tell(LiveNotice(call.call_sid, call.business, call, len(call.turns)))

    def _tell(self, notice: LiveNotice) -> None:
        for unread in tuple(self._watchers):
            if unread.full():
                self._watchers.discard(unread)
                _dismiss(unread)
            else:
                unread.put_nowait(notice)


@dataclass(frozen=True, slots=True)
class BoardWords:
    """A `voice.line.WordsTap`."""

    board: LiveBoard
    call_sid: CallSid

    def caller_speaks(self, text: str) -> None:
        self._show(UnderWay("caller", text))

    def caller_said(self, text: str) -> None:
        self._show(UnderWay("caller", text, speaks=False))

    def caller_said_nothing(self) -> None:
        if call := self.board.calls.get(self.call_sid):
            self._change(call, without_side(call.under_way, "caller"))

    def assistant_speaks(self, text: str) -> None:
        self._show(UnderWay("assistant", text))

    def _show(self, words: UnderWay) -> None:
        if call := self.board.calls.get(self.call_sid):
            self._change(call, with_words(call.under_way, words))

    def _change(self, call: LiveCall, under_way: tuple[UnderWay, ...]) -> None:
        if under_way != call.under_way:
            self.board.show(replace(call, under_way=under_way))


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
            under_way = after_turn(call.under_way, turn)
            self.board.show(replace(call, turns=(*call.turns, turn), under_way=under_way))

    async def add_decision(self, call_sid: CallSid, decision: Decision) -> None:
        await self.written.add_decision(call_sid, decision)
        if decision.kind == TRANSFER:
            self.board.at_staff(call_sid, decision)

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
        if outcome is CallOutcome.TRANSFERRED and not is_trial(call_sid):
            self.board.passed_on(call_sid, ended_at)
        else:
            self.board.ended(call_sid)


def _dismiss(unread: asyncio.Queue[LiveNotice | None]) -> None:
    while unread.full():
        unread.get_nowait()
    unread.put_nowait(None)
