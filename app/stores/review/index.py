"""The search index over transcripts: FTS5 on SQLite, tsvector on PostgreSQL, our own stems in both.

Decision: a call is put into the index after it has ended, in one go, by whoever looks next (the server in quiet
moments, or a search that finds some missing), never by the call itself: a caller waits for nothing here. The row id is
the start of the call in microseconds, so that the newest matches come first without sorting.
"""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from app.domain.ids import BusinessId
from app.domain.word_index import Term, fact, number_words, stems
from app.ports.review import CallFilter
from app.stores.rows import to_language
from app.stores.tables import (
    BookingRow,
    CallbackRow,
    CallNoteRow,
    CallRow,
    CallTagRow,
    MessageRow,
    TurnRow,
)
from app.stores.tables.calls import UNINDEXED

AT_ONCE = 200
INDEX = "index of calls"
"""Whoever changes what is found of a call: the words of one call are taken out and put in again by one at a time."""


async def unindexed(session: AsyncSession, limit: int = AT_ONCE) -> list[CallRow]:
    rows = await session.exec(select(CallRow).where(text(UNINDEXED)).order_by(col(CallRow.ended_at)).limit(limit))
    return list(rows)


async def index_calls(session: AsyncSession, calls: Sequence[CallRow], now: datetime) -> None:
    connection = await session.connection()
    for call in calls:
        words = await _words_of(session, call)
        if call.search_id is None:
            call.search_id = await _free_id(session, call)
        await put_words(connection, call.search_id, [] if call.deleted_at else words)
        await session.exec(
            update(CallRow)
            .where(col(CallRow.call_sid) == call.call_sid)
            .values(search_id=call.search_id, indexed_at=max(now, call.ended_at or now))
        )


async def put_words(connection: AsyncConnection, search_id: int, words: Iterable[str]) -> None:
    """No words: out of the index."""
    joined = " ".join(words)
    if connection.dialect.name == "postgresql":
        await connection.execute(text("DELETE FROM call_words_fts WHERE id = :id"), {"id": search_id})
        insert = "INSERT INTO call_words_fts (id, words) VALUES (:id, to_tsvector('simple', :words))"
    else:
        await connection.execute(text("DELETE FROM call_words_fts WHERE rowid = :id"), {"id": search_id})
        insert = "INSERT INTO call_words_fts (rowid, words) VALUES (:id, :words)"
    if joined:
        await connection.execute(text(insert), {"id": search_id, "words": joined})


def facts_of(call: CallRow, tags: Iterable[str], moods: Iterable[str]) -> list[str]:
    made = [fact("b", call.business_id), fact("l", call.language)]
    made += [fact("o", call.outcome)] if call.outcome else []
    made += [fact("e", call.escalation)] if call.escalation else []
    made += [fact("u", "unreviewed")] if call.reviewed_at is None else []
    return made + [fact("t", tag) for tag in tags] + [fact("m", mood) for mood in dict.fromkeys(moods) if mood]


def wanted_facts(wanted: CallFilter) -> list[str]:
    given = {
        "b": wanted.business,
        "l": wanted.language,
        "o": wanted.outcome.value if wanted.outcome else None,
        "e": wanted.escalation,
        "u": "unreviewed" if wanted.unreviewed else None,
        "t": wanted.tag,
        "m": wanted.emotion,
        "s": wanted.staff,
    }
    return [fact(kind, value) for kind, value in given.items() if value]


def query_for(
    terms: Sequence[Term], facts: Sequence[str], businesses: Iterable[BusinessId] | None, *, postgresql: bool
) -> str:
    """All terms, all facts, and one of the businesses, in the database's own words."""
    both, either = (" & ", " | ") if postgresql else (" AND ", " OR ")
    parts = [_term(term, either, postgresql=postgresql) for term in terms]
    parts += [_word(one, postgresql=postgresql) for one in facts]
    if businesses is not None:
        owned = [_word(fact("b", business), postgresql=postgresql) for business in sorted(businesses)]
        parts.append("(" + either.join(owned or [_word("zznobody", postgresql=postgresql)]) + ")")
    return both.join(parts)


def _term(term: Term, either: str, *, postgresql: bool) -> str:
    phrases = []
    for phrase in term.phrases:
        if postgresql:
            words = " <-> ".join(_word(word, postgresql=True) for word in phrase)
            phrases.append(f"({words}{':*' if term.begins and len(phrase) == 1 else ''})" if phrase else "")
        else:
            words = " ".join(phrase)
            phrases.append(f'"{words}"' + ("*" if term.begins and len(phrase) == 1 else ""))
    return "(" + either.join(phrases) + ")"


def _word(word: str, *, postgresql: bool) -> str:
    return f"'{word}'" if postgresql else f'"{word}"'


def search_id_at(instant: datetime) -> int:
    since = instant.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return since.days * 86_400_000_000 + since.seconds * 1_000_000 + since.microseconds


async def _free_id(session: AsyncSession, call: CallRow) -> int:
    candidate = search_id_at(call.started_at)
    while (await session.exec(select(CallRow.call_sid).where(CallRow.search_id == candidate))).first() is not None:
        candidate += 1
    return candidate


async def _words_of(session: AsyncSession, call: CallRow) -> list[str]:
    language = to_language(call.language)
    words = number_words(call.from_number)
    moods: list[str] = []
    turns = await session.exec(select(TurnRow).where(TurnRow.call_sid == call.call_sid).order_by(col(TurnRow.id)))
    for turn in turns:
        words += stems(turn.text, to_language(turn.language))
        await asyncio.sleep(0)  # a new word takes half a millisecond: calls go on between the turns
        moods += [turn.emotion] if turn.emotion else []
    words += stems(call.summary or "", language)
    staff: list[str] = []
    for row, with_whom in (
        (BookingRow, BookingRow.resource_id),
        (MessageRow, MessageRow.person_id),
        (CallbackRow, CallbackRow.person_id),
    ):
        people = await session.exec(
            select(row.customer_name, row.customer_number, with_whom).where(row.call_sid == call.call_sid)
        )
        for name, number, resource in people:
            words += stems(name or "", "de") + stems(name or "", "en") + number_words(number)
            staff += [fact("s", resource)] if resource else []
    notes = await session.exec(select(CallNoteRow.text).where(CallNoteRow.call_sid == call.call_sid))
    for note in notes:
        words += stems(note, language)
    tags = list(await session.exec(select(CallTagRow.tag).where(CallTagRow.call_sid == call.call_sid)))
    return facts_of(call, tags, moods) + list(dict.fromkeys(staff)) + words
