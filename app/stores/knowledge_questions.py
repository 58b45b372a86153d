"""What callers asked in vain, and the owner's own entries, which live in the description of the business."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import cast
from uuid import uuid4

from sqlalchemy import and_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.business import FaqEntry, Language
from app.domain.ids import BusinessId, CallSid
from app.domain.knowledge.entries import entry_mark
from app.domain.knowledge.terms import question_words
from app.ports.clock import Clock
from app.ports.knowledge import OpenQuestion
from app.stores.business_file import BusinessText
from app.stores.business_text.business import FaqText
from app.stores.businesses import newest_version
from app.stores.database import Database, calendar_of
from app.stores.tables import BusinessRow, BusinessVersionRow, OpenQuestionRow, TurnRow

LONGEST_QUESTION = 400
ASKED_IN = and_(
    col(TurnRow.call_sid) == col(OpenQuestionRow.call_sid),
    col(TurnRow.speaker) == "caller",
    col(TurnRow.text) == col(OpenQuestionRow.text),
)
"""The turn of the call in which a question was asked."""


class SqlOpenQuestions:
    """`OpenQuestions` over a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def note(
        self, business: BusinessId, text: str, language: Language, *, call_sid: CallSid | None, at: datetime
    ) -> None:
        kept = " ".join(text.split())[:LONGEST_QUESTION]
        same = _sameness(kept, language)
        async with self._database.writing(f"questions {business}") as session:
            rows = await session.exec(
                select(OpenQuestionRow).where(OpenQuestionRow.business_id == business, OpenQuestionRow.sameness == same)
            )
            row = rows.first()
            if row is None:
                row = OpenQuestionRow(
                    id=uuid4().hex,
                    business_id=business,
                    sameness=same,
                    text=kept,
                    language=language,
                    asked=0,
                    first_at=at,
                    last_at=at,
                )
            if row.closed == "answered":  # and yet it was not found: it waits again
                row.closed = row.closed_by = row.closed_at = None
            row.asked, row.last_at, row.call_sid, row.text = row.asked + 1, at, call_sid, kept
            session.add(row)

    async def waiting(self, business: BusinessId, *, call_sid: CallSid | None = None) -> Sequence[OpenQuestion]:
        of_call = () if call_sid is None else (col(OpenQuestionRow.call_sid) == call_sid,)
        async with self._database.reading() as session:
            rows = await session.exec(
                select(OpenQuestionRow, TurnRow.id)
                .outerjoin(TurnRow, ASKED_IN)
                .where(OpenQuestionRow.business_id == business, col(OpenQuestionRow.closed).is_(None), *of_call)
                .order_by(
                    col(OpenQuestionRow.asked).desc(),
                    col(OpenQuestionRow.last_at).desc(),
                    col(OpenQuestionRow.id),
                    col(TurnRow.id).desc(),
                )
            )
            found = {row.id: _question(row, turn) for row, turn in rows}  # said twice in a call: the first time stays
            return list(found.values())

    async def question(self, business: BusinessId, question: str) -> OpenQuestion | None:
        async with self._database.reading() as session:
            row = await session.get(OpenQuestionRow, question)
            if row is None or row.business_id != business or row.closed is not None:
                return None
            return _question(row, await _turn(session, row))

    async def close(self, business: BusinessId, question: str, *, why: str, by: str, at: datetime) -> bool:
        async with self._database.writing(f"questions {business}") as session:
            row = await session.get(OpenQuestionRow, question)
            if row is None or row.business_id != business or row.closed is not None:
                return False
            row.closed, row.closed_by, row.closed_at = why, by, at
            session.add(row)
            return True


class SqlEntries:
    """`Entries`, in the description of the business: the calls from the next one on know them."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def put(self, business: BusinessId, entry: FaqEntry, *, seen: str | None, by: str) -> bool:
        return await self._change(business, entry, seen, by)

    async def remove(self, business: BusinessId, *, seen: str, by: str) -> bool:
        return await self._change(business, None, seen, by)

    async def _change(self, business: BusinessId, entry: FaqEntry | None, seen: str | None, by: str) -> bool:
        async with self._database.writing(calendar_of(business)) as session:
            row = await session.get(BusinessRow, business)
            if row is None:
                return False
            described = BusinessText.model_validate_json(row.definition)
            kept = list(described.faq)
            place = next((nth for nth, one in enumerate(kept) if entry_mark(one.entry()) == seen), None)
            if seen is not None and place is None:
                return False
            if place is None:
                place = len(kept)
            kept[place : place + 1] = [] if entry is None else [_faq_text(entry)]
            now = self._clock.now()
            row.definition = described.model_copy(update={"faq": tuple(kept)}).model_dump_json(exclude_none=True)
            row.changed_at = now
            number = await newest_version(session, business) + 1
            session.add(row)
            session.add(
                BusinessVersionRow(
                    business_id=business, number=number, definition=row.definition, author=by, saved_at=now
                )
            )
            return True


def _faq_text(entry: FaqEntry) -> FaqText:
    return FaqText(
        de=entry.questions.get("de"),
        answer_de=entry.answers.get("de"),
        en=entry.questions.get("en"),
        answer_en=entry.answers.get("en"),
    )


def _sameness(text: str, language: Language) -> str:
    words = sorted({word.stem for word in question_words(text, language)}) or text.casefold().split()
    return sha256("\x1f".join([language, *words]).encode()).hexdigest()[:32]


async def _turn(session: AsyncSession, row: OpenQuestionRow) -> int | None:
    found = await session.exec(
        select(TurnRow.id)
        .join(OpenQuestionRow, ASKED_IN)
        .where(OpenQuestionRow.id == row.id)
        .order_by(col(TurnRow.id))
        .limit(1)
    )
    return found.first()


def _question(row: OpenQuestionRow, turn: int | None) -> OpenQuestion:
    return OpenQuestion(
        id=row.id,
        business=BusinessId(row.business_id),
        text=row.text,
        language=cast("Language", row.language),
        asked=row.asked,
        first_at=row.first_at,
        last_at=row.last_at,
        call_sid=CallSid(row.call_sid) if row.call_sid else None,
        turn=turn,
    )
