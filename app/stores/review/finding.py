"""Lists of calls: by the search index when words, moods, tags or people are asked for, else by the ordinary indexes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text
from sqlmodel import col, func, literal, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from app.domain.ids import CallSid
from app.domain.word_index import Term, marked, occurs, stems, terms
from app.ports.review import MOST_COUNTED, CallFilter, Excerpt, FoundCall, FoundCalls, Scope
from app.stores.review.index import query_for, search_id_at, wanted_facts
from app.stores.rows import to_call, to_language
from app.stores.tables import BookingRow, CallbackRow, CallRow, CallTagRow, CustomerRow, MessageRow, TurnRow

WORST_FIRST = ("angry", "distressed", "annoyed")
EXCERPT_LENGTH = 180


@dataclass(frozen=True, slots=True)
class Lot:
    """The calls of one page, how many there are in all, and where the next page begins."""

    calls: list[CallRow]
    total: int
    next: str | None


async def find_calls(
    session: AsyncSession, scope: Scope, wanted: CallFilter, *, cursor: str | None, limit: int
) -> FoundCalls:
    looked_for = terms(wanted.text)
    if wanted.text.strip() and not looked_for:
        return FoundCalls((), 0, None)
    if looked_for or wanted.emotion or wanted.tag or wanted.staff:
        lot = await _by_words(session, scope, wanted, looked_for, cursor=cursor, limit=limit)
    else:
        lot = await _by_columns(session, scope, wanted, cursor, limit)
    return FoundCalls(await _described(session, lot.calls, looked_for), lot.total, lot.next)


async def _by_words(
    session: AsyncSession,
    scope: Scope,
    wanted: CallFilter,
    looked_for: Sequence[Term],
    *,
    cursor: str | None,
    limit: int,
) -> Lot:
    connection = await session.connection()
    postgresql = connection.dialect.name == "postgresql"
    key = "id" if postgresql else "rowid"
    matches = "words @@ to_tsquery('simple', :query)" if postgresql else "call_words_fts MATCH :query"
    bounds = f"{key} >= :since AND {key} < :until"
    until = search_id_at(wanted.until) if wanted.until else 2**62
    asked: dict[str, str | int] = {
        "query": query_for(looked_for, wanted_facts(wanted), scope, postgresql=postgresql),
        "since": search_id_at(wanted.since) if wanted.since else 0,
        "until": until,
    }
    # The names in these statements are ours alone; what people typed is bound.
    counting = f"SELECT count(*) FROM (SELECT {key} FROM call_words_fts WHERE {matches} AND {bounds} LIMIT :most) AS f"  # noqa: S608
    finding = f"SELECT {key} FROM call_words_fts WHERE {matches} AND {bounds} ORDER BY {key} DESC LIMIT :most"  # noqa: S608
    total = (await connection.execute(text(counting), {**asked, "most": MOST_COUNTED + 1})).scalar_one()
    if cursor and cursor.isdigit():
        asked["until"] = min(until, int(cursor))
    found = (await connection.execute(text(finding), {**asked, "most": limit + 1})).scalars().all()
    rows = await session.exec(
        select(CallRow)
        .where(col(CallRow.search_id).in_(found[:limit]), col(CallRow.deleted_at).is_(None))
        .order_by(col(CallRow.search_id).desc())
    )
    return Lot(list(rows), int(total), str(found[limit - 1]) if len(found) > limit else None)


async def _by_columns(session: AsyncSession, scope: Scope, wanted: CallFilter, cursor: str | None, limit: int) -> Lot:
    narrowed = _narrowed(select(CallRow), scope, wanted)
    inner = _narrowed(select(literal(1)), scope, wanted).limit(MOST_COUNTED + 1).subquery()
    total = (await session.exec(select(func.count()).select_from(inner))).one()
    offset = min(int(cursor), 10_000_000) if cursor and cursor.isdigit() else 0
    by_age = narrowed.order_by(col(CallRow.started_at).desc(), col(CallRow.call_sid).desc())
    if offset:
        by_age = by_age.where(col(CallRow.call_sid).is_not(None)).offset(offset)
    rows = list(await session.exec(by_age.limit(limit + 1)))
    return Lot(rows[:limit], total, str(offset + limit) if len(rows) > limit else None)


def _narrowed(wanted_rows: SelectOfScalar[Any], scope: Scope, wanted: CallFilter) -> SelectOfScalar[Any]:
    narrowed = wanted_rows.where(col(CallRow.deleted_at).is_(None))
    if scope is not None:
        narrowed = narrowed.where(col(CallRow.business_id).in_(sorted(scope)))
    if wanted.business is not None:
        narrowed = narrowed.where(CallRow.business_id == wanted.business)
    if wanted.outcome is not None:
        narrowed = narrowed.where(CallRow.outcome == wanted.outcome.value)
    if wanted.escalation is not None:
        narrowed = narrowed.where(CallRow.escalation == wanted.escalation)
    if wanted.language is not None:
        narrowed = narrowed.where(CallRow.language == wanted.language)
    if wanted.since is not None:
        narrowed = narrowed.where(col(CallRow.started_at) >= wanted.since)
    if wanted.until is not None:
        narrowed = narrowed.where(col(CallRow.started_at) < wanted.until)
    if wanted.unreviewed:
        narrowed = narrowed.where(col(CallRow.reviewed_at).is_(None))
    return narrowed


async def _described(
    session: AsyncSession, calls: Sequence[CallRow], looked_for: Sequence[Term]
) -> tuple[FoundCall, ...]:
    sids = [call.call_sid for call in calls]
    names = await caller_names(session, calls)
    tags: dict[str, list[str]] = {}
    for tag in await session.exec(select(CallTagRow).where(col(CallTagRow.call_sid).in_(sids))):
        tags.setdefault(tag.call_sid, []).append(tag.tag)
    moods: dict[str, set[str]] = {}
    felt = select(TurnRow.call_sid, TurnRow.emotion).where(
        col(TurnRow.call_sid).in_(sids), col(TurnRow.emotion).in_(WORST_FIRST)
    )
    for sid, emotion in await session.exec(felt):
        moods.setdefault(sid, set()).add(emotion or "")
    excerpts = await _excerpts(session, sids, looked_for) if looked_for else {}
    return tuple(
        FoundCall(
            entry=to_call(call),
            reviewed=call.reviewed_at is not None,
            tags=tuple(sorted(tags.get(call.call_sid, ()))),
            caller_name=names.get(call.call_sid),
            mood=next((mood for mood in WORST_FIRST if mood in moods.get(call.call_sid, ())), None),
            excerpt=excerpts.get(CallSid(call.call_sid)),
        )
        for call in calls
    )


async def caller_names(session: AsyncSession, calls: Sequence[CallRow]) -> dict[str, str]:
    """What the caller was called in this call, else the name on record for the number."""
    sids = [call.call_sid for call in calls]
    names: dict[str, str] = {}
    numbers = {(call.business_id, call.from_number): call.call_sid for call in calls}
    known = select(CustomerRow).where(col(CustomerRow.number).in_([number for _, number in numbers]))
    by_number = {(row.business_id, row.number): row.name for row in await session.exec(known)}
    for call in calls:
        if name := by_number.get((call.business_id, call.from_number)):
            names[call.call_sid] = name
    for row in (CallbackRow, MessageRow, BookingRow):
        said = select(row.call_sid, row.customer_name).where(col(row.call_sid).in_(sids))
        names |= {sid: name for sid, name in await session.exec(said) if sid and name}
    return names


async def _excerpts(session: AsyncSession, sids: Sequence[str], looked_for: Sequence[Term]) -> dict[CallSid, Excerpt]:
    found: dict[CallSid, tuple[int, Excerpt]] = {}
    turns = select(TurnRow).where(col(TurnRow.call_sid).in_(sids)).order_by(col(TurnRow.id))
    for turn in await session.exec(turns):
        language = to_language(turn.language)
        words = stems(turn.text, language)
        hits = sum(occurs(term, words) for term in looked_for)
        best, _ = found.get(CallSid(turn.call_sid), (0, None))
        if hits > best:
            pieces = tuple(_shortened(marked(turn.text, language, looked_for)))
            found[CallSid(turn.call_sid)] = (hits, Excerpt(turn.id or 0, turn.speaker, pieces))
    return {sid: excerpt for sid, (_, excerpt) in found.items()}


def _shortened(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """From a little before the first hit, as long as a line or two."""
    if pieces and not pieces[0][1] and len(pieces[0][0]) > EXCERPT_LENGTH // 2:
        pieces = [("…" + pieces[0][0][-EXCERPT_LENGTH // 2 :], False), *pieces[1:]]
    left = EXCERPT_LENGTH
    kept: list[tuple[str, bool]] = []
    for piece, hit in pieces:
        if left <= 0:
            break
        kept.append((piece if len(piece) <= left else piece[:left] + "…", hit))
        left -= len(piece)
    return kept
