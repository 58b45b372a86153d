"""What the assistant answers from: own entries, documents, and the questions that nobody has answered yet."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from starlette.datastructures import FormData, UploadFile

from app.dialogue.preview import Preview
from app.domain.business import Business, FaqEntry, Language, Text
from app.domain.ids import BusinessId
from app.domain.knowledge.documents import Unreadable
from app.domain.knowledge.entries import entry_mark
from app.domain.knowledge.search import Candidate
from app.domain.people import Deed
from app.ports.knowledge import DocumentState, StoredDocument
from app.web.knowledge import KnowledgeEdge, answer_question
from app.web.pages.guard import Look, PageRefused, Visitor, back_to
from app.web.pages.setup.desk import CSS_AND_SOUND
from app.web.pages.wishes import close_wishes, shown_wishes, with_sound

LANGUAGES: tuple[Language, ...] = ("de", "en")
LONGEST_QUESTION, LONGEST_ANSWER = 300, 600
SHOWN_NEAREST = 3
MOST_WISHES = 50


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """`mark` says in which state it was seen."""

    entry: FaqEntry
    mark: str


@dataclass(frozen=True, slots=True)
class Asked:
    question: str
    language: Language
    told: Preview
    nearest: tuple[Candidate, ...]


def knowledge_routes(look: Look) -> APIRouter:
    router = APIRouter()
    _add_reading(router, look)
    _add_entries(router, look)
    _add_documents(router, look)
    _add_wishes(router, look)
    return router


def _add_reading(router: APIRouter, look: Look) -> None:
    @router.get("/knowledge")
    async def shown(
        visitor: Annotated[Visitor, Depends(look)],
        business: str = "",
        q: str = "",
        lang: str = "",
        did: str = "",
    ) -> Response:
        visitor.require(Deed.KEEP_KNOWLEDGE)
        return await _page(visitor, business, question=q, language=lang, did=did)

    @router.post("/knowledge/question/{question}/{deed}")
    async def close(question: str, deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form, edge = await request.form(), _edge(visitor)
        business = _chosen(visitor, str(form.get("business", "")))
        asked = await edge.questions.question(business.id, question)
        if asked is None:
            return await _page(visitor, business.id, fault="question_closed", status=409, kept=_text(form, "answer"))
        if deed == "dismiss":
            await edge.questions.close(
                business.id, question, why="dismissed", by=visitor.person.name, at=edge.clock.now()
            )
            return await _did(visitor, business, "question_dismissed", call=_text(form, "call"))
        answer = _text(form, "answer", LONGEST_ANSWER)
        if not answer:
            return await _page(visitor, business.id, fault="answer_missing", status=422)
        if not await answer_question(edge, asked, answer, by=visitor.person.name):
            return await _page(visitor, business.id, fault="question_closed", status=409, kept=answer)
        return await _did(visitor, business, "question_answered", call=_text(form, "call"))


def _add_wishes(router: APIRouter, look: Look) -> None:
    @router.post("/knowledge/wish/{deed}")
    async def see_to(deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        """Taught: it has an answer from now on. Done: seen to in another way, or nothing for us."""
        form, edge = await request.form(), _edge(visitor)
        business = _chosen(visitor, str(form.get("business", "")))
        if edge.wishes is None or deed not in {"taught", "done"}:
            raise PageRefused(404, "not_found")
        question, answer = _text(form, "question", LONGEST_QUESTION), _text(form, "answer", LONGEST_ANSWER)
        language: Language = "en" if form.get("language") == "en" else "de"
        if deed == "taught" and not (question and answer):
            return await _page(visitor, business.id, fault="answer_missing", status=422, kept=answer or question)
        ids = [str(one) for one in form.getlist("wish")][:MOST_WISHES]
        by = visitor.person.name
        if not await close_wishes(edge.wishes, business.id, ids, why=deed, by=by, clock=edge.clock):
            return await _page(visitor, business.id, fault="wish_closed", status=409, kept=answer)
        if deed == "taught":
            await edge.entries.put(business.id, FaqEntry({language: question}, {language: answer}), seen=None, by=by)
        return await _did(visitor, business, f"wish_{deed}", call=_text(form, "call"))


def _add_entries(router: APIRouter, look: Look) -> None:
    @router.post("/knowledge/entry")
    async def put(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form, edge = await request.form(), _edge(visitor)
        business = _chosen(visitor, str(form.get("business", "")))
        entry, seen = _entry(form), _text(form, "seen") or None
        if entry is None:
            return await _page(visitor, business.id, fault="entry_incomplete", status=422, draft=form, seen=seen)
        if not await edge.entries.put(business.id, entry, seen=seen, by=visitor.person.name):
            return await _page(visitor, business.id, fault="entry_changed", status=409, draft=form)
        return await _did(visitor, business, "entry_saved")

    @router.post("/knowledge/entry/remove")
    async def remove(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form, edge = await request.form(), _edge(visitor)
        business = _chosen(visitor, str(form.get("business", "")))
        if not await edge.entries.remove(business.id, seen=_text(form, "seen"), by=visitor.person.name):
            return await _page(visitor, business.id, fault="entry_changed", status=409)
        return await _did(visitor, business, "entry_removed")


def _add_documents(router: APIRouter, look: Look) -> None:
    @router.post("/knowledge/file")
    async def file(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form, edge = await request.form(), _edge(visitor)
        business = _chosen(visitor, str(form.get("business", "")))
        sent = form.get("file")
        if not isinstance(sent, UploadFile) or not sent.filename:
            return await _page(visitor, business.id, fault="file_missing", status=422)
        content = await sent.read()
        await form.close()
        await edge.preparing.add_file(business.id, sent.filename, content, by=visitor.person.name)
        edge.news.set()
        return await _did(visitor, business, "document_added")

    @router.post("/knowledge/page")
    async def page(request: Request, visitor: Annotated[Visitor, Depends(look)]) -> Response:
        form, edge = await request.form(), _edge(visitor)
        business = _chosen(visitor, str(form.get("business", "")))
        address = _text(form, "address", 800)
        try:
            await edge.preparing.add_page(business.id, address, by=visitor.person.name)
        except Unreadable as error:
            return await _page(visitor, business.id, fault=f"unreadable.{error.reason}", status=422, address=address)
        edge.news.set()
        return await _did(visitor, business, "document_added")

    @router.post("/knowledge/document/{document}/{deed}")
    async def change(
        document: str, deed: str, request: Request, visitor: Annotated[Visitor, Depends(look)]
    ) -> Response:
        form, edge = await request.form(), _edge(visitor)
        business = _chosen(visitor, str(form.get("business", "")))
        found = await edge.documents.document(business.id, document)
        if found is None or deed not in {"again", "remove"}:
            raise PageRefused(404, "not_found")
        if deed == "remove":
            await edge.documents.drop(business.id, document)
            return await _did(visitor, business, "document_removed")
        try:
            await edge.preparing.again(found)
        except Unreadable as error:
            return await _page(visitor, business.id, fault=f"unreadable.{error.reason}", status=422)
        edge.news.set()
        return await _did(visitor, business, "document_again")


async def _page(
    visitor: Visitor,
    business_id: str,
    *,
    question: str = "",
    language: str = "",
    did: str = "",
    fault: str = "",
    status: int = 200,
    draft: FormData | None = None,
    seen: str | None = None,
    kept: str = "",
    address: str = "",
) -> Response:
    """`draft` and `kept` are what was typed and could not be saved: it is shown again, never lost."""
    edge, business = _edge(visitor), _chosen(visitor, business_id)
    documents = await edge.documents.of(business.id)
    asked = await _asked(edge, business, question[:LONGEST_QUESTION].strip(), language)
    return visitor.page(
        "knowledge.html",
        headers=CSS_AND_SOUND,
        status=status,
        business=business,
        asked=asked,
        entries=[ShownEntry(entry, entry_mark(entry)) for entry in business.faq],
        documents=documents,
        busy=any(_is_busy(one) for one in documents),
        waiting=await edge.questions.waiting(business.id),
        wishes=await with_sound(visitor, business.id, await shown_wishes(edge.wishes, business.id)),
        languages=business.languages,
        did=did,
        fault=fault,
        draft={name: _text(draft, name) for name in _FIELDS} if draft is not None else None,
        draft_seen=seen,
        kept=kept,
        address=address,
    )


async def _asked(edge: KnowledgeEdge, business: Business, question: str, wanted: str) -> Asked | None:
    if not question:
        return None
    language: Language = "en" if wanted == "en" else "de" if wanted == "de" else business.default_language
    told = await edge.asking.ask(business, question, language)
    nearest = tuple(await edge.nearest.nearest(business.id, question, language)) if told.spoken is None else ()
    return Asked(question, language, told, nearest[:SHOWN_NEAREST])


async def _did(visitor: Visitor, business: Business, what: str, *, call: str = "") -> Response:
    """`call` = the one on whose page it was done."""
    await visitor.edge.access.note(visitor.person, what, business=business.id)
    if call:
        return back_to(f"/calls/{quote(call, safe='')}?did={what}")
    return back_to(f"/knowledge?business={quote(business.id)}&did={what}")


_FIELDS = tuple(f"{part}_{language}" for part in ("question", "answer") for language in LANGUAGES)


def _entry(form: FormData) -> FaqEntry | None:
    """None unless some language has question and answer, and none has one without the other."""
    questions: Text = {one: text for one in LANGUAGES if (text := _text(form, f"question_{one}", LONGEST_QUESTION))}
    answers: Text = {one: text for one in LANGUAGES if (text := _text(form, f"answer_{one}", LONGEST_ANSWER))}
    whole = bool(questions) and questions.keys() == answers.keys()
    return FaqEntry(questions, answers) if whole else None


def _text(form: FormData, name: str, longest: int = 2_000) -> str:
    return " ".join(str(form.get(name, "")).split())[:longest]


def _is_busy(document: StoredDocument) -> bool:
    return document.state in {DocumentState.WAITING, DocumentState.READING}


def _chosen(visitor: Visitor, business_id: str) -> Business:
    if not visitor.businesses:
        raise PageRefused(404, "not_found")
    business = visitor.business(BusinessId(business_id)) if business_id else visitor.businesses[0]
    visitor.require(Deed.KEEP_KNOWLEDGE, business.id)
    return business


def _edge(visitor: Visitor) -> KnowledgeEdge:
    edge = visitor.edge.knowledge
    if edge is None:
        raise PageRefused(404, "not_found")
    return edge
