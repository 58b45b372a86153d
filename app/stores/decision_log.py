"""The decision log in the database: appended inside the transaction that decides, never changed.

Decision: one chain a business. Its end is a row that each writer updates first, so that writers of one business come
one after another on PostgreSQL too; append decisions last in a transaction, or two of them can wait for each other.
"""

import secrets
from collections.abc import AsyncIterator
from datetime import datetime

from sqlalchemy import text
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.calls import Decision, DecisionEntry
from app.domain.decisions import Breach, Head, Link, breach_of, commitment_to, digest_of, plain
from app.domain.ids import BookingReference, BusinessId, CallSid
from app.stores.database import Database
from app.stores.rows import to_decision_entry
from app.stores.tables import BookingRow, CallRow, DecisionHeadRow, DecisionRow

NO_BUSINESS = "-"
NEW_HEAD = text("INSERT INTO decision_heads (chain, seq, digest) VALUES (:chain, 0, '') ON CONFLICT (chain) DO NOTHING")
NEXT_SEQ = text("UPDATE decision_heads SET seq = seq + 1 WHERE chain = :chain RETURNING seq, digest")
NEW_DIGEST = text("UPDATE decision_heads SET digest = :digest WHERE chain = :chain")
ROWS_AT_ONCE = 500


async def append_decision(
    session: AsyncSession, business_id: str | None, call_sid: str | None, decision: Decision
) -> None:
    """Needs a write transaction. For whom it was decided is looked up: the booking's customer, else the caller."""
    chain = business_id or NO_BUSINESS
    reference = decision.inputs.get("reference")
    booking = str(reference) if reference else None
    personal = plain(decision.personal) | await _for_whom(session, call_sid, booking)
    salt = secrets.token_hex(16)
    await session.flush()
    connection = await session.connection()
    head = (await connection.execute(NEXT_SEQ, {"chain": chain})).first()
    if head is None:
        await connection.execute(NEW_HEAD, {"chain": chain})
        head = (await connection.execute(NEXT_SEQ, {"chain": chain})).one()
    seq, previous = head
    link = Link(
        chain=chain,
        seq=seq,
        kind=decision.kind,
        decided_at=decision.decided_at,
        why=decision.why,
        inputs=plain(decision.inputs),
        call_sid=CallSid(call_sid) if call_sid else None,
        booking=BookingReference(booking) if booking else None,
        personal=personal,
        salt=salt,
        commitment=commitment_to(personal, salt),
        previous=previous,
    )
    digest = digest_of(link)
    session.add(
        DecisionRow(
            business_id=business_id,
            call_sid=call_sid,
            booking_reference=booking,
            kind=link.kind,
            decided_at=link.decided_at,
            why=link.why,
            inputs=dict(link.inputs),
            personal=personal,
            salt=salt,
            commitment=link.commitment,
            chain=chain,
            seq=seq,
            previous=previous,
            digest=digest,
        )
    )
    await session.flush()
    await connection.execute(NEW_DIGEST, {"chain": chain, "digest": digest})


async def _for_whom(session: AsyncSession, call_sid: str | None, booking: str | None) -> dict[str, object]:
    if booking is not None:
        rows = await session.exec(
            select(BookingRow.customer_name, BookingRow.customer_number)
            .where(BookingRow.reference == booking)
            .order_by(col(BookingRow.id).desc())
        )
        if row := rows.first():
            return {"customer_name": row[0], "customer_number": row[1]}
    if call_sid is not None:
        numbers = await session.exec(select(CallRow.from_number).where(CallRow.call_sid == call_sid))
        if number := numbers.first():
            return {"caller_number": number}
    return {}


class SqlDecisionLog:
    """`DecisionLog` over a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def trail(self, reference: BookingReference) -> tuple[DecisionEntry, ...]:
        async with self._database.reading() as session:
            calls = select(DecisionRow.call_sid).where(DecisionRow.booking_reference == reference)
            rows = await session.exec(
                select(DecisionRow)
                .where(
                    (col(DecisionRow.booking_reference) == reference)
                    | (col(DecisionRow.call_sid).in_(calls) & col(DecisionRow.booking_reference).is_(None))
                )
                .order_by(col(DecisionRow.id))
            )
            return tuple(to_decision_entry(row) for row in rows)

    async def redact(self, business: BusinessId | None = None, *, before: datetime) -> int:
        wanted = update(DecisionRow).where(
            col(DecisionRow.decided_at) < before,
            col(DecisionRow.salt).is_not(None),
        )
        if business is not None:
            wanted = wanted.where(col(DecisionRow.business_id) == business)
        async with self._database.writing() as session:
            done = await session.exec(wanted.values(personal=None, salt=None))
            return int(done.rowcount)

    async def heads(self) -> dict[str, Head]:
        async with self._database.reading() as session:
            rows = await session.exec(select(DecisionHeadRow).order_by(col(DecisionHeadRow.chain)))
            return {row.chain: Head(row.seq, row.digest) for row in rows}

    async def verify(self) -> tuple[Breach, ...]:
        async with self._database.reading() as session:
            heads = {row.chain: Head(row.seq, row.digest) for row in await session.exec(select(DecisionHeadRow))}
            chains = set(heads) | set(await session.exec(select(DecisionRow.chain).distinct()))
            found = []
            for chain in sorted(chains):
                links = [link async for link in _links(session, chain)]
                found.append(breach_of(chain, links, heads.get(chain, Head())))
            return tuple(breach for breach in found if breach is not None)


async def _links(session: AsyncSession, chain: str) -> AsyncIterator[Link]:
    after = 0
    while True:
        rows = (
            await session.exec(
                select(DecisionRow)
                .where(DecisionRow.chain == chain, DecisionRow.seq > after)
                .order_by(col(DecisionRow.seq))
                .limit(ROWS_AT_ONCE)
            )
        ).all()
        for row in rows:
            yield to_link(row)
            after = row.seq
        session.expunge_all()
        if len(rows) < ROWS_AT_ONCE:
            return


def to_link(row: DecisionRow) -> Link:
    return Link(
        chain=row.chain,
        seq=row.seq,
        kind=row.kind,
        decided_at=row.decided_at,
        why=row.why,
        inputs=row.inputs,
        call_sid=CallSid(row.call_sid) if row.call_sid else None,
        booking=BookingReference(row.booking_reference) if row.booking_reference else None,
        personal=row.personal,
        salt=row.salt,
        commitment=row.commitment,
        previous=row.previous,
        digest=row.digest,
    )
