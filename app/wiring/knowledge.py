"""What documents answer: their store, their reader, vectors where they can be made, reading in the background."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from app.connectors.document_reader import DocumentReader
from app.connectors.e5_embeddings import E5Embeddings, can_embed
from app.connectors.openai_embeddings import OpenAIEmbeddings
from app.dialogue.call_tools import CallTools
from app.dialogue.language_lore import background, lore
from app.dialogue.preview import AnswerPreview
from app.domain.business import Business, Language
from app.domain.errors import StoreUnavailable
from app.domain.ids import BusinessId, CallSid
from app.domain.knowledge.search import Quoted
from app.ports.knowledge import Embeddings
from app.settings import Settings
from app.stores.knowledge import SqlDocuments
from app.stores.knowledge_questions import SqlEntries, SqlOpenQuestions
from app.usecases.read_documents import Reading
from app.usecases.search_knowledge import Library, SearchObserver, SilentSearchObserver, Tongue
from app.web.knowledge import KnowledgeEdge
from app.wiring.calls import Wits
from app.wiring.stores import Stores

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 20.0


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Implements `app.dialogue.call_tools.Answers`. `news` is set when something waits to be read."""

    documents: SqlDocuments
    questions: SqlOpenQuestions
    entries: SqlEntries
    library: Library
    reading: Reading
    news: asyncio.Event = field(default_factory=asyncio.Event)

    async def quote(self, business: BusinessId, question: str, language: Language) -> Quoted | None:
        return await self.library.quote(business, question, language)

    async def note_unknown(
        self, business: BusinessId, question: str, language: Language, *, call_sid: CallSid, at: datetime
    ) -> None:
        """A question that could not be put on record costs the caller nothing."""
        try:
            await self.questions.note(business, question, language, call_sid=call_sid, at=at)
        except StoreUnavailable:
            log.warning("question_not_kept")


@asynccontextmanager
async def open_knowledge(
    settings: Settings, stores: Stores, observer: SearchObserver | None = None
) -> AsyncIterator[Knowledge]:
    async with _embeddings(settings) as embeddings:
        documents = SqlDocuments(stores.database)
        yield Knowledge(
            documents=documents,
            questions=SqlOpenQuestions(stores.database),
            entries=SqlEntries(stores.database, stores.clock),
            library=Library(documents, _tongue, embeddings, observer or SilentSearchObserver()),
            reading=Reading(documents, DocumentReader(), stores.clock, embeddings),
        )


@asynccontextmanager
async def keeping_read(knowledge: Knowledge, businesses: Sequence[Business]) -> AsyncIterator[None]:
    """While the block runs, whatever waits is read, one after the other."""
    keeping = asyncio.create_task(_keep_read(knowledge, businesses), name="read documents")
    try:
        yield
    finally:
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def read_waiting(knowledge: Knowledge, on_progress: Callable[[int, int], None] | None = None) -> int:
    """How many were read."""
    read = 0
    for document in await knowledge.documents.unread(model=knowledge.library.model):
        read += await knowledge.reading.read(document, on_progress=on_progress)
    return read


async def _keep_read(knowledge: Knowledge, businesses: Sequence[Business]) -> None:
    try:
        for business in businesses:
            await knowledge.library.warm(business.id)
    except StoreUnavailable:
        log.warning("knowledge_not_warm")
    while True:
        knowledge.news.clear()
        try:
            if read := await read_waiting(knowledge):
                log.info("documents_read", documents=read)
        except StoreUnavailable:
            log.warning("documents_not_read")
        try:
            async with asyncio.timeout(LOOK_EVERY_S):
                await knowledge.news.wait()
        except TimeoutError:
            continue


@asynccontextmanager
async def _embeddings(settings: Settings) -> AsyncIterator[Embeddings | None]:
    if settings.openai_embedding_model is not None:
        key = settings.openai_api_key.get_secret_value() if settings.openai_api_key is not None else None
        remote = OpenAIEmbeddings(model=settings.openai_embedding_model, api_key=key, base_url=settings.openai_base_url)
        try:
            yield remote
        finally:
            await remote.close()
    elif can_embed():
        local = E5Embeddings()
        try:
            yield local
        finally:
            local.close()
    else:
        log.info("documents_searched_by_words_alone")
        yield None


def _tongue(language: Language) -> Tongue:
    return Tongue(lore(language), background(language))


def knowledge_edge(knowledge: Knowledge, stores: Stores, wits: Wits) -> KnowledgeEdge:
    def tools(business: Business) -> CallTools:
        return CallTools(
            business=business,
            call_sid=CallSid("preview"),
            number=None,
            calendars=stores.calendars,
            notes=stores.notes,
            clock=stores.clock,
            answers=knowledge,
        )

    return KnowledgeEdge(
        documents=knowledge.documents,
        questions=knowledge.questions,
        entries=knowledge.entries,
        preparing=knowledge.reading,
        asking=AnswerPreview(wits.comprehension, tools, stores.call_records, stores.clock, wits.phrase_book),
        nearest=knowledge.library,
        news=knowledge.news,
        businesses=stores.businesses,
        clock=stores.clock,
        wishes=stores.unknown_wishes,
    )
