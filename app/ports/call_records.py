"""Calls on record, written as they happen: a crash loses at most the running turn."""

from datetime import datetime
from typing import Protocol

from app.domain.business import Language
from app.domain.calls import CallOpened, CallOutcome, CallTurn, Decision
from app.domain.ids import CallSid
from app.domain.wishes import UnknownWish


class CallRecords(Protocol):
    """Each method is one committed write. All are idempotent where a repeat is possible (open, close, escalate)."""

    async def open_call(self, call: CallOpened) -> None: ...

    async def add_turn(self, call_sid: CallSid, turn: CallTurn) -> None: ...

    async def add_decision(self, call_sid: CallSid, decision: Decision) -> None: ...

    async def add_unknown_wish(self, call_sid: CallSid, wish: UnknownWish) -> None:
        """For the owner's list. A call that is not on record leaves none."""
        ...

    async def set_language(self, call_sid: CallSid, language: Language) -> None: ...

    async def escalate(self, call_sid: CallSid, reason: str | None) -> None:
        """Remember that the call is to be put through when its stream ends; None = it is not, after all."""
        ...

    async def escalation(self, call_sid: CallSid) -> str | None: ...

    async def reopen_call(self, call_sid: CallSid) -> None:
        """Nobody took the call that was put through: it goes on with the assistant, as if it had not been escalated."""
        ...

    async def close_call(
        self, call_sid: CallSid, *, outcome: CallOutcome, ended_at: datetime, summary: str
    ) -> None: ...
