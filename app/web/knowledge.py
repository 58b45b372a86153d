"""`/knowledge` of the API: documents, what they answer, and what callers asked in vain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol

from fastapi import APIRouter, HTTPException, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.dialogue.preview import Preview
from app.domain.business import Business, FaqEntry, Language
from app.domain.ids import BusinessId
from app.domain.knowledge.documents import Unreadable
from app.domain.knowledge.search import Candidate, Source
from app.ports.clock import Clock
from app.ports.knowledge import Documents, DocumentState, Entries, OpenQuestion, OpenQuestions, StoredDocument
from app.ports.records import Businesses
from app.ports.wishes import UnknownWishes
from app.web.named import named_business
from app.web.problem import Problem, problem

MOST_FILE_BYTES = 25 * 1024 * 1024
API = "api"


class Preparing(Protocol):
    """Documents on their way to being searched."""

    async def add_file(self, business: BusinessId, name: str, content: bytes, *, by: str) -> StoredDocument: ...

    async def add_page(self, business: BusinessId, address: str, *, by: str) -> StoredDocument: ...

    async def again(self, document: StoredDocument) -> None: ...


class Asking(Protocol):
    async def ask(self, business: Business, question: str, language: Language) -> Preview: ...


class Nearest(Protocol):
    async def nearest(self, business: BusinessId, question: str, language: Language) -> Sequence[Candidate]: ...


class News(Protocol):
    """Wakes whoever reads documents."""

    def set(self) -> None: ...


@dataclass(frozen=True, slots=True)
class KnowledgeEdge:
    documents: Documents
    questions: OpenQuestions
    entries: Entries
    preparing: Preparing
    asking: Asking
    nearest: Nearest
    news: News
    businesses: Businesses
    clock: Clock
    wishes: UnknownWishes | None = None
    """What nobody understood; None = not shown."""


class DocumentOut(BaseModel):
    id: str
    name: str = Field(description="The file's name, or the page's address.")
    is_page: bool
    state: DocumentState
    problem: str | None = Field(None, description="Why it could not be read, in a word.")
    statements: int
    with_meaning: int = Field(description="Statements that are found by what they mean, too.")
    added_at: datetime


class SourceOut(BaseModel):
    document: str
    name: str
    heading: str
    page: int | None
    text: str


class AnswerOut(BaseModel):
    spoken: str | None = Field(description="What a caller would hear; null = that it is not known.")
    sources: list[SourceOut]


class QuestionOut(BaseModel):
    id: str
    text: str
    language: Language
    asked: int
    last_at: datetime
    call_sid: str | None
    turn: int | None


class PageIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    address: Annotated[str, Field(min_length=4, max_length=800, examples=["https://praxis.example/anfahrt"])]


class AnswerIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    answer: Annotated[str, Field(min_length=2, max_length=600)]


def document_out(document: StoredDocument) -> DocumentOut:
    return DocumentOut(
        id=document.id,
        name=document.name,
        is_page=document.is_page,
        state=document.state,
        problem=document.problem,
        statements=document.size,
        with_meaning=document.done,
        added_at=document.added_at,
    )


async def answer_question(edge: KnowledgeEdge, asked: OpenQuestion, answer: str, *, by: str) -> bool:
    """One of the owner's own entries from now on. False when somebody else was faster."""
    if not await edge.questions.close(asked.business, asked.id, why="answered", by=by, at=edge.clock.now()):
        return False
    entry = FaqEntry({asked.language: asked.text}, {asked.language: " ".join(answer.split())})
    return await edge.entries.put(asked.business, entry, seen=None, by=by)


def add_knowledge(router: APIRouter, edge: KnowledgeEdge) -> None:
    _add_documents(router, edge)
    _add_answers(router, edge)


def _add_documents(router: APIRouter, edge: KnowledgeEdge) -> None:
    @router.get("/knowledge/{business}/documents", tags=["knowledge"])
    async def list_documents(business: str) -> list[DocumentOut]:
        found = await named_business(edge.businesses, business)
        return [document_out(one) for one in await edge.documents.of(found.id)]

    @router.post(
        "/knowledge/{business}/documents",
        tags=["knowledge"],
        status_code=202,
        response_model=DocumentOut,
        responses={413: {"model": Problem}},
    )
    async def add_document(
        business: str, request: Request, name: Annotated[str, Query(min_length=3, max_length=200)]
    ) -> DocumentOut | Response:
        """The file as the body. It is read in the background: look at `state`."""
        found = await named_business(edge.businesses, business)
        content = bytearray()
        async for piece in request.stream():
            content += piece
            if len(content) > MOST_FILE_BYTES:
                return problem(413, "A document may have 25 MB.")
        kept = await edge.preparing.add_file(found.id, name, bytes(content), by=API)
        edge.news.set()
        return document_out(kept)

    @router.post(
        "/knowledge/{business}/pages",
        tags=["knowledge"],
        status_code=202,
        response_model=DocumentOut,
        responses={409: {"model": Problem}},
    )
    async def add_page(business: str, page: PageIn) -> DocumentOut | Response:
        """A public web page, fetched now."""
        found = await named_business(edge.businesses, business)
        try:
            kept = await edge.preparing.add_page(found.id, page.address, by=API)
        except Unreadable as error:
            return problem(409, "The page cannot be read.", more={"reason": error.reason})
        edge.news.set()
        return document_out(kept)

    @router.delete("/knowledge/{business}/documents/{document}", tags=["knowledge"], status_code=204)
    async def drop_document(business: str, document: str) -> None:
        found = await named_business(edge.businesses, business)
        if not await edge.documents.drop(found.id, document):
            raise HTTPException(404, f"there is no document {document}")


def _add_answers(router: APIRouter, edge: KnowledgeEdge) -> None:
    @router.get("/knowledge/{business}/answer", tags=["knowledge"])
    async def answer(
        business: str, question: Annotated[str, Query(min_length=2, max_length=400)], language: Language | None = None
    ) -> AnswerOut:
        """What a caller would be told, and where it stands."""
        found = await named_business(edge.businesses, business)
        told = await edge.asking.ask(found, question, language or found.default_language)
        sources = told.quoted.sources if told.quoted is not None else ()
        return AnswerOut(spoken=told.spoken, sources=[_source_out(source) for source in sources])

    @router.get("/knowledge/{business}/questions", tags=["knowledge"])
    async def open_questions(business: str) -> list[QuestionOut]:
        """What callers asked in vain, the most asked first."""
        found = await named_business(edge.businesses, business)
        return [
            QuestionOut(
                id=one.id,
                text=one.text,
                language=one.language,
                asked=one.asked,
                last_at=one.last_at,
                call_sid=one.call_sid,
                turn=one.turn,
            )
            for one in await edge.questions.waiting(found.id)
        ]

    @router.post(
        "/knowledge/{business}/questions/{question}/answer",
        tags=["knowledge"],
        status_code=204,
        response_model=None,
        responses={409: {"model": Problem}},
    )
    async def give_answer(business: str, question: str, given: AnswerIn) -> Response | None:
        """Callers are told it from the next call on."""
        found = await named_business(edge.businesses, business)
        asked = await edge.questions.question(found.id, question)
        if asked is None or not await answer_question(edge, asked, given.answer, by=API):
            return problem(409, "Somebody else has answered or dismissed it.", more={"reason": "closed"})
        return None


def _source_out(source: Source) -> SourceOut:
    statement = source.statement
    return SourceOut(
        document=source.document,
        name=source.title,
        heading=statement.heading,
        page=statement.page,
        text=statement.text,
    )
