"""Documents and what they say, kept in tables."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import cast
from uuid import uuid4

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import QueryableAttribute, defer
from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.business import Language
from app.domain.ids import BusinessId
from app.domain.knowledge.documents import Statement
from app.ports.knowledge import DocumentState, StoredDocument, StoredStatement
from app.stores.database import Database
from app.stores.tables import DocumentRow, StatementRow

BROKEN_OFF_AFTER = timedelta(minutes=10)
ROWS_AT_ONCE = 500
INSTANT = timedelta(microseconds=1)


def knowledge_of(business_id: str) -> str:
    """What a writer of a business's documents changes."""
    return f"knowledge {business_id}"


class SqlDocuments:
    """`Documents` over a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, business: BusinessId) -> Sequence[StoredDocument]:
        async with self._database.reading() as session:
            rows = await session.exec(
                _without_content().where(DocumentRow.business_id == business).order_by(col(DocumentRow.added_at).desc())
            )
            return [_document(row) for row in rows]

    async def document(self, business: BusinessId, document: str) -> StoredDocument | None:
        async with self._database.reading() as session:
            rows = await session.exec(
                _without_content().where(DocumentRow.business_id == business, DocumentRow.id == document)
            )
            row = rows.first()
            return _document(row) if row else None

    async def add(
        self, business: BusinessId, *, name: str, is_page: bool, content: bytes, by: str, at: datetime
    ) -> StoredDocument:
        async with self._database.writing(knowledge_of(business)) as session:
            rows = await session.exec(
                select(DocumentRow).where(DocumentRow.business_id == business, DocumentRow.name == name)
            )
            row = rows.first() or DocumentRow(
                id=uuid4().hex, business_id=business, name=name, is_page=is_page, content=b"", state="", added_by=by
            )
            row.content, row.state, row.problem = content, DocumentState.WAITING.value, None
            row.added_by, row.added_at, row.claimed_at, row.is_page = by, at, None, is_page
            session.add(row)
            await session.flush()
            return _document(row)

    async def content(self, document: str) -> bytes | None:
        async with self._database.reading() as session:
            return (await session.exec(select(DocumentRow.content).where(DocumentRow.id == document))).first()

    async def waits_again(self, document: str, content: bytes | None = None) -> None:
        changed: dict[str, object] = {"state": DocumentState.WAITING.value, "problem": None, "claimed_at": None}
        await self._change(document, changed if content is None else {**changed, "content": content})

    async def claim(self, document: str, *, at: datetime) -> bool:
        async with self._database.writing() as session:
            changed = await session.exec(
                update(DocumentRow)
                .where(
                    col(DocumentRow.id) == document,
                    or_(col(DocumentRow.claimed_at).is_(None), col(DocumentRow.claimed_at) < at - BROKEN_OFF_AFTER),
                )
                .values(claimed_at=at)
            )
            return bool(changed.rowcount)

    async def failed(self, document: str, problem: str) -> None:
        await self._change(document, {"state": DocumentState.FAILED.value, "problem": problem, "claimed_at": None})

    async def has(self, document: str, statements: Sequence[Statement], *, at: datetime) -> None:
        async with self._database.writing(document) as session:
            row = await session.get(DocumentRow, document)
            if row is None:
                return  # deleted while it was read
            await session.exec(delete(StatementRow).where(col(StatementRow.document_id) == document))
            later = at if row.read_at is None else max(at, row.read_at + INSTANT)  # `revision` tells readings apart
            row.size, row.done, row.read_at, row.problem, row.model = len(statements), 0, later, None, None
            row.state = DocumentState.READY.value
            session.add(row)
            for nth in range(0, len(statements), ROWS_AT_ONCE):
                session.add_all(
                    StatementRow(
                        document_id=document,
                        place=nth + place,
                        text=one.text,
                        heading=one.heading,
                        chunk=one.chunk,
                        page=one.page,
                        language=one.language,
                    )
                    for place, one in enumerate(statements[nth : nth + ROWS_AT_ONCE])
                )
                await session.flush()

    async def means(self, document: str, first: int, vectors: Sequence[bytes], *, model: str) -> None:
        async with self._database.writing(document) as session:
            for nth, vector in enumerate(vectors):
                await session.exec(
                    update(StatementRow)
                    .where(col(StatementRow.document_id) == document, col(StatementRow.place) == first + nth)
                    .values(vector=vector)
                )
            done = first + len(vectors)
            await session.exec(
                update(DocumentRow).where(col(DocumentRow.id) == document).values(done=done, model=model)
            )

    async def let_go(self, document: str) -> None:
        """Read to the end."""
        await self._change(document, {"claimed_at": None})

    async def drop(self, business: BusinessId, document: str) -> bool:
        async with self._database.writing(knowledge_of(business)) as session:
            row = await session.get(DocumentRow, document)
            if row is None or row.business_id != business:
                return False
            await session.exec(delete(StatementRow).where(col(StatementRow.document_id) == document))
            await session.delete(row)
            return True

    async def statements(
        self, business: BusinessId, *, model: str | None, document: str | None = None
    ) -> Sequence[StoredStatement]:
        async with self._database.reading() as session:
            wanted = _without_content().where(
                DocumentRow.business_id == business, col(DocumentRow.read_at).is_not(None)
            )
            if document is not None:
                wanted = wanted.where(DocumentRow.id == document)
            documents = {row.id: (_document(row), row.model) for row in await session.exec(wanted)}
            rows = await session.exec(
                select(StatementRow)
                .where(col(StatementRow.document_id).in_(list(documents)))
                .order_by(col(StatementRow.document_id), col(StatementRow.place))
            )
            return [
                StoredStatement(
                    documents[row.document_id][0],
                    Statement(row.text, row.heading, row.chunk, row.page, cast("Language", row.language)),
                    row.vector if model is not None and documents[row.document_id][1] == model else None,
                )
                for row in rows
            ]

    async def revision(self, business: BusinessId) -> str:
        async with self._database.reading() as session:
            rows = await session.exec(
                select(DocumentRow.id, DocumentRow.read_at, DocumentRow.done >= DocumentRow.size, DocumentRow.model)
                .where(DocumentRow.business_id == business, col(DocumentRow.read_at).is_not(None))
                .order_by(col(DocumentRow.id))
            )
            return sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()

    async def unread(self, *, model: str | None) -> Sequence[StoredDocument]:
        async with self._database.reading() as session:
            lacks: list[ColumnElement[bool]] = [
                col(DocumentRow.state).in_([DocumentState.WAITING.value, DocumentState.READING.value])
            ]
            if model is not None:
                ready = col(DocumentRow.state) == DocumentState.READY.value
                other_model = or_(col(DocumentRow.model).is_(None), col(DocumentRow.model) != model)
                lacks.append(
                    ready & (col(DocumentRow.size) > 0) & (other_model | (DocumentRow.done < DocumentRow.size))
                )
            rows = await session.exec(_without_content().where(or_(*lacks)).order_by(col(DocumentRow.added_at)))
            return [_document(row) for row in rows]

    async def _change(self, document: str, values: dict[str, object]) -> None:
        async with self._database.writing() as session:
            await session.exec(update(DocumentRow).where(col(DocumentRow.id) == document).values(**values))


def _without_content() -> SelectOfScalar[DocumentRow]:
    return select(DocumentRow).options(defer(cast("QueryableAttribute[bytes]", DocumentRow.content)))


def _document(row: DocumentRow) -> StoredDocument:
    return StoredDocument(
        id=row.id,
        business=BusinessId(row.business_id),
        name=row.name,
        is_page=row.is_page,
        state=DocumentState(row.state),
        problem=row.problem,
        size=row.size,
        done=row.done,
        added_by=row.added_by,
        added_at=row.added_at,
        read_at=row.read_at,
    )
