"""Messages and wishes to be called back. The id is made of call and words, so that a repeat is the same note."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import uuid4

from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.calls import CallbackStatus, Decision
from app.domain.ids import E164, BusinessId, CallSid, ResourceId
from app.domain.spoken.when import Window
from app.stores.database import Database, call_of
from app.stores.decision_log import append_decision
from app.stores.note_notices import NoteNotices
from app.stores.tables import CallbackRow, MessageRow


class SqlNotes:
    """`Notes` over a database."""

    def __init__(self, database: Database, notices: NoteNotices | None = None) -> None:
        """Without `notices` nobody is told; the notes stand in the list of tasks either way."""
        self._database = database
        self._notices = notices

    async def take_message(
        self,
        business: BusinessId,
        call_sid: CallSid | None,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164 | None,
        at: datetime,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        note = _note_id(call_sid, text, customer_name, customer_number)
        async with self._database.writing(call_of(call_sid or note)) as session:
            if await session.get(MessageRow, note) is None:
                session.add(
                    MessageRow(
                        id=note,
                        business_id=business,
                        call_sid=call_sid,
                        text=text,
                        customer_name=customer_name,
                        customer_number=customer_number,
                        taken_at=at,
                        urgent=urgent,
                        person_id=person,
                    )
                )
                asked = Decision("message", at, "caller_asked", {"message": note})
                await append_decision(session, business, call_sid, asked)
                await self._tell(session, business, note, at, person=person, urgent=urgent)

    async def request_callback(
        self,
        business: BusinessId,
        call_sid: CallSid | None,
        *,
        text: str,
        customer_name: str | None,
        customer_number: E164,
        windows: Sequence[Window],
        at: datetime,
        urgent: bool = False,
        person: ResourceId | None = None,
    ) -> None:
        spans = [[window.earliest.isoformat(), window.latest.isoformat()] for window in windows]
        note = _note_id(call_sid, text, customer_name, customer_number, str(spans))
        async with self._database.writing(call_of(call_sid or note)) as session:
            if await session.get(CallbackRow, note) is None:
                session.add(
                    CallbackRow(
                        id=note,
                        business_id=business,
                        call_sid=call_sid,
                        text=text,
                        customer_name=customer_name,
                        customer_number=customer_number,
                        windows=spans,
                        status=CallbackStatus.OPEN.value,
                        requested_at=at,
                        urgent=urgent,
                        person_id=person,
                    )
                )
                asked = Decision("callback", at, "caller_asked", {"callback": note, "windows": spans})
                await append_decision(session, business, call_sid, asked)
                await self._tell(session, business, note, at, person=person, urgent=urgent)

    async def _tell(
        self,
        session: AsyncSession,
        business: BusinessId,
        note: str,
        at: datetime,
        *,
        person: ResourceId | None,
        urgent: bool,
    ) -> None:
        if self._notices is not None:
            await session.flush()
            await self._notices.record(session, business, note, at=at, person=person, urgent=urgent)


def _note_id(call_sid: CallSid | None, *parts: str | None) -> str:
    if call_sid is None:
        return uuid4().hex
    return sha256("\x1f".join([call_sid, *(part or "" for part in parts)]).encode()).hexdigest()[:32]
