"""Calls on record, each write committed as it happens."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import or_
from sqlmodel import col, select, update

from app.domain.business import Language
from app.domain.calls import CallOpened, CallOutcome, CallTurn, Decision
from app.domain.ids import CallSid
from app.domain.wishes import LONGEST_WISH, UnknownWish
from app.stores.database import Database, call_of
from app.stores.decision_log import append_decision
from app.stores.tables import CallRow, TurnRow, UnknownWishRow


class SqlCallRecords:
    """`CallRecords` over a database. `node` is the server that takes the calls; without one nobody vouches for them."""

    def __init__(self, database: Database, node: str | None = None) -> None:
        self._database = database
        self._node = node

    async def open_call(self, call: CallOpened) -> None:
        async with self._database.writing(call_of(call.call_sid)) as session:
            if await session.get(CallRow, call.call_sid) is None:
                session.add(
                    CallRow(
                        call_sid=call.call_sid,
                        business_id=call.business,
                        from_number=call.from_number,
                        to_number=call.to_number,
                        language=call.language,
                        started_at=call.started_at,
                        node_id=self._node,
                    )
                )

    async def add_turn(self, call_sid: CallSid, turn: CallTurn) -> None:
        async with self._database.writing() as session:
            session.add(
                TurnRow(
                    call_sid=call_sid,
                    speaker=turn.speaker,
                    text=turn.text,
                    heard_text=turn.heard_text,
                    language=turn.language,
                    started_ms=turn.started_ms,
                    ended_ms=turn.ended_ms,
                    response_ms=turn.response_ms,
                    intent=turn.intent,
                    emotion=turn.emotion,
                    interrupted=turn.interrupted,
                    timings=dict(turn.timings),
                    intensity=turn.intensity,
                    urgency=turn.urgency,
                    signals=dict(turn.signals) or None,
                    part=turn.part,
                )
            )

    async def add_decision(self, call_sid: CallSid, decision: Decision) -> None:
        async with self._database.writing() as session:
            call = await session.get(CallRow, call_sid)
            await append_decision(session, call.business_id if call else None, call_sid, decision)

    async def add_unknown_wish(self, call_sid: CallSid, wish: UnknownWish) -> None:
        async with self._database.writing() as session:
            call = await session.get(CallRow, call_sid)
            if call is None:
                return
            session.add(
                UnknownWishRow(
                    id=uuid4().hex,
                    business_id=call.business_id,
                    call_sid=call_sid,
                    text=wish.text[:LONGEST_WISH],
                    language=wish.language,
                    asked=wish.asked,
                    nth=wish.nth,
                    at_ms=wish.at_ms,
                    said_at=wish.said_at,
                )
            )

    async def set_language(self, call_sid: CallSid, language: Language) -> None:
        async with self._database.writing() as session:
            await session.exec(update(CallRow).where(col(CallRow.call_sid) == call_sid).values(language=language))

    async def escalate(self, call_sid: CallSid, reason: str | None) -> None:
        async with self._database.writing() as session:
            await session.exec(update(CallRow).where(col(CallRow.call_sid) == call_sid).values(escalation=reason))

    async def escalation(self, call_sid: CallSid) -> str | None:
        async with self._database.reading() as session:
            rows = await session.exec(select(CallRow.escalation).where(CallRow.call_sid == call_sid))
            return rows.first()

    async def reopen_call(self, call_sid: CallSid) -> None:
        async with self._database.writing() as session:
            await session.exec(
                update(CallRow)
                .where(col(CallRow.call_sid) == call_sid)
                .values(
                    ended_at=None,
                    outcome=None,
                    summary=None,
                    escalation=None,
                    node_id=self._node,
                    presumed_over=False,
                )
            )

    async def close_call(self, call_sid: CallSid, *, outcome: CallOutcome, ended_at: datetime, summary: str) -> None:
        """The first closing stands, unless others only presumed that the call was over."""
        async with self._database.writing() as session:
            await session.exec(
                update(CallRow)
                .where(
                    col(CallRow.call_sid) == call_sid,
                    or_(col(CallRow.ended_at).is_(None), col(CallRow.presumed_over).is_(True)),
                )
                .values(outcome=outcome.value, ended_at=ended_at, summary=summary, presumed_over=False)
            )
